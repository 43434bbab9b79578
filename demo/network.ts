/**
 * Three nodes as three processes on loopback, touched from outside only by the command line and HTTP; and the links
 * between them, which can be cut: a connection over a cut link is refused.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Country, countries } from './municipalities.ts'

const program = fileURLToPath(new URL('../bin/apachita.js', import.meta.url))

const nodeNames: Readonly<Record<Country, string>> = {
  BO: 'Nodo de Bolivia',
  CL: 'Nodo de Chile',
  PE: 'Nodo del Perú',
}

/** Who does everything at a node of the demonstration, and with what they sign in. */
export const secretary = { name: 'Secretaría', passphrase: 'cuatro piedras en el paso' }

/** What a command of the command line came to. */
export interface Ran {
  readonly exitCode: number
  readonly value: unknown
  readonly refusal: { readonly type: string; readonly [figure: string]: unknown } | undefined
}

export class DemoNode {
  readonly country: Country
  readonly name: string
  readonly folder: string
  readonly #process: ChildProcess
  #session: string | undefined
  readonly id: string
  readonly publicUrl: string
  readonly operatorUrl: string
  readonly token: string

  private constructor(
    country: Country,
    name: string,
    folder: string,
    process: ChildProcess,
    said: { node: string; publicUrl: string; operatorUrl: string },
  ) {
    this.country = country
    this.name = name
    this.folder = folder
    this.#process = process
    this.id = said.node
    this.publicUrl = said.publicUrl
    this.operatorUrl = said.operatorUrl
    this.token = (JSON.parse(readFileSync(join(folder, 'operator.json'), 'utf8')) as { token: string }).token
  }

  static async start(country: Country, folder: string, name = nodeNames[country]): Promise<DemoNode> {
    mkdirSync(folder, { recursive: true })
    const args = ['--folder', folder, '--json', 'serve', '--name', name, '--country', country]
    const child = spawn(
      process.execPath,
      [program, ...args, '--port', '0', '--operator-port', '0', '--sync-every', '0'],
      {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
        env: { ...process.env, APACHITA_STOP_WITH_PARENT: '1' },
      },
    )
    const said = await firstLine(child)
    const started = new DemoNode(
      country,
      name,
      folder,
      child,
      JSON.parse(said) as { node: string; publicUrl: string; operatorUrl: string },
    )
    await started.#signIn()
    return started
  }

  /** A command of the command line, as a person would type it. */
  cli(...args: readonly string[]): Promise<Ran> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [program, '--folder', this.folder, '--json', ...args],
        {
          env: {
            ...process.env,
            APACHITA_ACCOUNT: secretary.name,
            APACHITA_PASSPHRASE: secretary.passphrase,
          },
        },
        (error, stdout, stderr) => {
          const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
          const last = (text: string): unknown => JSON.parse(text.trim().split('\n').at(-1) || 'null')
          const value = last(stdout)
          const refusal =
            value === null && stderr !== ''
              ? (last(stderr) as { refusal?: Ran['refusal'] }).refusal
              : undefined
          resolve({ exitCode, value, refusal })
        },
      )
    })
  }

  /** The secretary signs in, with an account that the operator opened. */
  async #signIn(): Promise<void> {
    await this.command('account.open', secretary)
    const answer = await fetch(`${this.operatorUrl}/api/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(secretary),
    })
    this.#session = ((await answer.json()) as { token: string }).token
  }

  /** The same command over the operator's HTTP, in the secretary's name. */
  async command(name: string, input: object): Promise<Omit<Ran, 'exitCode'>> {
    const response = await fetch(`${this.operatorUrl}/api/commands/${name}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        accept: 'application/x-ndjson',
        ...(this.#session === undefined ? {} : { 'apachita-session': this.#session }),
      },
      body: JSON.stringify(input),
    })
    const last = (await response.text()).trim().split('\n').at(-1) ?? '{}'
    const { value, refusal } = JSON.parse(last) as { value?: unknown; refusal?: Ran['refusal'] }
    return { value: value ?? null, refusal }
  }

  /** A page or view of the public listener, as anyone reads it. */
  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.publicUrl}${path}`)
    if (!response.ok) throw new Error(`${this.name} answered ${response.status} to ${path}`)
    return (await response.json()) as T
  }

  /** `SIGKILL`: as a power cut ends it. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill(signal)
    await ended
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.once('exit', (code) => reject(new Error(`a node ended at its start with ${code}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '')
    })
  })
}

/** A way to a node that can be cut and mended. */
export class Link {
  readonly #target: { readonly hostname: string; readonly port: number }
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #port = 0

  constructor(url: string) {
    const { hostname, port } = new URL(url)
    this.#target = { hostname, port: Number(port) }
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async open(): Promise<void> {
    const server = createServer((socket) => this.#pass(socket))
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  #pass(socket: Socket): void {
    const onward = connect(this.#target.port, this.#target.hostname)
    for (const end of [socket, onward]) {
      this.#sockets.add(end)
      end.on('error', () => undefined)
      end.on('close', () => {
        this.#sockets.delete(end)
        socket.destroy()
        onward.destroy()
      })
    }
    socket.pipe(onward).pipe(socket)
  }

  /** From now on connections are refused, and those open are broken. */
  async cut(): Promise<void> {
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}

interface Way {
  readonly from: Country
  readonly to: Country
  readonly link: Link
}

/** Three nodes, each with a link to each of the others. */
export class Network {
  readonly nodes: Readonly<Record<Country, DemoNode>>
  readonly #links: readonly Way[]

  private constructor(nodes: Record<Country, DemoNode>, links: readonly Way[]) {
    this.nodes = nodes
    this.#links = links
  }

  static async start(folder: string): Promise<Network> {
    const [BO, CL, PE] = await Promise.all([
      DemoNode.start('BO', join(folder, 'bo')),
      DemoNode.start('CL', join(folder, 'cl')),
      DemoNode.start('PE', join(folder, 'pe')),
    ])
    const nodes = { BO, CL, PE }
    const links = countries.flatMap((from) =>
      countries.filter((to) => to !== from).map((to) => ({ from, to, link: new Link(nodes[to].publicUrl) })),
    )
    await Promise.all(links.map(({ link }) => link.open()))
    await Promise.all(links.map(({ from, link }) => nodes[from].cli('peer', 'add', link.url)))
    return new Network(nodes, links)
  }

  get all(): readonly DemoNode[] {
    return countries.map((country) => this.nodes[country])
  }

  /** The address at which `from` reaches `to`. */
  url(from: Country, to: Country): string {
    return this.#links.find((way) => way.from === from && way.to === to)?.link.url ?? ''
  }

  /** Cuts every link to and from a country. */
  async cutOff(country: Country): Promise<void> {
    await Promise.all(
      this.#links.filter(({ from, to }) => from === country || to === country).map(({ link }) => link.cut()),
    )
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((node) => node.stop()))
    await Promise.all(this.#links.map(({ link }) => link.cut()))
  }
}
