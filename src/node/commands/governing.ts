/** Commands that write in hosted books: founding, joining, putting and referring motions, deciding in session. */
import { z } from 'zod'
import { bodyFounded, charter, kinds } from '../../bodies/entries.ts'
import { answers, readyCharter, withAnswers } from '../../bodies/set-up.ts'
import type { JsonObject } from '../../book/entry.ts'
import { applicationOf, referralOf } from '../../federation/queries.ts'
import { electorsBySection, entitledNow, type FederationState, membersAt } from '../../federation/state.ts'
import type { BodiesState } from '../../bodies/state.ts'
import { localizedText } from '../../kernel/schemas.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { foundBook, renewPen, writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { at, book, writeOne } from './inputs.ts'

const facts = bodyFounded.pick({
  name: true,
  country: true,
  region: true,
  place: true,
  population: true,
  standing: true,
  sources: true,
  demonstration: true,
})

/** Founds a body of any kind: the actor is its secretary. What is not answered is as the ready-made charter has it. */
const found = personCommand({
  name: 'body.found',
  input: facts.extend({
    kind: z.enum(kinds).default('municipality'),
    countries: z.array(z.string()).min(1).optional(),
    sections: z.array(z.object({ id: z.string().min(1).max(64), name: localizedText })).optional(),
    answers: answers.default({}),
    paperBook: z.string().max(500).optional(),
    at,
  }),
  run: (node, { kind, sections, answers: answered, paperBook, at: date, ...founding }, { actor }) => {
    const place = paperBook ?? answered.paperBook
    const said = place === undefined ? answered : { ...answered, paperBook: place }
    const charter = withAnswers(readyCharter(kind, sections), said)
    const data = { ...founding, kind, charter } as unknown as JsonObject
    return foundBook(node, actor, data, 'secretary', date)
  },
})

const apply = personCommand({
  name: 'membership.apply',
  input: z.object({ body: book, federation: book, section: z.string().min(1), at }),
  run: async (node, { body, federation, section, at: date }, { actor }) => {
    const founding = await node.citation(federation, 0)
    if (founding === undefined) return refuse({ type: 'book-unknown', book: federation })
    return writeOne(node, actor, body, {
      type: 'membership.applied',
      data: { section },
      cites: [founding],
      at: date,
    })
  },
})

const acceptMember = personCommand({
  name: 'membership.accept',
  input: z.object({ federation: book, body: book, at }),
  run: async (node, { federation, body, at: date }, { actor }) => {
    const application = applicationOf(node.views.db, federation, body)
    if (application === undefined) return refuse({ type: 'application-missing' })
    const { section, seq, leaf } = application
    const cites = [{ book: body, seq, leaf }]
    return writeOne(node, actor, federation, {
      type: 'membership.accepted',
      data: { section },
      cites,
      at: date,
    })
  },
})

/** `amends`: the motion of this book it is an amendment of. `charter`: the one it proposes. */
const putMotion = personCommand({
  name: 'motion.put',
  input: z.object({
    body: book,
    title: localizedText,
    text: localizedText,
    source: z.string().max(1000).optional(),
    amends: z.int().min(0).optional(),
    charter: charter.optional(),
    /** A motion of another federation, referred to this body, that it answers. */
    answers: z.object({ book, seq: z.int().min(0) }).optional(),
    at,
  }),
  run: async (node, { body, at: date, answers, ...motion }, { actor }) => {
    const referral = answers === undefined ? undefined : referralOf(node.views.db, answers.book, answers.seq)
    if (answers !== undefined && referral === undefined) return refuse({ type: 'motion-unknown', ...answers })
    const cites = answers === undefined || referral === undefined ? [] : [{ book: answers.book, ...referral }]
    const data = motion as unknown as JsonObject
    return writeOne(node, actor, body, { type: 'motion.put', data, cites, at: date })
  },
})

const referMotion = personCommand({
  name: 'motion.refer',
  input: z.object({ body: book, motion: z.int().min(0), rule: z.string().default('joint'), at }),
  run: (node, { body, motion, rule, at: date }, { actor }) =>
    writeEntries(node, actor, body, ({ states }) => {
      const federation = states['federation'] as FederationState
      const { charter } = states['bodies'] as BodiesState
      const electors = electorsBySection(membersAt(federation, entitledNow(federation, charter)))
      return accept([{ type: 'motion.referred', data: { motion, rule, electors }, at: date }])
    }),
})

const renew = personCommand({
  name: 'pen.renew',
  input: z.object({ body: book, at }),
  run: (node, { body, at: date }, { actor }) => renewPen(node, actor, body, date),
})

export const governingCommands = [found, renew, apply, acceptMember, putMotion, referMotion]
