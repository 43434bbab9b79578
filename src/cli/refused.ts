/** What was refused of a pack or found damaged, as the command line tells it. */
import type { Refusal } from '../kernel/result.ts'
import { refusalText } from '../web/languages/refusal-text.ts'
import type { Output } from './output.ts'

export interface Refused {
  readonly book: string | null
  readonly refusal: Refusal
}

/** Marks the run as one with something wrong in it, if anything was refused. */
export function markRefused(refused: readonly Refused[] | undefined): void {
  if (refused !== undefined && refused.length > 0) process.exitCode = 3
}

/** What was refused, each by name and reason. */
export function tellRefused({ t }: Output, refused: readonly Refused[]): string[] {
  return refused.map(({ book, refusal }) =>
    t('cli.refused', { book: book ?? '-', reason: refusalText(t, refusal) }),
  )
}
