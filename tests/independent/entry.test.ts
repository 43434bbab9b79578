import { describe, expect, test } from 'vitest'
import { base32Encode, base64Encode, utf8 } from './base.ts'
import { publicKeyOf } from './ed25519.ts'
import {
  checkEntry,
  checkOpening,
  entryMessage,
  isDateTime,
  nodeIdOf,
  sealOf,
  verifyEntrySignature,
} from './entry.ts'
import { signByNode } from './note.ts'
import { canonicalBytes, personOf, sampleEntry, seedOf, toJson } from './sample-book.ts'

const BOOK = base32Encode(new Uint8Array(32).fill(7))
const LEAF = base64Encode(new Uint8Array(32).fill(8))
const reasonOf = (bytes: Uint8Array) => {
  const checked = checkEntry(bytes)
  return checked.ok ? 'ok' : checked.reason
}
const reasonWith = (fields: object) => reasonOf(sampleEntry('motion.put', {}, fields))
const cite = (fields: object = {}) => ({ book: BOOK, seq: 0, leaf: LEAF, ...fields })

describe('the form of an entry', () => {
  test.each([
    [{}, 'ok'],
    [{ unknown: [1] }, 'ok'],
    [{ sig: base64Encode(new Uint8Array(64)) }, 'ok'],
    [{ cites: [cite()] }, 'ok'],
    [{ cites: [cite({ seq: 2 ** 53 - 1, note: 1 })] }, 'ok'],
    [{ cites: Array.from({ length: 512 }, () => cite()) }, 'ok'],
    [{ cites: Array.from({ length: 513 }, () => cite()) }, 'E3: number of cites'],
    [{ cites: [] }, 'E3: number of cites'],
    [{ cites: null }, 'E3: cites'],
    [{ cites: [cite({ seq: -1 })] }, 'E4: seq'],
    [{ cites: [cite({ seq: '0' })] }, 'E4: seq'],
    [{ cites: [cite({ book: BOOK.slice(1) })] }, 'E4: book'],
    [{ cites: [cite({ book: `${BOOK.slice(0, -1)}b` })] }, 'E4: book'],
    [{ cites: [cite({ leaf: LEAF.replace('=', '') })] }, 'E4: leaf'],
    [{ cites: ['x'] }, 'E4: not an object'],
    [{ sig: base64Encode(new Uint8Array(63)) }, 'E3: sig'],
    [{ sig: null }, 'E3: sig'],
    [{ by: personOf(1).toUpperCase() }, 'E3: by'],
    [{ by: BOOK }, 'E3: by'],
    [{ data: [] }, 'E3: data'],
    [{ type: '' }, 'E3: type'],
    [{ type: 'a..b' }, 'E3: type'],
    [{ type: 'A.b' }, 'E3: type'],
    [{ type: 'a.b\n' }, 'E3: type'],
    [{ type: 'a'.repeat(64) }, 'ok'],
    [{ type: 'a'.repeat(65) }, 'E3: type'],
    [{ at: '2026-02-29T00:00:00Z' }, 'E3: at'],
  ])('E3, E4: %j: %s', (fields, reason) => {
    expect(reasonWith(fields)).toBe(reason)
  })

  test('E1: one object of 1 to 65,535 bytes', () => {
    const room = 65_535 - sampleEntry('motion.put', { text: '' }).length
    expect(reasonOf(sampleEntry('motion.put', { text: 'a'.repeat(room) }))).toBe('ok')
    expect(reasonOf(sampleEntry('motion.put', { text: 'a'.repeat(room + 1) }))).toBe('E1: length')
    expect(reasonOf(new Uint8Array())).toBe('E1: length')
    expect(reasonOf(utf8('[]'))).toBe('E1: not an object')
    expect(reasonOf(utf8('{}'))).toBe('E3: type')
    expect(reasonOf(Uint8Array.of(0xef, 0xbb, 0xbf, ...sampleEntry('a', {})))).toBe('E1: no JSON value')
  })

  test.each([
    ['2026-03-01T15:00:00-04:00', true],
    ['2024-02-29T23:59:59Z', true],
    ['2000-02-29T00:00:00+14:00', true],
    ['1900-02-29T00:00:00Z', false],
    ['2026-04-31T00:00:00Z', false],
    ['2026-13-01T00:00:00Z', false],
    ['2026-00-01T00:00:00Z', false],
    ['2026-01-00T00:00:00Z', false],
    ['2026-01-01T24:00:00Z', false],
    ['2026-01-01T00:60:00Z', false],
    ['2026-01-01T00:00:00.5Z', false],
    ['2026-01-01T00:00Z', false],
    ['2026-01-01T00:00:00', false],
    ['2026-01-01 00:00:00Z', false],
    ['2026-01-01T00:00:00+24:00', false],
    ['2026-01-01T00:00:00-04:60', false],
    ['2026-01-01T00:00:00-0400', false],
    ['2026-01-01T00:00:00Z\n', false],
  ])('E3: the date-time %j: %s', (text, isOne) => {
    expect(isDateTime(text)).toBe(isOne)
  })

  test.each([
    [{ circle: 'open' }, 'ok'],
    [{ circle: { members: BOOK } }, 'ok'],
    [{ circle: { list: LEAF } }, 'ok'],
    [{ circle: { list: LEAF, members: BOOK } }, 'S2: circle'],
    [{ circle: 'closed' }, 'S2: circle'],
    [{ circle: 'open', seal: 'x' }, 'S1: seal'],
    [{ circle: 'open', by: personOf(1) }, 'S1: fields'],
    [{}, 'S1: fields'],
  ])('S1, S2: %j: %s', (fields, reason) => {
    expect(reasonOf(canonicalBytes({ type: 'sealed', seal: LEAF, ...fields }))).toBe(reason)
  })
})

