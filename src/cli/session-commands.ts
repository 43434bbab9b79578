/** `apachita session` and `apachita vote`: an assembly, in the order in which a secretary works. */
import { Command } from 'commander'
import type { CallView, SessionView, VoteView } from '../assemblies/views.ts'
import { countedText, purposeText, quorumText, resultText } from '../assemblies/vote-words.ts'
import type { BodySessions } from '../http/openapi/answers.ts'
import type { Written } from '../node/write.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption, slot } from './help.ts'
import type { Output } from './output.ts'
import { readAndPrint, runAndPrint, tellWritten, wholeNumber } from './run.ts'

const tellSession = ({ t }: Output, { refs }: Written): string[] => [
  t('cli.session', { seq: refs[0]?.seq ?? 0 }),
]

export function sessionCommands(t: Translator): Command {
  const session = new Command('session').description(t('help.command.session'))
  addCalling(session, t)
  addEntering(session, t)
  addEnding(session, t)
  addReading(session, t)
  return session
}

/** Collects an option that may stand several times. */
const several = (value: string, before: readonly string[] = []): string[] => [...before, value]

function addCalling(session: Command, t: Translator): void {
  session
    .command('call')
    .description(t('help.command.session.call'))
    .argument(...argument(t, 'body'))
    .requiredOption(`--when ${slot(t, 'text')}`, t('help.option.when'))
    .option(`--place ${slot(t, 'place')}`, t('help.option.place'))
    .option(`--notice ${slot(t, 'text')}`, t('help.option.notice'))
    .option(`--item ${slot(t, 'text')}`, t('help.option.item'), several)
    .option(...atOption(t))
    .action(async (body: string, options: { item?: string[] }, command: Command) => {
      const { item = [], ...called } = options
      const agenda = item.map((title) => ({ title: { [t.language]: title } }))
      await runAndPrint<Written>(command, 'session.call', { body, agenda, ...called }, tellSession)
    })
  const number = slot(t, 'number')
  session
    .command('open')
    .description(t('help.command.session.open'))
    .argument(...argument(t, 'body'))
    .option(`--call ${number}`, t('help.option.call'), wholeNumber(t))
    .option(`--entitled ${number}`, t('help.option.entitled'), wholeNumber(t))
    .option(`--present ${number}`, t('help.option.present'), wholeNumber(t))
    .option(`--person ${slot(t, 'person')}`, t('help.option.person'), several)
    .option(`--place ${slot(t, 'place')}`, t('help.option.place'))
    .option(...atOption(t))
    .action(async (body: string, options: { person?: string[] }, command: Command) => {
      const { person: persons, ...opened } = options
      const input = { body, ...opened, ...(persons === undefined ? {} : { persons }) }
      await runAndPrint<Written>(command, 'session.open', input, tellSession)
    })
}

interface EnterOptions {
  readonly rule?: string
  readonly decided?: string[]
  readonly answered?: string[]
  readonly told?: string[]
}

/** A session of the paper minute: `--decided "Limpiar la acequia:30,2,1"`, `--answered "<federation> <motion>:30,2,1"`. */
function addEntering(session: Command, t: Translator): void {
  const number = slot(t, 'number')
  session
    .command('enter')
    .description(t('help.command.session.enter'))
    .argument(...argument(t, 'body'))
    .requiredOption(`--present ${number}`, t('help.option.present'), wholeNumber(t))
    .option(`--entitled ${number}`, t('help.option.entitled'), wholeNumber(t))
    .option(`--place ${slot(t, 'place')}`, t('help.option.place'))
    .option(`--rule ${slot(t, 'rule')}`, t('help.option.rule'))
    .option(`--decided ${slot(t, 'text')}`, t('help.option.decided'), several)
    .option(`--answered ${slot(t, 'text')}`, t('help.option.answered'), several)
    .option(`--told ${slot(t, 'text')}`, t('help.option.told'), several)
    .option(...atOption(t))
    .action(async (body: string, options: EnterOptions, command: Command) => {
      const { rule, decided = [], answered = [], told = [], ...held } = options
      const items = [
        ...decided.map(countedIn).map(({ what, hands }) => {
          const text = { [t.language]: what }
          return { put: { title: text, text }, ...hands, ...(rule === undefined ? {} : { rule }) }
        }),
        ...answered.map(countedIn).map(({ what, hands }) => ({ motion: namedIn(what), ...hands })),
        ...told.map(countedIn).map(({ what, hands }) => ({ tells: namedIn(what), ...hands })),
      ]
      const called = [...decided, ...answered, ...told]
      await runAndPrint<Written>(command, 'session.enter', { body, ...held, items }, tellSession, called)
    })
}

