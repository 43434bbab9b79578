/**
 * Nodes of tests: real folders, real listeners on loopback, a clock that the test sets. `Nodes` closes and removes all
 * that it opened.
 */
import type { Unlocked } from '../../src/node/accounts/accounts.ts'
import type { Actor } from '../../src/node/actor.ts'
import { secretary } from '../../src/testing/actors.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BookId, Citation } from '../../src/book/entry.ts'
import { type Listening, listen } from '../../src/http/serve.ts'
import { type Refusal, type Result, accept, unwrap } from '../../src/kernel/result.ts'
import { commands } from '../../src/node/commands/all.ts'
import { runCommand } from '../../src/node/commands/command.ts'
import { epochOf } from '../../src/node/give-out.ts'
import { ApachitaNode } from '../../src/node/node.ts'
import { type SyncReport, syncAll } from '../../src/node/sync.ts'
import { type Draft, type Written, writeEntries } from '../../src/node/write.ts'

/** With what people of tests sign in. */
export const credentials = { name: 'Secretaría', passphrase: 'cuatro piedras en el paso' }

/** What a body says of itself when a test founds it. */
export const factsOf = (name: string, country = 'BO') => ({
  name: { es: name },
  country,
  region: 'Oruro',
  place: { lon: '-68.41', lat: '-18.13' },
  population: { count: 2000, year: 2017, kind: 'census' },
  demonstration: true,
})

export class TestNode {
  readonly folder: string
  readonly name: string
  readonly country: string
  /** What the node's clock says. */
  clock = '2026-03-01T15:00:00-04:00'
  /** Who does what this node is told to. */
  actor: Actor = secretary
  node: ApachitaNode
  #listening: Listening | undefined

  private constructor(folder: string, name: string, country: string, node: ApachitaNode) {
    this.folder = folder
    this.name = name
    this.country = country
    this.node = node
  }

  static async open(folder: string, name: string, country: string): Promise<TestNode> {
    const holder: { node?: TestNode } = {}
    const now = (): string => holder.node?.clock ?? '2026-03-01T15:00:00-04:00'
    const opened = unwrap(await ApachitaNode.open({ folder, name, country, now }))
    const made = new TestNode(folder, name, country, opened)
    holder.node = made
    return made
  }