describe('signatures, seals and ids', () => {
  test('E6: the signature is over the book and the entry without it', () => {
    const fields = { type: 'motion.put', at: '2026-03-01T15:00:00Z', by: personOf(1), data: { text: 'é' } }
    const unsigned = toJson(fields)
    if (!(unsigned instanceof Map)) throw new Error('no object')
    const message = entryMessage(BOOK, unsigned)
    expect(new TextDecoder().decode(message)).toBe(
      `apachita/entry/v1\n${BOOK}\n{"at":"2026-03-01T15:00:00Z","by":"${personOf(1)}","data":{"text":"é"},"type":"motion.put"}`,
    )
    const entry = canonicalBytes({ ...fields, sig: base64Encode(signByNode(seedOf(2), message)) })
    expect(verifyEntrySignature(BOOK, entry, publicKeyOf(seedOf(2)))).toBe(true)
    expect(verifyEntrySignature(BOOK, entry, publicKeyOf(seedOf(3)))).toBe(false)
    expect(verifyEntrySignature(base32Encode(new Uint8Array(32)), entry, publicKeyOf(seedOf(2)))).toBe(false)
    expect(verifyEntrySignature(BOOK, canonicalBytes(fields), publicKeyOf(seedOf(2)))).toBe(false)
  })

  test('S3: only its inside and salt open a seal', () => {
    const inside = sampleEntry('vote.cast', { option: 'yes' })
    const salt = new Uint8Array(32).fill(9)
    const sealed = (content: Uint8Array) =>
      canonicalBytes({ type: 'sealed', circle: 'open', seal: base64Encode(sealOf(BOOK, salt, content)) })
    expect(checkOpening(BOOK, sealed(inside), { salt, inside })).toMatchObject({
      ok: true,
      value: { type: 'vote.cast' },
    })
    expect(checkOpening(BOOK, sealed(inside), { salt: salt.map((byte) => byte + 1), inside }).ok).toBe(false)
    expect(checkOpening(BOOK, sealed(inside), { salt, inside: sampleEntry('vote.cast', {}) }).ok).toBe(false)
    const twice = sealed(sealed(inside))
    expect(checkOpening(BOOK, twice, { salt, inside: sealed(inside) })).toEqual({
      ok: false,
      reason: 'S3: sealed within sealed',
    })
    expect(checkOpening(BOOK, sealed(utf8('{}')), { salt, inside: utf8('{}') })).toEqual({
      ok: false,
      reason: 'E3: type',
    })
  })

  test('N1: the id of a node is 32 characters', () => {
    expect(nodeIdOf(publicKeyOf(seedOf(5)))).toMatch(/^[a-z2-7]{32}$/)
  })
})
