/**
 * The suite every archive must pass for what lies beside its books: contents of seals, submissions, blobs. `openIn` opens
 * the archive of a folder, as often as it was closed; it may keep files there, and what is erased is looked for in them.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { leafHash, sha256 } from '../book/hash.ts'
import { base64, utf8, utf8ToText } from '../kernel/encoding.ts'
import { accept, refuse, unwrap } from '../kernel/result.ts'
import type { Archive, Step } from './contract.ts'
import type { Blob, HeldContent, Submission } from './contents.ts'

const book = 'a'.repeat(52)
const other = 'b'.repeat(52)
const never = 'c'.repeat(52)

const contentOf = (seq: number, text = `inside of ${seq}`): HeldContent => ({
  seq,
  salt: sha256(utf8(`salt of ${seq} ${text}`)),
  inside: utf8(text),
})

function submissionOf(name: string, content?: string): Submission {
  const outer = utf8(`outer of ${name}`)
  return {
    id: base64(leafHash(outer)),
    outer,
    content: content === undefined ? undefined : { salt: sha256(utf8(name)), inside: utf8(content) },
  }
}

function blobOf(text: string): Blob {
  const bytes = utf8(text)
  return { hash: base64(sha256(bytes)), type: 'text/plain', bytes }
}

const stepOf = (count: number, contents: readonly HeldContent[] = []): Step => ({
  entries: Array.from({ length: count }, (_, at) => utf8(`entry ${at}`)),
  contents,
  conclude: (head) => accept({ checkpoint: utf8(`checkpoint at ${head.size}`), isHandover: false }),
})

/** As plain values: stores may give bytes as any kind of Uint8Array. */
const plainOf = ({ seq, salt, inside }: HeldContent) => [seq, base64(salt), utf8ToText(inside)]
const plainSubmission = ({ id, outer, content }: Submission) => [
  id,
  utf8ToText(outer),
  content === undefined ? undefined : [base64(content.salt), utf8ToText(content.inside)],
]
const byId = (submissions: readonly Submission[]) => submissions.toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** How long each of many is, and how many of those held go next: the same in every run. */
const arrivals = fc.sample(
  fc.tuple(fc.oneof(fc.nat(500), fc.nat(500), fc.nat(9000)), fc.nat(2), fc.nat(1_000_000)),
  { seed: 11, numRuns: 600 },
)

const textOf = (at: number, length: number): string => `<secret ${at}>${'.'.repeat(length)}</secret ${at}>`

/** Adds texts one by one, and lets some of those held go between; which went. */
async function comeAndGo(
  come: (at: number, text: string) => Promise<void>,
  go: (those: readonly number[]) => Promise<void>,
): Promise<number[]> {
  const [held, gone]: [number[], number[]] = [[], []]
  for (const [at, [length, count, which]] of arrivals.entries()) {
    await come(at, textOf(at, length))
    held.push(at)
    if (at % 3 !== 0) continue
    const going = held.splice(which % held.length, count)
    if (going.length > 0) await go(going)
    gone.push(...going)
  }
  return gone
}

