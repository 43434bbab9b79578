/** A node as people run it: a process on a folder, told what to do by the command line, with all that it says kept. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Addresses {
  readonly node: string
  readonly publicUrl: string
  readonly operatorUrl: string
}

/** As much as there is to be told is told. */
const verbose = { APACHITA_LOG: 'trace', APACHITA_STOP_WITH_PARENT: '1' }

export class ServedNode {
  readonly folder: string
  readonly #said: Buffer[] = []
  #child: ChildProcess | undefined
  #addresses: Addresses | undefined

  constructor(folder: string) {
    this.folder = folder
  }

  /** All that the process and the commands wrote on standard output and standard error. */
  get said(): Buffer {
    return Buffer.concat(this.#said)
  }

  get addresses(): Addresses {
    if (this.#addresses === undefined) throw new Error('it does not serve')
    return this.#addresses
  }

  get token(): string {
    return (JSON.parse(readFileSync(join(this.folder, 'operator.json'), 'utf8')) as { token: string }).token
  }

  async serve(): Promise<this> {
    const args = ['--json', '--folder', this.folder, 'serve', '--port', '0', '--sync-every', '0']
    const child = spawn(process.execPath, ['bin/apachita.js', ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...verbose },
    })
    this.#child = child
    child.stderr?.on('data', (chunk: Buffer) => this.#said.push(chunk))
    this.#addresses = await new Promise<Addresses>((resolve, reject) => {
      let first = ''
      child.stdout?.on('data', (chunk: Buffer) => {
        this.#said.push(chunk)
        first += chunk.toString()
        if (first.includes('\n')) resolve(JSON.parse(first.split('\n')[0] ?? '') as Addresses)
      })
      child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${this.said.toString()}`)))
    })
    return this
  }

  async stop(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }

  /** What a command prints; one that does not end with 0 fails the test. */
  async command(...args: readonly string[]): Promise<string> {
    const env = { ...process.env, ...verbose, LC_ALL: 'es_BO.UTF-8' }
    const all = ['bin/apachita.js', '--folder', this.folder, ...args]
    const { code, out, err } = await new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
      execFile(process.execPath, all, { env, maxBuffer: 2 ** 26 }, (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      )
    })
    this.#said.push(Buffer.from(out), Buffer.from(err))
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}: ${err}`)
    return out
  }

  /** What an address answers, on the public listener or, with the start token, on the operator's. */
  ask(path: string, init: RequestInit = {}, isOperator = false): Promise<Response> {
    const { publicUrl, operatorUrl } = this.addresses
    const headers = isOperator ? { authorization: `Bearer ${this.token}`, ...init.headers } : init.headers
    const base = isOperator ? operatorUrl : publicUrl
    return fetch(`${base}${path}`, {
      ...init,
      ...(headers === undefined ? {} : { headers }),
      redirect: 'manual',
    })
  }
}
