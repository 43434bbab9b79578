/** Commands that write in hosted books: founding, joining, putting and referring motions, deciding in session. */
import { z } from 'zod'
import { optionOfHands } from '../../assemblies/state.ts'
import { allianceCharter, municipalityCharter } from '../../bodies/charters.ts'
import { bodyFounded } from '../../bodies/entries.ts'
import type { Citation, JsonObject } from '../../book/entry.ts'
import { applicationOf, referralOf } from '../../federation/queries.ts'
import { electorsBySection, type FederationState } from '../../federation/state.ts'
import { isDateTime } from '../../kernel/date-time.ts'
import { localizedText } from '../../kernel/schemas.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import type { ApachitaNode } from '../node.ts'
import { type Draft, type Written, foundBook, renewPen, writeEntries } from '../write.ts'
import { defineCommand } from './command.ts'

const at = z.string().refine(isDateTime).optional()
const book = z.string().regex(/^[a-z2-7]{52}$/)
const count = z.int().min(0).max(1_000_000)

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

const paperBook = z.string().max(500).optional()

const foundMunicipality = defineCommand({
  name: 'body.found',
  input: facts.extend({ paperBook, at }),
  run: (node, { paperBook: place, at: date, ...founding }) => {
    const charter = place === undefined ? municipalityCharter : { ...municipalityCharter, paperBook: place }
    return foundBook(
      node,
      { ...founding, kind: 'municipality', charter } as unknown as JsonObject,
      'secretary',
      date,
    )
  },
})

const foundAlliance = defineCommand({
  name: 'alliance.found',
  input: facts.extend({
    countries: z.array(z.string()).min(1),
    sections: z.array(z.object({ id: z.string().min(1), name: localizedText })).min(1),
    paperBook,
    at,
  }),
  run: (node, { sections, paperBook: place, at: date, ...founding }) => {
    const charter = { ...allianceCharter(sections), ...(place === undefined ? {} : { paperBook: place }) }
    return foundBook(
      node,
      { ...founding, kind: 'alliance', charter } as unknown as JsonObject,
      'secretary',
      date,
    )
  },
})

const apply = defineCommand({
  name: 'membership.apply',
  input: z.object({ body: book, federation: book, section: z.string().min(1), at }),
  run: async (node, { body, federation, section, at: date }) => {
    const founding = await node.citation(federation, 0)
    if (founding === undefined) return refuse({ type: 'book-unknown', book: federation })
    return writeOne(node, body, {
      type: 'membership.applied',
      data: { section },
      cites: [founding],
      at: date,
    })
  },
})

const acceptMember = defineCommand({
  name: 'membership.accept',
  input: z.object({ federation: book, body: book, at }),
  run: async (node, { federation, body, at: date }) => {
    const application = applicationOf(node.views.db, federation, body)
    if (application === undefined) return refuse({ type: 'application-missing' })
    const { section, seq, leaf } = application
    const cites = [{ book: body, seq, leaf }]
    return writeOne(node, federation, { type: 'membership.accepted', data: { section }, cites, at: date })
  },
})

const putMotion = defineCommand({
  name: 'motion.put',
  input: z.object({
    body: book,
    title: localizedText,
    text: localizedText,
    source: z.string().max(1000).optional(),
    at,
  }),
  run: (node, { body, at: date, ...motion }) =>
    writeOne(node, body, { type: 'motion.put', data: motion as unknown as JsonObject, at: date }),
})

const referMotion = defineCommand({
  name: 'motion.refer',
  input: z.object({ body: book, motion: z.int().min(0), rule: z.string().default('joint'), at }),
  run: (node, { body, motion, rule, at: date }) =>
    writeEntries(node, body, ({ states }) => {
      const { members } = states['federation'] as FederationState
      return accept([
        { type: 'motion.referred', data: { motion, rule, electors: electorsBySection(members) }, at: date },
      ])
    }),
})

const renew = defineCommand({
  name: 'pen.renew',
  input: z.object({ body: book, at }),
  run: (node, { body, at: date }) => renewPen(node, body, date),
})

/** A council's session on what was referred: opened, voted by raised hands, position recorded, closed. */
const decide = defineCommand({
  name: 'position.decide',
  input: z.object({
    body: book,
    motion: z.object({ book, seq: z.int().min(0) }),
    present: count,
    yes: count,
    no: count,
    abstain: count,
    attesters: count.default(0),
    place: z.string().max(200).optional(),
    at,
  }),
  run: async (node, { body, motion, ...session }) => {
    const referral = referralOf(node.views.db, motion.book, motion.seq)
    if (referral === undefined) return refuse({ type: 'motion-unknown', ...motion })
    const cited = { book: motion.book, ...referral }
    return writeEntries(node, body, ({ size }) => accept(sessionDrafts(size, cited, session)))
  },
})

interface SessionInput {
  readonly present: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly attesters: number
  readonly place?: string | undefined
  readonly at?: string | undefined
}

function sessionDrafts(
  size: number,
  referral: Citation,
  { place, at: date, ...hands }: SessionInput,
): Draft[] {
  const cites = [referral]
  return [
    { type: 'session.opened', data: place === undefined ? {} : { place }, at: date },
    { type: 'vote.recorded', data: { form: 'raised-hands', ...hands }, cites, at: date },
    { type: 'position.recorded', data: { vote: size + 1, option: optionOfHands(hands) }, cites, at: date },
    { type: 'session.closed', data: { session: size }, at: date },
  ]
}

const writeOne = (node: ApachitaNode, body: string, draft: Draft): Promise<Result<Written, Refusal>> =>
  writeEntries(node, body, () => accept([draft]))

export const governingCommands = [
  foundMunicipality,
  foundAlliance,
  renew,
  apply,
  acceptMember,
  putMotion,
  referMotion,
  decide,
]
