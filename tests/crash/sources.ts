/** Books of others that arrive by packs while processes are killed: three bodies that go on writing, stage by stage. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BookId } from '../../src/book/entry.ts'
import { leafHash } from '../../src/book/hash.ts'
import { holdingsOf } from '../../src/carriage/export.ts'
import { base64 } from '../../src/kernel/encoding.ts'
import { draft, founded } from '../../src/testing/drafts.ts'
import { signerNamed } from '../../src/testing/keys.ts'
import { manifestFor, nothingHeld, packFor } from '../../src/testing/packs.ts'
import { type Body, World, allEntries } from '../../src/testing/world.ts'
import type { Chance } from './chance.ts'

export interface Sources {
  /** Files, each going on from the one before. */
  readonly packs: readonly string[]
  /** base64 leaf hashes of each book, to its end. */
  readonly leaves: ReadonlyMap<BookId, readonly string[]>
  /** Sizes at which its pen signed. */
  readonly sizes: ReadonlyMap<BookId, ReadonlySet<number>>
  /** The number of the first pack that brings more than these sizes; as many as there are packs: none does. */
  nextPack(sizeOf: (book: BookId) => number): number
}

const stages = 30

/** Sessions, some crossing a bundle's end; a handover now and then, sometimes two in one pack. */
async function goOn(world: World, body: Body, chance: Chance, stage: number): Promise<void> {
  for (let turns = chance.between(1, 3); turns > 0; turns -= 1) {
    const size = (await world.archive.book(body.book))?.size ?? 0
    const count = chance.isOneIn(10) ? chance.between(50, 150) : chance.between(1, 5)
    const written = Array.from({ length: count }, (_, at) => [
      draft('session.opened', { place: 'Sede' }),
      draft('session.closed', { session: size + 2 * at }),
    ]).flat()
    await world.writeAnyway(body, ...written)
    if (chance.isOneIn(3)) await world.passPen(body, signerNamed(`${body.name} pen ${stage}.${turns}`))
  }
}

export async function makeSources(folder: string, chance: Chance): Promise<Sources> {
  mkdirSync(folder, { recursive: true })
  const world = new World()
  const bodies: Body[] = []
  const packs: string[] = []
  const headsByStage: ReadonlyMap<BookId, { readonly size: number }>[] = []
  let holdings = nothingHeld
  for (let stage = 0; stage < stages; stage += 1) {
    const name = ['Putre', 'Tacna', 'Arica'][stage]
    if (name !== undefined) bodies.push(await world.found(name, founded(name)))
    for (const body of bodies) await goOn(world, body, chance, stage)
    const path = join(folder, `${stage}.pack`)
    writeFileSync(path, await packFor(world.archive, holdings))
    holdings = holdingsOf(await manifestFor(world.archive))
    headsByStage.push(holdings)
    packs.push(path)
  }
  const [leaves, sizes] = [new Map<BookId, string[]>(), new Map<BookId, Set<number>>()]
  for (const body of bodies) {
    const entries = await allEntries(world.archive, body.book)
    leaves.set(
      body.book,
      entries.map((entry) => base64(leafHash(entry))),
    )
    sizes.set(body.book, new Set(world.signedOf(body).map(({ size }) => size)))
  }
  await world.archive.close()
  const nextPack = (sizeOf: (book: BookId) => number): number => {
    const lacks = headsByStage.findIndex((heads) =>
      [...heads].some(([book, { size }]) => sizeOf(book) < size),
    )
    return lacks < 0 ? packs.length : lacks
  }
  return { packs, leaves, sizes, nextPack }
}
