/** `apachita account`: who may sign in on this node. The operator lets people in; it gets no power in any body by that. */
import { Command } from 'commander'
import type { Translator } from '../web/languages/translator.tsx'
import { typed } from './credentials.ts'
import { argument } from './help.ts'
import { outputFor } from './output.ts'
import { globalsOf, runAndPrint } from './run.ts'

export function accountCommands(t: Translator): Command {
  const account = new Command('account').description(t('help.command.account'))
  account
    .command('open')
    .description(t('help.command.account.open'))
    .argument(...argument(t, 'name'))
    .action(async (name: string, _: object, command: Command) => {
      const { t: words } = outputFor(globalsOf(command))
      const passphrase =
        process.env['APACHITA_PASSPHRASE'] ?? (await typed(words('cli.new-passphrase', { name })))
      await runAndPrint<{ name: string }>(command, 'account.open', { name, passphrase }, (output, opened) => [
        output.t('cli.account-opened', { name: opened.name }),
      ])
    })
  account
    .command('take-over')
    .description(t('help.command.account.take-over'))
    .argument(...argument(t, 'name'))
    .argument(...argument(t, 'body'))
    .action(async (name: string, body: string, _: object, command: Command) => {
      const { t: words } = outputFor(globalsOf(command))
      const passphrase =
        process.env['APACHITA_PASSPHRASE'] ?? (await typed(words('cli.passphrase', { name })))
      const input = { name, passphrase, body }
      await runAndPrint<{ name: string }>(command, 'account.take-over', input, (output, taken) => [
        output.t('cli.account-took-over', { name: taken.name }),
      ])
    })
  account
    .command('invite')
    .description(t('help.command.account.invite'))
    .action(async (_: object, command: Command) => {
      await runAndPrint<{ code: string }>(command, 'account.invite', {}, (output, { code }) => [
        output.t('cli.invited', { code }),
      ])
    })
  account
    .command('list')
    .description(t('help.command.account.list'))
    .action(async (_: object, command: Command) => {
      type Line = { name: string; bodies: number }
      await runAndPrint<Line[]>(command, 'account.list', {}, (output, lines) =>
        lines.map(({ name, bodies }) => output.t('cli.account', { name, bodies })),
      )
    })
  return account
}
