import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HeldContent } from '../archive/contents.ts'
import { leafHash, sha256 } from '../book/hash.ts'
import { type Circle, type Content, sealContent } from '../book/seal.ts'
import { base64, concat, utf8 } from '../kernel/encoding.ts'
import { type Refusal, accept, refuse } from '../kernel/result.ts'
import { draft, draftToBytes, founded } from '../testing/drafts.ts'
import { type Body, World } from '../testing/world.ts'
import type { Covered } from './pack.ts'
import {
  type SealedJudge,
  bytesToParcel,
  commonRanges,
  isInRanges,
  joinRanges,
  openReceived,
  parcelToBytes,
  sealedIn,
} from './sealed.ts'

const ranges = fc
  .array(fc.tuple(fc.nat(60), fc.nat(10)), { maxLength: 6 })
  .map((pairs) => pairs.flatMap(([from, length]) => [from, from + length]))
const numbers = Array.from({ length: 80 }, (_, at) => at)
const inside = (of: readonly number[]): number[] => numbers.filter((seq) => isInRanges(of, seq))
const isNormal = (of: readonly number[]): boolean =>
  of.every((number, at) => at === 0 || number > (of[at - 1] ?? 0)) && of.length % 2 === 0

describe('ranges of entry numbers', () => {
  test('are from a number to before another', () => {
    expect(inside([3, 5, 9, 10])).toEqual([3, 4, 9])
    expect(inside([])).toEqual([])
    expect(inside([4, 4])).toEqual([])
  })

  test('joined are what is in either, as few pairs as will do', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const joined = joinRanges(a, b)
        expect(inside(joined)).toEqual(numbers.filter((seq) => isInRanges(a, seq) || isInRanges(b, seq)))
        expect(joinRanges(joined)).toEqual(joined)
      }),
    )
    expect(joinRanges([5, 7], [1, 2], [2, 5])).toEqual([1, 7])
  })

  test('common are what is in both', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const common = commonRanges(a, b)
        expect(inside(common)).toEqual(numbers.filter((seq) => isInRanges(a, seq) && isInRanges(b, seq)))
        expect(isNormal(common)).toBe(true)
      }),
    )
  })
})

const bytes = (most: number) => fc.uint8Array({ maxLength: most })
const salt = fc.uint8Array({ minLength: 32, maxLength: 32 })
const parcel = fc.record({
  contents: fc.array(fc.record({ seq: fc.nat(2 ** 31 - 1), salt, inside: bytes(100) }), { maxLength: 5 }),
  submissions: fc.array(
    fc.record({ outer: bytes(100), content: fc.record({ salt, inside: bytes(100) }) }).map((one) => ({
      ...one,
      id: base64(leafHash(one.outer)),
    })),
    { maxLength: 3 },
  ),
})

describe('a parcel', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(parcel, (written) => {
        expect(bytesToParcel(parcelToBytes(written))).toEqual(written)
      }),
    )
  })

  test('cut short anywhere but between records is none; longer by anything that is no record is none', () => {
    fc.assert(
      fc.property(parcel, fc.nat(10_000), (written, at) => {
        const whole = parcelToBytes(written)
        const cut = bytesToParcel(whole.slice(0, at % (whole.length + 1)))
        const count = cut === undefined ? 0 : parcelToBytes(cut).length
        expect(cut === undefined || count === at % (whole.length + 1)).toBe(true)
        expect(bytesToParcel(concat(whole, new Uint8Array([2])))).toBeUndefined()
        expect(bytesToParcel(concat(whole, new Uint8Array([0, 0, 0])))).toBeUndefined()
      }),
    )
  })

  test('whose lengths are larger than what is there is none, and takes no memory', () => {
    const one = parcelToBytes({
      contents: [{ seq: 1, salt: new Uint8Array(32), inside: utf8('a') }],
      submissions: [],
    })
    for (const length of [2, 2 ** 16, 2 ** 31, 2 ** 32 - 1]) {
      const changed = Uint8Array.from(one)
      new DataView(changed.buffer).setUint32(37, length)
      expect(bytesToParcel(changed)).toBeUndefined()
    }
  })

  test('of a submission that is longer than any entry is none', () => {
    const content = { salt: new Uint8Array(32), inside: utf8('a') }
    const outer = new Uint8Array(65_536)
    expect(bytesToParcel(parcelToBytes({ contents: [], submissions: [{ id: '', outer, content }] }))).toBe(
      undefined,
    )
  })

  test('of any bytes is read or not, and never throws', () => {
    fc.assert(
      fc.property(bytes(400), (any) => {
        const read = bytesToParcel(any)
        expect(read === undefined || base64(parcelToBytes(read)) === base64(any)).toBe(true)
      }),
    )
  })
})

