/** `apachita charter`: the charter that a carried motion proposed is put into force. */
import { Command } from 'commander'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption } from './help.ts'
import { runAndTell, wholeNumber } from './run.ts'

export function charterCommands(t: Translator): Command {
  const charter = new Command('charter').description(t('help.command.charter'))
  charter
    .command('change')
    .description(t('help.command.charter.change'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .option(...atOption(t))
    .action((body: string, motion: number, options: object, command: Command) =>
      runAndTell(command, 'charter.change', { body, motion, ...options }),
    )
  return charter
}
