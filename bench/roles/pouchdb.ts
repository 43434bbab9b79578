/**
 * PouchDB 9 on its own LevelDB, a document an entry, replicated over HTTP from express-pouchdb as its guide shows. The
 * batch size is ten times the default: faster, and larger ones gain little. Nothing is signed or verified.
 */
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import expressPouchdb from 'express-pouchdb'
import PouchDB from 'pouchdb'
import { entriesOfRound, readDataset, readEntries } from '../dataset.ts'
import { type Giver, type Receiver, peakMb } from '../engine.ts'
import type { Dataset } from '../generate.ts'
import { countWire } from '../wire.ts'

const batch = { batch_size: 1000, batches_limit: 10 }

const toDocument = (book: string, seq: number, entry: Uint8Array): object => ({
  ...(JSON.parse(Buffer.from(entry).toString()) as object),
  _id: `${book}/${String(seq).padStart(9, '0')}`,
})

async function putAll(db: PouchDB, documents: readonly object[]): Promise<void> {
  for (let at = 0; at < documents.length; at += batch.batch_size) {
    const put = await db.bulkDocs(documents.slice(at, at + batch.batch_size))
    if (put.some(({ error }) => error !== undefined)) throw new Error('a document was not put')
  }
}

export function pouchdbGiver(): Giver {
  const wire = countWire()
  let dataset: Dataset | undefined
  let db: PouchDB | undefined
  let port = 0
  return {
    async start({ dataset: from, folder }) {
      const start = performance.now()
      dataset = readDataset(from)
      const Pouch = PouchDB.defaults({ prefix: `${folder}/` })
      db = new Pouch('entries')
      for (const [book, entries] of await readEntries(from)) {
        await putAll(
          db,
          entries.map((entry, seq) => toDocument(book, seq, entry)),
        )
      }
      const app = express()
      const options = {
        mode: 'minimumForPouchDB',
        configPath: join(folder, 'config.json'),
        logPath: join(folder, 'log.txt'),
      }
      app.use('/db', expressPouchdb(Pouch, options))
      const server = await new Promise<Server>((resolve) => {
        const listening: Server = app.listen(0, '127.0.0.1', () => resolve(listening))
      })
      port = (server.address() as AddressInfo).port
      return { ms: performance.now() - start }
    },
    async add({ round }) {
      if (dataset === undefined || db === undefined) throw new Error('not started')
      const documents = entriesOfRound(dataset, round).flatMap(({ book, entries }) =>
        entries.map((entry, at) => toDocument(book.book, 100_000_000 + round * 1000 + at, entry)),
      )
      await putAll(db, documents)
      return null
    },
    address: async () => ({ port, logs: [] }),
    wire: async () => wire(),
  }
}

export function pouchdbReceiver(): Receiver {
  let db: PouchDB | undefined
  let url = ''
  const replicate = async (expected: (written: number) => boolean): Promise<{ ms: number }> => {
    if (db === undefined) throw new Error('not opened')
    const start = performance.now()
    const { ok, docs_written: written } = await db.replicate.from(url, batch)
    const ms = performance.now() - start
    if (!ok || !expected(written)) throw new Error(`${written} documents came`)
    return { ms }
  }
  return {
    async open({ folder, address }) {
      db = new PouchDB(join(folder, 'entries'))
      await db.info()
      url = `http://127.0.0.1:${address.port}/db/entries`
      return null
    },
    async copy({ entries }) {
      const { ms } = await replicate((written) => written === entries)
      return { durableMs: ms, queryableMs: ms }
    },
    nothingNew: () => replicate((written) => written === 0),
    catchUp: () => replicate((written) => written > 0),
    async close() {
      await db?.close()
      return { peakMb: peakMb() }
    },
  }
}
