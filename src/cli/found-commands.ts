/** `apachita found`: the first pages of a body's book. */
import { Command } from 'commander'
import type { Translator } from '../web/languages/translator.tsx'
import { atOption, slot } from './help.ts'
import { runAndPrint, tellWritten } from './run.ts'

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

export function foundCommands(t: Translator): Command {
  const found = new Command('found').description(t('help.command.found'))
  withFacts(found.command('municipality'), t)
    .description(t('help.command.found.municipality'))
    .requiredOption(`--country ${slot(t, 'code')}`, t('help.option.country'))
    .action(async (options: FactOptions & { country: string }, command: Command) => {
      const input = { ...factsOf(t, options), country: options.country }
      await runAndPrint(command, 'body.found', input, tellWritten)
    })
  withFacts(found.command('community'), t)
    .description(t('help.command.found.community'))
    .requiredOption(`--country ${slot(t, 'code')}`, t('help.option.country'))
    .action(async (options: FactOptions & { country: string }, command: Command) => {
      const input = { ...factsOf(t, options), country: options.country }
      await runAndPrint(command, 'community.found', input, tellWritten)
    })
  withFacts(found.command('alliance'), t)
    .description(t('help.command.found.alliance'))
    .requiredOption(`--section <${t('help.value.section-name')}...>`, t('help.option.sections'))
    .action(async (options: FactOptions & { section: string[] }, command: Command) => {
      const sections = options.section.map((text) => {
        const [id = '', name = ''] = text.split('=')
        return { id, name: { [t.language]: name } }
      })
      const countries = sections.map(({ id }) => id)
      const input = { ...factsOf(t, options), countries, sections }
      await runAndPrint(command, 'alliance.found', input, tellWritten)
    })
  return found
}
