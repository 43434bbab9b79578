/** `apachita serve`: the node of a folder, running until it is told to stop. */
import { resolve } from 'node:path'
import { Command } from 'commander'
import { listen } from '../http/serve.ts'
import { localDateTime } from '../node/clock.ts'
import { ApachitaNode } from '../node/node.ts'
import { syncAll } from '../node/sync.ts'
import { outputFor, print } from './output.ts'
import { globalsOf, wholeNumber } from './run.ts'

interface ServeOptions {
  readonly name?: string
  readonly country?: string
  readonly host: string
  readonly port: number
  readonly operatorPort: number
  readonly syncEvery: number
}

export const serveCommand = (): Command =>
  new Command('serve')
    .description("run this folder's node; the folder is made if it is new")
    .option('--name <name>', 'what people call this node')
    .option('--country <code>', 'ISO 3166-1 alpha-2')
    .option('--host <address>', 'where others reach it; 0.0.0.0 for the whole local network', '127.0.0.1')
    .option('--port <n>', 'port for reading and carriage; 0: any', wholeNumber, 7878)
    .option('--operator-port <n>', "the operator's port, on 127.0.0.1 only; 0: any", wholeNumber, 0)
    .option('--sync-every <seconds>', 'exchange with peers so often; 0: only when told', wholeNumber, 300)
    .action(async (options: ServeOptions, command: Command) => serveFolder(options, command))

async function serveFolder(options: ServeOptions, command: Command): Promise<void> {
  const globals = globalsOf(command)
  const output = outputFor(globals)
  const { name, country } = options
  const opened = await ApachitaNode.open({
    folder: resolve(globals.folder),
    name,
    country,
    now: () => localDateTime(new Date()),
  })
  if (!opened.ok) return print(output, opened, () => [])
  const listening = await listen(opened.value, options)
  const { publicUrl, operatorUrl, token } = listening
  print(output, { ok: true, value: { node: opened.value.id, publicUrl, operatorUrl } }, () => [
    output.t('cli.serving', { publicUrl }),
    output.t('cli.operator', { operatorUrl, token }),
  ])
  const timer = startSyncing(opened.value, options.syncEvery)
  await toldToStop()
  clearInterval(timer)
  await listening.close()
  await opened.value.close()
  if (process.connected) process.disconnect()
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
