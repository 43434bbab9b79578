/** `apachita language`: languages of which there is a draft, as a body turns them on and off. */
import { Command } from 'commander'
import type { LanguageLine } from '../bodies/languages-on.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption, slot } from './help.ts'
import { readAndPrint, runAndTell } from './run.ts'

export function languageCommands(t: Translator): Command {
  const language = new Command('language').description(t('help.command.language'))
  language
    .command('turn-on')
    .description(t('help.command.language.turn-on'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'language'))
    .requiredOption(`--reviewer ${slot(t, 'name').replace('>', '...>')}`, t('help.option.reviewer'))
    .option(...atOption(t))
    .action(
      (
        body: string,
        named: string,
        { reviewer, ...rest }: { reviewer: string[]; at?: string },
        command: Command,
      ) => runAndTell(command, 'language.turn-on', { body, language: named, reviewers: reviewer, ...rest }),
    )
  language
    .command('turn-off')
    .description(t('help.command.language.turn-off'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'language'))
    .option(...atOption(t))
    .action((body: string, named: string, options: object, command: Command) =>
      runAndTell(command, 'language.turn-off', { body, language: named, ...options }),
    )
  language
    .command('list')
    .description(t('help.command.language.list'))
    .argument(...argument(t, 'body'))
    .action((body: string, _: object, command: Command) =>
      readAndPrint<LanguageLine[]>(command, `/api/bodies/${body}/languages`, (output, lines) =>
        lines.map(
          (line) =>
            `${line.language}: ${output.t('translation.reviewed-by', { names: output.t.list(line.reviewers) })}`,
        ),
      ),
    )
  return language
}
