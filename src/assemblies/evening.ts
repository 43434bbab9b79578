/**
 * The evening of whoever holds a session, as steps: told by the book alone, so that it goes on where it was after a power
 * cut. Printing leaves no trace in the book: until the photograph of the stamped act is there, the act is to be printed.
 */
import type { LocalizedText } from '../kernel/languages.ts'
import * as paths from '../web/paths.ts'
import type { AgendaItem } from './entries.ts'
import type { MotionLine, Place, SessionView } from './views.ts'

export const eveningSteps = [
  'open',
  'attendance',
  'motions',
  'decisions',
  'close',
  'act',
  'photo',
  'carry',
] as const

export type EveningStep = (typeof eveningSteps)[number]

/** A motion that the session may decide on: the body's own, or one that a federation referred to it. */
export interface Decidable {
  readonly motion: Place
  readonly title: LocalizedText
  /** Of a motion that was referred: by whom. */
  readonly federation: LocalizedText | null
  readonly isReferred: boolean
  readonly isAmendment: boolean
  /** Whether the agenda names it, or what it amends. */
  readonly isListed: boolean
}

export interface Referral {
  readonly motion: Place
  readonly title: LocalizedText
  readonly federation: LocalizedText | null
}

const compareRanks = (one: readonly number[], other: readonly number[]): number =>
  one.map((figure, at) => figure - (other[at] ?? 0)).find((difference) => difference !== 0) ?? 0

/** In the order of an assembly: what the agenda names first, what amends a motion before it, what was referred last. */
export function decidables(
  agenda: readonly AgendaItem[],
  motions: readonly MotionLine[],
  referrals: readonly Referral[],
): Decidable[] {
  const listed = new Set(agenda.map(({ motion }) => motion))
  const isListed = ({ seq, amends }: MotionLine): boolean => listed.has(amends ?? seq)
  const rank = (motion: MotionLine): readonly number[] => [
    isListed(motion) ? 0 : 1,
    motion.amends ?? motion.seq,
    motion.amends === null ? 1 : 0,
  ]
  return [
    ...motions
      .toSorted((a, b) => compareRanks(rank(a), rank(b)))
      .map((motion) => ({
        motion: { book: motion.book, seq: motion.seq },
        title: motion.title,
        federation: null,
        isReferred: false,
        isAmendment: motion.amends !== null,
        isListed: isListed(motion),
      })),
    ...referrals.map((referral) => ({
      ...referral,
      isReferred: true,
      isAmendment: false,
      isListed: false,
    })),
  ]
}

/** What the steps are told by. */
export interface EveningFacts {
  readonly book: string
  /** null: none is open. */
  readonly session: Pick<SessionView, 'seq' | 'agenda' | 'present' | 'ended' | 'adjourned'> | null
  /** A call that waits for its session. */
  readonly call: number | null
  /** Whether a list of those present is here, or none can be made: nobody is enrolled. */
  readonly isListed: boolean
  readonly decidables: readonly Decidable[]
  /** Motions and referred motions that the session voted on already. */
  readonly voted: readonly Place[]
  readonly isPhotographed: boolean
  /** Whether another node was heard to hold the book to the end of the session. */
  readonly isElsewhere: boolean
}

export interface Evening {
  readonly book: string
  readonly session: number | null
  readonly ended: number | null
  /** null: all is done. */
  readonly current: EveningStep | null
  /** The very page that goes on; `title`: of the motion to decide. */
  readonly next: { readonly path: string; readonly title: LocalizedText | null }
}

const isSame = (one: Place, other: Place): boolean => one.book === other.book && one.seq === other.seq

/** What is left to decide this evening: what the agenda names, where it names any; never what was voted on already. */
function leftToDecide({ session, decidables: all, voted }: EveningFacts): readonly Decidable[] {
  const left = all.filter(({ motion }) => !voted.some((one) => isSame(one, motion)))
  const isNamed = session?.agenda.some(({ motion }) => motion !== undefined) === true
  return isNamed ? left.filter(({ isListed, isReferred }) => isListed || isReferred) : left
}

function currentStep(facts: EveningFacts): EveningStep | null {
  const { session, isListed, voted } = facts
  if (session === null) return 'open'
  if (session.ended === null) {
    if (session.present === null && !isListed) return 'attendance'
    if (leftToDecide(facts).length > 0) return 'decisions'
    return voted.length === 0 ? 'motions' : 'close'
  }
  if (!facts.isPhotographed) return 'act'
  return facts.isElsewhere ? null : 'carry'
}

/** How far the evening is, and what goes on from there. */
export function eveningOf(facts: EveningFacts): Evening {
  const { book, session } = facts
  const current = currentStep(facts)
  const evening = { book, session: session?.seq ?? null, ended: session?.ended ?? null, current }
  const [first] = current === 'decisions' ? leftToDecide(facts) : []
  if (first !== undefined && session !== null)
    return {
      ...evening,
      next: { path: paths.votePath({ book, seq: session.seq }, first.motion), title: first.title },
    }
  if (current === 'open' && facts.call !== null)
    return { ...evening, next: { path: paths.sessionPath({ book, seq: facts.call }), title: null } }
  return { ...evening, next: { path: stepPath(evening, current ?? 'open') ?? paths.homePath, title: null } }
}

/** Where a step is done; undefined while it cannot be. */
export function stepPath(
  { book, session, ended }: Pick<Evening, 'book' | 'session' | 'ended'>,
  step: EveningStep,
): string | undefined {
  if (session === null) return step === 'open' ? `${paths.sessionsPath(book)}#open` : undefined
  const place = { book, seq: session }
  if (ended === null)
    return step === 'act' || step === 'photo' || step === 'carry'
      ? undefined
      : `${paths.sessionPath(place)}${step === 'open' ? '' : `#${step}`}`
  if (step === 'act') return paths.sessionActPath(place)
  if (step === 'photo') return paths.attachPath({ book, seq: ended })
  return step === 'carry' ? paths.carryPath(place) : paths.sessionPath(place)
}
