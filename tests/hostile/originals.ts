/**
 * The books that mutants are made of, with everything their pens ever signed; packs of them as a node would make; and
 * the archives that mutants are given to.
 */
import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '../../src/archive/contract.ts'
import { openSqliteArchive } from '../../src/archive/sqlite/sqlite-archive.ts'
import type { Signer } from '../../src/book/ed25519.ts'
import type { BookId } from '../../src/book/entry.ts'
import { writePack } from '../../src/carriage/pack.ts'
import { draft, founded } from '../../src/testing/drafts.ts'
import { signerNamed } from '../../src/testing/keys.ts'
import { emptyManifest, gather, manifestFor, packOf, partFrames, takeIn } from '../../src/testing/packs.ts'
import { session } from '../../src/testing/three-books.ts'
import { type Body, type Signed, World, allEntries } from '../../src/testing/world.ts'
import { type RawFrame, rawFramesOf } from './frames.ts'
import { witnessKey, wordOn } from './mutations-of-side-data.ts'

/** A book as its own pens signed it: what any archive may hold of it is a prefix of a size among `signed`. */
export interface Truth {
  readonly book: BookId
  readonly entries: readonly Uint8Array[]
  readonly signed: readonly Signed[]
  /** Of the last term first. */
  readonly pens: readonly Signer[]
}

export type ReceiverName = 'empty' | 'beginnings' | 'all'

export interface Originals {
  readonly truths: ReadonlyMap<BookId, Truth>
  /** Frames of packs of them, by what they are for. */
  readonly packs: readonly (readonly RawFrame[])[]
  /** Everything, undamaged. */
  readonly wholePack: Uint8Array
  open(receiver: ReceiverName): Archive
}

const notesKept = (count: number) => Array.from({ length: count }, (_, at) => draft('note.kept', { at }))

async function writeBooks(): Promise<{ world: World; bodies: Body[]; long: Body }> {
  const world = new World()
  const bodies: Body[] = []
  for (const name of ['Sajama', 'Putre', 'Tacna']) bodies.push(await world.found(name, founded(name)))
  for (const body of bodies) await world.writeAnyway(body, ...session(1))
  const [sajama, putre] = bodies
  if (sajama === undefined || putre === undefined) throw new Error('no bodies')
  await world.passPen(putre, signerNamed('Putre second pen'))
  await world.writeAnyway(putre, ...session(4))
  await world.writeAnyway(putre, ...session(6))
  await world.passPen(putre, signerNamed('Putre third pen'), draft('session.opened'))
  await world.writeAnyway(putre, ...session(10))
  await world.writeAnyway(sajama, ...session(3))
  const long = await world.found('Larga', founded('Larga'))
  for (const count of [100, 150, 5, 1, 13]) await world.writeAnyway(long, ...notesKept(count))
  return { world, bodies: [...bodies, long], long }
}

const penNames = (name: string): string[] =>
  name === 'Putre' ? ['Putre third pen', 'Putre second pen', 'Putre pen'] : [`${name} pen`]

/** Sizes at which the archive of beginnings stands: Putre just after its first handover, Larga at a bundle's end. */
const beginnings: Readonly<Record<string, number>> = { Sajama: 1, Putre: 4, Larga: 256 }

export async function makeOriginals(): Promise<Originals> {
  const { world, bodies, long } = await writeBooks()
  const truths = new Map<BookId, Truth>()
  for (const body of bodies) {
    const pens = penNames(body.name).map(signerNamed)
    const entries = await allEntries(world.archive, body.book)
    truths.set(body.book, { book: body.book, entries, signed: world.signedOf(body), pens })
  }
  const parts = async (chosen: readonly Body[], fromOf: (name: string) => number, toOf?: typeof fromOf) => {
    const manifest = { kind: 'manifest', manifest: await manifestFor(world.archive) } as const
    const all = chosen.map(async (body) => {
      const to = toOf?.(body.name) ?? truths.get(body.book)?.entries.length ?? 0
      const head = world.signedOf(body).find(({ size }) => size === to)
      const frames = await partFrames(world, body, fromOf(body.name), to)
      if (head === undefined) return frames
      return [...frames, { kind: 'cosignature', cosignature: wordOn(head.note, witnessKey()) } as const]
    })
    return packOf([manifest, ...(await Promise.all(all)).flat()])
  }
  const small = bodies.filter((body) => body !== long)
  const wholePack = await parts(bodies, () => 0)
  const begun = bodies.filter(({ name }) => name in beginnings)
  const [whole, later, overlapping] = [
    await parts(small, () => 0),
    await parts(bodies, (name) => beginnings[name] ?? 0),
    await parts(small, (name) => (name === 'Putre' ? 2 : 1)),
  ]
  const most = [whole, later, overlapping, whole, later, overlapping, whole, later, later]
  const packs = [...most, wholePack].map(rawFramesOf)
  const begin = await parts(
    begun,
    () => 0,
    (name) => beginnings[name] ?? 0,
  )
  const nothing = await gather(writePack(oneFrame()))
  const open = await snapshots({ empty: nothing, beginnings: begin, all: wholePack })
  return { truths, packs, wholePack, open }
}

async function* oneFrame() {
  yield emptyManifest
}

/** Archives that took in these packs, opened as often as wanted from a copy in memory. */
async function snapshots(
  packs: Readonly<Record<ReceiverName, Uint8Array>>,
): Promise<(receiver: ReceiverName) => Archive> {
  const folder = mkdtempSync(join(tmpdir(), 'apachita-hostile-'))
  const copies = new Map<string, Buffer>()
  for (const [name, pack] of Object.entries(packs)) {
    const path = join(folder, name)
    const archive = openSqliteArchive(path, `epoch of ${name}`)
    const { refused } = await takeIn(archive, pack)
    if (refused.length > 0) throw new Error(`${name}: ${JSON.stringify(refused)}`)
    await archive.close()
    const db = new Database(path)
    db.pragma('journal_mode = DELETE')
    copies.set(name, db.serialize())
    db.close()
  }
  rmSync(folder, { recursive: true })
  // better-sqlite3 opens a serialised database given in place of a path; the archive passes what it is given.
  return (receiver) => openSqliteArchive(copies.get(receiver) as unknown as string, 'a copy')
}
