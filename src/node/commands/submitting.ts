/** Commands about submissions: a member writes one, whoever may enter it enters or declines it. */
import { z } from 'zod'
import type { JsonObject } from '../../book/entry.ts'
import { localizedText } from '../../kernel/schemas.ts'
import { refuse } from '../../kernel/result.ts'
import { enterSubmission, submissionsOf, submit } from '../submissions.ts'
import { personCommand } from './command.ts'
import { at, book, seq, writeOne } from './inputs.ts'

const id = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)

const submitMotion = personCommand({
  name: 'submission.motion',
  input: z.object({ body: book, title: localizedText, text: localizedText, at }),
  run: (node, { body, at: date, ...data }, { actor }) =>
    submit(node, actor, body, { type: 'motion.put', data: data as unknown as JsonObject, at: date }, 'open'),
})

/** What a member says of something that is recorded; it is counted nowhere. */
const submitPosition = personCommand({
  name: 'submission.position',
  input: z.object({
    body: book,
    on: z.object({ book, seq }),
    option: z.enum(['yes', 'no', 'abstain']),
    text: localizedText.optional(),
    at,
  }),
  run: async (node, { body, on, at: date, ...data }, { actor }) => {
    const cited = await node.citation(on.book, on.seq)
    if (cited === undefined) return refuse({ type: 'motion-unknown', ...on })
    const draft = { type: 'position.stated', data: data as unknown as JsonObject, cites: [cited], at: date }
    return submit(node, actor, body, draft, 'open')
  },
})

/** A correction may be of what is personal: it is sealed for the people of the body unless it is said to be open. */
const submitCorrection = personCommand({
  name: 'submission.correction',
  input: z.object({ body: book, of: seq, text: localizedText, isOpen: z.boolean().default(false), at }),
  run: async (node, { body, of, text, isOpen, at: date }, { actor }) => {
    const cited = await node.citation(body, of)
    if (cited === undefined) return refuse({ type: 'entry-unknown', seq: of })
    const type = isOpen ? 'correction.asked' : 'correction.asked-within'
    const draft = { type, data: { text } as unknown as JsonObject, cites: [cited], at: date }
    return submit(node, actor, body, draft, isOpen ? 'open' : { members: body })
  },
})

const enter = personCommand({
  name: 'submission.enter',
  input: z.object({ body: book, id }),
  run: (node, { body, id: submission }, { actor }) => enterSubmission(node, actor, body, submission),
})

const decline = personCommand({
  name: 'submission.decline',
  input: z.object({ body: book, id, reason: localizedText, at }),
  run: async (node, { body, id: submission, reason, at: date }, { actor }) => {
    const waiting = await submissionsOf(node, body)
    if (!waiting.some((one) => one.id === submission && one.standing === 'waiting'))
      return refuse({ type: 'submission-unknown' })
    const data = { submission, reason } as unknown as JsonObject
    return writeOne(node, actor, body, { type: 'submission.declined', data, at: date })
  },
})

export const submittingCommands = [submitMotion, submitPosition, submitCorrection, enter, decline]
