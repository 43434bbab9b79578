/** `apachita body`: bodies, their memberships and the pens of their books. */
import { resolve } from 'node:path'
import { Command } from 'commander'
import type { BookLine } from '../bodies/views.ts'
import { bodyView, bookLines } from '../http/node-views.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption, slot } from './help.ts'
import { outputFor, print } from './output.ts'
import { globalsOf, runAndPrint, tellWritten } from './run.ts'
import { readFrom } from './target.ts'

export function bodyCommands(t: Translator): Command {
  const body = new Command('body').description(t('help.command.body'))
  addReading(body, t)
  body
    .command('apply')
    .description(t('help.command.body.apply'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'alliance'))
    .requiredOption(`--section ${slot(t, 'section')}`, t('help.option.section'))
    .option(...atOption(t))
    .action(async (applicant: string, federation: string, options: object, command: Command) => {
      await runAndPrint(command, 'membership.apply', { body: applicant, federation, ...options }, tellWritten)
    })
  body
    .command('accept')
    .description(t('help.command.body.accept'))
    .argument(...argument(t, 'alliance'))
    .argument(...argument(t, 'body'))
    .option(...atOption(t))
    .action(async (federation: string, applicant: string, options: object, command: Command) => {
      const input = { federation, body: applicant, ...options }
      await runAndPrint(command, 'membership.accept', input, tellWritten)
    })
  body
    .command('renew-pen')
    .description(t('help.command.body.renew-pen'))
    .argument(...argument(t, 'body'))
    .option(...atOption(t))
    .action(async (holder: string, options: object, command: Command) => {
      await runAndPrint(command, 'pen.renew', { body: holder, ...options }, tellWritten)
    })
  return body
}

function addReading(body: Command, t: Translator): void {
  body
    .command('list')
    .description(t('help.command.body.list'))
    .action(async (_: object, command: Command) => {
      const globals = globalsOf(command)
      const output = outputFor(globals)
      const result = await readFrom(resolve(globals.folder), '/api/books', bookLines)
      print<BookLine[]>(output, result, (lines) =>
        lines.map(
          ({ book, name, country, size }) =>
            `${book}  ${country.padEnd(8)}  ${String(size).padStart(6)}  ${output.t.text(name)}`,
        ),
      )
    })
  body
    .command('show')
    .description(t('help.command.body.show'))
    .argument(...argument(t, 'book'))
    .action(async (book: string, _: object, command: Command) => {
      const globals = globalsOf(command)
      const result = await readFrom(resolve(globals.folder), `/api/bodies/${book}`, (node) =>
        bodyView(node, book),
      )
      print(outputFor(globals), result, (value) => [JSON.stringify(value, undefined, 2)])
    })
}