function addEnding(session: Command, t: Translator): void {
  session
    .command('adjourn')
    .description(t('help.command.session.adjourn'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'session'), wholeNumber(t))
    .option(`--reason ${slot(t, 'reason')}`, t('help.option.adjourn-reason'), 'no-quorum')
    .option(`--words ${slot(t, 'text')}`, t('help.option.words'))
    .option(`--until ${slot(t, 'text')}`, t('help.option.until'))
    .option(...atOption(t))
    .action(async (body: string, seq: number, options: { words?: string }, command: Command) => {
      const { words, ...adjourned } = options
      const said = words === undefined ? {} : { words: { [t.language]: words } }
      await runAndPrint(
        command,
        'session.adjourn',
        { body, session: seq, ...adjourned, ...said },
        tellWritten,
      )
    })
  session
    .command('close')
    .description(t('help.command.session.close'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'session'), wholeNumber(t))
    .option(...atOption(t))
    .action(async (body: string, seq: number, options: object, command: Command) => {
      await runAndPrint(command, 'session.close', { body, session: seq, ...options }, tellWritten)
    })
}

function addReading(session: Command, t: Translator): void {
  session
    .command('list')
    .description(t('help.command.session.list'))
    .argument(...argument(t, 'body'))
    .action((body: string, _: object, command: Command) =>
      readAndPrint(command, `/api/bodies/${body}/sessions`, tellSessions),
    )
  session
    .command('show')
    .description(t('help.command.session.show'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'session'), wholeNumber(t))
    .action((body: string, seq: number, _: object, command: Command) =>
      readAndPrint(command, `/api/bodies/${body}/sessions/${seq}`, tellOne),
    )
}

function tellSessions({ t }: Output, { calls, sessions }: BodySessions): string[] {
  return [
    ...calls.map(({ seq, when }) => `${seq}  ${t('session.called', { when })}`),
    ...sessions.map(
      ({ seq, at, votes }) => `${seq}  ${t('sessions.at', { date: t.date(at) })} (${votes.length})`,
    ),
  ]
}

/** A session, or a call that none has answered. */
function tellOne({ t }: Output, shown: SessionView | CallView): string[] {
  if (!('votes' in shown)) return [t('session.called', { when: shown.when })]
  const { at, present, entitled, votes } = shown
  const there = present === null ? [] : [t('vote.present', { present })]
  const of = present === null || entitled === null ? there : [t('vote.present.of', { present, entitled })]
  return [t('sessions.at', { date: t.date(at) }), ...of, ...votes.map((vote) => tellVote(t, vote))]
}

const tellVote = (t: Translator, vote: VoteView): string => {
  const title = vote.title === null ? t('sessions.on') : t.text(vote.title)
  const result = vote.purpose === null ? resultText(t, vote) : purposeText(t, vote)
  const counted = [countedText(t, vote), quorumText(t, vote), result].filter((text) => text !== '')
  return `  ${title}: ${counted.join('. ')}`
}

interface VoteOptions {
  readonly of?: string
  readonly place?: string[]
}

/** `Arriba:12,3,1`: of what, and how many said yes, no and neither. What is no number is told as -1, and refused. */
function countedIn(text: string) {
  const [, what = text, yes = -1, no = -1, abstain = -1] = /^(.*):(\d+),(\d+),(\d+)$/s.exec(text) ?? []
  return { what, hands: { yes: Number(yes), no: Number(no), abstain: Number(abstain) } }
}

/** `<book> <number>`: a motion of another book. */
function namedIn(text: string) {
  const [book = '', seq = ''] = text.trim().split(/\s+/)
  return { book, seq: /^\d+$/.test(seq) ? Number(seq) : -1 }
}

