import { createGunzip, gzipSync } from 'node:zlib'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../kernel/encoding.ts'
import { entriesToBundle } from '../book/bundle.ts'
import { hexOf } from '../testing/keys.ts'
import { bundleFrame, emptyManifest, frameBoundaries, inChunks, packMagic, packOf } from '../testing/packs.ts'
import { rawFrame, rawPack } from '../testing/packs.ts'
import type { PackRefusal } from './byte-source.ts'
import { type Frame, isManifest, readPack } from './pack.ts'

const book = 'a'.repeat(52)

const hash = Buffer.alloc(32, 7).toString('base64')
const proof = { book, a: 'note a', b: 'note b', seq: 2, leafA: hash, pathA: [hash], leafB: hash, pathB: [] }

const word = {
  witness: 'w'.repeat(32),
  size: 5,
  root: hash,
  line: '— a node c2lnbmF0dXJl',
  leaf: hash,
  path: [hash],
}

const frames: readonly Frame[] = [
  emptyManifest,
  { kind: 'book', book, from: 3 },
  bundleFrame([utf8('one'), utf8('two')]),
  { kind: 'checkpoint', note: utf8('note') },
  { kind: 'cosignature', cosignature: { witness: 'w'.repeat(32), size: 5, line: '— a node c2lnbmF0dXJl' } },
  { kind: 'fork', fork: { proof, vouchings: [] } },
  { kind: 'fork', fork: { proof, vouchings: [word] } },
]

async function read(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ frames: Frame[]; fault: PackRefusal | undefined }> {
  const reader = readPack(chunks)
  const all: Frame[] = []
  for (;;) {
    const next = await reader.next()
    if (next.done === true) return { frames: all, fault: next.value }
    all.push(next.value)
  }
}

/** Frames to compare, whatever kind of array holds their bytes. */
const plain = (all: readonly Frame[]): unknown =>
  all.map((frame) => {
    if (frame.kind === 'entries') return { entries: hexOf(frame.bundle) }
    return frame.kind === 'checkpoint' ? { checkpoint: hexOf(frame.note) } : frame
  })

describe('a pack', () => {
  test('is read as it was written, in chunks of any size', async () => {
    const pack = await packOf(frames)
    for (const chunkBytes of [1, 2, 3, 5, 7, 17, 18, 64, pack.length]) {
      const { frames: got, fault } = await read(inChunks(pack, chunkBytes))
      expect(fault).toBeUndefined()
      expect(plain(got)).toEqual(plain(frames))
    }
  })

  test('is read as it was written, whatever its frames', async () => {
    const bytes = fc.uint8Array({ maxLength: 50 })
    const frame: fc.Arbitrary<Frame> = fc.oneof(
      fc.record({
        kind: fc.constant('entries' as const),
        bundle: fc
          .array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 9 })
          .map(entriesToBundle),
      }),
      fc.record({ kind: fc.constant('checkpoint' as const), note: bytes }),
      fc.record({
        kind: fc.constant('book' as const),
        book: fc.string({ unit: 'grapheme' }),
        from: fc.maxSafeNat(),
      }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(frame, { maxLength: 8 }),
        fc.integer({ min: 1, max: 99 }),
        async (all, size) => {
          const { frames: got, fault } = await read(inChunks(await packOf(all), size))
          expect([plain(got), fault]).toEqual([plain(all), undefined])
        },
      ),
    )
  })

  test('begins with its name and version, and ends with the digest of all before', async () => {
    const pack = await packOf(frames)
    expect(Buffer.from(pack.slice(0, 17)).toString()).toBe('apachita-pack/v1\n')
    expect(frameBoundaries(pack)).toHaveLength(9)
    expect(pack.at(-37)).toBe('Z'.charCodeAt(0))
  })
})

