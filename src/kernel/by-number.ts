/**
 * What is kept by entry number in a state: a record that shares with the one it was made from all pages but the one that
 * changed. So what an entry costs does not grow with how many there were, and JSON keeps it as it is.
 *
 * A page holds the numbers of one run of 32, by place in the run; pages before the last may be empty. Places, not numbers: an
 * engine keeps what is named by small numbers as an array, and copies it several times as fast.
 */
export type ByNumber<Value> = readonly Readonly<Record<number, Value>>[]

const pageNumbers = 32

/** What stands at a number; undefined where nothing does, and of what is no number of an entry. */
export const numbered = <Value>(record: ByNumber<Value>, number: number): Value | undefined =>
  record[Math.floor(number / pageNumbers)]?.[number % pageNumbers]

/** The record with `value` at `number`, an entry's. */
export function withNumbered<Value>(record: ByNumber<Value>, number: number, value: Value): ByNumber<Value> {
  const at = Math.floor(number / pageNumbers)
  const pages = [...record]
  while (pages.length <= at) pages.push({})
  pages[at] = { ...pages[at], [number % pageNumbers]: value }
  return pages
}