const placeForm = /^(?:(?<section>[^=]+)=)?(?<place>.+):(?<figures>\d{1,7}(?:,\d{1,7}){2,4})$/

/** `--place "alta=Arriba:12,3,1,16,20"`: section, place, yes, no, abstentions, people present and entitled there. */
function placeIn(text: string): object {
  const { section, place = text, figures = '' } = placeForm.exec(text)?.groups ?? {}
  const [yes = -1, no = -1, abstain = -1, present, entitled] = figures.split(',').filter(Boolean).map(Number)
  return {
    place,
    yes,
    no,
    abstain,
    ...(section === undefined ? {} : { section }),
    ...(present === undefined ? {} : { present }),
    ...(entitled === undefined ? {} : { entitled }),
  }
}

export function voteCommands(t: Translator): Command {
  const vote = new Command('vote').description(t('help.command.vote'))
  const number = slot(t, 'number')
  const count = wholeNumber(t)
  vote
    .command('record')
    .description(t('help.command.vote.record'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .option(`--of ${slot(t, 'federation')}`, t('help.option.of'))
    .option(`--rule ${slot(t, 'rule')}`, t('help.option.rule'))
    .option(`--form ${slot(t, 'form')}`, t('help.option.form'), 'raised-hands')
    .option(`--present ${number}`, t('help.option.present'), count)
    .option(`--yes ${number}`, t('help.option.yes'), count)
    .option(`--no ${number}`, t('help.option.no'), count)
    .option(`--abstain ${number}`, t('help.option.abstain'), count)
    .option(`--invalid ${number}`, t('help.option.invalid'), count)
    .option(`--said ${slot(t, 'said')}`, t('help.option.said'))
    .option(`--objections ${number}`, t('help.option.objections'), count)
    .option(`--attesters ${number}`, t('help.option.attesters'), count)
    .option(`--place ${slot(t, 'place')}`, t('help.option.subtotal'), several)
    .option(...atOption(t))
    .action(async (body: string, seq: number, options: VoteOptions, command: Command) => {
      const { of: book = body, place, ...said } = options
      const subtotals = place === undefined ? {} : { subtotals: place.map(placeIn) }
      const input = { body, motion: { book, seq }, ...said, ...subtotals }
      await runAndPrint(command, 'vote.record', input, tellWritten)
    })
  addSigning(vote, t)
  return vote
}

/** What a person does with the own key, and what corrects what was recorded. */
function addSigning(vote: Command, t: Translator): void {
  vote
    .command('cast')
    .description(t('help.command.vote.cast'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .requiredOption(`--said ${slot(t, 'said')}`, t('help.option.said'))
    .option('--open', t('help.option.open'))
    .action(
      async (body: string, motion: number, options: { said: string; open?: true }, command: Command) => {
        const input = { body, motion, option: options.said, isOpen: options.open === true }
        await runAndPrint(command, 'ballot.cast', input, ({ t: words }) => [words('session-done.cast')])
      },
    )
  vote
    .command('attest')
    .description(t('help.command.vote.attest'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'leaf'), wholeNumber(t))
    .action(async (body: string, of: number, _: object, command: Command) => {
      await runAndPrint(command, 'act.attest', { body, of }, ({ t: words }) => [
        words('session-done.attested'),
      ])
    })
  const number = slot(t, 'number')
  const count = wholeNumber(t)
  vote
    .command('correct')
    .description(t('help.command.vote.correct'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'leaf'), wholeNumber(t))
    .requiredOption(`--text ${slot(t, 'text')}`, t('help.option.correction'))
    .option(`--present ${number}`, t('help.option.present'), count)
    .option(`--yes ${number}`, t('help.option.yes'), count)
    .option(`--no ${number}`, t('help.option.no'), count)
    .option(`--abstain ${number}`, t('help.option.abstain'), count)
    .action(async (body: string, of: number, options: { text: string }, command: Command) => {
      const { text, ...figures } = options
      const input = {
        body,
        of,
        text: { [t.language]: text },
        ...(Object.keys(figures).length > 0 ? { figures } : {}),
      }
      await runAndPrint(command, 'correction.record', input, tellWritten)
    })
}