describe('what is no pack is named', () => {
  test.each<[string, Uint8Array]>([
    ['not-a-pack', new Uint8Array()],
    ['not-a-pack', utf8('PK')],
    ['not-a-pack', utf8('a photograph of the paper minute')],
    ['not-a-pack', new Uint8Array(100).fill(0xff)],
    ['unknown-pack-version', utf8('apachita-pack/v2\nMMMM')],
    ['pack-cut-short', packMagic],
    ['pack-damaged', rawPack(rawFrame('X', utf8('{}')))],
    ['pack-damaged', rawPack(rawFrame('M', utf8('no JSON')))],
    ['pack-damaged', rawPack(rawFrame('M', new Uint8Array([0xff])))],
    ['pack-damaged', rawPack(rawFrame('M', utf8('{"books":[]}')))],
    ['pack-damaged', rawPack(rawFrame('B', utf8('null')))],
    ['pack-damaged', rawPack(rawFrame('B', utf8('{"book":7,"from":0}')))],
    ['pack-damaged', rawPack(rawFrame('B', utf8('{"book":"a","from":-1}')))],
    ['pack-damaged', rawPack(rawFrame('B', utf8('{"book":"a","from":0.5}')))],
    ['pack-damaged', rawPack(rawFrame('B', utf8('{"book":"a"}')))],
  ])('%s: %#', async (type, bytes) => {
    expect((await read(inChunks(bytes))).fault).toEqual({ type })
  })

  test('a huge length is refused before a byte of it is read', async () => {
    for (const length of [17 * 2 ** 20 + 1, 2 ** 31, 2 ** 32 - 1]) {
      const pack = rawPack(rawFrame('E', utf8('xxx'), length))
      expect((await read(inChunks(pack))).fault).toEqual({ type: 'pack-too-large', bytes: length })
    }
  })

  test('a length beyond the end is a pack cut short', async () => {
    const pack = rawPack(rawFrame('E', utf8('xxx'), 1000))
    expect((await read(inChunks(pack))).fault).toEqual({ type: 'pack-cut-short' })
  })

  test('a wrong digest, and one too short, is damage', async () => {
    const pack = await packOf(frames)
    pack[pack.length - 1] = (pack.at(-1) ?? 0) ^ 1
    expect((await read(inChunks(pack))).fault).toEqual({ type: 'pack-damaged' })
    const short = await packOf(frames)
    short[short.length - 33] = 31
    expect((await read(inChunks(short.slice(0, -1)))).fault).toEqual({ type: 'pack-damaged' })
  })

  test('a stream that breaks by network is cut short, by anything else damaged', async () => {
    async function* breaking(code: string): AsyncGenerator<Uint8Array> {
      yield packMagic
      throw Object.assign(new Error('broken'), { code })
    }
    expect((await read(breaking('ECONNRESET'))).fault).toEqual({ type: 'pack-cut-short' })
    expect((await read(breaking('Z_DATA_ERROR'))).fault).toEqual({ type: 'pack-damaged' })
  })

  test('a frame in very many very small chunks is read, not run into', async () => {
    const pack = await packOf([{ kind: 'checkpoint', note: new Uint8Array(300_000) }])
    expect((await read(inChunks(pack, 1))).fault).toBeUndefined()
  })

  test('a bundle of 257 entries, or of none, is damage', async () => {
    for (const count of [0, 257]) {
      const many = bundleFrame(Array.from({ length: count }, () => utf8('x')))
      expect((await read(inChunks(await packOf([many])))).fault).toEqual({ type: 'pack-damaged' })
    }
  })
})

describe('gzip over the whole', () => {
  const gunzip = (bytes: Uint8Array): AsyncIterable<Uint8Array> => Readable.from([bytes]).pipe(createGunzip())

  test('is read through', async () => {
    const { frames: got, fault } = await read(gunzip(gzipSync(await packOf(frames))))
    expect([plain(got), fault]).toEqual([plain(frames), undefined])
  })

  test('cut anywhere, it is named and nothing is made up', async () => {
    const whole = gzipSync(await packOf(frames))
    for (let at = 0; at < whole.length; at += 1) {
      const { frames: got, fault } = await read(gunzip(whole.slice(0, at)))
      expect(plain(got)).toEqual(plain(frames.slice(0, got.length)))
      // Only what gzip adds after the last byte may be missing unnoticed: the pack's own digest held.
      if (fault === undefined) expect(at, 'cut').toBeGreaterThan(whole.length - 12)
      else expect(fault.type, `cut at ${at}`).toMatch(/pack-cut-short|not-a-pack/)
    }
  })

  test('with any byte flipped, no frame that was not sent is taken for whole', async () => {
    const whole = gzipSync(await packOf(frames))
    for (let at = 0; at < whole.length; at += 1) {
      const spoilt = Uint8Array.from(whole)
      spoilt[at] = (spoilt[at] ?? 0) ^ 0x10
      const { frames: got, fault } = await read(gunzip(spoilt))
      if (fault === undefined) expect(plain(got), `flipped at ${at}`).toEqual(plain(frames))
    }
  })
})

describe('a manifest', () => {
  const good = { node: 'n', epoch: 'e', change: 0, complete: true, books: [[book, 1, 'root', 'side']] }

  test('has a form', () => {
    expect(isManifest(good)).toBe(true)
    expect(isManifest({ ...good, books: [] })).toBe(true)
  })

  test.each([
    [null],
    ['manifest'],
    [{ ...good, node: 1 }],
    [{ ...good, epoch: null }],
    [{ ...good, change: -1 }],
    [{ ...good, change: 0.5 }],
    [{ ...good, complete: 'yes' }],
    [{ ...good, books: {} }],
    [{ ...good, books: [[book, '1', 'root', 'side']] }],
    [{ ...good, books: [[book, 1, 'root']] }],
    [{ ...good, books: [[book, 1, 'root', 7]] }],
    [{ ...good, books: [null] }],
    [{ ...good, books: [{ 0: book, 1: 1, 2: 'root', 3: 'side' }] }],
  ])('which %j has not', (value) => {
    expect(isManifest(value)).toBe(false)
  })
})
