/** Parts of a list that is made whole: what an address with `?page=` shows of it. */
const linesAPart = 50

/** Part `part` of a list, from 1. */
export const partOf = <Line>(lines: readonly Line[], part: number): readonly Line[] =>
  lines.slice((part - 1) * linesAPart, part * linesAPart)

/** Whether anything follows it. */
export const hasMore = (lines: readonly unknown[], part: number): boolean => lines.length > part * linesAPart
