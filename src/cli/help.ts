/**
 * The command line's help and what it says to wrong usage, in the words of the catalogue.
 *
 * Commander's own sentences are English and are never shown: its titles are looked up, and of an error only what it names
 * in quotes is kept; the sentence is `cli.usage.<code>`.
 */
import { type Command, type CommanderError, Help, type Option } from 'commander'
import { type MessageKey, isMessageKey } from '../web/languages/catalogue.ts'
import type { MessageValues, Translator } from '../web/languages/translator.tsx'

type NameAfter<Prefix extends string> = MessageKey extends infer Key
  ? Key extends `${Prefix}${infer Name}`
    ? Name
    : never
  : never

/** `<name>`: where a value goes in an option. */
export const slot = (t: Translator, name: NameAfter<'help.value.'>): string => `<${t(`help.value.${name}`)}>`

/** Name and help of an argument that must be given. */
export const argument = (
  t: Translator,
  name: NameAfter<'help.argument.'> & NameAfter<'help.value.'>,
): [string, string] => [slot(t, name), t(`help.argument.${name}`)]

/** The option of commands that write: when it was. */
export const atOption = (t: Translator): [string, string] => [`--at ${slot(t, 'date')}`, t('help.option.at')]

/** Has a command and all under it speak the translator's language, and end the process as `output.ts` says. */
export function speak(command: Command, t: Translator): Command {
  command
    .configureHelp(helpWords(t))
    .helpOption('-h, --help', t('help.option.help'))
    .configureOutput({ outputError: () => undefined })
    .exitOverride((error) => {
      if (error.exitCode !== 0 && error.code !== 'commander.help') console.error(usageText(t, command, error))
      process.exit(error.exitCode === 0 ? 0 : 2)
    })
  if (command.commands.length > 0)
    command.helpCommand(`help [${t('help.value.command')}]`, t('help.command.help'))
  for (const under of command.commands) speak(under, t)
  return command
}

const titles: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'help.title.usage',
  'Arguments:': 'help.title.arguments',
  'Options:': 'help.title.options',
  'Commands:': 'help.title.commands',
}

function helpWords(t: Translator): Partial<Help> {
  const plain = new Help()
  const placesIn = (usage: string): string =>
    usage
      .replace('[options]', `[${t('help.value.options')}]`)
      .replace('[command]', `[${t('help.value.command')}]`)
  return {
    minWidthToWrap: 20,
    styleTitle: (title) => {
      const key = titles[title]
      return key === undefined ? title : t(key)
    },
    commandUsage: (command) => placesIn(plain.commandUsage(command)),
    subcommandTerm: (command) => placesIn(plain.subcommandTerm(command)),
    optionDescription: ({ description, required, defaultValue }: Option) =>
      required && defaultValue !== undefined
        ? t('help.default', { help: description, value: String(defaultValue) })
        : description,
  }
}

const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`

/** What was wrong, and where to read how it is written. */
function usageText(t: Translator, command: Command, error: CommanderError): string {
  const path = pathOf(command)
  const named = `cli.usage.${error.code.replace('commander.', '')}`
  const key: MessageKey = isMessageKey(named) ? named : 'cli.usage.other'
  return [
    t(key, { ...namedIn(error.message), command: path }),
    t('cli.usage.see', { command: `${path} --help` }),
  ].join('\n')
}

const badOption =
  /^error: option '(?<name>[^']*)' (?:argument|value) '(?<value>.*?)'(?: from env '\w+')? is invalid\. (?<reason>.*)$/s
const badArgument =
  /^error: command-argument value '(?<value>.*)' is invalid for argument '(?<name>[^']*)'\. (?<reason>.*)$/s
const anything = /'(?<name>.*)'(?:\n\(Did you mean (?:one of )?(?<similar>.*)\?\))?/s

/** What a message of commander names; `reason` is ours already. */
function namedIn(message: string): MessageValues {
  const found = badOption.exec(message) ?? badArgument.exec(message) ?? anything.exec(message)
  const { name = '', value = '', reason = '', similar = 'none' } = found?.groups ?? {}
  return { name, value, reason, similar }
}
