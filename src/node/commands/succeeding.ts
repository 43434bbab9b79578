/** Commands about successors: a book that goes on where a pen is not handed over, is lost, or signed two histories. */
import { z } from 'zod'
import { endorseSuccessor, proposeSuccessor } from '../successors.ts'
import { accept } from '../../kernel/result.ts'
import { personCommand } from './command.ts'
import { at, book, person } from './inputs.ts'

/** `by`: a member in whose name, and in whose book, the proposal is endorsed at once. */
const propose = personCommand({
  name: 'successor.propose',
  input: z.object({
    body: book,
    size: z.int().min(1).optional(),
    post: z.string().min(1).max(64).default('secretary'),
    officers: z
      .array(z.object({ person, post: z.string().min(1).max(64) }))
      .max(63)
      .default([]),
    by: book.optional(),
    at,
  }),
  run: async (node, { body, by, size, post, officers, at: date }, { actor }) => {
    const founded = await proposeSuccessor(node, actor, { book: body, size, post, officers, at: date })
    if (!founded.ok || by === undefined) return founded
    const endorsed = await endorseSuccessor(node, actor, founded.value.book, by, date)
    return endorsed.ok ? accept(founded.value) : endorsed
  },
})

const endorse = personCommand({
  name: 'successor.endorse',
  input: z.object({ successor: book, body: book.optional(), at }),
  run: (node, { successor, body, at: date }, { actor }) =>
    endorseSuccessor(node, actor, successor, body, date),
})

export const succeedingCommands = [propose, endorse]
