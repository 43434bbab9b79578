/** Ballots by own key beside the figures that were recorded: fewer is ordinary, for some vote on paper; more cannot be. */
import type { PositionOption } from '../kernel/vote.ts'

/** How many ballots say what. */
export type BallotCount = Readonly<Record<PositionOption, number>>

export const noBallots: BallotCount = { yes: 0, no: 0, abstain: 0 }

const options = ['yes', 'no', 'abstain'] as const

/** What more ballots say than were recorded. */
export const uncountedOptions = (held: BallotCount, recorded: BallotCount): PositionOption[] =>
  options.filter((option) => held[option] > recorded[option])

/** `same`: as many; `fewer`: some of those recorded have no ballot here; `more`: a ballot here was not recorded. */
export function ballotsAgainst(held: BallotCount, recorded: BallotCount): 'same' | 'fewer' | 'more' {
  if (uncountedOptions(held, recorded).length > 0) return 'more'
  return options.every((option) => held[option] === recorded[option]) ? 'same' : 'fewer'
}
