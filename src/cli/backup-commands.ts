/** Commands that keep a node safe: a backup, and a folder made of one. */
import { resolve } from 'node:path'
import { Command } from 'commander'
import { localDateTime } from '../node/clock.ts'
import type { Backup } from '../node/backup.ts'
import { type Restored, restoreBackup } from '../node/restore.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { markRefused, tellRefused } from './refused.ts'
import { argument, slot } from './help.ts'
import { type Output, outputFor, print, showProgress } from './output.ts'
import { globalsOf, runAndPrint } from './run.ts'

export const backupCommand = (t: Translator): Command =>
  new Command('backup')
    .description(t('help.command.backup'))
    .argument(...argument(t, 'file'))
    .option('--with-keys', t('help.option.with-keys'))
    .action(async (file: string, { withKeys }: { withKeys?: boolean }, self: Command) => {
      const input = { path: resolve(file), withKeys: withKeys === true }
      await runAndPrint<Backup>(self, 'node.backup', input, (_output, { path, books, entries, code }) => [
        t('cli.backup', { path, books, entries }),
        code === null ? t('cli.backup.no-keys') : t('cli.backup.code', { code }),
      ])
    })

/** Needs a folder that is new: no node runs there, so nothing is passed to one. */
export const restoreCommand = (t: Translator): Command =>
  new Command('restore')
    .description(t('help.command.restore'))
    .argument(...argument(t, 'file'))
    .option(`--code ${slot(t, 'code')}`, t('help.option.backup-code'))
    .action(async (file: string, { code }: { code?: string }, self: Command) => {
      const globals = globalsOf(self)
      const now = (at: string): string => localDateTime(new Date(), at)
      const options = { folder: resolve(globals.folder), path: resolve(file), code, now }
      const restored = await restoreBackup(options, (done) => showProgress({ done, of: null, what: 'books' }))
      print<Restored>(outputFor(globals), restored, (value) => tellRestored(outputFor(globals), value))
      if (restored.ok) markRefused(restored.value.refused)
    })

function tellRestored(output: Output, { books, entries, awaiting, refused }: Restored): string[] {
  const { t } = output
  const nodes = new Set(awaiting.flatMap((book) => book.nodes)).size
  const next =
    awaiting.length === 0
      ? t('cli.restored.copies')
      : t('cli.restored.awaiting', { books: awaiting.length, nodes })
  return [t('cli.restored', { books, entries }), next, ...tellRefused(output, refused)]
}
