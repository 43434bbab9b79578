import { describe, expect, test } from 'vitest'
import { base64Encode, concat, fromUtf8, toHex, utf8 } from './base.ts'
import { checkFounding, pensAt, verifyBook, walkCheckpoints } from './book.ts'
import { checkpointText, originOf } from './checkpoint.ts'
import { publicKeyOf } from './ed25519.ts'
import { verifyForkProof, type ForkProof } from './fork-proof.ts'
import { inclusionPath, leafHash, treeHash } from './merkle.ts'
import { signNote } from './note.ts'
import {
  canonicalBytes,
  keyOf,
  personOf,
  sampleBook,
  sampleCheckpoint,
  sampleEntry,
  sampleFounding,
  seedOf,
} from './sample-book.ts'

const reasonOf = (checked: { ok: true } | { ok: false; reason: string }) =>
  checked.ok ? 'ok' : checked.reason

describe('the founding entry (B1, B4, B5)', () => {
  const officer = { id: personOf(1), key: keyOf(2), post: 'secretary' }
  const continues = { book: sampleBook(1).bookId, size: 1, root: base64Encode(new Uint8Array(32)) }
  test.each([
    [{}, 'ok'],
    [{ continues }, 'ok'],
    [{ continues: { ...continues, size: 0 } }, 'B5: size'],
    [{ continues: null }, 'B5: continues'],
    [{ pen: base64Encode(Uint8Array.of(1, ...new Uint8Array(31))) }, 'B4: pen'],
    [{ officers: [] }, 'B4: number of officers'],
    [{ officers: Array.from({ length: 65 }, () => officer) }, 'B4: number of officers'],
    [{ officers: [{ ...officer, id: personOf(2) }] }, 'B4: by is no officer'],
    [{ officers: [{ ...officer, key: base64Encode(new Uint8Array(32)) }] }, "B4: an officer's key"],
  ])('%j: %s', (data, reason) => {
    expect(reasonOf(checkFounding(sampleFounding(data)))).toBe(reason)
  })

  test('another type', () => {
    expect(reasonOf(checkFounding(sampleEntry('body.renamed', {})))).toBe('B1: not body.founded')
    expect(reasonOf(checkFounding(utf8('{}')))).toBe('E3: type')
  })
})

describe('a book (C1-C3, H1-H2)', () => {
  test.each([
    [1, []],
    [5, []],
    [7, [3]],
    [7, [3, 4, 6]],
    [7, [7]],
  ])('of %i entries whose pen was passed at %j', (size, passedAt) => {
    const book = sampleBook(size, passedAt)
    const verified = verifyBook(book)
    if (!verified.ok) throw new Error(verified.reason)
    expect(verified.value).toMatchObject({ bookId: book.bookId, size })
    expect(verified.value.pens.map((pen) => pen.afterSize)).toEqual([0, ...passedAt])
    expect(reasonOf(verifyBook({ ...book, handovers: book.handovers.toReversed() }))).toBe('ok')
  })

  test('E7: a void entry is no reason to refuse it', () => {
    const entries = [...sampleBook(2).entries, utf8('not JSON')]
    const checkpoint = sampleCheckpoint(entries, 3, [seedOf(1)])
    expect(reasonOf(verifyBook({ entries, handovers: [], checkpoint }))).toBe('ok')
  })

  test('whose checkpoint is of other entries, of another size or of another book', () => {
    const book = sampleBook(5)
    const changed = book.entries.map((entry, seq) => (seq === 3 ? sampleEntry('note.kept', {}) : entry))
    expect(reasonOf(verifyBook({ ...book, entries: changed }))).toBe('B2: another root')
    expect(reasonOf(verifyBook({ ...book, entries: book.entries.slice(0, 4) }))).toBe(
      'C1: size is not that of the entries',
    )
    const other = [sampleFounding({ name: 'other' }), ...book.entries.slice(1)]
    expect(reasonOf(verifyBook({ ...book, entries: other }))).toBe('C1: origin')
  })

  test('H1: without its handover, or with one that either key did not sign', () => {
    const book = sampleBook(7, [4])
    expect(reasonOf(verifyBook({ ...book, handovers: [] }))).toContain('C3')
    for (const [seeds, reason] of [
      [[1], 'H1: the signature of a pen is missing'],
      [[3], 'H1: the signature of a pen is missing'],
      [[5], 'C3: no signature of a known key'],
    ] as const) {
      const handovers = [sampleCheckpoint(book.entries, 4, seeds.map(seedOf))]
      expect(reasonOf(verifyBook({ ...book, handovers }))).toBe(reason)
    }
    const early = sampleCheckpoint(book.entries, 3, [1, 3].map(seedOf))
    expect(reasonOf(verifyBook({ ...book, handovers: [early] }))).toContain('not pen.passed')
  })

  test('H2: after the handover the old pen signs nothing, and at it neither alone', () => {
    const book = sampleBook(7, [4])
    const byOld = sampleCheckpoint(book.entries, 7, [seedOf(1)])
    expect(reasonOf(verifyBook({ ...book, checkpoint: byOld }))).toBe('C3: no signature of a known key')
    const pens = [1, 3].map((number, i) => ({ key: publicKeyOf(seedOf(number)), afterSize: i * 4 }))
    const numbers = [3, 4, 5].map((size) =>
      pensAt(pens, size).map((key) => pens.findIndex((pen) => pen.key === key)),
    )
    expect(numbers).toEqual([[0], [0, 1], [1]])
  })

  test('H2: a head that ends in pen.passed needs both keys, unless the key was a pen already (H1)', () => {
    const { entries } = sampleBook(4, [4])
    for (const [seeds, isEnough] of [
      [[1, 3], true],
      [[1], false],
      [[3], false],
    ] as const) {
      const checkpoint = sampleCheckpoint(entries, 4, seeds.map(seedOf))
      expect(verifyBook({ entries, handovers: [], checkpoint }).ok).toBe(isEnough)
    }
    const again = [...entries, sampleEntry('pen.passed', { pen: keyOf(1) })]
    const notes = [sampleCheckpoint(again, 4, [1, 3].map(seedOf)), sampleCheckpoint(again, 5, [seedOf(3)])]
    const walked = walkCheckpoints(again, notes)
    expect(walked.ok && walked.value.pens.map((pen) => pen.afterSize)).toEqual([0, 4])
    expect(walkCheckpoints(again, notes.toReversed()).ok).toBe(false)
  })

  test('C3: an unknown line is ignored, a bad line of the pen refuses', () => {
    const book = sampleBook(3)
    const unknown = signNote('x\n', [{ name: 'x', seed: seedOf(9) }])
    const line = fromUtf8(unknown)?.split('\n\n')[1] ?? ''
    expect(reasonOf(verifyBook({ ...book, checkpoint: concat(book.checkpoint, line) }))).toBe('ok')
    const penLine = fromUtf8(sampleCheckpoint(book.entries, 2, [seedOf(1)]))?.split('\n\n')[1] ?? ''
    expect(reasonOf(verifyBook({ ...book, checkpoint: concat(book.checkpoint, penLine) }))).toContain(
      'C3: bad signature',
    )
  })

  test('C1: at most 16 signatures, no extension lines', () => {
    const book = sampleBook(1)
    const line = fromUtf8(book.checkpoint)?.split('\n\n')[1] ?? ''
    expect(reasonOf(verifyBook({ ...book, checkpoint: concat(book.checkpoint, line.repeat(15)) }))).toBe('ok')
    const many = concat(book.checkpoint, line.repeat(16))
    expect(reasonOf(verifyBook({ ...book, checkpoint: many }))).toBe('C1: number of signatures')
    const text = `${checkpointText(originOf(book.bookId), 1, treeHash(book.entries.map(leafHash)))}more\n`
    const extended = signNote(text, [{ name: originOf(book.bookId), seed: seedOf(1) }])
    expect(reasonOf(verifyBook({ ...book, checkpoint: extended }))).toBe('C1: extension lines')
  })
})

