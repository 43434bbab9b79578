/** What a book says of successions: what it goes on from, and which successors its body endorsed. */
import { mayWrite, type BodiesState } from '../bodies/state.ts'
import type { PublicKey } from '../book/ed25519.ts'
import type { BookId, Entry, PersonId } from '../book/entry.ts'
import type { Fraction } from '../kernel/fraction.ts'
import type { Continued, RecordedOf } from '../views/room.ts'
import type { successionEntries } from './entries.ts'

/** How a successor takes effect: read from the prefix it continues. */
export interface Effect {
  /** Named for ever by its first book. */
  readonly body: BookId
  readonly fraction: Fraction
  /** Whose endorsements count: members, each in its own book, or officers, here. */
  readonly of: 'members' | 'officers'
  /** Officers' keys as they were there. */
  readonly officers: Readonly<Record<PersonId, PublicKey>>
}

export interface SuccessionState {
  /** null of a body's first book. */
  readonly effect: Effect | null
  /** The endorsement that stands for this body, by the book continued: its number. */
  readonly endorsed: Readonly<Record<BookId, number>>
  /** Officers that endorsed this very book. */
  readonly endorsedBy: Readonly<Record<PersonId, number>>
}

export const initialSuccessionState: SuccessionState = { effect: null, endorsed: {}, endorsedBy: {} }

const usualFraction: Fraction = { num: 2, den: 3 }

/**
 * Whether members are entitled is the charter's to say, not their number: a prefix from before the first was accepted must not
 * be taken over by officers.
 */
export function inheritSuccession(
  { bodies, succession }: { readonly bodies: BodiesState; readonly succession: SuccessionState },
  { book }: Continued,
): SuccessionState {
  const { charter } = bodies
  const of = charter?.sections === undefined ? 'officers' : 'members'
  const effect: Effect = {
    body: succession.effect?.body ?? book,
    fraction: charter?.succession?.fraction ?? usualFraction,
    of,
    officers: of === 'officers' ? entitledOfficers(bodies) : {},
  }
  return { effect, endorsed: succession.endorsed, endorsedBy: {} }
}

/** Holders of the posts that the charter names for this; where it names none, whoever may write everything. */
function entitledOfficers({ charter, posts, keys }: BodiesState): Record<PersonId, PublicKey> {
  const named = charter?.succession?.posts
  const isEntitled = ({ person, post }: { person: PersonId; post: string }): boolean =>
    named === undefined ? mayWrite({ charter, posts }, person, '*') : named.includes(post)
  return Object.fromEntries(
    posts.flatMap((held) => {
      const key = keys[held.person]
      return key !== undefined && isEntitled(held) ? [[held.person, key]] : []
    }),
  )
}

/** Keys of those who may endorse a proposed book in that book itself; undefined where an entry is no such endorsement. */
export const officersEndorsing = (
  { effect }: SuccessionState,
  book: BookId,
  { type, cites }: Pick<Entry, 'type' | 'cites'>,
): Effect['officers'] | undefined =>
  type === 'successor.endorsed' && cites[0]?.book === book ? (effect?.officers ?? {}) : undefined

export function evolveSuccession(
  state: SuccessionState,
  { book, seq, entry, data }: RecordedOf<typeof successionEntries>,
): SuccessionState {
  const { endorsed, endorsedBy } = state
  if (entry.cites[0]?.book === book) return { ...state, endorsedBy: { [entry.by]: seq, ...endorsedBy } }
  const { instead, continues } = data
  return standsInstead(endorsed[continues.book], instead)
    ? { ...state, endorsed: { ...endorsed, [continues.book]: seq } }
    : state
}

/** Whether an endorsement is a body's first for a book continued, or stands for the one that was. */
export const standsInstead = (before: number | undefined, instead: number | undefined): boolean =>
  before === instead
