/** Apachita's receiver: a new node that follows the dataset's books and exchanges as `apachita sync` does. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { unwrap } from '../../src/kernel/result.ts'
import { ApachitaNode } from '../../src/node/node.ts'
import { syncWith } from '../../src/node/sync.ts'
import { readDataset } from '../dataset.ts'
import { type Receiver, peakMb, timed } from '../engine.ts'
import { benchNow, followAll } from './product-giver.ts'

export type ProductReceiver = Receiver & {
  /** Names the dataset, whose books are followed; `isDurableOnly`: views are left unfolded. Before `open`. */
  follow(parameters: { readonly dataset: string; readonly isDurableOnly: boolean }): Promise<null>
  /** Forgets the views and folds them again from the archive. */
  rebuild(parameters: object): Promise<{ readonly ms: number }>
  /** After closing: bytes of the archive and of the views on disk. */
  disk(parameters: object): Promise<{ readonly archiveBytes: number; readonly viewBytes: number }>
}

class Receiving {
  readonly node: ApachitaNode
  readonly url: string
  readonly folder: string
  lastStored = 0

  constructor(node: ApachitaNode, url: string, folder: string) {
    this.node = node
    this.url = url
    this.folder = folder
    node.local.addPeer(url)
    const extend = node.archive.extend.bind(node.archive)
    node.archive.extend = async (...parameters) => {
      const stored = await extend(...parameters)
      this.lastStored = performance.now()
      return stored
    }
  }

  /** One round; what was refused is a defect. Entries that came. */
  async round(): Promise<number> {
    const peer = this.node.local.peers().find(({ url }) => url === this.url)
    if (peer === undefined) throw new Error('no peer')
    const { entries, refused } = unwrap(await syncWith(this.node, peer))
    if (refused.length > 0) throw new Error(JSON.stringify(refused))
    return entries
  }
}

export function productReceiver(): ProductReceiver {
  let books: readonly string[] = []
  let isDurableOnly = false
  let opened: Receiving | undefined
  const receiving = (): Receiving => {
    if (opened === undefined) throw new Error('not opened')
    return opened
  }
  return {
    async follow({ dataset, isDurableOnly: isUnfolded }) {
      books = readDataset(dataset).books.map(({ book }) => book)
      isDurableOnly = isUnfolded
      return null
    },
    async open({ folder, address }) {
      followAll(folder, books)
      const node = unwrap(await ApachitaNode.open({ folder, name: 'receiver', country: 'CL', now: benchNow }))
      if (isDurableOnly) node.fold = async () => undefined
      opened = new Receiving(node, `http://127.0.0.1:${address.port}`, folder)
      return null
    },
    async copy({ entries }) {
      const start = performance.now()
      const came = await receiving().round()
      const end = performance.now()
      if (came !== entries) throw new Error(`${came} of ${entries} entries came`)
      return { durableMs: receiving().lastStored - start, queryableMs: end - start }
    },
    nothingNew: async () => ({ ms: await timed(() => receiving().round()) }),
    catchUp: async () => ({ ms: await timed(() => receiving().round()) }),
    async rebuild() {
      const { node } = receiving()
      return {
        ms: await timed(async () => {
          node.views.clear()
          await node.fold(books)
        }),
      }
    },
    async close() {
      await receiving().node.close()
      return { peakMb: peakMb() }
    },
    async disk() {
      const bytesOf = (name: string): number => statSync(join(receiving().folder, name)).size
      return { archiveBytes: bytesOf('books.db'), viewBytes: bytesOf('views.db') }
    },
  }
}
