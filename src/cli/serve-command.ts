/** `apachita serve`: the node of a folder, running until it is told to stop. */
import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Listening, listen } from '../http/serve.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { localDateTime } from '../node/clock.ts'
import { ApachitaNode } from '../node/node.ts'
import { syncAll } from '../node/sync.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { slot } from './help.ts'
import { outputFor, print } from './output.ts'
import { globalsOf, wholeNumber } from './run.ts'

interface ServeOptions {
  readonly name?: string
  readonly country?: string
  readonly host: string
  readonly port: number
  readonly operatorPort: number
  readonly syncEvery: number
  readonly publicAddress?: string
}

export const serveCommand = (t: Translator): Command =>
  new Command('serve')
    .description(t('help.command.serve'))
    .option(`--name ${slot(t, 'name')}`, t('help.option.node-name'))
    .option(`--country ${slot(t, 'code')}`, t('help.option.country'))
    .option(`--host ${slot(t, 'address')}`, t('help.option.host'), '127.0.0.1')
    .option(`--port ${slot(t, 'number')}`, t('help.option.port'), wholeNumber(t), 7878)
    .option(`--operator-port ${slot(t, 'number')}`, t('help.option.operator-port'), wholeNumber(t), 0)
    .option(`--sync-every ${slot(t, 'seconds')}`, t('help.option.sync-every'), wholeNumber(t), 300)
    .addOption(
      new Option(`--public-address ${slot(t, 'address')}`, t('help.option.public-address'))
        .env('APACHITA_PUBLIC_ADDRESS')
        .argParser(httpsOrigin(t)),
    )
    .action(async (options: ServeOptions, command: Command) => serveFolder(options, command))

/** Reads an address that is nothing but scheme, host and port. */
const httpsOrigin =
  (t: Translator) =>
  (text: string): string => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url?.protocol !== 'https:' || url.href !== `${url.origin}/`)
      throw new InvalidArgumentError(t('cli.public-address'))
    return url.origin
  }

async function serveFolder(options: ServeOptions, command: Command): Promise<void> {
  const globals = globalsOf(command)
  const output = outputFor(globals)
  const { name, country } = options
  const opened = await ApachitaNode.open({
    folder: resolve(globals.folder),
    name,
    country,
    now: (at) => localDateTime(new Date(), at),
  })
  if (!opened.ok) return print(output, opened, () => [])
  const listening = await listenOrRefuse(opened.value, options)
  if (!listening.ok) {
    await opened.value.close()
    return print(output, listening, () => [])
  }
  const { publicUrl, operatorUrl, token } = listening.value
  print(output, { ok: true, value: { node: opened.value.id, publicUrl, operatorUrl } }, () => [
    output.t('cli.serving', { publicUrl }),
    output.t('cli.operator', { operatorUrl, token }),
  ])
  const timer = startSyncing(opened.value, options.syncEvery)
  await toldToStop()
  clearInterval(timer)
  await listening.value.close()
  await opened.value.close()
  if (process.connected) process.disconnect()
}

async function listenOrRefuse(
  node: ApachitaNode,
  options: ServeOptions,
): Promise<Result<Listening, Refusal>> {
  try {
    return accept(await listen(node, options))
  } catch (error) {
    const { syscall, port } = error as { syscall?: string; port?: number }
    if (syscall === undefined) throw error
    return refuse({ type: 'port-in-use', port: port ?? options.port })
  }
}

/** One round at a time; a peer that cannot be reached is tried again next time. */
function startSyncing(node: ApachitaNode, everySeconds: number): NodeJS.Timeout | undefined {
  if (everySeconds === 0) return undefined
  let isRunning = false
  return setInterval(() => {
    if (isRunning) return
    isRunning = true
    void syncAll(node).finally(() => {
      isRunning = false
    })
  }, everySeconds * 1000)
}

function toldToStop(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
    if (process.env['APACHITA_STOP_WITH_PARENT'] === '1') process.once('disconnect', () => done())
  })
}
