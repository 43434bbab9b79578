/** Measuring one engine or one part, in processes of their own. */
import { fork } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addedEntries } from './dataset.ts'
import type { Copied, Giver, Receiver } from './engine.ts'
import type { Dataset } from './generate.ts'
import type { ProductReceiver } from './roles/product-receiver.ts'
import { Child } from './rpc.ts'

/** A dataset where it lies. */
export interface Made {
  readonly folder: string
  readonly dataset: Dataset
}

/** The middle one, or the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

/** Medians of equally named figures. */
export function medians<Figures extends object>(runs: readonly Figures[]): Figures {
  const names = Object.keys(runs[0] ?? {}) as (keyof Figures)[]
  const figures = names.map((name) => [name, median(runs.map((run) => run[name] as number))])
  return Object.fromEntries(figures) as Figures
}

/** What one receiver's run came to. */
export interface Run {
  readonly durableMs: number
  readonly queryableMs: number
  readonly copyBytes: number
  readonly nothingNewMs: number
  readonly nothingNewBytes: number
  readonly nothingNewRequests: number
  readonly addedMs: number
  readonly addedBytes: number
  readonly peakMb: number
  readonly diskBytes: number
}

/** Empty folders of one run, removed when it ends. */
export class Scratch {
  readonly folder: string
  #made = 0

  constructor(folder: string) {
    this.folder = folder
  }

  next(name: string): string {
    this.#made += 1
    const folder = join(this.folder, `${name}-${this.#made}`)
    mkdirSync(folder, { recursive: true })
    return folder
  }

