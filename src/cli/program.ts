/** The program's commands, as a person types them. */
import { resolve } from 'node:path'
import { Command } from 'commander'
import { boardView, bodyView, bookLines, homeView } from '../http/node-views.ts'
import type { BookLine } from '../bodies/views.ts'
import type { BoardView } from '../federation/views.ts'
import type { Written } from '../node/write.ts'
import { type Output, outputFor, print } from './output.ts'
import { carryCommands } from './carry-commands.ts'
import { globalsOf, runAndPrint, wholeNumber } from './run.ts'
import { serveCommand } from './serve-command.ts'
import { readFrom } from './target.ts'

export function buildProgram(): Command {
  const program = new Command('apachita')
    .description('Minute books that travel: every body keeps its own, signed, and anyone may verify it')
    .option('-f, --folder <path>', "the node's folder", process.env['APACHITA_FOLDER'] ?? 'apachita-node')
    .option('--json', 'print one JSON value')
    .option('--lang <language>', 'es or en')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  program.addCommand(serveCommand())
  program.addCommand(foundCommands())
  program.addCommand(bodyCommands())
  program.addCommand(motionCommands())
  program.addCommand(positionCommand())
  for (const command of carryCommands()) program.addCommand(command)
  return program
}

interface FactOptions {
  readonly name: string
  readonly region?: string
  readonly lon?: string
  readonly lat?: string
  readonly paperBook?: string
  readonly demonstration?: boolean
  readonly at?: string
}

const tellWritten = ({ t }: Output, { book, size }: Written): string[] => [t('cli.written', { book, size })]

/** `name`s are in the language of `--lang`. */
function factsOf(command: Command, options: FactOptions): object {
  const { t } = outputFor(globalsOf(command))
  const { name, region, lon, lat, paperBook, demonstration, at } = options
  return {
    name: { [t.language]: name },
    ...(region === undefined ? {} : { region }),
    ...(lon === undefined || lat === undefined ? {} : { place: { lon, lat } }),
    ...(paperBook === undefined ? {} : { paperBook }),
    ...(demonstration === true ? { demonstration } : {}),
    ...(at === undefined ? {} : { at }),
  }
}

const withFacts = (command: Command): Command =>
  command
    .requiredOption('--name <name>', 'what people call it')
    .option('--region <name>', 'department, region or province')
    .option('--lon <degrees>', 'longitude, WGS 84')
    .option('--lat <degrees>', 'latitude, WGS 84')
    .option('--paper-book <place>', 'where the paper minute book is kept')
    .option('--demonstration', 'its facts are invented: every page will say so')
    .option('--at <date>', 'RFC 3339 with offset; now where absent')

function foundCommands(): Command {
  const found = new Command('found').description("found a body: its book's first pages")
  withFacts(found.command('municipality'))
    .description('a municipality, whose council decides')
    .requiredOption('--country <code>', 'ISO 3166-1 alpha-2')
    .action(async (options: FactOptions & { country: string }, command: Command) => {
      await runAndPrint(
        command,
        'body.found',
        { ...factsOf(command, options), country: options.country },
        tellWritten,
      )
    })
  withFacts(found.command('alliance'))
    .description('an alliance with a section for each country')
    .requiredOption('--section <id=name...>', 'sections, such as BO=Bolivia CL=Chile')
    .action(async (options: FactOptions & { section: string[] }, command: Command) => {
      const { t } = outputFor(globalsOf(command))
      const sections = options.section.map((text) => {
        const [id = '', name = ''] = text.split('=')
        return { id, name: { [t.language]: name } }
      })
      const countries = sections.map(({ id }) => id)
      await runAndPrint(
        command,
        'alliance.found',
        { ...factsOf(command, options), countries, sections },
        tellWritten,
      )
    })
  return found
}

