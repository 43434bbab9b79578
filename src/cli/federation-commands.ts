/** `apachita membership`, `section`, `opinion` and `record`: a federation over time. */
import { Command } from 'commander'
import type { MembershipView, RecordLine } from '../federation/views.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption, slot } from './help.ts'
import type { Output } from './output.ts'
import { readAndPrint, runAndTell, wholeNumber } from './run.ts'

/** A text said on the command line is in its language. */
export const words = (t: Translator, text: string | undefined): object | undefined =>
  text === undefined ? undefined : { [t.language]: text }

interface Said {
  readonly reason?: string
  readonly byFederation?: boolean
  readonly motion?: number
  readonly at?: string
}

export function membershipCommands(t: Translator): Command {
  const membership = new Command('membership').description(t('help.command.membership'))
  for (const verb of ['freeze', 'resume', 'end'] as const) {
    const saying = membership
      .command(verb)
      .description(t(`help.command.membership.${verb}`))
      .argument(...argument(t, 'body'))
      .argument(...argument(t, 'federation'))
    const reason = [`--reason ${slot(t, 'text')}`, t('help.option.reason')] as const
    if (verb === 'resume') saying.option(...reason)
    else saying.requiredOption(...reason)
    saying
      .option('--by-federation', t('help.option.by-federation'))
      .option(`--motion ${slot(t, 'number')}`, t('help.option.by-motion'), wholeNumber(t))
      .option(...atOption(t))
      .action(async (body: string, federation: string, options: Said, command: Command) => {
        const { byFederation, motion, ...said } = options
        const input = { ...said, body, federation, reason: words(t, said.reason) }
        const name = byFederation === true ? `member.${verb}` : `membership.${verb}`
        await runAndTell(command, name, byFederation === true ? { ...input, motion } : input)
      })
  }
  membership
    .command('note')
    .description(t('help.command.membership.note'))
    .argument(...argument(t, 'federation'))
    .option(...atOption(t))
    .action((federation: string, options: object, command: Command) =>
      runAndTell(command, 'membership.note', { federation, ...options }),
    )
  membership
    .command('list')
    .description(t('help.command.membership.list'))
    .argument(...argument(t, 'federation'))
    .action((federation: string, _: object, command: Command) =>
      readAndPrint(command, `/api/federations/${federation}/membership`, tellMembership),
    )
  return membership
}

function tellMembership({ t }: Output, { members, sections }: MembershipView): string[] {
  const said = (word: MembershipView['members'][number]['own']): string =>
    word === null ? '' : t('membership.said', { said: word.said, date: t.date(word.at) })
  return [
    ...sections.map(
      (change) =>
        `${change.section}  ${t('membership.said', { said: change.said, date: t.date(change.at) })}`,
    ),
    ...members.map(({ body, name, section, own, byFederation, isUnnoted }) =>
      [body, section, t.text(name), said(own), said(byFederation), isUnnoted ? '*' : '']
        .filter((part) => part !== '')
        .join('  '),
    ),
  ]
}

export function sectionCommands(t: Translator): Command {
  const section = new Command('section').description(t('help.command.section'))
  for (const verb of ['freeze', 'resume'] as const) {
    const saying = section
      .command(verb)
      .description(t(`help.command.section.${verb}`))
      .argument(...argument(t, 'federation'))
      .argument(...argument(t, 'section'))
    const reason = [`--reason ${slot(t, 'text')}`, t('help.option.reason')] as const
    if (verb === 'resume') saying.option(...reason)
    else saying.requiredOption(...reason)
    saying
      .option(...atOption(t))
      .action((federation: string, id: string, options: Said, command: Command) => {
        const input = { ...options, federation, section: id, reason: words(t, options.reason) }
        return runAndTell(command, `section.${verb}`, input)
      })
  }
  return section
}

interface Opinion {
  readonly to: string
  readonly by: string
  readonly text: string
}

export function opinionCommands(t: Translator): Command {
  const opinion = new Command('opinion').description(t('help.command.opinion'))
  opinion
    .command('address')
    .description(t('help.command.opinion.address'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'motion'), wholeNumber(t))
    .requiredOption(`--to ${slot(t, 'name')}`, t('help.option.to'))
    .requiredOption(`--text ${slot(t, 'text')}`, t('help.option.says'))
    .option(...atOption(t))
    .action((body: string, motion: number, options: Opinion, command: Command) => {
      const input = { ...options, body, motion, text: words(t, options.text) }
      return runAndTell(command, 'opinion.address', input)
    })
  opinion
    .command('answer')
    .description(t('help.command.opinion.answer'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'book'))
    .argument(...argument(t, 'entry'), wholeNumber(t))
    .requiredOption(`--by ${slot(t, 'name')}`, t('help.option.by'))
    .requiredOption(`--text ${slot(t, 'text')}`, t('help.option.says'))
    .option(`--source ${slot(t, 'text')}`, t('help.option.source'))
    .option(...atOption(t))
    .action((body: string, book: string, seq: number, options: Opinion, command: Command) => {
      const input = { ...options, body, opinion: { book, seq }, text: words(t, options.text) }
      return runAndTell(command, 'opinion.answer', input)
    })
  return opinion
}

interface OnRecord {
  readonly who: string
  readonly text: string
  readonly country?: string
  readonly motion?: number
}

export function recordCommands(t: Translator): Command {
  const record = new Command('record').description(t('help.command.record'))
  for (const what of ['legal-standing', 'fiscal-agent', 'objection'] as const) {
    const saying = record
      .command(what)
      .description(t(`help.command.record.${what}`))
      .argument(...argument(t, 'body'))
      .requiredOption(`--who ${slot(t, 'name')}`, t('help.option.who'))
      .requiredOption(`--text ${slot(t, 'text')}`, t('help.option.says'))
      .option(`--source ${slot(t, 'text')}`, t('help.option.source'))
    if (what === 'objection')
      saying
        .requiredOption(`--country ${slot(t, 'code')}`, t('help.option.country'))
        .option(`--motion ${slot(t, 'number')}`, t('help.option.on-motion'), wholeNumber(t))
    saying.option(...atOption(t)).action((body: string, options: OnRecord, command: Command) => {
      const input = { ...options, body, text: words(t, options.text) }
      return what === 'objection'
        ? runAndTell(command, 'objection.record', input)
        : runAndTell(command, 'standing.record', { ...input, what })
    })
  }
  record
    .command('list')
    .description(t('help.command.record.list'))
    .argument(...argument(t, 'body'))
    .action((body: string, _: object, command: Command) =>
      readAndPrint(command, `/api/federations/${body}/record`, tellRecord),
    )
  return record
}

const tellRecord = ({ t }: Output, lines: RecordLine[]): string[] =>
  lines.flatMap(({ what, who, country, text, proof, answers }) => {
    const head =
      what === 'objection'
        ? t('record.objection', { country: t.country(country ?? '') })
        : t(`record.${what}`)
    return [
      `${proof.seq}  ${head}: ${who}. ${t.text(text)}`,
      ...answers.map((answer) => `    ${t('record.answer', { who: answer.who })}: ${t.text(answer.text)}`),
    ]
  })