  remove(folder: string): void {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function bytesUnder(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .reduce((sum, found) => sum + statSync(join(found.parentPath, found.name)).size, 0)
}

/** An engine's giver, serving a dataset to one receiver after the other, each new and empty. */
export class Serving {
  readonly made: Made
  /** How long the giver took to open on the dataset. */
  readonly openMs: number
  readonly #giver: Child<Giver>
  readonly #folder: string
  #rounds = 0

  private constructor(giver: Child<Giver>, made: Made, folder: string, openMs: number) {
    this.#giver = giver
    this.made = made
    this.#folder = folder
    this.openMs = openMs
  }

  static async start(part: string, made: Made, scratch: Scratch): Promise<Serving> {
    const giver = new Child<Giver>(part)
    const folder = scratch.next(part)
    const { ms } = await giver.call('start', { dataset: made.folder, folder })
    return new Serving(giver, made, folder, ms)
  }

  /** Entries the giver holds now. */
  get entries(): number {
    return this.made.dataset.entries + this.#rounds * addedEntries
  }

  /** Opens a receiver on an empty folder and copies everything to it. */
  async copyTo(receiver: Child<Receiver>, folder: string): Promise<Counted<Copied>> {
    await receiver.call('open', { folder, address: await this.#giver.call('address', {}) })
    return this.#counted(() => receiver.call('copy', { entries: this.entries }))
  }

  /** Copies, asks again, adds 100 entries, catches up, closes the receiver. */
  async run(
    receiver: Child<Receiver>,
    folder: string,
    beforeClose: () => Promise<unknown> = async () => undefined,
  ): Promise<Run> {
    const copy = await this.copyTo(receiver, folder)
    const nothing = await this.#counted(() => receiver.call('nothingNew', {}))
    this.#rounds += 1
    await this.#giver.call('add', { round: this.#rounds })
    const address = await this.#giver.call('address', {})
    const added = await this.#counted(() => receiver.call('catchUp', { address }))
    await beforeClose()
    const { peakMb } = await receiver.call('close', {})
    return {
      ...copy.answer,
      copyBytes: copy.bytes,
      nothingNewMs: nothing.answer.ms,
      nothingNewBytes: nothing.bytes,
      nothingNewRequests: nothing.requests,
      addedMs: added.answer.ms,
      addedBytes: added.bytes,
      peakMb,
      diskBytes: bytesUnder(folder),
    }
  }

  async #counted<T>(task: () => Promise<T>): Promise<Counted<T>> {
    const before = await this.#giver.call('wire', {})
    const answer = await task()
    const after = await this.#giver.call('wire', {})
    return { answer, bytes: after.bytes - before.bytes, requests: after.requests - before.requests }
  }

  async end(scratch: Scratch): Promise<void> {
    await this.#giver.end()
    scratch.remove(this.#folder)
  }
}

interface Counted<T> {
  readonly answer: T
  readonly bytes: number
  readonly requests: number
}

/** Runs of a peer: medians. */
export async function measurePeer(
  giverPart: string,
  receiverPart: string,
  made: Made,
  scratch: Scratch,
  runs: number,
): Promise<Run> {
  const serving = await Serving.start(giverPart, made, scratch)
  const all: Run[] = []
  for (let at = 0; at < runs; at += 1) {
    const receiver = new Child<Receiver>(receiverPart)
    const folder = scratch.next(receiverPart)
    all.push(await serving.run(receiver, folder))
    await receiver.end()
    scratch.remove(folder)
  }
  await serving.end(scratch)
  return medians(all)
}

export interface ProductRun extends Run {
  readonly rebuildMs: number
  readonly archiveBytes: number
  readonly viewBytes: number
  readonly startMs: number
}

/** One run of Apachita with everything only it is asked. */
export async function measureProduct(serving: Serving, scratch: Scratch): Promise<ProductRun> {
  const receiver = new Child<ProductReceiver>('apachita-receiver')
  const folder = scratch.next('apachita-receiver')
  await receiver.call('follow', { dataset: serving.made.folder, isDurableOnly: false })
  let rebuildMs = 0
  const run = await serving.run(receiver as unknown as Child<Receiver>, folder, async () => {
    rebuildMs = (await receiver.call('rebuild', {})).ms
  })
  const disk = await receiver.call('disk', {})
  await receiver.end()
  const startMs = await startNode(folder)
  scratch.remove(folder)
  return { ...run, ...disk, rebuildMs, startMs }
}

/** From nothing to the listening node's first line: a process of `apachita serve` on a folder that was closed. */
async function startNode(folder: string): Promise<number> {
  const program = fileURLToPath(new URL('../../dist/bench/apachita.js', import.meta.url))
  const options = ['--port', '0', '--operator-port', '0', '--sync-every', '0']
  const start = performance.now()
  const child = fork(program, ['--folder', folder, '--json', 'serve', ...options], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, APACHITA_STOP_WITH_PARENT: '1' },
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', () => reject(new Error('the node ended at its start')))
  })
  const ms = performance.now() - start
  child.disconnect()
  await ended
  return ms
}

/** Copying at one size: microseconds an entry, and the receiver's peak memory. */
export interface Growth {
  readonly entries: number
  readonly books: number
  readonly durableUs: number
  readonly foldUs: number
  readonly peakMb: number
}

/** Copies to `runs` new receivers that leave the views unfolded; folding is measured once, at the giver's opening. */
export async function measureGrowth(made: Made, scratch: Scratch, runs: number): Promise<Growth> {
  const serving = await Serving.start('apachita-giver', made, scratch)
  const { entries, books } = made.dataset
  const all: { durableUs: number; peakMb: number }[] = []
  for (let at = 0; at < runs; at += 1) {
    const receiver = new Child<ProductReceiver>('apachita-receiver')
    const folder = scratch.next('growth')
    await receiver.call('follow', { dataset: made.folder, isDurableOnly: true })
    const copied = await serving.copyTo(receiver as unknown as Child<Receiver>, folder)
    const { peakMb } = await receiver.call('close', {})
    all.push({ durableUs: (copied.answer.durableMs * 1000) / entries, peakMb })
    await receiver.end()
    scratch.remove(folder)
  }
  await serving.end(scratch)
  return { entries, books: books.length, foldUs: (serving.openMs * 1000) / entries, ...medians(all) }
}
