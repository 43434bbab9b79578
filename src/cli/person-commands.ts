/** `apachita person`: the people of a body, in the name of whoever may know them (`--as`). */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { type Refusal, type Result, refuse } from '../kernel/result.ts'
import { type PeopleList, readPeopleList } from '../people/read-list.ts'
import type { PeopleView } from '../people/people-page.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { refusalText } from '../web/languages/refusal-text.ts'
import { argument, slot } from './help.ts'
import { type Output, outputFor, print } from './output.ts'
import { globalsOf, readAndPrint, runAndPrint, tellWritten } from './run.ts'

export function personCommands(t: Translator): Command {
  const person = new Command('person').description(t('help.command.person'))
  person
    .command('list')
    .description(t('help.command.person.list'))
    .argument(...argument(t, 'body'))
    .action((body: string, _: object, command: Command) =>
      readAndPrint(command, `/api/bodies/${body}/people`, tellPeople),
    )
  person
    .command('enrol')
    .description(t('help.command.person.enrol'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'name'))
    .action(async (body: string, name: string, _: object, command: Command) => {
      await runAndPrint(command, 'person.enrol', { body, name }, tellWritten)
    })
  person
    .command('enrol-list')
    .description(t('help.command.person.enrol-list'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'file'))
    .action(async (body: string, file: string, _: object, command: Command) => {
      const output = outputFor(globalsOf(command))
      const list = await readList(file)
      if (!list.ok) return print(output, list, () => [])
      for (const problem of list.value.problems)
        console.error(
          `${output.t('people.list.row', { row: problem.row })} ${refusalText(output.t, problem)}`,
        )
      await runAndPrint(command, 'person.enrol-list', { body, rows: list.value.rows }, tellWritten)
    })
  person
    .command('invite')
    .description(t('help.command.person.invite'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'person'))
    .requiredOption(`--post ${slot(t, 'post')}`, t('help.option.post'))
    .action(async (body: string, invited: string, options: { post: string }, command: Command) => {
      const input = { body, person: invited, post: options.post }
      await runAndPrint<{ code: string }>(command, 'member.invite', input, (output, { code }) => [
        output.t('cli.invited', { code }),
      ])
    })
  return person
}

async function readList(file: string): Promise<Result<PeopleList, Refusal>> {
  const path = resolve(file)
  const bytes = await readFile(path).catch(() => undefined)
  return bytes === undefined ? refuse({ type: 'file-missing', path }) : readPeopleList(bytes)
}

const tellPeople = ({ t }: Output, { people }: PeopleView): string[] =>
  people.map(
    ({ person, facts, posts }) =>
      `${person}  ${facts?.name ?? '—'}  ${posts.map((post) => t.word('post', post)).join(', ')}`,
  )
