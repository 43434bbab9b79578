/** Commands by which a book's pen goes to another node: texts that are carried between the two. */
import { z } from 'zod'
import { completePass, keepPen, offerPen, preparePass, signPass } from '../pass-pen.ts'
import { personCommand } from './command.ts'
import { at, book } from './inputs.ts'

const text = z.string().min(1).max(200_000)

const offer = personCommand({
  name: 'pen.offer',
  input: z.object({ body: book }),
  run: (node, { body }, { actor }) => offerPen(node, actor, body),
})

const pass = personCommand({
  name: 'pen.pass',
  input: z.object({ body: book, card: text, post: z.string().min(1).max(64).default('secretary'), at }),
  run: (node, { body, ...passing }, { actor }) => preparePass(node, actor, body, passing),
})

const sign = personCommand({
  name: 'pen.sign',
  input: z.object({ handover: text }),
  run: (node, { handover }) => signPass(node, handover),
})

const complete = personCommand({
  name: 'pen.complete',
  input: z.object({ body: book, signed: text }),
  run: (node, { body, signed }, { actor }) => completePass(node, actor, body, signed),
})

const keep = personCommand({
  name: 'pen.keep',
  input: z.object({ body: book }),
  run: (node, { body }, { actor }) => keepPen(node, actor, body),
})

export const passingCommands = [offer, pass, sign, complete, keep]
