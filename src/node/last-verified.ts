/**
 * What the last verification of all books found. It is kept: whether every book checks out costs reading all of every book, and a
 * page that says it costs one row.
 */
import type { BookId } from '../book/entry.ts'
import type { ApachitaNode } from './node.ts'

export interface Verified {
  readonly at: string
  /** How many books were verified, of those followed here. */
  readonly books: number
  readonly damaged: readonly BookId[]
}

const setting = 'verified'

/** Undefined before all books were verified once. */
export function lastVerified({ local }: ApachitaNode): Verified | undefined {
  const text = local.setting(setting)
  return text === undefined ? undefined : (JSON.parse(text) as Verified)
}

export const keepVerified = ({ local }: ApachitaNode, verified: Verified): void =>
  local.setSetting(setting, JSON.stringify(verified))

/** What was found of one book takes the place of what was found of it with all. */
export function keepVerifiedOne(node: ApachitaNode, book: BookId, isDamaged: boolean): void {
  const last = lastVerified(node)
  if (last === undefined) return
  const others = last.damaged.filter((one) => one !== book)
  keepVerified(node, { ...last, damaged: isDamaged ? [...others, book] : others })
}