function bodyCommands(): Command {
  const body = new Command('body').description('bodies and their memberships')
  body
    .command('list')
    .description('every book this node follows and holds')
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
    .command('show <book>')
    .description('a body and its sessions')
    .action(async (book: string, _: object, command: Command) => {
      const globals = globalsOf(command)
      const result = await readFrom(resolve(globals.folder), `/api/bodies/${book}`, (node) =>
        bodyView(node, book),
      )
      print(outputFor(globals), result, (value) => [JSON.stringify(value, undefined, 2)])
    })
  body
    .command('apply <body> <federation>')
    .description("apply for membership, in the body's own book")
    .requiredOption('--section <id>', 'the section to belong to')
    .option('--at <date>', 'RFC 3339 with offset')
    .action(async (applicant: string, federation: string, options: object, command: Command) => {
      await runAndPrint(command, 'membership.apply', { body: applicant, federation, ...options }, tellWritten)
    })
  body
    .command('accept <federation> <body>')
    .description("accept an application, in the federation's book")
    .option('--at <date>', 'RFC 3339 with offset')
    .action(async (federation: string, applicant: string, options: object, command: Command) => {
      await runAndPrint(
        command,
        'membership.accept',
        { federation, body: applicant, ...options },
        tellWritten,
      )
    })
  body
    .command('renew-pen <body>')
    .description("pass the pen of the body's book to a fresh key on this node: old and new key sign together")
    .option('--at <date>', 'RFC 3339 with offset')
    .action(async (holder: string, options: object, command: Command) => {
      await runAndPrint(command, 'pen.renew', { body: holder, ...options }, tellWritten)
    })
  return body
}

function motionCommands(): Command {
  const motion = new Command('motion').description('motions of a body')
  motion
    .command('put <body>')
    .description('put a motion')
    .requiredOption('--title <text>', 'in one line')
    .requiredOption('--text <text>', 'what is proposed')
    .option('--source <text>', 'where its subject is documented')
    .option('--at <date>', 'RFC 3339 with offset')
    .action(async (body: string, options: { title: string; text: string }, command: Command) => {
      const { language } = outputFor(globalsOf(command)).t
      const input = {
        ...options,
        body,
        title: { [language]: options.title },
        text: { [language]: options.text },
      }
      await runAndPrint<Written>(command, 'motion.put', input, ({ t }, { refs }) => [
        t('cli.motion', { seq: refs[0]?.seq ?? 0 }),
      ])
    })
  motion
    .command('refer <body> <motion>')
    .description('refer a motion to the members: who may decide is frozen by this')
    .option('--at <date>', 'RFC 3339 with offset')
    .action(async (body: string, seq: string, options: object, command: Command) => {
      await runAndPrint(command, 'motion.refer', { body, motion: wholeNumber(seq), ...options }, tellWritten)
    })
  motion
    .command('list')
    .description('motions and how they stand, as far as this node has heard')
    .action(async (_: object, command: Command) => {
      const globals = globalsOf(command)
      const output = outputFor(globals)
      const result = await readFrom(resolve(globals.folder), '/api/node', homeView)
      print<{ motions: { book: string; seq: number; title: object; outcome: string | null }[] }>(
        output,
        result,
        (home) =>
          home.motions.map(
            ({ book, seq, title, outcome }) => `${book} ${seq}  ${outcome ?? '-'}  ${output.t.text(title)}`,
          ),
      )
    })
  motion
    .command('show <book> <motion>')
    .description('the board of a motion: who decided what, who has not been heard from')
    .action(async (book: string, seq: string, _: object, command: Command) => {
      const globals = globalsOf(command)
      const output = outputFor(globals)
      const ref = { book, seq: wholeNumber(seq) }
      const result = await readFrom(resolve(globals.folder), `/api/motions/${book}/${ref.seq}`, (node) =>
        boardView(node, ref, true),
      )
      print<BoardView>(output, result, (board) => tellBoard(output, board))
    })
  return motion
}

function tellBoard({ t }: Output, board: BoardView): string[] {
  return [
    `${t.text(board.motion.title)}: ${t(`outcome.${board.outcome}`)} (${board.heard}/${board.entitled})`,
    ...board.sections.map(
      ({ name, yes, no, abstain, unheard }) =>
        `  ${t.text(name)}: ${t('cli.tally', { yes, no, abstain, unheard })}`,
    ),
  ]
}

function positionCommand(): Command {
  return new Command('position')
    .description("record what a body's council decided on a motion, in the body's own book")
    .argument('<body>')
    .argument('<federation>')
    .argument('<motion>')
    .requiredOption('--present <n>', 'people present', wholeNumber)
    .requiredOption('--yes <n>', 'hands for', wholeNumber)
    .requiredOption('--no <n>', 'hands against', wholeNumber)
    .option('--abstain <n>', 'hands abstaining', wholeNumber, 0)
    .option('--attesters <n>', 'people who signed the paper minute', wholeNumber, 0)
    .option('--place <name>', 'where the session was held')
    .option('--at <date>', 'RFC 3339 with offset')
    .action(async (body: string, book: string, seq: string, options: object, command: Command) => {
      await runAndPrint(
        command,
        'position.decide',
        { body, motion: { book, seq: wholeNumber(seq) }, ...options },
        tellWritten,
      )
    })
}
