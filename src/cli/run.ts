/** Running a command of the node for a command of the program. */
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { Written } from '../node/write.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { type Output, outputFor, print, showProgress } from './output.ts'
import { credentialsOf } from './credentials.ts'
import { readFrom, runOn } from './target.ts'

/** Options every command has. */
export interface GlobalOptions {
  readonly folder: string
  readonly json?: boolean
  readonly lang?: string
  readonly as?: string
}

export const globalsOf = (command: Command): GlobalOptions => command.optsWithGlobals<GlobalOptions>()

/**
 * Runs a command of the node and prints what came of it; its value, or undefined if it was refused. `items`: what the items
 * that were given are called, of which a refusal may name one.
 */
export async function runAndPrint<T>(
  command: Command,
  name: string,
  input: object,
  tell: (output: Output, value: T) => readonly string[],
  items: readonly string[] = [],
): Promise<T | undefined> {
  const globals = globalsOf(command)
  const output = outputFor(globals)
  const as = await credentialsOf(globals, output)
  const result = await runOn(resolve(globals.folder), name, input, showProgress, as)
  const called = result.ok ? undefined : items[Number(result.error['item']) - 1]
  print<T>(
    output,
    result.ok || called === undefined ? result : { ok: false, error: { ...result.error, called } },
    (value) => tell(output, value),
  )
  return result.ok ? (result.value as T) : undefined
}

/** Reads a view of the node and prints it. */
export async function readAndPrint<T>(
  command: Command,
  path: string,
  tell: (output: Output, value: T) => readonly string[],
): Promise<void> {
  const globals = globalsOf(command)
  const output = outputFor(globals)
  const as = await credentialsOf(globals, output)
  print<T>(output, await readFrom(resolve(globals.folder), path, as), (value) => tell(output, value))
}

export const tellWritten = ({ t }: Output, { book, size }: Written): string[] => [
  t('cli.written', { book, size }),
]

/** Runs a command that writes, and tells how far the book is now. */
export async function runAndTell(command: Command, name: string, input: object): Promise<void> {
  await runAndPrint(command, name, input, tellWritten)
}

/** Reads a count, a port or the number of an entry. */
export const wholeNumber =
  (t: Translator) =>
  (text: string): number => {
    if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError(t('cli.whole-number'))
    return Number(text)
  }
