/** What every archive must do where a part of a book gives way: `asideContract(open)` inside a `describe`. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forkProofAt } from '../testing/forks.ts'
import { equalBytes, utf8, utf8ToText } from '../kernel/encoding.ts'
import { accept, refuse, unwrap } from '../kernel/result.ts'
import type { Archive, Step } from './contract.ts'
import { proveConsistency, rootAt } from './subtrees.ts'

const book = 'a'.repeat(52)
const other = 'b'.repeat(52)

const stepOf = (said: string, from: number, count: number, isHandover = false): Step => ({
  entries: Array.from({ length: count }, (_, at) => utf8(`${said} ${from + at}`)),
  conclude: (head) => accept({ checkpoint: utf8(`${said} checkpoint at ${head.size}`), isHandover }),
})

const contentAt = (seq: number, said: string) => ({
  seq,
  salt: new Uint8Array(32).fill(seq),
  inside: utf8(`${said} inside ${seq}`),
})

const proofAt = (seq: number) => forkProofAt(book, seq)

const textOf = (bytes: Uint8Array | undefined): string => utf8ToText(bytes ?? new Uint8Array()) ?? ''

async function gathered(batches: AsyncIterable<Uint8Array[]>): Promise<string[]> {
  const all: string[] = []
  for await (const batch of batches) all.push(...batch.map(textOf))
  return all
}

export function asideContract(open: () => Promise<Archive>): void {
  let archive: Archive
  beforeEach(async () => {
    archive = await open()
  })
  afterEach(() => archive.close())

  /** Everything that can be read of a book, but for change numbers. */
  async function everythingOf(from: Archive, size: number) {
    const record = await from.book(book)
    const tiles = [1, 255, 256].flatMap((width) =>
      [0, 1, 2].flatMap((level) => [0, 1, 2, 3].map((index) => from.tile(book, level, index, width))),
    )
    const bundles = [0, 1, 2, 3].flatMap((n) => [1, 100, 256].map((width) => from.bundle(book, n, width)))
    const bytes = await Promise.all([...tiles, ...bundles])
    return {
      head: [record?.size, record?.root, record?.checkpoint].map((one) =>
        typeof one === 'number' ? one : Buffer.from(one ?? []).toString('hex'),
      ),
      entries: await gathered(from.entries(book, 0, size)),
      stored: bytes.map((one) => (one === undefined ? null : Buffer.from(one).toString('hex'))),
      handovers: (await from.handovers(book)).map((handover) => handover.size),
      damage: await from.check(book),
    }
  }

  test(
    'the book is afterwards as if it had only ever held what took the place',
    { timeout: 60_000 },
    async () => {
      const counts = fc.record({
        from: fc.integer({ min: 1, max: 600 }),
        held: fc.integer({ min: 1, max: 600 }),
        came: fc.integer({ min: 1, max: 600 }),
      })
      await fc.assert(
        fc.asyncProperty(counts, async ({ from, held, came }) => {
          const [changed, fresh] = [await open(), await open()]
          const step = stepOf('right', from, came)
          unwrap(await changed.extend(book, 0, [stepOf('same', 0, from), stepOf('wrong', from, held, true)]))
          unwrap(await changed.setAside(book, from + held, from, [step]))
          unwrap(await fresh.extend(book, 0, [stepOf('same', 0, from), step]))
          expect(await everythingOf(changed, 9999)).toEqual(await everythingOf(fresh, 9999))
          const root = await rootAt(changed, book, from)
          expect(equalBytes(root, await rootAt(fresh, book, from))).toBe(true)
          await proveConsistency(changed, book, from, from + came)
          const kept = await gathered(changed.asideEntries(book, 0, 0, 9999))
          expect(kept).toEqual(Array.from({ length: held }, (_, at) => `wrong ${from + at}`))
          unwrap(await changed.extend(book, from + came, [stepOf('more', from + came, 300)]))
          expect(await changed.check(book)).toBeUndefined()
          await changed.close()
          await fresh.close()
        }),
        { numRuns: 25 },
      )
    },
  )

  test('what gives way is kept with its checkpoint, handovers, cosignatures and contents', async () => {
    const word = (witness: string, size: number) => ({ witness, size, line: `${witness} ${size}` })
    const wrong = { ...stepOf('wrong', 4, 3, true), contents: [contentAt(5, 'wrong')] }
    const same = { ...stepOf('same', 0, 4), contents: [contentAt(2, 'same')] }
    unwrap(await archive.extend(book, 0, [same, wrong]))
    unwrap(await archive.extend(book, 7, [stepOf('wrong', 7, 2)]))
    unwrap(await archive.extend(other, 0, [stepOf('other', 0, 9)]))
    await archive.addSideData([
      {
        book,
        cosignatures: [word('v', 4), word('w', 8)],
        forks: [3, 4, 6].map((seq) => ({ proof: proofAt(seq), vouchings: [] })),
      },
    ])
    const before = await archive.change()
    const right = { ...stepOf('right', 4, 2), contents: [contentAt(5, 'right')] }
    unwrap(await archive.setAside(book, 9, 4, [right]))
    const [aside, ...more] = await archive.setAsides(book)
    expect(more).toEqual([])
    expect(aside).toMatchObject({ book, place: 0, from: 4, size: 9, cosignatures: [word('w', 8)] })
    expect(textOf(aside?.checkpoint)).toBe('wrong checkpoint at 9')
    expect(aside?.handovers.map(({ size, checkpoint }) => [size, textOf(checkpoint)])).toEqual([
      [7, 'wrong checkpoint at 7'],
    ])
    const contents = (await archive.contents.aside(book)).map(({ place, inside }) => [place, textOf(inside)])
    expect(contents).toEqual([[0, 'wrong inside 5']])
    expect((await archive.contents.read(book, 0, 9)).map(({ inside }) => textOf(inside))).toEqual([
      'same inside 2',
      'right inside 5',
    ])
    const side = await archive.sideData(book)
    expect([side.cosignatures, side.forks.map(({ proof }) => proof.seq)]).toEqual([[word('v', 4)], [3, 4]])
    expect(await archive.handovers(book)).toEqual([])
    expect(await archive.changedSince(before)).toEqual([{ book, sizeThen: 4 }])
    expect(await archive.contents.lowestChanged(book, before)).toBe(4)
    expect((await archive.book(book))?.contentChange).toBe(await archive.change())
    expect(await gathered(archive.asideEntries(book, 0, 5, 7))).toEqual(['wrong 5', 'wrong 6'])
    expect(await archive.setAsides(other)).toEqual([])
    expect(await archive.check(other)).toBeUndefined()
  })

  test('more is set aside beside it, in order', async () => {
    unwrap(await archive.extend(book, 0, [stepOf('one', 0, 9)]))
    unwrap(await archive.setAside(book, 9, 6, [stepOf('two', 6, 1)]))
    unwrap(await archive.setAside(book, 7, 2, [stepOf('three', 2, 300)]))
    expect((await archive.setAsides(book)).map(({ place, from, size }) => [place, from, size])).toEqual([
      [0, 6, 9],
      [1, 2, 7],
    ])
    expect((await gathered(archive.asideEntries(book, 1, 0, 99))).at(-1)).toBe('two 6')
    expect(await archive.check(book)).toBeUndefined()
  })

  test('where a step is refused, or the book has moved, nothing changes', async () => {
    unwrap(await archive.extend(book, 0, [stepOf('same', 0, 300)]))
    const before = await everythingOf(archive, 999)
    const [change, refusal] = [await archive.change(), { type: 'wrong-pen' }]
    const bad: Step = { ...stepOf('right', 11, 1), conclude: () => refuse(refusal) }
    expect(await archive.setAside(book, 300, 10, [stepOf('right', 10, 1), bad])).toEqual(refuse(refusal))
    expect(await archive.setAside(book, 299, 10, [stepOf('right', 10, 1)])).toEqual(
      refuse({ type: 'moved', size: 300 }),
    )
    expect(await everythingOf(archive, 999)).toEqual(before)
    expect([await archive.change(), await archive.setAsides(book)]).toEqual([change, []])
  })

  test('a content that was set aside is erased there', async () => {
    const wrong = { ...stepOf('wrong', 1, 2), contents: [contentAt(1, 'wrong'), contentAt(2, 'wrong')] }
    unwrap(await archive.extend(book, 0, [stepOf('same', 0, 1), wrong]))
    unwrap(await archive.setAside(book, 3, 1, [stepOf('right', 1, 1)]))
    await archive.contents.eraseAside(book, 0, 1)
    expect((await archive.contents.aside(book)).map(({ seq }) => seq)).toEqual([2])
  })
}
