/** The path of offices: what each taker has served so far, in order, with what it served before it became one of its own. */
import type { TermRow } from './queries.ts'

type Split = { readonly seq: number; readonly part: string; readonly whole: string }

/** What a book tells of terms and splits, in order. */
export interface Told {
  readonly terms: readonly TermRow[]
  readonly splits: readonly Split[]
}

/**
 * Terms by taker, first ones first, over the books that a body's history stands in; of a term that a substitute served out,
 * the substitute's part is theirs, too.
 */
export function pathsOf(books: readonly Told[]): Map<string, TermRow[]> {
  const paths = new Map<string, TermRow[]>()
  const add = (taker: string, term: TermRow) => paths.set(taker, [...(paths.get(taker) ?? []), term])
  const part = ({ part: one, whole }: Split) => {
    for (const term of paths.get(whole) ?? []) if (paths.get(one)?.includes(term) !== true) add(one, term)
  }
  for (const { terms, splits } of books) {
    let next = 0
    for (const term of terms) {
      for (; (splits[next]?.seq ?? term.seq) < term.seq; next += 1) part(splits[next] as Split)
      if (term.taker !== null) add(term.taker, term)
    }
    for (const split of splits.slice(next)) part(split)
  }
  return paths
}
