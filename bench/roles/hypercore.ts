/**
 * hypercore 11 in a corestore, a core for each book, replicated over TCP as its README shows. A block is an entry, or 64
 * entries packed. What is received is verified by hypercore against the core's signed tree and stored in RocksDB; it
 * documents no flush to the disk before a block is acknowledged.
 */
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'
import { once } from 'node:events'
import Corestore, { type Core } from 'corestore'
import { entriesOfRound, readDataset, readEntries } from '../dataset.ts'
import { type Address, type Giver, type Receiver, peakMb, timed } from '../engine.ts'
import type { Dataset } from '../generate.ts'
import { countWire } from '../wire.ts'

/** Blocks given to one `append`. */
const batchBlocks = 64

/** Entries as blocks: each one, or `perBlock` together, each behind its length. */
export function toBlocks(entries: readonly Uint8Array[], perBlock: number): Uint8Array[] {
  if (perBlock === 1) return [...entries]
  const blocks: Uint8Array[] = []
  for (let from = 0; from < entries.length; from += perBlock) {
    const parts = entries.slice(from, from + perBlock).flatMap((entry) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(entry.length)
      return [length, entry]
    })
    blocks.push(Buffer.concat(parts))
  }
  return blocks
}

async function appendAll(core: Core, blocks: readonly Uint8Array[]): Promise<void> {
  for (let at = 0; at < blocks.length; at += batchBlocks)
    await core.append(blocks.slice(at, at + batchBlocks))
}

export function hypercoreGiver(perBlock: number): Giver {
  const wire = countWire()
  const cores = new Map<string, Core>()
  let dataset: Dataset | undefined
  let port = 0
  const address = (): Address => ({
    port,
    logs: [...cores.values()].map(({ key, length }) => ({ id: key.toString('hex'), length })),
  })
  return {
    async start({ dataset: from, folder }) {
      const start = performance.now()
      dataset = readDataset(from)
      const store = new Corestore(folder)
      for (const [book, entries] of await readEntries(from)) {
        const core = store.get({ name: book })
        await core.ready()
        cores.set(book, core)
        await appendAll(core, toBlocks(entries, perBlock))
      }
      const server = createServer((socket) => join(store, socket, false))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      port = (server.address() as AddressInfo).port
      return { ms: performance.now() - start }
    },
    async add({ round }) {
      if (dataset === undefined) throw new Error('not started')
      for (const { book, entries } of entriesOfRound(dataset, round)) {
        const core = cores.get(book.book)
        if (core !== undefined) await appendAll(core, toBlocks(entries, perBlock))
      }
      return null
    },
    address: async () => address(),
    wire: async () => wire(),
  }
}

/** Replicates over a socket until either end closes it. */
function join(store: Corestore, socket: Socket, isInitiator: boolean): void {
  const stream = store.replicate(isInitiator)
  for (const end of [socket, stream]) end.on('error', () => undefined)
  socket.pipe(stream).pipe(socket)
}

export function hypercoreReceiver(): Receiver {
  let store: Corestore | undefined
  let cores: Core[] = []
  let address: Address | undefined
  const overNewLink = async (task: () => Promise<unknown>): Promise<{ ms: number }> => {
    if (store === undefined || address === undefined) throw new Error('not opened')
    const start = performance.now()
    const socket = connect(address.port, '127.0.0.1')
    join(store, socket, true)
    await task()
    const ms = performance.now() - start
    socket.destroy()
    await once(socket, 'close')
    return { ms }
  }
  const downloadAll = (): Promise<unknown> =>
    Promise.all(
      cores.map((core, at) => core.download({ start: 0, end: address?.logs[at]?.length ?? 0 }).done()),
    )
  return {
    async open({ folder, address: given }) {
      store = new Corestore(folder)
      address = given
      cores = given.logs.map(({ id }) => (store as Corestore).get({ key: Buffer.from(id, 'hex') }))
      await Promise.all(cores.map((core) => core.ready()))
      return null
    },
    async copy() {
      const { ms } = await overNewLink(downloadAll)
      return { durableMs: ms, queryableMs: ms }
    },
    nothingNew: () =>
      overNewLink(() => {
        const found = cores.map((core) => core.findingPeers())
        setTimeout(() => found.forEach((done) => done()), 2000).unref()
        return Promise.all(cores.map((core) => core.update({ wait: true })))
      }),
    async catchUp({ address: given }) {
      address = given
      return overNewLink(downloadAll)
    },
    async close() {
      await timed(async () => store?.close())
      return { peakMb: peakMb() }
    },
  }
}
