import { describe, expect, test } from 'vitest'
import { penTermsOf } from '../archive/pens.ts'
import { base64, utf8 } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { draft, draftToBytes, founded } from '../testing/drafts.ts'
import { citing } from '../testing/given.ts'
import { signerNamed } from '../testing/keys.ts'
import { World } from '../testing/world.ts'
import { type Checkpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { checkHandover, penAt, penPassedTo } from './handover.ts'
import { sha256 } from './hash.ts'

const [old, next, later] = [signerNamed('old'), signerNamed('next'), signerNamed('later')]
const { book } = citing('book')
const head = { book, size: 5, root: sha256(utf8('root')) }
const passing = (pen: string) => draftToBytes(draft('pen.passed', { pen }), 'secretary')
const terms = [{ from: 0, pen: old.key }]

describe('H1: what passes the pen', () => {
  test('pen.passed as the last entry of a checkpoint that the old and the new key sign', () => {
    expect(checkHandover(signCheckpoint(head, old, next), passing(next.key), terms)).toEqual({
      type: 'handover',
      next: next.key,
    })
  })

  test('signed by the old key alone: a handover or nothing, so nothing', () => {
    expect(checkHandover(signCheckpoint(head, old), passing(next.key), terms)).toEqual({
      type: 'handover-invalid',
    })
    expect(checkHandover(signCheckpoint(head, old, later), passing(next.key), terms)).toEqual({
      type: 'handover-invalid',
    })
  })

  test("a carrier that takes the new key's line away, or spoils it, makes no checkpoint of it", () => {
    const { note, ...rest } = signCheckpoint(head, old, next)
    const [first, second] = note.signatures
    if (first === undefined || second === undefined) throw new Error('two signatures')
    const cut: Checkpoint = { ...rest, note: { ...note, signatures: [first] } }
    const spoilt = { ...second, signature: second.signature.map((byte) => byte ^ 1) }
    const damaged: Checkpoint = { ...rest, note: { ...note, signatures: [first, spoilt] } }
    for (const checkpoint of [cut, damaged])
      expect(checkHandover(checkpoint, passing(next.key), terms).type).toBe('handover-invalid')
  })

  test('any other last entry is no handover, though two keys sign', () => {
    const two = signCheckpoint(head, old, next)
    expect(checkHandover(two, draftToBytes(draft('note.kept'), 'x'), terms).type).toBe('no-handover')
    expect(checkHandover(two, utf8('no JSON'), terms).type).toBe('no-handover')
  })

  test('K1: a pen.passed to a key that is none has no effect', () => {
    expect(penPassedTo(passing(base64(new Uint8Array(32))))).toBeUndefined()
    expect(penPassedTo(passing('AAAA'))).toBeUndefined()
    expect(penPassedTo(draftToBytes(draft('pen.passed'), 'x'))).toBeUndefined()
    expect(penPassedTo(passing(next.key))).toBe(next.key)
  })

  test('a pen is not passed back to a key that held it', () => {
    const both = [...terms, { from: 5, pen: next.key }]
    const checkpoint = signCheckpoint({ ...head, size: 9 }, next, old)
    expect(checkHandover(checkpoint, passing(old.key), both).type).not.toBe('handover')
    expect(checkHandover(checkpoint, passing(next.key), both).type).not.toBe('handover')
  })

  test('a pen.passed to an earlier pen has no effect: the checkpoint is an ordinary one', () => {
    expect(checkHandover(signCheckpoint(head, old), passing(old.key), terms).type).toBe('no-handover')
  })
})

describe('H2: the pen in force at a size', () => {
  test("the founding's to the first handover, that size included; then the next", () => {
    const all = [...terms, { from: 5, pen: next.key }, { from: 9, pen: later.key }]
    expect([1, 4, 5, 6, 9, 10, 1000].map((size) => penAt(all, size))).toEqual([
      old.key,
      old.key,
      old.key,
      next.key,
      next.key,
      later.key,
      later.key,
    ])
  })

  test('before anything there is none', () => {
    expect(penAt([], 1)).toBeUndefined()
    expect(penAt(terms, 0)).toBeUndefined()
  })

  test('a stored book is walked from its founding, each handover in rising size', async () => {
    const world = new World()
    const body = await world.found('San Pedro', founded('San Pedro'))
    await world.wrote(body, draft('session.opened'))
    await world.passPen(body, next, draft('session.closed', { session: 1 }))
    await world.wrote(body, draft('session.opened'))
    await world.passPen(body, later)
    expect(await penTermsOf(world.archive, body.book)).toEqual([
      { from: 0, pen: signerNamed('San Pedro pen').key },
      { from: 4, pen: next.key },
      { from: 6, pen: later.key },
    ])
    const kept = await world.archive.handovers(body.book)
    expect(kept.map(({ checkpoint }) => unwrap(parseCheckpoint(checkpoint)).note.signatures.length)).toEqual([
      2, 2,
    ])
  })

  test('a book not held has had no pen', async () => {
    expect(await penTermsOf(new World().archive, book)).toEqual([])
  })
})
