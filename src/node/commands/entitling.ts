/** Commands about who may write and who may know: posts, nodes, erasure. */
import { z } from 'zod'
import type { JsonObject } from '../../book/entry.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { nodeAdmitted, postAssigned } from '../../bodies/entries.ts'
import { isFingerprintOf, textToCard } from '../../bodies/node-card.ts'
import { erasureOf } from '../../bodies/queries.ts'
import { sealedAt } from '../../carriage/sealed.ts'
import { personCommand } from './command.ts'
import { at, book, person, seq, writeOne } from './inputs.ts'

const post = z.string().min(1).max(64)

const assignPost = personCommand({
  name: 'post.assign',
  input: postAssigned.extend({ body: book, at }),
  run: (node, { body, at: date, ...held }, { actor }) =>
    writeOne(node, actor, body, { type: 'post.assigned', data: held, at: date }),
})

const endPost = personCommand({
  name: 'post.end',
  input: z.object({ body: book, person, post, at }),
  run: (node, { body, at: date, ...held }, { actor }) =>
    writeOne(node, actor, body, { type: 'post.ended', data: held, at: date }),
})

/**
 * `card`: what the other node says of itself (`node.card`), as text or as data; `fingerprint`: what was heard from whoever
 * looks after it. From now on it is given what is sealed, also what came before.
 */
const admitNode = personCommand({
  name: 'node.admit',
  input: z.object({
    body: book,
    card: z.union([z.string(), nodeAdmitted]),
    fingerprint: z.string().max(200).optional(),
    at,
  }),
  run: async (node, { body, card, fingerprint, at: date }, { actor }) => {
    const read = typeof card === 'string' ? textToCard(card) : accept(card)
    if (!read.ok) return read
    if (fingerprint !== undefined && !isFingerprintOf(read.value, fingerprint))
      return refuse({ type: 'fingerprint-differs' })
    const data = read.value as unknown as JsonObject
    return writeOne(node, actor, body, { type: 'node.admitted', data, at: date })
  },
})

const revokeNode = personCommand({
  name: 'node.revoke',
  input: z.object({ body: book, node: z.string().regex(/^[a-z2-7]{32}$/), at }),
  run: (node, { body, node: revoked, at: date }, { actor }) =>
    writeOne(node, actor, body, { type: 'node.revoked', data: { node: revoked }, at: date }),
})

/** Deletes what is inside an entry's seal, here at once and wherever the book travels to; copies off the net stay. */
const eraseContent = personCommand({
  name: 'content.erase',
  input: z.object({ body: book, seq, at }),
  run: async (node, { body, seq: number, at: date }, { actor }) => {
    const sealed = await sealedAt(node.archive, body, number)
    if (sealed === undefined) return refuse({ type: 'seal-missing', seq: number })
    const erased = erasureOf(node.views.db, body, sealed.seal)
    if (erased !== undefined) return refuse({ type: 'erased-before', seq: erased })
    return writeOne(node, actor, body, { type: 'content.erased', data: { seal: sealed.seal }, at: date })
  },
})

export const entitlingCommands = [assignPost, endPost, admitNode, revokeNode, eraseContent]
