/**
 * What a list of people may weigh. A list comes from a stranger's program: it is measured before it is read.
 *
 * Deliberately absent: how many people a community may have (its book says), and any limit a setting could raise.
 */
import { refuse } from '../kernel/result.ts'

export const listLimits = {
  /** Of the file as it came. */
  bytes: 2 * 2 ** 20,
  /** Of a workbook once unpacked, all parts together. */
  unpackedBytes: 50 * 2 ** 20,
  /** Parts in a workbook. */
  parts: 1000,
  /** Rows below the heading. */
  rows: 20_000,
  columns: 100,
  /** Characters (code points) of a cell that is read, without the spaces that are dropped. */
  characters: 1000,
  /** UTF-16 units of a cell as it came, spaces and all: beyond that nobody looks whether it is shorter in the end. */
  rawCharacters: 4000,
  nameCharacters: 200,
} as const

/** What a limit of the whole list counts. */
export type ListUnit = 'bytes' | 'unpackedBytes' | 'parts' | 'rows' | 'columns'

/** `list-too-large`: more than `most` of `unit`. */
export const refuseTooLarge = (unit: ListUnit) =>
  refuse({ type: 'list-too-large', unit, most: listLimits[unit] })

/** `not-a-list`: neither delimited text nor a workbook that can be read. */
export const refuseNotAList = () => refuse({ type: 'not-a-list' })
