/** The path of offices: what each taker has served so far, in order, with what it served before it became one of its own. */
import type { TermRow } from './queries.ts'

type Split = { readonly seq: number; readonly part: string; readonly whole: string }

/** Terms by taker, first ones first; of a term that a substitute served out, the substitute's part is theirs, too. */
export function pathsOf(terms: readonly TermRow[], splits: readonly Split[]): Map<string, TermRow[]> {
  const paths = new Map<string, TermRow[]>()
  const add = (taker: string, term: TermRow) => paths.set(taker, [...(paths.get(taker) ?? []), term])
  let next = 0
  const inherit = (before: number) => {
    for (; (splits[next]?.seq ?? before) < before; next += 1) {
      const { part, whole } = splits[next] as Split
      for (const term of paths.get(whole) ?? []) if (paths.get(part)?.includes(term) !== true) add(part, term)
    }
  }
  for (const term of terms) {
    inherit(term.seq)
    if (term.taker !== null) add(term.taker, term)
  }
  inherit(Number.MAX_SAFE_INTEGER)
  return paths
}
