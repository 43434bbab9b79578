/** Reading the packs that a node answers with. */
import { expect } from 'vitest'
import { type Frame, readPack } from '../../src/carriage/pack.ts'
import { packOf, countedBy, partialManifest, partsLacking } from '../../src/node/give-out.ts'
import { gather, inChunks } from '../../src/testing/packs.ts'
import type { TestNode } from './test-node.ts'

/** The frames of a pack that must be whole. */
export async function framesOf(pack: Uint8Array): Promise<Frame[]> {
  const frames: Frame[] = []
  const reading = readPack(inChunks(pack))
  for (;;) {
    const next = await reading.next()
    if (next.done === true) {
      expect(next.value).toBeUndefined()
      return frames
    }
    frames.push(next.value)
  }
}

/** The books in an answer's pack, each with the number of the first entry sent. */
export async function partsIn(response: Response): Promise<(readonly [string, number])[]> {
  const frames = await framesOf(new Uint8Array(await response.arrayBuffer()))
  return frames.flatMap((frame) => (frame.kind === 'book' ? [[frame.book, frame.from] as const] : []))
}

/** The sizes that books of an answer's manifest reach; none where there is no pack. */
export async function endsIn(response: Response): Promise<number[]> {
  if (response.status === 204) return []
  const frames = await framesOf(new Uint8Array(await response.arrayBuffer()))
  return frames.flatMap((frame) =>
    frame.kind === 'manifest' ? frame.manifest.books.map(([, end]) => end) : [],
  )
}

/** A pack of everything that a node gives to others, as it would push it. */
export async function wholePackOf({ node }: TestNode): Promise<Uint8Array> {
  const parts = await partsLacking(node, new Map(), [])
  const manifest = await partialManifest(node, parts, await countedBy(node))
  return gather(packOf(node, manifest, parts, { receivers: [] }))
}
