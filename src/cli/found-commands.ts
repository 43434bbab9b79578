/** `apachita found`: the first pages of a body's book. */
import { Command, Option } from 'commander'
import { kinds, turnsBy } from '../bodies/entries.ts'
import { kindsWithSections, quorums } from '../bodies/set-up.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { onlySaid } from '../kernel/only-said.ts'
import { atOption, slot } from './help.ts'
import { runAndPrint, tellWritten, wholeNumber } from './run.ts'

interface FactOptions {
  readonly name: string
  readonly region?: string
  readonly lon?: string
  readonly lat?: string
  readonly paperBook?: string
  readonly demonstration?: boolean
  readonly at?: string
}

/** Names are in the language of the command line. */
function factsOf({ language }: Translator, options: FactOptions): object {
  const { name, region, lon, lat, paperBook, demonstration, at } = options
  return {
    name: { [language]: name },
    ...(region === undefined ? {} : { region }),
    ...(lon === undefined || lat === undefined ? {} : { place: { lon, lat } }),
    ...(paperBook === undefined ? {} : { paperBook }),
    ...(demonstration === true ? { demonstration } : {}),
    ...(at === undefined ? {} : { at }),
  }
}

const withFacts = (command: Command, t: Translator): Command =>
  command
    .requiredOption(`--name ${slot(t, 'name')}`, t('help.option.name'))
    .option(`--region ${slot(t, 'name')}`, t('help.option.region'))
    .option(`--lon ${slot(t, 'degrees')}`, t('help.option.lon'))
    .option(`--lat ${slot(t, 'degrees')}`, t('help.option.lat'))
    .option(`--paper-book ${slot(t, 'place')}`, t('help.option.paper-book'))
    .option('--demonstration', t('help.option.demonstration'))
    .option(...atOption(t))

interface Asked extends FactOptions {
  readonly country?: string
  readonly section?: string[]
  readonly quorum?: string
  readonly termYears?: number
  readonly turnBy?: string
  readonly prevails?: string
  readonly openNames?: boolean
}

function answersOf({ quorum, termYears, turnBy, prevails, openNames }: Asked): object {
  return onlySaid({ quorum, termYears, turnBy, prevails, openNames })
}

const oneOf = (flag: string, text: string, choices: readonly string[]): Option =>
  new Option(flag, text).choices([...choices])

/** `BO=Bolivia` → a section with its name in the language of the command line. */
const sectionOf =
  ({ language }: Translator) =>
  (text: string): object => {
    const [id = '', name = id] = text.split('=')
    return { id, name: { [language]: name } }
  }

export function foundCommands(t: Translator): Command {
  const found = new Command('found').description(t('help.command.found'))
  for (const kind of kinds) {
    const command = withFacts(found.command(kind), t)
      .description(t(`help.command.found.${kind}`))
      .addOption(oneOf(`--quorum ${slot(t, 'text')}`, t('help.option.quorum'), quorums))
      .option(`--term-years ${slot(t, 'number')}`, t('help.option.term-years'), wholeNumber(t))
      .addOption(oneOf(`--turn-by ${slot(t, 'text')}`, t('help.option.turn-by'), [...turnsBy, 'none']))
      .addOption(oneOf(`--prevails ${slot(t, 'text')}`, t('help.option.prevails'), ['paper', 'book']))
      .option('--open-names', t('help.option.open-names'))
    if (kindsWithSections.has(kind))
      command.requiredOption(`--section <${t('help.value.section-name')}...>`, t('help.option.sections'))
    else command.requiredOption(`--country ${slot(t, 'code')}`, t('help.option.country'))
    command.action(async (options: Asked, done: Command) => {
      const sections = options.section?.map(sectionOf(t)) as { id: string }[] | undefined
      const where =
        sections === undefined
          ? { country: options.country }
          : { sections, countries: sections.map(({ id }) => id).filter((id) => /^[A-Z]{2}$/.test(id)) }
      const input = { kind, ...factsOf(t, options), ...where, answers: answersOf(options) }
      await runAndPrint(done, 'body.found', input, tellWritten)
    })
  }
  return found
}
