/** Commands of what a body puts on record: legal standing, fiscal agent, objections of states, opinions and answers. */
import { z } from 'zod'
import type { JsonObject } from '../../book/entry.ts'
import {
  objectionRecorded,
  opinionAddressed,
  opinionAnswered,
  standingRecorded,
} from '../../federation/entries-on-record.ts'
import { refuse } from '../../kernel/result.ts'
import { personCommand } from './command.ts'
import { at, book, seq, writeOne } from './inputs.ts'

const recordStanding = personCommand({
  name: 'standing.record',
  input: standingRecorded.extend({ body: book, at }),
  run: (node, { body, at: date, ...data }, { actor }) =>
    writeOne(node, actor, body, { type: 'standing.recorded', data: data as unknown as JsonObject, at: date }),
})

const recordObjection = personCommand({
  name: 'objection.record',
  input: objectionRecorded.extend({ body: book, at }),
  run: (node, { body, at: date, ...data }, { actor }) =>
    writeOne(node, actor, body, {
      type: 'objection.recorded',
      data: data as unknown as JsonObject,
      at: date,
    }),
})

const addressOpinion = personCommand({
  name: 'opinion.address',
  input: opinionAddressed.extend({ body: book, at }),
  run: (node, { body, at: date, ...data }, { actor }) =>
    writeOne(node, actor, body, { type: 'opinion.addressed', data: data as unknown as JsonObject, at: date }),
})

/** `opinion`: where it stands, in this book or another. */
const answerOpinion = personCommand({
  name: 'opinion.answer',
  input: opinionAnswered.extend({ body: book, opinion: z.object({ book, seq }), at }),
  run: async (node, { body, opinion, at: date, ...data }, { actor }) => {
    const cited = await node.citation(opinion.book, opinion.seq)
    if (cited === undefined) return refuse({ type: 'opinion-unknown', ...opinion })
    return writeOne(node, actor, body, {
      type: 'opinion.answered',
      data: data as unknown as JsonObject,
      cites: [cited],
      at: date,
    })
  },
})

export const recordingCommands = [recordStanding, recordObjection, addressOpinion, answerOpinion]