describe('a proof of a fork (P2)', () => {
  const trunk = sampleBook(3)
  const branchOf = (name: string, size: number, seed: Uint8Array) => {
    const more = Array.from({ length: size - 3 }, (_, i) => canonicalBytes({ name, i }))
    const entries = [...trunk.entries, ...more]
    const leaves = entries.map(leafHash)
    const path = inclusionPath(3, leaves).map(base64Encode)
    const leaf = base64Encode(leaves[3] ?? new Uint8Array())
    return { note: fromUtf8(sampleCheckpoint(entries, size, [seed])) ?? '', leaf, path }
  }
  const a = branchOf('a', 5, seedOf(1))
  const b = branchOf('b', 6, seedOf(1))
  const proof: ForkProof = {
    book: trunk.bookId,
    seq: 3,
    a: a.note,
    leafA: a.leaf,
    pathA: a.path,
    b: b.note,
    leafB: b.leaf,
    pathB: b.path,
  }
  const pens = [{ key: publicKeyOf(seedOf(1)), afterSize: 0 }]

  test('two leaves at one seq under two signed heads', () => {
    expect(verifyForkProof(proof, pens)).toEqual({ ok: true, value: { seq: 3 } })
  })

  test('refused: one branch twice, a stranger’s branch, a path that does not fit, another seq', () => {
    const twice = { ...proof, b: a.note, leafB: a.leaf, pathB: a.path }
    expect(reasonOf(verifyForkProof(twice, pens))).toBe('P2: the same leaf twice')
    const stranger = branchOf('b', 6, seedOf(8))
    expect(reasonOf(verifyForkProof({ ...proof, b: stranger.note }, pens))).toContain('C3')
    const passedOn = [...pens, { key: publicKeyOf(seedOf(8)), afterSize: 3 }]
    expect(reasonOf(verifyForkProof(proof, passedOn))).toContain('C3')
    expect(verifyForkProof(proof, passedOn.with(1, { key: publicKeyOf(seedOf(8)), afterSize: 4 })).ok).toBe(
      true,
    )
    expect(reasonOf(verifyForkProof({ ...proof, pathB: a.path }, pens))).toBe('P2: inclusion')
    expect(reasonOf(verifyForkProof({ ...proof, seq: 2 }, pens))).toBe('P2: inclusion')
    expect(reasonOf(verifyForkProof({ ...proof, leafA: toHex(new Uint8Array(32)) }, pens))).toBe('P2: a hash')
  })
})
