import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entryToBytes, signEntry } from '../../src/book/entry.ts'
import { leafHash } from '../../src/book/hash.ts'
import { nodeIdOf } from '../../src/book/node-key.ts'
import { sealContent } from '../../src/book/seal.ts'
import { base64, utf8 } from '../../src/kernel/encoding.ts'
import {
  at,
  entryOf,
  filled,
  foundingData,
  otherBook,
  person,
  signer,
  textOf,
} from '../../vectors/samples.ts'
import { canonicalBytes } from '../independent/sample-book.ts'
import { leafHash as independentLeafHash } from '../independent/merkle.ts'
import { agree, edit, editsOf, flip } from './agree.ts'

const keys = [1, 2, 3, 6, 7, 8].map((number) => signer(number).key)
const [leaf, sig] = [base64(filled(8)), base64(filled(5, 64))]
const cite = { book: otherBook, seq: 3, leaf }
const continues = { book: otherBook, size: 4, root: leaf }

/** Good and bad values of fields, each of which may stand in the place of any. */
const values: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, 1, -1, 2 ** 53 - 1, '', [], {}, 'open', 'sealed', 'body.founded'),
  fc.constantFrom<unknown>(at, '2026-02-30T00:00:00Z', '2026-02-28T23:59:59Z', 'a.b', 'A', 'a'.repeat(65)),
  fc.constantFrom<unknown>(person(1), person(2), otherBook, leaf, sig, ...keys, leaf.slice(0, -1)),
  fc.constantFrom<unknown>(
    [cite],
    [cite, cite],
    [{ ...cite, seq: -1 }],
    { members: otherBook },
    { list: leaf },
  ),
  fc.constantFrom<unknown>(continues, { ...continues, size: 0 }, base64(new Uint8Array(32).with(0, 1))),
  fc.array(
    fc.record({
      id: fc.constantFrom(person(1), leaf),
      key: fc.constantFrom(...keys),
      post: fc.constant('x'),
    }),
  ),
  fc.string({ maxLength: 5 }),
)

const changed = (whole: object, names: readonly string[]): fc.Arbitrary<object> =>
  fc
    .array(fc.tuple(fc.constantFrom(...names, 'more'), fc.oneof(fc.constant(undefined), values)), {
      maxLength: 2,
    })
    .map((changes) => JSON.parse(JSON.stringify({ ...whole, ...Object.fromEntries(changes) })) as object)

const plain = { at, by: person(1), cites: [cite], data: { text: 'ñ' }, sig, type: 'motion.put' }
const sealed = { circle: { members: otherBook }, seal: leaf, type: 'sealed' }

