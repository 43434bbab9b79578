/**
 * Yjs 13.6: a document a book with its entries as an array of texts, exchanged in one HTTP request by state vectors and
 * updates of format 2 (the smaller and faster one). What came is appended to a file for each document and flushed: Yjs
 * itself keeps documents in memory. Nothing is signed or verified.
 */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Doc, applyUpdateV2, encodeStateAsUpdateV2, encodeStateVector } from 'yjs'
import { entriesOfRound, readDataset, readEntries } from '../dataset.ts'
import { type Giver, type Receiver, peakMb } from '../engine.ts'
import type { Dataset } from '../generate.ts'
import { countWire } from '../wire.ts'

/** Entries pushed in one transaction. */
const batchEntries = 64

const entriesOf = (doc: Doc) => doc.getArray<string>('entries')

function pushAll(doc: Doc, entries: readonly Uint8Array[]): void {
  const texts = entries.map((entry) => Buffer.from(entry).toString())
  for (let at = 0; at < texts.length; at += batchEntries)
    entriesOf(doc).push(texts.slice(at, at + batchEntries))
}

/** Parts behind their lengths, as one body. */
function frame(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      return [length, part]
    }),
  )
}

function unframe(body: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length;) {
    const end = at + 4 + body.readUInt32BE(at)
    parts.push(body.subarray(at + 4, end))
    at = end
  }
  return parts
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export function yjsGiver(): Giver {
  const wire = countWire()
  const docs = new Map<string, Doc>()
  let dataset: Dataset | undefined
  let port = 0
  const sendUpdates = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const vectors = unframe(await read(asked))
    answer.end(frame([...docs.values()].map((doc, at) => encodeStateAsUpdateV2(doc, vectors[at]))))
  }
  return {
    async start({ dataset: from }) {
      const start = performance.now()
      dataset = readDataset(from)
      for (const [book, entries] of await readEntries(from)) {
        const doc = new Doc()
        pushAll(doc, entries)
        docs.set(book, doc)
      }
      const server = createServer((asked, answer) => {
        void sendUpdates(asked, answer)
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      port = (server.address() as AddressInfo).port
      return { ms: performance.now() - start }
    },
    async add({ round }) {
      if (dataset === undefined) throw new Error('not started')
      for (const { book, entries } of entriesOfRound(dataset, round)) {
        const doc = docs.get(book.book)
        if (doc !== undefined) pushAll(doc, entries)
      }
      return null
    },
    address: async () => ({ port, logs: [...docs.keys()].map((id) => ({ id, length: 0 })) }),
    wire: async () => wire(),
  }
}

export function yjsReceiver(): Receiver {
  let docs: { readonly doc: Doc; readonly file: number }[] = []
  let port = 0
  const held = (): number => docs.reduce((sum, { doc }) => sum + entriesOf(doc).length, 0)
  const exchange = async (): Promise<{ ms: number; came: number }> => {
    const before = held()
    const start = performance.now()
    const updates = unframe(await ask(port, frame(docs.map(({ doc }) => encodeStateVector(doc)))))
    for (const [at, { doc, file }] of docs.entries()) takeUpdate(doc, file, updates[at] ?? Buffer.alloc(0))
    return { ms: performance.now() - start, came: held() - before }
  }
  return {
    async open({ folder, address }) {
      docs = address.logs.map(({ id }) => ({ doc: new Doc(), file: openSync(join(folder, id), 'a') }))
      port = address.port
      return null
    },
    async copy({ entries }) {
      const { ms, came } = await exchange()
      if (came !== entries) throw new Error(`${came} entries came`)
      return { durableMs: ms, queryableMs: ms }
    },
    nothingNew: exchange,
    catchUp: exchange,
    async close() {
      for (const { file } of docs) closeSync(file)
      return { peakMb: peakMb() }
    },
  }
}

/** Applies what is new to a document, and to its file. */
function takeUpdate(doc: Doc, file: number, update: Buffer): void {
  const before = entriesOf(doc).length
  applyUpdateV2(doc, update)
  if (entriesOf(doc).length === before) return
  writeSync(file, frame([update]))
  fdatasyncSync(file)
}

function ask(port: number, body: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method: 'POST' }, (answer) => {
      read(answer).then(resolve, reject)
    })
      .on('error', reject)
      .end(body)
  })
}
