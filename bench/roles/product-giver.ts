/** Apachita's giver: an ordinary node that follows every book of the dataset, listening as `serve` does. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkpointToBytes, signCheckpoint } from '../../src/book/checkpoint.ts'
import { accept, unwrap } from '../../src/kernel/result.ts'
import { LocalStore } from '../../src/node/local-store.ts'
import { openNodeDb } from '../../src/node/node-db.ts'
import { ApachitaNode } from '../../src/node/node.ts'
import { rooms } from '../../src/node/rooms.ts'
import { evolveStates, judgeEntry } from '../../src/views/fold.ts'
import { listen } from '../../src/http/serve.ts'
import { entriesOfRound, readDataset } from '../dataset.ts'
import { type Giver, timed } from '../engine.ts'
import type { Dataset } from '../generate.ts'
import { signerFor } from '../generator/people.ts'
import { countWire } from '../wire.ts'

/** Makes `folder` a node's that follows these books, before it is first opened. */
export function followAll(folder: string, books: readonly string[]): void {
  mkdirSync(folder, { recursive: true })
  const db = unwrap(openNodeDb(join(folder, 'node.db')))
  const local = new LocalStore(db)
  db.transaction(() => {
    for (const book of books) local.follow(book)
  })()
  db.close()
}

/** The dates of what a node notes here; they decide nothing. */
export const benchNow = (): string => '2026-03-01T15:00:00-04:00'

/** Its start is measured from the archive in place until the views are folded from nothing. */
export function productGiver(): Giver {
  const wire = countWire()
  let node: ApachitaNode | undefined
  let dataset: Dataset | undefined
  let port = 0
  const opened = (): ApachitaNode => {
    if (node === undefined) throw new Error('not started')
    return node
  }
  return {
    async start({ dataset: from, folder }) {
      dataset = readDataset(from)
      followAll(
        folder,
        dataset.books.map(({ book }) => book),
      )
      copyFileSync(join(from, 'books.db'), join(folder, 'books.db'))
      const ms = await timed(async () => {
        node = unwrap(await ApachitaNode.open({ folder, name: 'giver', country: 'BO', now: benchNow }))
      })
      const { publicUrl } = await listen(opened(), { host: '127.0.0.1', port: 0, operatorPort: 0 })
      port = Number(new URL(publicUrl).port)
      return { ms }
    },
    async add({ round }) {
      if (dataset === undefined) throw new Error('not started')
      for (const { book, entries } of entriesOfRound(dataset, round)) {
        await append(opened(), book.book, entries, signerFor(dataset.seed, `pen ${book.name}`))
      }
      return null
    },
    address: async () => ({ port, logs: [] }),
    wire: async () => wire(),
  }
}

async function append(
  node: ApachitaNode,
  book: string,
  entries: readonly Uint8Array[],
  pen: ReturnType<typeof signerFor>,
): Promise<void> {
  const { size, pens, ...folded } = await node.views.catchUp(book)
  let { states } = folded
  for (const [at, bytes] of entries.entries()) {
    const judged = judgeEntry(rooms, states, { book, seq: size + at, pens, isHandover: false }, bytes)
    if (judged.status !== 'in-force') throw new Error(JSON.stringify(judged.breaches))
    states = evolveStates(states, judged)
  }
  const conclude = (head: Parameters<typeof signCheckpoint>[0]) =>
    accept({ checkpoint: checkpointToBytes(signCheckpoint(head, pen)), isHandover: false })
  unwrap(await node.archive.extend(book, size, [{ entries, conclude }]))
  await node.fold([book])
}
