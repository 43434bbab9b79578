/**
 * One row of a list as a person, or what is wrong with it.
 *
 * Invariants
 * 1. Everything wrong with a row is said at once, each problem with its column, so that a list is mended in one go.
 * 2. Nothing a spreadsheet would run is taken in: what is imported is exported again one day.
 * 3. `M` is a man beside `F` and a woman beside `H` or `V`; in a list with neither it is refused, not guessed.
 *
 * Deliberately absent: whether the person is known to the book already; that is for whoever imports.
 */
import { foldName } from '../kernel/names.ts'
import type { ListColumn, ListColumns, OptionalField } from './read-list-columns.ts'
import { listLimits } from './read-list-limits.ts'

export type ListGender = 'female' | 'male' | 'other'

/** A person as the list says. `row` is the spreadsheet's number; the heading is 1 unless blank rows are above it. */
export interface PersonRow {
  readonly row: number
  /** 1 to 200 characters. */
  readonly name: string
  readonly household: string | null
  readonly section: string | null
  readonly gender: ListGender | null
  /** 1900 to 2100. */
  readonly birthYear: number | null
  readonly away: boolean
  readonly awayPlace: string | null
  /** Whatever the list writes to tell couples apart. */
  readonly couple: string | null
}

/** Why a row is left out. `column` is the heading as written, or null if it is about the whole row. */
export interface RowProblem {
  readonly row: number
  readonly column: string | null
  readonly type: string
  readonly [figure: string]: unknown
}

/** A problem, and where: what is wrong with a cell. */
interface CellProblem {
  readonly type: string
  readonly most?: number
}

/** What `M` means in this list, if it can be told. */
export type MeaningOfM = 'female' | 'male' | undefined

const runs = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/
const negativeNumber = /^-\d+([.,]\d+)?$/
/** Dashes alone are how many write that there is nothing. */
const nothing = /^[-\u2013\u2014]*$/
/**
 * Control characters, unpaired surrogates, what changes the direction of the text around it, and the replacement
 * character (an earlier conversion lost a letter).
 */
const invalid = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFFFD]/u

/** On one line, without spaces around, NFC. */
const tidy = (cell: string): string => cell.normalize('NFC').replaceAll(/\s+/g, ' ').trim()

const wordsOf = <T>(entries: readonly (readonly [T, string])[]): ReadonlyMap<string, T> =>
  new Map(entries.flatMap(([value, words]) => words.split(' ').map((word): [string, T] => [word, value])))

const awayWords = wordsOf([
  [true, 'si yes x 1 sim s y true verdadero verdadeiro'],
  [false, 'no 0 nao n false falso'],
])

const genderWords = wordsOf<ListGender>([
  ['female', 'f femenino femenina feminino feminina mujer mulher female woman'],
  ['male', 'h v hombre varon homem masculino masculina male man'],
  ['other', 'o x otro otra otre outro outra outre other nobinario nobinaria nonbinary naobinario nb'],
])

/** What `M` means, told by the letters that stand beside it in the column. */
export function meaningOfM(cells: readonly string[]): MeaningOfM {
  const letters = new Set(cells.map((cell) => cell.trim().toLowerCase()))
  const isBesideF = letters.has('f')
  const isBesideH = letters.has('h') || letters.has('v')
  if (isBesideF === isBesideH) return undefined
  return isBesideF ? 'male' : 'female'
}

/** What is wrong with a cell, whatever its column: `text` is the cell tidied. */
function problemOf(cell: string, text: string, isName: boolean): CellProblem | undefined {
  const most = isName ? listLimits.nameCharacters : listLimits.characters
  if (cell.length > listLimits.rawCharacters || longerThan(text, most)) {
    return { type: isName ? 'name-too-long' : 'cell-too-long', most }
  }
  const isNumber = !isName && negativeNumber.test(text)
  if (runs.test(cell) && !isNumber && !nothing.test(text)) return { type: 'cell-is-a-formula' }
  return invalid.test(text) ? { type: 'text-invalid' } : undefined
}

/** Longer in code points. */
const longerThan = (text: string, most: number): boolean =>
  text.length > most && Array.from(text).length > most

/** The reading of one row, which gathers its problems. */
export class RowReading {
  readonly problems: RowProblem[] = []

  constructor(
    private readonly row: number,
    private readonly cells: readonly string[],
    private readonly columns: ListColumns,
  ) {}

  /** The person, as far as it could be read: to be used only if there are no `problems`. */
  person(meaningOfM: MeaningOfM): PersonRow {
    return {
      row: this.row,
      name: this.name(),
      household: this.text('household'),
      section: this.text('section'),
      gender: this.word('gender', 'gender-unknown', (word) =>
        word === 'm' ? meaningOfM : genderWords.get(word.replaceAll(/[ -]/g, '')),
      ),
      birthYear: this.word('birthYear', 'birth-year-invalid', yearOf),
      away: this.word('away', 'away-unknown', (word) => awayWords.get(word)) ?? false,
      awayPlace: this.text('awayPlace'),
      couple: this.text('couple'),
    }
  }

  private name(): string {
    const [first] = this.columns.name
    const before = this.problems.length
    const texts = this.columns.name.map((column) => this.cell(column, true))
    const name = texts.filter((text) => text !== null).join(' ')
    const problem = nameProblem(name)
    if (problem !== undefined && this.problems.length === before) this.report(problem, first)
    return name
  }

  private text(field: OptionalField): string | null {
    const column = this.columns.optional.get(field)
    return column === undefined ? null : this.cell(column, false)
  }

  /** A cell of which only some words are known; null if empty. */
  private word<T>(field: OptionalField, type: string, read: (word: string) => T | undefined): T | null {
    const text = this.text(field)
    if (text === null) return null
    const value = read(foldName(text))
    if (value !== undefined) return value
    this.report({ type }, this.columns.optional.get(field))
    return null
  }

  /** The tidied text, or null if there is none or it is reported. */
  private cell(column: ListColumn, isName: boolean): string | null {
    const cell = this.cells[column.at] ?? ''
    const text = tidy(cell.slice(0, listLimits.rawCharacters))
    const problem = problemOf(cell, text, isName)
    if (problem !== undefined) this.report(problem, column)
    return problem !== undefined || nothing.test(text) ? null : text
  }

  private report(problem: CellProblem, column: ListColumn | undefined): void {
    this.problems.push({ row: this.row, column: column?.heading ?? null, ...problem })
  }
}

function nameProblem(name: string): CellProblem | undefined {
  if (foldName(name) === '') return { type: 'name-missing' }
  const most = listLimits.nameCharacters
  return longerThan(name, most) ? { type: 'name-too-long', most } : undefined
}

function yearOf(word: string): number | undefined {
  const year = /^\d{4}$/.test(word) ? Number(word) : 0
  return year >= 1900 && year <= 2100 ? year : undefined
}
