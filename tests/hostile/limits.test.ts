/** What a hostile pack may cost before it is refused: frames that mutants of real packs are too small to be. */
import { describe, expect, test } from 'vitest'
import { checkpointToBytes, signCheckpoint } from '../../src/book/checkpoint.ts'
import { bookIdOf } from '../../src/book/founding.ts'
import { leafHash } from '../../src/book/hash.ts'
import { emptyRange, extendRange, rootOf } from '../../src/book/tree.ts'
import { importPack } from '../../src/carriage/import.ts'
import { utf8 } from '../../src/kernel/encoding.ts'
import { draftToBytes, founded } from '../../src/testing/drafts.ts'
import { signerNamed } from '../../src/testing/keys.ts'
import { inChunks, packMagic, rawFrame } from '../../src/testing/packs.ts'
import { openArchive } from '../../src/testing/world.ts'
import { jsonFrame, packBytes } from './frames.ts'
import { partToFrames } from './parts.ts'

describe('a pack of enormous notes', () => {
  async function* ofNotes(count: number): AsyncGenerator<Uint8Array> {
    const note = rawFrame('C', new Uint8Array(16 * 2 ** 20))
    yield packMagic
    yield rawFrame('B', jsonFrame('B', JSON.stringify({ book: 'a'.repeat(52), from: 0 })).payload)
    for (let at = 0; at < count; at += 1) yield note
  }

  test('is refused before it fills the memory', async () => {
    const archive = openArchive('receiver')
    const { refused } = await importPack(archive, ofNotes(17), () => undefined)
    const types = refused.map(({ refusal }) => refusal.type)
    expect(types.some((type) => type === 'pack-too-large' || type === 'pack-damaged')).toBe(true)
    await archive.close()
  })
})

describe('a pack of nothing but what waits for its end', () => {
  async function* without(end: { readonly reached: boolean }, frames: readonly Uint8Array[]) {
    yield packMagic
    yield rawFrame('B', jsonFrame('B', JSON.stringify({ book: 'a'.repeat(52), from: 0 })).payload)
    const many = Buffer.concat(Array.from({ length: 10_000 }, () => frames).flat())
    while (!end.reached) yield many
  }

  const nothing = new Uint8Array([0])
  const book = (name: string) => rawFrame('B', utf8(JSON.stringify({ book: name.repeat(52), from: 0 })))
  test.each([
    ['blobs', [rawFrame('A', nothing)]],
    ['contents', [book('b'), rawFrame('K', nothing)]],
    ['submissions', [book('b'), rawFrame('Y', nothing)]],
  ])(
    'of empty %s without end is refused before it fills the memory',
    async (_, frames) => {
      const archive = openArchive('receiver')
      const end = { reached: false }
      const timer = setTimeout(() => (end.reached = true), 50_000)
      const { refused } = await importPack(archive, without(end, frames), () => undefined)
      clearTimeout(timer)
      expect([end.reached, refused.at(-1)?.refusal.type]).toEqual([false, 'too-many-refusals'])
      await archive.close()
    },
    60_000,
  )
})

describe('a book whose notes are longer than its entries', () => {
  test('is counted with its notes', async () => {
    const [pen, founding] = [signerNamed('Stranger pen'), draftToBytes(founded('Stranger'), 'Stranger')]
    const book = bookIdOf(founding)
    const root = rootOf(extendRange(emptyRange, [leafHash(founding)]))
    const note = checkpointToBytes(signCheckpoint({ book, size: 1, root }, pen))
    const junk = `— example.org/witness ${Buffer.alloc(750, 7).toString('base64')}\n`
    const long = Buffer.concat([note, utf8(junk.repeat(15))])
    const pack = packBytes(partToFrames(book, 0, [{ entries: [founding], note: long }]))
    const archive = openArchive('receiver')
    const asked: number[] = []
    const admit = (_: string, bytes: number) => void asked.push(bytes)
    expect((await importPack(archive, inChunks(pack), admit)).refused).toEqual([])
    const kept = (await archive.book(book))?.checkpoint.length ?? 0
    expect(asked[0]).toBeGreaterThanOrEqual(founding.length + kept)
    await archive.close()
  })
})
