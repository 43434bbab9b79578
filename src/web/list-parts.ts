/** Parts of a list that is made whole: what an address with `?page=` shows of it. */

export const linesAPart = 50

/** Part `part` of a list, from 1. */
export const partOf = <Line>(lines: readonly Line[], part: number, size = linesAPart): readonly Line[] =>
  lines.slice((part - 1) * size, part * size)

/** Whether anything follows it. */
export const hasMore = (lines: readonly unknown[], part: number, size = linesAPart): boolean =>
  lines.length > part * size
