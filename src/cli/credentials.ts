/**
 * In whose name a command is done: `--as` or APACHITA_ACCOUNT, with the passphrase from APACHITA_PASSPHRASE or typed at the
 * terminal, where it does not show. It is never an argument: other people on the machine could read it there.
 */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Output } from './output.ts'
import type { Credentials } from './target.ts'

export async function credentialsOf(
  options: { readonly as?: string },
  { t }: Output,
): Promise<Credentials | undefined> {
  const name = options.as ?? process.env['APACHITA_ACCOUNT']
  if (name === undefined || name === '') return undefined
  const passphrase =
    process.env['APACHITA_PASSPHRASE'] ??
    (process.stdin.isTTY ? await typed(t('cli.passphrase', { name })) : '')
  return { name, passphrase }
}

/** A line typed at the terminal, which does not show it. */
export function typed(question: string): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reading = createInterface({ input: process.stdin, output: silent, terminal: true })
  return new Promise((resolve) => {
    reading.question('', (answer) => {
      reading.close()
      process.stderr.write('\n')
      resolve(answer)
    })
  })
}
