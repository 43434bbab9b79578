/** `apachita motion` and `apachita position`: what is proposed, and what bodies decided on it. */
import { Command } from 'commander'
import type { MotionView } from '../assemblies/views.ts'
import { countedText, resultText } from '../assemblies/vote-words.ts'
import type { BoardView } from '../federation/views.ts'
import type { HomeView } from '../http/views.ts'
import type { Written } from '../node/write.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption, slot } from './help.ts'
import type { Output } from './output.ts'
import { readAndPrint, runAndPrint, runAndTell, tellWritten, wholeNumber } from './run.ts'

export function motionCommands(t: Translator): Command {
  const motion = new Command('motion').description(t('help.command.motion'))
  motion
    .command('put')
    .description(t('help.command.motion.put'))
    .argument(...argument(t, 'body'))
    .requiredOption(`--title ${slot(t, 'text')}`, t('help.option.title'))
    .requiredOption(`--text ${slot(t, 'text')}`, t('help.option.text'))
    .option(`--source ${slot(t, 'text')}`, t('help.option.source'))
    .option(`--answers ${slot(t, 'book-and-number')}`, t('help.option.answers'))
    .option(...atOption(t))
    .action(async (body: string, options: Put, command: Command) => {
      const title = { [t.language]: options.title }
      const text = { [t.language]: options.text }
      const input = { ...options, body, title, text, answers: placeIn(options.answers) }
      await runAndPrint<Written>(command, 'motion.put', input, (output, { refs }) => [
        output.t('cli.motion', { seq: refs[0]?.seq ?? 0 }),
      ])
    })
  motion
    .command('refer')
    .description(t('help.command.motion.refer'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .option(`--rule ${slot(t, 'name')}`, t('help.option.rule'), 'joint')
    .option(...atOption(t))
    .action(async (body: string, seq: number, options: object, command: Command) => {
      await runAndPrint(command, 'motion.refer', { body, motion: seq, ...options }, tellWritten)
    })
  addChanging(motion, t)
  addEnding(motion, t)
  addReading(motion, t)
  return motion
}

/** Amendments, and what its author takes back. */
function addChanging(motion: Command, t: Translator): void {
  motion
    .command('amend')
    .description(t('help.command.motion.amend'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .requiredOption(`--title ${slot(t, 'text')}`, t('help.option.title'))
    .requiredOption(`--text ${slot(t, 'text')}`, t('help.option.text'))
    .option(...atOption(t))
    .action(
      async (body: string, amends: number, options: { title: string; text: string }, command: Command) => {
        const title = { [t.language]: options.title }
        const text = { [t.language]: options.text }
        const input = { ...options, body, amends, title, text }
        await runAndPrint<Written>(command, 'motion.put', input, (output, { refs }) => [
          output.t('cli.motion', { seq: refs[0]?.seq ?? 0 }),
        ])
      },
    )
  motion
    .command('withdraw')
    .description(t('help.command.motion.withdraw'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .option(`--reason ${slot(t, 'text')}`, t('help.option.withdraw-reason'))
    .option(...atOption(t))
    .action(async (body: string, seq: number, options: { reason?: string }, command: Command) => {
      const { reason, ...more } = options
      const said = reason === undefined ? {} : { reason: { [t.language]: reason } }
      await runAndPrint(command, 'motion.withdraw', { body, motion: seq, ...said, ...more }, tellWritten)
    })
}

interface Put {
  readonly title: string
  readonly text: string
  readonly answers?: string
}

/** `<book>/<number>`. */
function placeIn(text: string | undefined): { readonly book: string; readonly seq: number } | undefined {
  if (text === undefined) return undefined
  const [book = '', number = ''] = text.split('/')
  return { book, seq: /^\d{1,9}$/.test(number) ? Number(number) : -1 }
}

/** Closing what was referred; and a federation's position in another, by its own members' decision. */
function addEnding(motion: Command, t: Translator): void {
  const bodies = slot(t, 'body').replace(/>$/, '...>')
  motion
    .command('close')
    .description(t('help.command.motion.close'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .option(`--corrected ${bodies}`, t('help.option.corrected'))
    .option(...atOption(t))
    .action((body: string, seq: number, options: object, command: Command) =>
      runAndTell(command, 'motion.close', { body, motion: seq, ...options }),
    )
  motion
    .command('confirm')
    .description(t('help.command.motion.confirm'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'federation'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .argument(...argument(t, 'own-motion'), wholeNumber(t))
    .option(...atOption(t))
    .action((body: string, book: string, seq: number, own: number, options: object, command: Command) =>
      runAndTell(command, 'position.confirm', { body, motion: { book, seq }, own, ...options }),
    )
}

function addReading(motion: Command, t: Translator): void {
  motion
    .command('list')
    .description(t('help.command.motion.list'))
    .action((_: object, command: Command) => readAndPrint(command, '/api/node', tellMotions))
  motion
    .command('show')
    .description(t('help.command.motion.show'))
    .argument(...argument(t, 'book'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .action((book: string, seq: number, _: object, command: Command) =>
      readAndPrint(command, `/api/motions/${book}/${seq}`, tellBoard),
    )
}

const tellMotions = ({ t }: Output, { motions }: HomeView): string[] =>
  motions.map(({ book, seq, title, outcome }) =>
    [book, seq, t(`outcome.${outcome ?? 'none'}`), t.text(title)].join('  '),
  )

/** The board of what was referred; of what the body decides itself, how it stands and its votes. */
function tellBoard({ t }: Output, board: BoardView | MotionView): string[] {
  if ('standing' in board)
    return [
      `${t.text(board.title)}: ${t.word('motion-standing', board.standing)}`,
      ...board.votes.map((vote) => `  ${countedText(t, vote)}. ${resultText(t, vote)}`),
    ]
  return [
    `${t.text(board.motion.title)}: ${t(`outcome.${board.outcome}`)} (${board.heard}/${board.entitled})`,
    ...board.sections.map(
      ({ name, yes, no, abstain, unheard }) =>
        `  ${t.text(name)}: ${t('cli.tally', { yes, no, abstain, unheard })}`,
    ),
  ]
}

export function positionCommand(t: Translator): Command {
  const number = slot(t, 'number')
  return new Command('position')
    .description(t('help.command.position'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'federation'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .requiredOption(`--present ${number}`, t('help.option.present'), wholeNumber(t))
    .requiredOption(`--yes ${number}`, t('help.option.yes'), wholeNumber(t))
    .requiredOption(`--no ${number}`, t('help.option.no'), wholeNumber(t))
    .option(`--abstain ${number}`, t('help.option.abstain'), wholeNumber(t), 0)
    .option(`--attesters ${number}`, t('help.option.attesters'), wholeNumber(t), 0)
    .option(`--place ${slot(t, 'place')}`, t('help.option.place'))
    .option(...atOption(t))
    .action(async (body: string, book: string, seq: number, options: object, command: Command) => {
      await runAndPrint(command, 'position.decide', { body, motion: { book, seq }, ...options }, tellWritten)
    })
}
