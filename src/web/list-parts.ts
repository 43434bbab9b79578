/** Parts of a list that is made whole: what an address shows of it that names the part, such as `?page=2`. */

const linesAPart = 50

/** Part `part` of a list, from 1. */
export const partOf = <Line>(lines: readonly Line[], part: number): readonly Line[] =>
  lines.slice((part - 1) * linesAPart, part * linesAPart)

/** Whether anything follows it. */
export const hasMore = (lines: readonly unknown[], part: number): boolean => lines.length > part * linesAPart
