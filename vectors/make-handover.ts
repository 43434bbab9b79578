/** Walks over checkpoints (H1, H2): who holds the pen after them, or a refusal. */
import type { Signer } from '../src/book/ed25519.ts'
import { entryToBytes } from '../src/book/entry.ts'
import { bookIdOf } from '../src/book/founding.ts'
import { base64 } from '../src/kernel/encoding.ts'
import type { HandoverInput, PenText, VectorFile } from './format.ts'
import { bookOf, collect, entryOf, headOf, noteOf, penPassed, person, signer, textOf } from './samples.ts'

const [first, second, third] = [signer(1), signer(3), signer(4)]
const from0: PenText = { from: 0, pen: first.key }

/** A book of five whose entry 2 passes the pen to the second. */
const passedOnce = bookOf(5, { 2: penPassed(second.key) })
/** And whose entry 4 passes it to the third. */
const passedTwice = bookOf(6, { 2: penPassed(second.key), 4: penPassed(third.key) })

type Signed = readonly [size: number, ...pens: Signer[]]

const to2: PenText = { from: 3, pen: second.key }
const to3: PenText = { from: 5, pen: third.key }
const { vectors, stands, breaks } = collect<'handover'>()

/** Checkpoints of a book, and as many of its entries as they need. */
function inputOf(entries: readonly Uint8Array[], signed: readonly Signed[]): HandoverInput {
  const needed = Math.max(...signed.map(([size]) => size))
  return {
    entries: entries.slice(0, needed).map(textOf),
    checkpoints: signed.map(([size, ...pens]) => noteOf(headOf(entries, size, ...pens))),
  }
}

function walks(
  rule: string,
  name: string,
  entries: readonly Uint8Array[],
  signed: readonly Signed[],
  pens: readonly PenText[],
): void {
  const book = bookIdOf(entries[0] ?? new Uint8Array())
  stands(rule, name, inputOf(entries, signed), { book, pens: [from0, ...pens] })
}

const refused = (
  rule: string,
  name: string,
  entries: readonly Uint8Array[],
  signed: readonly Signed[],
): void => breaks(rule, name, inputOf(entries, signed))

function goodWalks(): void {
  walks(
    'H2',
    'No handover',
    bookOf(3),
    [
      [2, first],
      [3, first],
    ],
    [],
  )
  walks(
    'H2',
    'One handover, and checkpoints before and after it',
    passedOnce,
    [
      [1, first],
      [3, first, second],
      [5, second],
    ],
    [to2],
  )
  walks(
    'H1',
    'The signatures of a handover in the other order',
    passedOnce,
    [
      [3, second, first],
      [5, second],
    ],
    [to2],
  )
  walks(
    'H2',
    'Two handovers',
    passedTwice,
    [
      [3, first, second],
      [4, second],
      [5, second, third],
      [6, third],
    ],
    [to2, to3],
  )
  walks('H2', 'A handover is the last checkpoint', passedOnce.slice(0, 3), [[3, first, second]], [to2])
  const atOnce = bookOf(3, { 1: penPassed(second.key), 2: penPassed(third.key) })
  walks(
    'H2',
    'Two handovers at successive sizes',
    atOnce,
    [
      [2, first, second],
      [3, second, third],
    ],
    [
      { from: 2, pen: second.key },
      { from: 3, pen: third.key },
    ],
  )
  walks(
    'H1',
    'A handover that a stranger also signed',
    passedOnce,
    [
      [3, first, second, signer(9)],
      [5, second],
    ],
    [to2],
  )
}

function refusedWalks(): void {
  refused('H2', 'A head that ends in pen.passed, signed by the old pen alone', passedOnce, [[3, first]])
  refused('H2', 'The same, signed by the new pen alone', passedOnce, [[3, second]])
  refused('H2', 'The same, signed by the new pen and a stranger', passedOnce, [[3, second, signer(9)]])
  refused('H2', 'The old pen after the handover', passedOnce, [
    [3, first, second],
    [5, first],
  ])
  refused('H2', 'The new pen before the handover', passedOnce, [
    [2, second],
    [3, first, second],
  ])
  refused('H2', 'The new pen with no handover', passedOnce, [[5, second]])
  walks('H1', 'pen.passed within a checkpoint, not last in it: no effect', passedOnce, [[5, first]], [])
  refused('H1', 'The same, and then the new pen signs', bookOf(6, { 2: penPassed(second.key) }), [
    [5, first],
    [6, second],
  ])
  refused('H2', 'A second handover signed by the pen before last', passedTwice, [
    [3, first, second],
    [5, first, third],
  ])
  refused(
    'H2',
    'A handover by a pen that gets it later',
    bookOf(5, { 2: penPassed(third.key), 4: penPassed(second.key) }),
    [
      [3, second, third],
      [5, first, second],
    ],
  )
  const [note = ''] = inputOf(bookOf(3, { 1: penPassed(third.key), 2: penPassed(second.key) }), [
    [3, first, second],
  ]).checkpoints
  breaks('B2', 'A handover whose root is of another history', {
    entries: passedOnce.map(textOf),
    checkpoints: [note],
  })
}

/** Entries that pass no pen by H1: a head that ends in one is the pen's alone to sign. */
function noEffect(): void {
  const endingIn = (last: Uint8Array): Uint8Array[] => bookOf(3, { 2: last })
  const none: [name: string, last: Uint8Array][] = [
    ['a key that K1 refuses', penPassed(base64(new Uint8Array(32).with(0, 1)))],
    ['a key of 31 bytes', penPassed(base64(new Uint8Array(31)))],
    ['no key', entryToBytes(entryOf('pen.passed', {}))],
    ['a by that is no person (E3)', entryToBytes({ ...entryOf('pen.passed', { pen: second.key }), by: 'x' })],
    ['another type', entryToBytes(entryOf('pen.lent', { pen: second.key }))],
  ]
  for (const [name, last] of none)
    walks('H1', `A last entry that passes no pen: ${name}`, endingIn(last), [[3, first]], [])
  const byAnother = entryToBytes({ ...entryOf('pen.passed', { pen: second.key }), by: person(5) })
  walks(
    'H1',
    'Whether its author was entitled changes nothing',
    endingIn(byAnother),
    [[3, first, second]],
    [{ from: 3, pen: second.key }],
  )
  walks(
    'H1',
    'pen.passed to the pen itself (its key id is taken) is no handover',
    endingIn(penPassed(first.key)),
    [[3, first]],
    [],
  )
  const back = bookOf(6, { 2: penPassed(second.key), 4: penPassed(first.key) })
  walks(
    'H1',
    'pen.passed back to an earlier pen is no handover',
    back,
    [
      [3, first, second],
      [5, second],
      [6, second],
    ],
    [to2],
  )
  refused('H1', 'pen.passed back to an earlier pen, which then signs', back, [
    [3, first, second],
    [5, second, first],
    [6, first],
  ])
}

/** The cases of handover.json. */
export function makeHandover(): VectorFile<'handover'> {
  vectors.length = 0
  for (const make of [goodWalks, refusedWalks, noEffect]) make()
  return { format: 'handover', rules: 'docs/formats.md section 5', vectors: [...vectors] }
}