describe('entries: src/book and the independent implementation agree', () => {
  test('E1-E4, E5: on fields changed', () => {
    let valid = 0
    fc.assert(
      fc.property(changed(plain, Object.keys(plain)), (entry) => {
        valid += Number(agree('entry', { bytes: textOf(canonicalBytes(entry)) }))
      }),
      { numRuns: 300 },
    )
    expect(valid).toBeGreaterThan(5)
  })

  test('E3: on dates', () => {
    const dates = editsOf([...'0123456789TZtz:+-. ', '29', '30', '31', '60', '24', '٢'], 2)
    fc.assert(
      fc.property(
        fc.constantFrom(at, '2024-02-29T23:59:59Z', '2100-12-31T00:00:00+23:59'),
        dates,
        (date, edits) => {
          agree('entry', { bytes: textOf(canonicalBytes({ ...plain, at: edit(date, edits) })) })
        },
      ),
      { numRuns: 300 },
    )
  })

  test('E3, E4: on ids, hashes and signatures changed by a letter', () => {
    const letters = [...'abAB23789=+/-_ \n', '==']
    const places = fc.constantFrom<(text: (good: string) => string) => object>(
      (spoil) => ({ by: spoil(person(1)) }),
      (spoil) => ({ sig: spoil(sig) }),
      (spoil) => ({ cites: [{ ...cite, book: spoil(otherBook) }] }),
      (spoil) => ({ cites: [{ ...cite, leaf: spoil(leaf) }] }),
      (spoil) => ({ type: spoil('motion.put') }),
    )
    fc.assert(
      fc.property(places, editsOf(letters, 2), (place, edits) => {
        const fields = place((good) => edit(good, edits))
        agree('entry', { bytes: textOf(canonicalBytes({ ...plain, ...fields })) })
      }),
      { numRuns: 300 },
    )
  })

  test('S1, S2: on sealed entries changed', () => {
    fc.assert(
      fc.property(changed(sealed, Object.keys(sealed)), (entry) => {
        const text = textOf(canonicalBytes(entry))
        agree('entry', { bytes: text })
        agree('seal', { sealed: text })
      }),
      { numRuns: 200 },
    )
  })

  test('S3: on what opens a seal', () => {
    fc.assert(
      fc.property(
        changed(plain, Object.keys(plain)),
        fc.uint8Array({ minLength: 31, maxLength: 33 }),
        fc.boolean(),
        (entry, salt, isSpoilt) => {
          const inside = canonicalBytes(entry)
          const outside = sealContent(otherBook, 'open', { salt, inside })
          const opening = isSpoilt ? flip(salt, salt[0] ?? 0) : salt
          agree('seal', {
            sealed: textOf(outside),
            book: otherBook,
            salt: base64(opening),
            inside: textOf(inside),
          })
        },
      ),
    )
  })

  test('E6: on signatures of authors, good and changed', () => {
    let valid = 0
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
        fc.option(fc.nat({ max: 511 }), { freq: 2 }),
        fc.constantFrom(2, 2, 3),
        (text, spoilt, author) => {
          const signed = signEntry(
            otherBook,
            { ...entryOf('motion.put', { text }), cites: [cite] },
            signer(author),
          )
          const signature = Uint8Array.from(Buffer.from(signed.sig ?? '', 'base64'))
          const theSig = base64(spoilt === null ? signature : flip(signature, spoilt))
          const bytes = textOf(entryToBytes({ ...signed, sig: theSig }))
          valid += Number(agree('entry', { bytes, book: otherBook, key: signer(2).key }))
        },
      ),
      { numRuns: 40 },
    )
    expect(valid).toBeGreaterThan(0)
  })

  test('B1, B4, B5: on founding entries changed', () => {
    const whole = foundingData({ continues })
    const fields = { at, by: person(1), type: 'body.founded' }
    let valid = 0
    fc.assert(
      fc.property(
        changed(whole, Object.keys(whole)),
        fc.oneof(
          { weight: 4, arbitrary: fc.constant(fields) },
          changed(fields, [...Object.keys(fields), 'sig']),
        ),
        (data, outer) => {
          valid += Number(agree('founding', { bytes: textOf(canonicalBytes({ ...outer, data })) }))
        },
      ),
      { numRuns: 100 },
    )
    expect(valid).toBeGreaterThan(0)
  })

  test('N1, N2: on the data of node.admitted changed', () => {
    const [pen = '', , , request = '', cosign = '', other = ''] = keys
    const data = {
      node: nodeIdOf(request),
      name: 'Radio',
      country: 'BO',
      request,
      cosign,
      age: `age1${'q'.repeat(58)}`,
    }
    const countries = fc
      .constantFrom('BO', 'PE', 'pe', 'PER', 'P1', 'ÑU')
      .map((country) => ({ ...data, country }))
    fc.assert(
      fc.property(fc.oneof(changed(data, Object.keys(data)), countries), (admitted) => {
        agree('node-key', { data: JSON.stringify(admitted), pen, admitted: [other] })
      }),
      { numRuns: 150 },
    )
  })

  test('E5: the leaf hash of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        expect(base64(leafHash(bytes))).toBe(base64(independentLeafHash(bytes)))
      }),
    )
    const long = utf8('a'.repeat(65_535))
    expect(base64(leafHash(long))).toBe(base64(independentLeafHash(long)))
  })
})
