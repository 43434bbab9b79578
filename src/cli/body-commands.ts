/** `apachita body`: bodies, their memberships and the pens of their books. */
import { Command } from 'commander'
import { countedText } from '../assemblies/vote-words.ts'
import type { SessionView } from '../assemblies/views.ts'
import type { BodyView, BookLine } from '../bodies/views.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption, slot } from './help.ts'
import type { Output } from './output.ts'
import { readAndPrint, runAndPrint, tellWritten } from './run.ts'

export function bodyCommands(t: Translator): Command {
  const body = new Command('body').description(t('help.command.body'))
  addReading(body, t)
  body
    .command('apply')
    .description(t('help.command.body.apply'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'federation'))
    .requiredOption(`--section ${slot(t, 'section')}`, t('help.option.section'))
    .option(...atOption(t))
    .action(async (applicant: string, federation: string, options: object, command: Command) => {
      await runAndPrint(command, 'membership.apply', { body: applicant, federation, ...options }, tellWritten)
    })
  body
    .command('accept')
    .description(t('help.command.body.accept'))
    .argument(...argument(t, 'federation'))
    .argument(...argument(t, 'body'))
    .option(...atOption(t))
    .action(async (federation: string, applicant: string, options: object, command: Command) => {
      const input = { federation, body: applicant, ...options }
      await runAndPrint(command, 'membership.accept', input, tellWritten)
    })
  body
    .command('assign')
    .description(t('help.command.body.assign'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'person'))
    .requiredOption(`--post ${slot(t, 'post')}`, t('help.option.post'))
    .option(`--name ${slot(t, 'name')}`, t('help.option.post-name'))
    .option(...atOption(t))
    .action(async (holder: string, person: string, options: object, command: Command) => {
      await runAndPrint(command, 'post.assign', { body: holder, person, ...options }, tellWritten)
    })
  body
    .command('renew-pen')
    .description(t('help.command.body.renew-pen'))
    .argument(...argument(t, 'body'))
    .option(...atOption(t))
    .action(async (holder: string, options: object, command: Command) => {
      await runAndPrint(command, 'pen.renew', { body: holder, ...options }, tellWritten)
    })
  body
    .command('declare-head')
    .description(t('help.command.body.declare-head'))
    .argument(...argument(t, 'body'))
    .action(async (holder: string, _: object, command: Command) => {
      type Declared = { size: number; unheard: number }
      await runAndPrint<Declared>(command, 'body.declare-head', { body: holder }, (output, declared) => [
        output.t('cli.declared', declared),
      ])
    })
  return body
}

function addReading(body: Command, t: Translator): void {
  body
    .command('list')
    .description(t('help.command.body.list'))
    .action((_: object, command: Command) => readAndPrint(command, '/api/books', tellBooks))
  body
    .command('show')
    .description(t('help.command.body.show'))
    .argument(...argument(t, 'book'))
    .action((book: string, _: object, command: Command) =>
      readAndPrint(command, `/api/bodies/${book}`, tellBody),
    )
}

const tellBooks = ({ t }: Output, books: BookLine[]): string[] =>
  books.map(
    ({ book, name, country, size }) =>
      `${book}  ${country.padEnd(8)}  ${String(size).padStart(6)}  ${t.text(name)}`,
  )

/** What it is, and each session with its votes, newest first. */
function tellBody({ t }: Output, { body, sessions }: { body: BodyView; sessions: SessionView[] }): string[] {
  const { kind, country, size } = body
  const votes = sessions.flatMap((session) => session.votes.map((vote) => ({ ...vote, at: session.at })))
  return [
    t.text(body.name),
    t('body.lead', { kind: t.word('kind', kind), country: t.country(country), size }),
    ...votes.map((vote) => {
      const { at, title, purpose } = vote
      const about = title === null ? t('sessions.on') : t.text(title)
      const said = purpose === null ? '' : `: ${t.word('position', purpose.option)}`
      return `  ${t('sessions.at', { date: t.date(at, 'day') })}. ${about}${said} (${countedText(t, vote)})`
    }),
  ]
}