  get listening(): Listening {
    if (this.#listening === undefined) throw new Error(`${this.name} does not listen`)
    return this.#listening
  }

  get url(): string {
    return this.listening.publicUrl
  }

  async listen(): Promise<this> {
    this.#listening = await listen(this.node, { host: '127.0.0.1', port: 0, operatorPort: 0 })
    return this
  }

  async closeListeners(): Promise<void> {
    await this.#listening?.close()
    this.#listening = undefined
  }

  async close(): Promise<void> {
    await this.closeListeners()
    await this.node.close()
  }

  /** The folder opened again, after `close` and whatever a test did to its files. */
  async reopen(): Promise<void> {
    this.node = unwrap(await ApachitaNode.open({ folder: this.folder, now: () => this.clock }))
  }

  /** From now on an account does everything here: with a passphrase, as at a real node. */
  async signUp(name = credentials.name): Promise<Unlocked> {
    const unlocked = unwrap(await this.node.accounts.open(name, credentials.passphrase, true))
    this.actor = unlocked
    return unlocked
  }

  /** Headers of a program that signed in on the public listener. */
  async signedIn(
    name = credentials.name,
    passphrase = credentials.passphrase,
  ): Promise<Record<string, string>> {
    const answer = await fetch(`${this.url}/api/sessions`, {
      method: 'POST',
      body: JSON.stringify({ name, passphrase }),
    })
    return { 'apachita-session': ((await answer.json()) as { token: string }).token }
  }

  run(name: string, input: object = {}): Promise<Result<unknown, Refusal>> {
    return runCommand(commands, this.node, name, input, { actor: this.actor })
  }

  /** A command that is not refused. */
  async did<T = Written>(name: string, input: object = {}): Promise<T> {
    return unwrap(await this.run(name, input)) as T
  }

  async found(name: string, country = this.country): Promise<BookId> {
    return (await this.did('body.found', factsOf(name, country))).book
  }

  write(book: BookId, ...drafts: readonly Draft[]): Promise<Result<Written, Refusal>> {
    return writeEntries(this.node, this.actor, book, () => accept(drafts))
  }

  /** Writes as many motions as bring the book to `size`, each append of at most 256. */
  async growTo(book: BookId, size: number, called = 'Moción'): Promise<void> {
    for (let held = await this.sizeOf(book); held < size;) {
      const count = Math.min(256, size - held)
      const drafts = Array.from({ length: count }, (_, at) => motion(`${called} ${held + at}`))
      unwrap(await this.write(book, ...drafts))
      held += count
    }
  }

  /** What callers of GET /carriage/pack count in: strangers, or a node that may be admitted. */
  epoch(receiver?: TestNode): string {
    return epochOf(this.node, receiver?.node.id)
  }

  async sizeOf(book: BookId): Promise<number> {
    return (await this.node.archive.book(book))?.size ?? 0
  }

  /** Every book held with its size. */
  async sizes(): Promise<Record<BookId, number>> {
    return Object.fromEntries((await this.node.archive.books()).map(({ book, size }) => [book, size]))
  }

  /** Exchanges with every peer, or the one at `url`; none may fail. */
  async synced(url?: string): Promise<SyncReport[]> {
    return unwrap(await syncAll(this.node, url)).map(({ result }) => unwrap(result))
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers })
  }

  async json<T>(path: string): Promise<T> {
    return (await (await this.get(path)).json()) as T
  }

  /** On the operator's listener, with the start token. */
  asOperator(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.listening.token}`, ...(init.headers as object) }
    return fetch(`${this.listening.operatorUrl}${path}`, { ...init, headers })
  }
}

export const motion = (title: string): Draft => ({
  type: 'motion.put',
  data: { title: { es: title }, text: { es: `Que se haga: ${title}.` } },
})

export class Nodes {
  readonly folder = mkdtempSync(join(tmpdir(), 'apachita-test-'))
  readonly #opened: TestNode[] = []

  open(name: string, country = 'BO'): Promise<TestNode> {
    return this.openFolder(join(this.folder, `node-${this.#opened.length}`), name, country)
  }

  async openFolder(folder: string, name: string, country: string): Promise<TestNode> {
    const opened = await TestNode.open(folder, name, country)
    this.#opened.push(opened)
    return opened
  }

  async listening(name: string, country?: string): Promise<TestNode> {
    return (await this.open(name, country)).listen()
  }

  async close(): Promise<void> {
    for (const opened of this.#opened) await opened.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Where a motion stands that an alliance referred to its members. */
export interface Referred {
  readonly alliance: BookId
  readonly motion: number
  readonly referral: Citation
}

/** A body that is to join, and the node that hosts it. */
export interface Joining {
  readonly at: TestNode
  readonly body: BookId
}

const sections = ['BO', 'CL', 'PE'].map((id) => ({ id, name: { es: id } }))

export const foundAlliance = async (host: TestNode): Promise<BookId> =>
  (
    await host.did('body.found', {
      kind: 'alliance',
      name: { es: 'Alianza', en: 'Alliance' },
      demonstration: true,
      countries: ['BO', 'CL', 'PE'],
      sections,
    })
  ).book

/** Applications and acceptances: the nodes of `joining`, and the host, exchange over the link. */
export async function joinAlliance(
  host: TestNode,
  alliance: BookId,
  joining: readonly Joining[],
): Promise<void> {
  const others = new Set(joining.map(({ at }) => at).filter((at) => at !== host))
  for (const other of others) {
    await other.did('book.follow', { book: alliance })
    await other.did('peer.add', { url: host.url })
    await other.synced(host.url)
  }
  for (const { at, body } of joining) {
    await at.did('membership.apply', { body, federation: alliance, section: at.country })
  }
  for (const other of others) {
    await host.did('peer.add', { url: other.url })
    await host.synced(other.url)
  }
  for (const { body } of joining) await host.did('membership.accept', { federation: alliance, body })
  for (const other of others) await other.synced(host.url)
}

export async function refer(host: TestNode, alliance: BookId): Promise<Referred> {
  const put = await host.did('motion.put', {
    body: alliance,
    title: { es: 'Turismo integrado', en: 'Integrated tourism' },
    text: { es: 'Que los dos parques se ofrezcan como uno.' },
  })
  const seq = put.refs[0]?.seq ?? -1
  const referred = await host.did('motion.refer', { body: alliance, motion: seq })
  const [referral] = referred.refs
  if (referral === undefined) throw new Error('nothing referred')
  return { alliance, motion: seq, referral }
}

export const decideYes = (at: TestNode, body: BookId, { alliance, motion: seq }: Referred) =>
  at.run('position.decide', {
    body,
    motion: { book: alliance, seq },
    present: 9,
    yes: 7,
    no: 1,
    abstain: 1,
    attesters: 2,
    place: 'Sede',
  })
