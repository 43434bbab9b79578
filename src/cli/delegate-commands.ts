/** `apachita delegate`: whom a body sends, what it tells them, how they vote in a session, and that it recalls them. */
import { Command } from 'commander'
import type { DelegatesView } from '../federation/views.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { words } from './federation-commands.ts'
import { argument, atOption, slot } from './help.ts'
import type { Output } from './output.ts'
import { readAndPrint, runAndTell, wholeNumber } from './run.ts'

export function delegateCommands(t: Translator): Command {
  const delegate = new Command('delegate').description(t('help.command.delegate'))
  delegate
    .command('send')
    .description(t('help.command.delegate.send'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'federation'))
    .argument(...argument(t, 'person'))
    .option('--free', t('help.option.free'))
    .option(...atOption(t))
    .action(
      (
        body: string,
        federation: string,
        person: string,
        options: { free?: true; at?: string },
        command: Command,
      ) => {
        const { free, ...rest } = options
        const mandate = free === true ? 'free' : 'bound'
        return runAndTell(command, 'delegate.send', { ...rest, body, federation, person, mandate })
      },
    )
  addTelling(delegate, t)
  addRecalling(delegate, t)
  addVoting(delegate, t)
  delegate
    .command('list')
    .description(t('help.command.delegate.list'))
    .argument(...argument(t, 'body'))
    .action((body: string, _: object, command: Command) =>
      readAndPrint(command, `/api/bodies/${body}/delegates`, tellDelegates),
    )
  return delegate
}

function addTelling(delegate: Command, t: Translator): void {
  const number = slot(t, 'number')
  delegate
    .command('bind')
    .description(t('help.command.delegate.bind'))
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
    .action((body: string, book: string, seq: number, options: object, command: Command) =>
      runAndTell(command, 'delegate.bind', { ...options, body, motion: { book, seq } }),
    )
}

interface Recall {
  readonly reason: string
  readonly present?: number
  readonly yes?: number
  readonly no?: number
  readonly abstain: number
  readonly attesters: number
  readonly motion?: number
  readonly place?: string
  readonly at?: string
}

function addRecalling(delegate: Command, t: Translator): void {
  const number = slot(t, 'number')
  delegate
    .command('recall')
    .description(t('help.command.delegate.recall'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'federation'))
    .argument(...argument(t, 'person'))
    .requiredOption(`--reason ${slot(t, 'text')}`, t('help.option.reason'))
    .option(`--present ${number}`, t('help.option.present'), wholeNumber(t))
    .option(`--yes ${number}`, t('help.option.yes'), wholeNumber(t))
    .option(`--no ${number}`, t('help.option.no'), wholeNumber(t))
    .option(`--abstain ${number}`, t('help.option.abstain'), wholeNumber(t), 0)
    .option(`--attesters ${number}`, t('help.option.attesters'), wholeNumber(t), 0)
    .option(`--motion ${number}`, t('help.option.by-motion'), wholeNumber(t))
    .option(`--place ${slot(t, 'place')}`, t('help.option.place'))
    .option(...atOption(t))
    .action((body: string, federation: string, person: string, options: Recall, command: Command) => {
      const { present, yes, no, abstain, attesters, reason, ...rest } = options
      const isCounted = present !== undefined || yes !== undefined || no !== undefined
      const hands = isCounted ? { present, yes, no, abstain, attesters } : undefined
      const input = { ...rest, body, federation, person, reason: words(t, reason), hands }
      return runAndTell(command, 'delegate.recall', input)
    })
}

const cast = ['yes', 'no', 'abstain', 'present'] as const
type Cast = (typeof cast)[number]

type Vote = Partial<Record<Cast, string[]>> & {
  readonly rule: string
  readonly place?: string
  readonly at?: string
}

function addVoting(delegate: Command, t: Translator): void {
  const bodies = slot(t, 'body').replace(/>$/, '...>')
  const voting = delegate
    .command('vote')
    .description(t('help.command.delegate.vote'))
    .argument(...argument(t, 'federation'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .option(`--rule ${slot(t, 'name')}`, t('help.option.rule'), 'delegates')
  for (const option of cast) voting.option(`--${option} ${bodies}`, t(`help.option.for-${option}`))
  voting
    .option(`--place ${slot(t, 'place')}`, t('help.option.place'))
    .option(...atOption(t))
    .action((body: string, motion: number, options: Vote, command: Command) => {
      const { rule, place, at } = options
      const votes = cast.flatMap((option) => (options[option] ?? []).map((base) => ({ body: base, option })))
      return runAndTell(command, 'delegate.vote', { body, motion, rule, votes, place, at })
    })
}

const tellDelegates = ({ t }: Output, { federations }: DelegatesView): string[] =>
  federations.flatMap(({ name, delegates, votes }) => [
    t.text(name),
    ...delegates.map(
      ({ person, mandate, recalled }) =>
        `  ${person}  ${t(`delegates.${mandate}`)}${recalled === null ? '' : `  ${t('delegates.recalled')}`}`,
    ),
    ...votes.map(({ motion, title, option, delegate: { mandate }, marks }) => {
      const told =
        mandate === null
          ? t('board.mandate.none')
          : t('board.mandate', { option: t.word('position', mandate.option) })
      const about = title === null ? t('board.crumb', { number: motion.seq }) : t.text(title)
      const marked = marks.map(({ type }) => t(`mark.${type}`)).join(', ')
      return `  ${about}: ${t.word('position', option)} (${told})${marked === '' ? '' : `  ${marked}`}`
    }),
  ])
