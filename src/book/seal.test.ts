import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64, utf8 } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { draft, draftToBytes } from '../testing/drafts.ts'
import { citing } from '../testing/given.ts'
import { parseCanonicalObject, parseEntry } from './entry.ts'
import { type Circle, type Content, isSealed, objectToSealed, openSeal, sealContent } from './seal.ts'

const { book, leaf } = citing('body')
const inside = draftToBytes(draft('attendance.listed', { names: ['Ana'] }), 'Ana')
const content: Content = { salt: new Uint8Array(32).fill(7), inside }
const sealedIn = (circle: Circle, of = content) =>
  unwrap(objectToSealed(unwrap(parseCanonicalObject(sealContent(book, circle, of)))))

describe('S1, S2: the public part', () => {
  test.each<[Circle]>([['open'], [{ members: book }], [{ list: leaf }]])(
    'the circle %j is read back',
    (circle) => {
      const object = unwrap(parseCanonicalObject(sealContent(book, circle, content)))
      expect(isSealed(object)).toBe(true)
      expect(unwrap(objectToSealed(object)).circle).toEqual(circle)
    },
  )

  test.each([
    ['sealed', { circle: 'open', seal: leaf, type: 'sealed', at: '2026-03-01T15:00:00Z' }],
    ['sealed', { circle: 'open', type: 'sealed' }],
    ['circle', { circle: 'closed', seal: leaf, type: 'sealed' }],
    ['circle', { circle: {}, seal: leaf, type: 'sealed' }],
    ['circle', { circle: { members: book, list: leaf }, seal: leaf, type: 'sealed' }],
    ['circle', { circle: { members: 'x' }, seal: leaf, type: 'sealed' }],
    ['circle', { circle: { list: 'x' }, seal: leaf, type: 'sealed' }],
    ['circle', { circle: null, seal: leaf, type: 'sealed' }],
    ['seal', { circle: 'open', seal: 'AAAA', type: 'sealed' }],
    ['seal', { circle: 'open', seal: null, type: 'sealed' }],
  ])('S1: %s is refused in %j', (field, object) => {
    expect(objectToSealed(object)).toEqual({ ok: false, error: { type: 'entry-malformed', field } })
  })

  test('it says nothing of what is inside: two contents differ in the seal alone', () => {
    const other = { ...content, inside: draftToBytes(draft('ballot.cast', { option: 'no' }), 'Ana') }
    const [one, two] = [sealContent(book, 'open', content), sealContent(book, 'open', other)]
    expect(one).toHaveLength(two.length)
    expect(sealedIn('open').seal).not.toBe(sealedIn('open', other).seal)
  })
})

describe('S3: opening', () => {
  const sealed = sealedIn('open')

  test('the content committed to opens it', () => {
    expect(openSeal(book, sealed, content)).toEqual(parseEntry(inside))
  })

  test('no other salt, inside or book does', () => {
    fc.assert(
      fc.property(fc.nat({ max: inside.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const spoilt = inside.slice()
        spoilt[at] = (spoilt[at] ?? 0) ^ flip
        expect(openSeal(book, sealed, { ...content, inside: spoilt })).toMatchObject({ ok: false })
      }),
    )
    expect(openSeal(book, sealed, { ...content, salt: new Uint8Array(32) })).toEqual({
      ok: false,
      error: { type: 'seal-mismatch' },
    })
    expect(openSeal(citing('other').book, sealed, content)).toMatchObject({ ok: false })
  })

  test('the boundary between salt and inside cannot be moved', () => {
    const longer = new Uint8Array([...content.salt, inside[0] ?? 0])
    expect(openSeal(book, sealed, { salt: longer, inside: inside.slice(1) })).toMatchObject({
      ok: false,
      error: { type: 'seal-mismatch' },
    })
  })

  test('an inside that is no entry, or sealed again, is void', () => {
    const words: Content = { ...content, inside: utf8('Acta de la sesión') }
    const nested: Content = { ...content, inside: sealContent(book, 'open', content) }
    expect(openSeal(book, sealedIn('open', words), words)).toEqual({ ok: false, error: { type: 'not-json' } })
    expect(openSeal(book, sealedIn('open', nested), nested)).toMatchObject({
      ok: false,
      error: { type: 'entry-malformed' },
    })
  })

  test('a seal that no content can have is opened by none', () => {
    expect(openSeal(book, { circle: 'open', seal: base64(new Uint8Array(32)) }, content)).toMatchObject({
      ok: false,
    })
  })
})
