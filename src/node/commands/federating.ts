/** Commands of memberships over time and of closing what was referred: by members, and by federations. */
import { z } from 'zod'
import type { BodiesState } from '../../bodies/state.ts'
import type { Citation, JsonObject } from '../../book/entry.ts'
import { proposedClosing } from '../../federation/closing-query.ts'
import { type Mark, maxListed } from '../../federation/entries.ts'
import { newsOf, wordOfSection } from '../../federation/membership-query.ts'
import { appliedToOf, applicationOf, referralOf } from '../../federation/queries.ts'
import { type Closed, outcomeClosed, referralClosed } from '../../federation/rules-of-closings.ts'
import { decisionOn } from '../../federation/sees.ts'
import type { FederationState } from '../../federation/state.ts'
import type { AssembliesState } from '../../assemblies/state.ts'
import { onlySaid } from '../../kernel/only-said.ts'
import { localizedText } from '../../kernel/schemas.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { entryAt } from '../../archive/contract.ts'
import { parseEntry } from '../../book/entry.ts'
import { Speakers } from '../../succession/speakers.ts'
import type { States } from '../../views/room.ts'
import type { ApachitaNode } from '../node.ts'
import { type Draft, type Writing, writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { at, book, seq, writeOne } from './inputs.ts'

const reason = localizedText

/** The federation's book that speaks for it, and how far a body knows that: what comes after that it cannot have known. */
export async function knownOf(node: ApachitaNode, federation: string): Promise<Citation[]> {
  const speaker = speakerFor(node, federation)
  const size = (await node.archive.book(speaker))?.size ?? 0
  const known = [
    await node.citation(speaker, 0),
    size > 1 ? await node.citation(speaker, size - 1) : undefined,
  ]
  return known.filter((cited) => cited !== undefined)
}

/** The book that speaks now for the body of a book. */
export function speakerFor(node: ApachitaNode, book: string): string {
  const speakers = new Speakers(node.views.db)
  return speakers.speakerOf(speakers.bodyOf(book))
}

/** Which of the books that a body applied to is meant, where it cites a later one of that federation. */
export function appliedToIn(node: ApachitaNode, states: States, cited: string): { appliedTo?: string } {
  const { applied } = states['federation'] as FederationState
  const appliedTo = appliedToOf(node.views.db, cited, applied)
  return appliedTo === undefined ? {} : { appliedTo }
}

/** Whose books are cited, where they are later ones than their members are known by. */
export function bodiesOf(lines: readonly { readonly book: string; readonly body: string }[]): JsonObject {
  const later = lines.filter(({ book: own, body }) => own !== body)
  const bodies = Object.fromEntries(later.map(({ book: own, body }) => [own, body]))
  return later.length === 0 ? {} : { bodies }
}

/** What a body says of its own membership, in its own book. */
const ownWord = (verb: 'freeze' | 'resume' | 'end', said: 'frozen' | 'resumed' | 'ended') =>
  personCommand({
    name: `membership.${verb}`,
    input: z.object({
      body: book,
      federation: book,
      reason: verb === 'resume' ? reason.optional() : reason,
      at,
    }),
    run: async (node, { body, federation, at: date, ...why }, { actor }) => {
      const cites = await knownOf(node, federation)
      const [cited] = cites
      if (cited === undefined) return refuse({ type: 'book-unknown', book: federation })
      return writeEntries(node, actor, body, ({ states }) => {
        const data = { as: 'member', ...onlySaid(why), ...appliedToIn(node, states, cited.book) }
        return accept([{ type: `membership.${said}`, data, cites, at: date }])
      })
    },
  })

/** What a federation says of a member by its own word, in its book. */
const federationsWord = (verb: 'freeze' | 'resume' | 'end', said: 'frozen' | 'resumed' | 'ended') =>
  personCommand({
    name: `member.${verb}`,
    input: z.object({
      federation: book,
      body: book,
      reason: verb === 'resume' ? reason.optional() : reason,
      motion: seq.optional(),
      at,
    }),
    run: async (node, { federation, body, at: date, ...why }, { actor }) => {
      const application = applicationOf(node.views.db, federation, body)
      if (application === undefined) return refuse({ type: 'not-a-member' })
      const data = { as: 'federation', ...onlySaid(why) }
      const cites = [{ book: body, seq: application.seq, leaf: application.leaf }]
      return writeOne(node, actor, federation, { type: `membership.${said}`, data, cites, at: date })
    },
  })

/** A federation notes what its members' books say of their membership. */
const note = personCommand({
  name: 'membership.note',
  input: z.object({ federation: book, body: book.optional(), at }),
  run: async (node, { federation, body, at: date }, { actor }) => {
    const news = newsOf(node.views.db, federation, body)
    if (news.length === 0) return refuse({ type: 'nothing-to-note' })
    const texts = await Promise.all(news.map((one) => reasonOf(node, one)))
    const drafts = news.map((one, n): Draft => {
      const { said, book: by, seq: number, leaf } = one
      return {
        type: `membership.${said}`,
        data: { as: 'heard', ...onlySaid({ reason: texts[n] }), ...bodiesOf([one]) },
        cites: [{ book: by, seq: number, leaf }],
        at: date,
      }
    })
    return writeEntries(node, actor, federation, () => accept(drafts))
  },
})

/** The reason that an entry says, in its own words. */
async function reasonOf(node: ApachitaNode, { book: body, seq: number }: Citation) {
  const bytes = await entryAt(node.archive, body, number)
  const entry = bytes === undefined ? undefined : parseEntry(bytes)
  return entry?.ok === true ? entry.value.data['reason'] : undefined
}

/** A whole section: it rests on what its members' books say, where they say it. */
const sectionWord = (verb: 'freeze' | 'resume', said: 'frozen' | 'resumed') =>
  personCommand({
    name: `section.${verb}`,
    input: z.object({
      federation: book,
      section: z.string().min(1).max(64),
      reason: verb === 'resume' ? reason.optional() : reason,
      at,
    }),
    run: (node, { federation, section, at: date, ...why }, { actor }) => {
      const words = wordOfSection(node.views.db, federation, section, said)
      const cites = words.map(({ book: by, seq: number, leaf }) => ({ book: by, seq: number, leaf }))
      const data = { section, ...onlySaid(why), ...bodiesOf(words) }
      return writeOne(node, actor, federation, { type: `section.${said}`, data, cites, at: date })
    },
  })

/**
 * Nobody is awaited any more. Of those in `corrected`, their correction counts in place of what they recorded first. `body`: the
 * book that the motion is in; it is closed in the one that speaks for the body now.
 */
const close = personCommand({
  name: 'motion.close',
  input: z.object({ body: book, motion: seq, corrected: z.array(book).default([]), at }),
  run: (node, { body, motion, corrected, at: date }, { actor }) => {
    const proposed = proposedClosing(node.views.db, body, motion)
    if (proposed === undefined) return Promise.resolve(refuse({ type: 'motion-not-referred', motion }))
    const lines = proposed.lines.map((line) => {
      const { correction, body: by } = line
      if (correction === null || !corrected.includes(by)) return line
      const { option: mark, ...place } = correction
      return { ...line, ...place, mark }
    })
    const speaker = speakerFor(node, body)
    const about = speaker === body ? { motion } : { motion, referredIn: body }
    return writeEntries(node, actor, speaker, (writing) => accept(closingDrafts(writing, about, lines, date)))
  },
})

interface Line extends Citation {
  readonly body: string
  readonly mark: Mark
}

function closingDrafts({ states }: Writing, about: Closed, lines: readonly Line[], date?: string): Draft[] {
  const seen = {
    federation: states['federation'] as FederationState,
    bodies: states['bodies'] as BodiesState,
  }
  const referral = referralClosed(seen, about)
  const marks = new Map(lines.map(({ body, mark }) => [body, mark]))
  const outcome = outcomeClosed(referral?.electors ?? [], marks, referral?.rule)
  return inPages(lines).map((page, n, pages) => ({
    type: 'decision.closed',
    data: {
      ...about,
      page: n + 1,
      of: pages.length,
      marks: page.map(({ mark }) => mark),
      ...bodiesOf(page),
      ...(n + 1 === pages.length ? { outcome } : {}),
    } as JsonObject,
    cites: page.map(({ book: own, seq: number, leaf }) => ({ book: own, seq: number, leaf })),
    at: date,
  }))
}

/** At least one page. */
export function inPages<Listed>(lines: readonly Listed[]): Listed[][] {
  const count = Math.max(1, Math.ceil(lines.length / maxListed))
  return Array.from({ length: count }, (_, page) => lines.slice(page * maxListed, (page + 1) * maxListed))
}

/** The position of a federation in another, as its own members decided on `own`, a motion of its book that answers it. */
const confirm = personCommand({
  name: 'position.confirm',
  input: z.object({ body: book, motion: z.object({ book, seq }), own: seq, at }),
  run: async (node, { body, motion, own, at: date }, { actor }) => {
    const referral = referralOf(node.views.db, motion.book, motion.seq)
    if (referral === undefined) return refuse({ type: 'motion-unknown', ...motion })
    return writeEntries(node, actor, body, ({ states }) => {
      const seen = {
        assemblies: states['assemblies'] as AssembliesState,
        federation: states['federation'] as FederationState,
      }
      const decided = decisionOn(seen, own)
      if (decided === undefined) return refuse({ type: 'motion-not-decided', motion: own })
      const option = decided.outcome === 'carried' ? 'yes' : 'no'
      const data = { motion: own, option, ...appliedToIn(node, states, motion.book) }
      const cites = [{ book: motion.book, ...referral }]
      return accept([{ type: 'position.recorded', data, cites, at: date }])
    })
  },
})

export const federatingCommands = [
  ownWord('freeze', 'frozen'),
  ownWord('resume', 'resumed'),
  ownWord('end', 'ended'),
  federationsWord('freeze', 'frozen'),
  federationsWord('resume', 'resumed'),
  federationsWord('end', 'ended'),
  note,
  sectionWord('freeze', 'frozen'),
  sectionWord('resume', 'resumed'),
  close,
  confirm,
]