test('the public part of a sealed entry is told, of anything else nothing', () => {
  const content = { salt: new Uint8Array(32), inside: utf8('{}') }
  const book = 'a'.repeat(52)
  expect(sealedIn(sealContent(book, 'open', content))).toMatchObject({ circle: 'open' })
  expect(sealedIn(draftToBytes(founded('Sajama'), 'Sajama'))).toBeUndefined()
  for (const text of ['', '{"type":"sealed"}', '{"circle":"all","seal":"","type":"sealed"}', 'sealed'])
    expect(sealedIn(utf8(text)), text).toBeUndefined()
})

describe('what came for a book', () => {
  let world: World
  let body: Body
  /** Of entries 1 (for the people) and 2 (open); entry 3 is not sealed. */
  let contents: readonly [HeldContent, HeldContent]

  function contentOf(seq: number, text: string): HeldContent {
    return { seq, salt: sha256(utf8(text)), inside: draftToBytes(draft('note.kept', { text }), 'Sajama') }
  }

  beforeEach(async () => {
    world = new World()
    body = await world.found('Sajama', founded('Sajama'))
    const people: Circle = { members: body.book }
    contents = [contentOf(1, 'within'), contentOf(2, 'open')]
    await world.writeAnyway(
      body,
      sealContent(body.book, people, contents[0]),
      sealContent(body.book, 'open', contents[1]),
      draft('note.kept'),
    )
  })
  afterEach(() => world.archive.close())

  const judge: SealedJudge = {
    open: async (file) => accept(file),
    isErased: () => false,
    submissionRefusal: () => undefined,
  }
  const frame = (isEncrypted: boolean, ...of: readonly HeldContent[]): Covered => ({
    isEncrypted,
    bytes: parcelToBytes({ contents: of, submissions: [] }),
  })
  const opened = (
    frames: readonly Covered[],
    submissions: readonly Uint8Array[] = [],
    by: Partial<SealedJudge> = {},
  ) => openReceived(world.archive, { book: body.book, frames, submissions }, { ...judge, ...by })
  const told = (refused: readonly { readonly refusal: Refusal }[]) => refused.map(({ refusal }) => refusal)

  test('is kept where it opens the seal at its number', async () => {
    const { contents: kept, refused } = await opened([frame(true, ...contents)])
    expect([kept, refused]).toEqual([contents, []])
  })

  test('is kept in the open only for the circle open', async () => {
    const { contents: kept, refused } = await opened([frame(false, ...contents)])
    expect(kept).toEqual([contents[1]])
    expect(told(refused)).toEqual([{ type: 'content-not-open', seq: 1 }])
  })

  test('that opens another seal, none, or not this one, is refused by its number', async () => {
    const [within, open] = contents
    const wrong = [
      { ...within, seq: 2 },
      { ...within, salt: open.salt },
      { ...open, inside: within.inside },
      { ...within, seq: 3 },
      { ...within, seq: 400 },
    ]
    const { contents: kept, refused } = await opened([frame(true, ...wrong)])
    expect(kept).toEqual([])
    expect(told(refused)).toEqual([
      { type: 'seal-mismatch', seq: 2 },
      { type: 'seal-mismatch', seq: 1 },
      { type: 'seal-mismatch', seq: 2 },
      { type: 'seal-missing', seq: 3 },
      { type: 'seal-missing', seq: 400 },
    ])
  })

  test('is refused where it was erased', async () => {
    const seals = new Set([sealedIn(sealContent(body.book, 'open', contents[1]))?.seal])
    const isErased: SealedJudge['isErased'] = (book, seal) => book === body.book && seals.has(seal)
    const { contents: kept, refused } = await opened([frame(true, ...contents)], [], { isErased })
    expect(kept).toEqual([contents[0]])
    expect(told(refused)).toEqual([{ type: 'content-erased', seq: 2 }])
  })

  test('for others is passed over; damaged it is refused; what comes after is taken', async () => {
    const [others, damaged] = [utf8('for others'), utf8('damaged')]
    const open: SealedJudge['open'] = async (file) => {
      if (file === others) return accept(undefined)
      return file === damaged ? refuse({ type: 'contents-malformed' }) : accept(file)
    }
    const frames = [
      { isEncrypted: true, bytes: others },
      { isEncrypted: true, bytes: damaged },
      { isEncrypted: false, bytes: utf8('no parcel') },
      frame(true, ...contents),
    ]
    const { contents: kept, refused } = await opened(frames, [], { open })
    expect(kept).toEqual(contents)
    expect(told(refused)).toEqual([{ type: 'contents-malformed' }, { type: 'contents-malformed' }])
  })

  test('twice is kept once, as it came first', async () => {
    const again = contents.map((content) => ({ ...content, inside: utf8('{}') }))
    const { contents: kept, refused } = await opened([
      frame(true, ...contents, ...again),
      frame(true, ...contents),
    ])
    expect([kept, refused]).toEqual([contents, []])
  })

  const sealed = (content: Content): Covered => {
    const outer = sealContent(body.book, { members: body.book }, content)
    const submission = { id: base64(leafHash(outer)), outer, content }
    return { isEncrypted: true, bytes: parcelToBytes({ contents: [], submissions: [submission] }) }
  }

  test('submissions are judged, those in a parcel only where it was encrypted', async () => {
    const parcelled = sealed(contents[0])
    const outer = utf8('a submission')
    const all = await opened([parcelled, { ...parcelled, isEncrypted: false }], [outer])
    expect(all.submissions.map(({ outer: of }) => base64(of)).toSorted()).toEqual(
      [outer, sealContent(body.book, { members: body.book }, contents[0])].map(base64).toSorted(),
    )
    expect(told(all.refused)).toEqual([{ type: 'content-not-open' }])
    const none = await opened([parcelled], [outer], { submissionRefusal: () => ({ type: 'unwanted' }) })
    expect([none.submissions, told(none.refused)]).toEqual([[], [{ type: 'unwanted' }, { type: 'unwanted' }]])
  })

  test('a submission longer than any entry is refused before it is hashed', async () => {
    const { submissions, refused } = await opened([], [new Uint8Array(65_536), new Uint8Array(65_535)])
    expect(submissions).toHaveLength(1)
    expect(told(refused)).toEqual([{ type: 'submission-malformed' }])
  })

  test('is judged no further where a thousand were refused', async () => {
    const wrong = Array.from({ length: 5000 }, (_, at) => ({ ...contents[0], seq: 1000 + at }))
    let asked = 0
    const open: SealedJudge['open'] = async (file) => {
      asked += 1
      return accept(file)
    }
    const frames = [frame(true, ...wrong), frame(true, ...contents)]
    const { contents: kept, refused } = await opened(frames, [], { open })
    expect([kept, asked, refused.length]).toEqual([[], 1, 1001])
    expect(told(refused).at(-1)).toEqual({ type: 'too-many-refusals' })
  })
})
