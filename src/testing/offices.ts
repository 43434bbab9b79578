/** A community of tests whose offices go round, and what it writes of them. */
import type { JsonObject } from '../book/entry.ts'
import { type Draft, draft, founded } from './drafts.ts'
import { author, type Told } from './given.ts'
import { personNamed } from './keys.ts'

/** Everybody takes turns at the water, a household at a time; couples together lead; three sit at the feast. */
export const officesCharter: JsonObject = {
  rulesVersion: 1,
  posts: [
    { id: 'secretary', writes: ['*'], public: true },
    { id: 'clerk', writes: [] },
    { id: 'judge', writes: [], holder: 'household', termMonths: 12, turn: { by: 'household' } },
    { id: 'authority', writes: [], holder: 'couple', turn: { by: 'person' } },
    { id: 'feast', writes: [], seats: 3, turn: { by: 'household' } },
    { id: 'elected', writes: [], turn: { by: 'household', mayRepeat: true } },
    { id: 'president', writes: [], turn: { by: 'section' } },
  ],
  decisions: { assembly: { form: 'acclamation' } },
  recalledBy: 'assembly',
  prevails: 'paper',
}

export const community: Draft = founded(author, { charter: officesCharter })

export const registered = (name: string, by = 'household', more: JsonObject = {}): Draft =>
  draft('taker.registered', { taker: personNamed(name), by, ...more })

export const ids = (...names: readonly string[]): string[] => names.map(personNamed)

export const started = (post: string, taker: string | null, more: JsonObject = {}): Draft =>
  draft('term.started', {
    post,
    ...(taker === null ? {} : { taker: personNamed(taker) }),
    persons: ids(`${taker ?? 'somebody'} first`),
    ...more,
  })

export const ended = (term: number, more: JsonObject = {}): Draft =>
  draft('term.ended', { term, reason: 'completed', ...more })

export const excused = (post: string, taker: string, more: JsonObject = {}): Draft =>
  draft('term.excused', { post, taker: personNamed(taker), reason: 'hardship', ...more })

/** An order that nobody voted on: in force with that objection alone. */
export const orderOf = (post: string, names: readonly string[], more: JsonObject = {}): Draft =>
  draft('turn.adopted', { post, order: ids(...names), motion: 0, ...more })

/** A body with three households that take turns at a post; entries 1 to 4. */
export const withTurns = (post = 'judge'): Told[] => [
  community,
  registered('A'),
  registered('B'),
  registered('C'),
  orderOf(post, ['A', 'B', 'C']),
]
