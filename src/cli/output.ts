/**
 * What the command line prints: one JSON value with `--json`, else lines for people in their language.
 * Exit codes: 0 done; 1 refused; 2 wrong usage; 3 a book is damaged or a pack was partly refused.
 */
import type { Refusal, Result } from '../kernel/result.ts'
import type { Progress } from '../node/commands/command.ts'
import { pickLanguage } from '../web/languages/pick-language.ts'
import { refusalText } from '../web/languages/refusal-text.ts'
import { type Translator, translatorFor } from '../web/languages/translator.tsx'

export interface Output {
  readonly t: Translator
  readonly isJson: boolean
}

/** The value of `--lang` wherever it stands, for what is said before commander has read the command line. */
export function langIn(args: readonly string[]): string | undefined {
  const end = args.indexOf('--')
  const options = end === -1 ? args : args.slice(0, end)
  const place = options.findLastIndex((text) => text === '--lang' || text.startsWith('--lang='))
  return options[place] === '--lang' ? options[place + 1] : options[place]?.slice('--lang='.length)
}

/** `--lang`, else the terminal's language. */
export const outputFor = (options: { json?: boolean; lang?: string }): Output => ({
  t: translatorFor(
    pickLanguage(
      null,
      (process.env['LC_ALL'] || process.env['LANG'] || '').replace(/[_.].*/, ''),
      options.lang,
    ),
  ),
  isJson: options.json === true,
})

/** Prints a result; `tell` says it in words. A refusal goes to standard error and sets the exit code. */
export function print<T>(
  output: Output,
  result: Result<unknown, Refusal>,
  tell: (value: T) => readonly string[],
): void {
  clearProgress()
  if (!result.ok) {
    process.exitCode = 1
    console.error(
      output.isJson ? JSON.stringify({ refusal: result.error }) : refusalText(output.t, result.error),
    )
    return
  }
  const value = result.value as T
  for (const line of output.isJson ? [JSON.stringify(value)] : tell(value)) console.log(line)
}

const startedAt = Date.now()
let isShown = false

/** A bar on the terminal, once a command has taken over a second. */
export const showProgress: Progress = ({ done, of }) => {
  if (!process.stderr.isTTY || Date.now() - startedAt < 1000) return
  const filled = of === null ? 0 : Math.round((done / of) * 30)
  const bar = of === null ? '' : `[${'█'.repeat(filled)}${'·'.repeat(30 - filled)}] `
  process.stderr.write(`\r\u001B[K${bar}${done}${of === null ? '' : `/${of}`}`)
  isShown = true
}

function clearProgress(): void {
  if (isShown) process.stderr.write('\r\u001B[K')
}