export function contentsContract(openIn: (folder: string, epoch: string) => Promise<Archive>): void {
  let folder: string
  let archive: Archive
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'apachita-archive-'))
    archive = await openIn(folder, randomUUID())
  })
  afterEach(async () => {
    await archive.close()
    rmSync(folder, { recursive: true })
  })

  async function openAgain(): Promise<void> {
    await archive.close()
    archive = await openIn(folder, randomUUID())
  }
  const filed = (): Buffer =>
    Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
  const isFiled = (...texts: string[]): boolean => {
    const bytes = filed()
    return texts.some((text) => bytes.includes(text))
  }
  /** Of these texts, those of which the beginning or the end is in any file. */
  const filedOf = (numbers: readonly number[]): number[] => {
    const bytes = filed()
    return numbers.filter((at) => bytes.includes(`<secret ${at}>`) || bytes.includes(`</secret ${at}>`))
  }
  const found = async (of: string, count = 10): Promise<void> =>
    void unwrap(await archive.extend(of, 0, [stepOf(count)]))

  describe('contents', () => {
    const add = (...contents: HeldContent[]) => archive.contents.add([{ book, contents }])
    const held = async (from = 0, to = 1000) => (await archive.contents.read(book, from, to)).map(plainOf)

    test('of a book not held there are none, none is kept, and nothing changes', async () => {
      expect(await archive.contents.add([{ book: never, contents: [contentOf(0)] }])).toBe(0)
      expect(await archive.contents.add([])).toBe(0)
      expect(await archive.contents.erase(never, [0])).toBe(0)
      expect(await archive.contents.seqs(never)).toEqual([])
      expect(await archive.contents.read(never, 0, 10)).toEqual([])
      expect(await archive.contents.lowestChanged(never, 0)).toBeUndefined()
      expect(await archive.change()).toBe(0)
    })

    test('are read as they were added, in order, from any number to before any other', async () => {
      await found(book)
      await found(other)
      expect(await add(contentOf(7), contentOf(2), contentOf(3))).toBe(1)
      await archive.contents.add([{ book: other, contents: [contentOf(5)] }])
      expect(await archive.contents.seqs(book)).toEqual([2, 3, 7])
      expect(await held()).toEqual([contentOf(2), contentOf(3), contentOf(7)].map(plainOf))
      expect(await held(3, 7)).toEqual([plainOf(contentOf(3))])
      expect(await held(4, 7)).toEqual([])
    })

    test('of no entry that is held are not kept', async () => {
      await found(book, 3)
      expect(await add(contentOf(2), contentOf(3), contentOf(2 ** 31))).toBe(1)
      expect(await archive.contents.seqs(book)).toEqual([2])
    })

    test('that came first stay; only what is new is a change, one a book', async () => {
      await found(book)
      await found(other)
      expect(await add(contentOf(1), contentOf(2))).toBe(1)
      const changed = await archive.change()
      expect(changed).toBe(3)
      expect(await add(contentOf(1, 'another'), contentOf(2))).toBe(0)
      expect(await add(contentOf(4), contentOf(4, 'a second in one call'))).toBe(1)
      expect(await held()).toEqual([contentOf(1), contentOf(2), contentOf(4)].map(plainOf))
      const both = [
        { book, contents: [contentOf(1), contentOf(5)] },
        { book: other, contents: [contentOf(0)] },
        { book: never, contents: [contentOf(0)] },
      ]
      expect(await archive.contents.add(both)).toBe(2)
      expect(await archive.change()).toBe(changed + 3)
    })

    test('number their changes, apart from those of entries', async () => {
      await found(book)
      expect(await archive.book(book)).toMatchObject({ change: 1, contentChange: 0 })
      await add(contentOf(3))
      expect(await archive.book(book)).toMatchObject({ size: 10, change: 2, contentChange: 2 })
      unwrap(await archive.extend(book, 10, [stepOf(1)]))
      expect(await archive.book(book)).toMatchObject({ change: 3, contentChange: 2 })
      await add(contentOf(8), contentOf(1))
      expect(await archive.contents.seqs(book, 2)).toEqual([1, 8])
      expect(await archive.contents.seqs(book, 4)).toEqual([])
      expect(await archive.changedSince(3)).toEqual([{ book, sizeThen: 11 }])
      expect(await archive.contents.lowestChanged(book, 0)).toBe(1)
      expect(await archive.contents.lowestChanged(book, 2)).toBe(1)
      expect(await archive.contents.lowestChanged(book, 4)).toBeUndefined()
    })

    test('come with the entries they open, in one change, or not at all', async () => {
      const extended = unwrap(await archive.extend(book, 0, [stepOf(2, [contentOf(1)]), stepOf(1)]))
      expect(extended).toMatchObject({ size: 3, change: 1, contentChange: 1 })
      expect(await archive.book(book)).toMatchObject({ change: 1, contentChange: 1 })
      expect(await archive.contents.seqs(book)).toEqual([1])
      const refused: Step = { ...stepOf(1), conclude: () => refuse({ type: 'root-mismatch' }) }
      expect(await archive.extend(book, 3, [stepOf(1, [contentOf(3)]), refused])).toMatchObject({ ok: false })
      expect(await archive.contents.seqs(book)).toEqual([1])
      expect(await archive.book(book)).toMatchObject({ size: 3, change: 1, contentChange: 1 })
      unwrap(await archive.extend(book, 3, [stepOf(2, [contentOf(4)])]))
      expect(await archive.contents.seqs(book)).toEqual([1, 4])
    })

    test('that were erased are gone, stay gone when the archive is opened again, and are refused when they come late', async () => {
      await found(book)
      await add(contentOf(1), contentOf(2), contentOf(3))
      expect(await archive.contents.erase(book, [1, 3])).toBe(2)
      expect(await held()).toEqual([plainOf(contentOf(2))])
      expect(await add(contentOf(1), contentOf(3, 'another'))).toBe(0)
      await openAgain()
      expect(await archive.contents.seqs(book)).toEqual([2])
      expect(await add(contentOf(1))).toBe(0)
      expect(await held()).toEqual([plainOf(contentOf(2))])
    })

    test('that were erased before they came are refused too', async () => {
      await found(book)
      await archive.contents.erase(book, [4])
      expect(await add(contentOf(4))).toBe(0)
      expect(await archive.contents.seqs(book)).toEqual([])
    })

    test('erased are a change, with the lowest number that went; erased again they are none', async () => {
      await found(book)
      await add(contentOf(1), contentOf(2), contentOf(5))
      expect(await archive.contents.erase(book, [5, 2])).toBe(2)
      const after = await archive.book(book)
      expect(after).toMatchObject({ change: 3, contentChange: 3 })
      expect(await archive.contents.lowestChanged(book, 2)).toBe(2)
      expect(await archive.changedSince(2)).toEqual([{ book, sizeThen: 10 }])
      expect(await archive.contents.erase(book, [5, 2])).toBe(0)
      expect(await archive.contents.erase(book, [])).toBe(0)
      expect(await archive.book(book)).toEqual(after)
      expect(await archive.change()).toBe(3)
    })

    test('are durable before they are acknowledged', async () => {
      await found(book)
      await add(contentOf(1, 'written and closed'))
      await openAgain()
      expect(await held()).toEqual([plainOf(contentOf(1, 'written and closed'))])
    })

    test('change no entry, nor what the book hashes to', async () => {
      await found(book)
      const before = await archive.book(book)
      await add(contentOf(1))
      await archive.contents.erase(book, [1])
      expect(await archive.book(book)).toMatchObject({ size: before?.size, root: before?.root })
      expect(await archive.check(book)).toBeUndefined()
    })

    test('erased are in no file, whatever came and went between, and however large they were', async () => {
      await found(book, arrivals.length)
      const gone = await comeAndGo(
        async (seq, text) => void (await add(contentOf(seq, text))),
        async (going) => expect(await archive.contents.erase(book, going)).toBe(going.length),
      )
      const rest = (await archive.contents.read(book, 0, arrivals.length)).map(({ seq }) => seq)
      expect(rest.length + gone.length).toBe(arrivals.length)
      expect(filedOf(rest)).toHaveLength(rest.length)
      expect(filedOf(gone)).toEqual([])
    })
  })

  describe('submissions', () => {
    const held = async (since?: number) => (await archive.submissions.of(book, since)).map(plainSubmission)

    test('of a book not held are not kept', async () => {
      expect(await archive.submissions.add(never, [submissionOf('one')])).toBe(0)
      expect(await archive.submissions.of(never)).toEqual([])
      expect(await archive.submissions.isAny(never)).toBe(false)
      expect(await archive.submissions.books()).toEqual(new Set())
      await archive.submissions.drop(never, [submissionOf('one').id])
      expect(await archive.change()).toBe(0)
    })

    test('are told by id as they came, in the open or sealed; each is a change, once', async () => {
      await found(book)
      const [open, sealed] = [submissionOf('open'), submissionOf('sealed', 'the inside')]
      expect(await archive.submissions.add(book, [open, sealed])).toBe(2)
      expect(await archive.change()).toBe(3)
      expect(await held()).toEqual(byId([open, sealed]).map(plainSubmission))
      expect(await archive.submissions.add(book, [sealed, open])).toBe(0)
      expect(await archive.change()).toBe(3)
      expect(await archive.book(book)).toMatchObject({ size: 10, change: 3, contentChange: 0 })
    })

    test('that come twice in one call are kept once', async () => {
      await found(book)
      const one = submissionOf('one')
      expect(await archive.submissions.add(book, [one, submissionOf('two'), one])).toBe(2)
      expect(await held()).toHaveLength(2)
      expect(await archive.change()).toBe(3)
    })

    test('are told from a change on', async () => {
      await found(book)
      await archive.submissions.add(book, [submissionOf('one')])
      const then = await archive.change()
      await archive.submissions.add(book, [submissionOf('two')])
      expect(await held(then)).toEqual([plainSubmission(submissionOf('two'))])
      expect(await held(await archive.change())).toEqual([])
    })

    test('are one book’s: of another there are none until it has some', async () => {
      await found(book)
      await found(other)
      await archive.submissions.add(book, [submissionOf('one')])
      expect([await archive.submissions.isAny(book), await archive.submissions.isAny(other)]).toEqual([
        true,
        false,
      ])
      expect(await archive.submissions.add(other, [submissionOf('one')])).toBe(1)
      expect(await archive.submissions.books()).toEqual(new Set([book, other]))
      await archive.submissions.drop(book, [submissionOf('one').id])
      expect(await archive.submissions.books()).toEqual(new Set([other]))
      expect([await archive.submissions.isAny(book), await archive.submissions.isAny(other)]).toEqual([
        false,
        true,
      ])
    })

    test('dropped are gone and in no file; one that comes again is new', async () => {
      await found(book)
      const [one, two] = [submissionOf('one', '<secret one>'), submissionOf('two', '<secret two>')]
      await archive.submissions.add(book, [one, two])
      await archive.submissions.drop(book, [one.id, 'of nobody'])
      expect(await held()).toEqual([plainSubmission(two)])
      expect(isFiled('<secret one>', 'outer of one')).toBe(false)
      expect(await archive.submissions.add(book, [one])).toBe(1)
    })

    test('dropped are in no file, whatever came and went between', async () => {
      await found(book)
      const gone = await comeAndGo(
        async (at, text) => void (await archive.submissions.add(book, [submissionOf(`<${at}>`, text)])),
        (going) =>
          archive.submissions.drop(
            book,
            going.map((at) => submissionOf(`<${at}>`).id),
          ),
      )
      const rest = arrivals.map((_, at) => at).filter((at) => !gone.includes(at))
      expect(await held()).toHaveLength(rest.length)
      expect(filedOf(rest)).toHaveLength(rest.length)
      expect(filedOf(gone)).toEqual([])
      expect(isFiled(...gone.map((at) => `outer of <${at}>`))).toBe(false)
    })

    test('are durable before they are acknowledged', async () => {
      await found(book)
      await archive.submissions.add(book, [submissionOf('one', 'inside')])
      await openAgain()
      expect(await held()).toEqual([plainSubmission(submissionOf('one', 'inside'))])
    })
  })

  describe('blobs', () => {
    test('are told by their hash, as they were put, and kept once', async () => {
      const [one, two] = [blobOf('one'), blobOf('two, longer')]
      await archive.blobs.put(one)
      await archive.blobs.put(two)
      await archive.blobs.put({ ...one, type: 'image/png' })
      const got = await archive.blobs.get(one.hash)
      expect([got?.hash, got?.type, utf8ToText(got?.bytes ?? new Uint8Array())]).toEqual([
        one.hash,
        'text/plain',
        'one',
      ])
      expect(await archive.blobs.get(blobOf('three').hash)).toBeUndefined()
      expect(await archive.blobs.sizes()).toEqual(
        new Map([
          [one.hash, 3],
          [two.hash, 11],
        ]),
      )
      expect(await archive.change()).toBe(0)
    })

    test('that are held are told among those asked for', async () => {
      const [one, two, three] = [blobOf('one'), blobOf('two'), blobOf('three')]
      await archive.blobs.put(one)
      await archive.blobs.put(three)
      expect(await archive.blobs.held([one.hash, two.hash, 'no hash'])).toEqual(new Set([one.hash]))
      expect(await archive.blobs.held([])).toEqual(new Set())
    })

    test('dropped are gone and in no file, however large; the others stay, also when opened again', async () => {
      const large = blobOf(`<secret>${'x'.repeat(300_000)}</secret>`)
      await archive.blobs.put(large)
      await archive.blobs.put(blobOf('kept'))
      await archive.blobs.drop([large.hash, blobOf('never held').hash])
      expect(isFiled('<secret>', '</secret>', 'x'.repeat(100))).toBe(false)
      await openAgain()
      expect(await archive.blobs.sizes()).toEqual(new Map([[blobOf('kept').hash, 4]]))
      await archive.blobs.put(large)
      expect((await archive.blobs.get(large.hash))?.bytes.length).toBe(large.bytes.length)
    })
  })
}
