/** Words of witnesses for one of two histories (P3), and which of them they vouch for (P4). */
import { unsignedCheckpoint } from '../src/book/checkpoint.ts'
import { cosign } from '../src/book/cosignature.ts'
import type { Signer } from '../src/book/ed25519.ts'
import { bookIdOf } from '../src/book/founding.ts'
import { leafHash } from '../src/book/hash.ts'
import { nodeIdOf } from '../src/book/node-key.ts'
import { signatureLineToText } from '../src/book/note.ts'
import type { Vouching } from '../src/book/vouching.ts'
import { base64 } from '../src/kernel/encoding.ts'
import type { VectorFile, VouchingInput } from './format.ts'
import { bookOf, collect, filled, noteKept, pathOf, rootOfLeaves, signer } from './samples.ts'

const book = bookIdOf(bookOf(1)[0] ?? new Uint8Array())
/** The histories part here. */
const seq = 4
const histories = [1, 2].map((name) => bookOf(6, { [seq]: noteKept(1000 + name) }).map(leafHash))

const keyOf = (witness: number): Signer => signer(40 + witness)
const nodeOf = (witness: number): string => nodeIdOf(signer(20 + witness).key)

/** The word of a witness for one history, on its head of a size. */
function word(witness: number, history: number, size: number, by: Signer = keyOf(witness)): Vouching {
  const leaves = (histories[history - 1] ?? []).slice(0, size)
  const root = rootOfLeaves(leaves)
  const line = cosign(unsignedCheckpoint({ book, size, root }), nodeOf(witness), by, 1_772_391_600n)
  return {
    witness: nodeOf(witness),
    size,
    root: base64(root),
    line: signatureLineToText(line),
    leaf: base64(leaves[seq] ?? new Uint8Array()),
    path: pathOf(seq, leaves),
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1)

function asked(count: number, words: readonly Vouching[], admitted = upTo(count)): VouchingInput {
  return {
    book,
    seq,
    named: upTo(count).map(nodeOf),
    admitted: admitted.map((witness) => ({ node: nodeOf(witness), key: keyOf(witness).key })),
    words,
  }
}

/** The cases of vouching.json. */
export function makeVouching(): VectorFile<'vouching'> {
  const { vectors, stands, breaks } = collect<'vouching'>()
  const leaf = base64(histories[0]?.[seq] ?? new Uint8Array())
  const vouched = (name: string, input: VouchingInput, rule = 'P4'): void =>
    stands(rule, name, input, { leaf })
  const not = (rule: string, name: string, input: VouchingInput): void => breaks(rule, name, input)
  const [one, two] = [word(1, 1, 6), word(2, 1, 6)]

  vouched('Two of three', asked(3, [one, two]))
  vouched('One of one', asked(1, [one]))
  vouched('On heads of different sizes', asked(3, [word(1, 1, 5), word(2, 1, 6)]), 'P3')
  vouched('Beside one word for the other history', asked(3, [one, two, word(3, 2, 6)]))
  vouched('Though one of three has spoken for both', asked(3, [one, two, word(3, 1, 6), word(3, 2, 6)]))
  vouched('Of three named, two are admitted', asked(3, [one, two], [1, 2]), 'P3')
  not('P4', 'None of three', asked(3, []))
  not('P4', 'One of three', asked(3, [one]))
  not('P4', 'Two of four', asked(4, [one, two]))
  not('P4', 'No witnesses named', { ...asked(2, [one, two]), named: [] })
  not('P4', 'One of three, on two heads', asked(3, [one, word(1, 1, 5)]))
  not(
    'P4',
    'One for each history, and one for both',
    asked(3, [one, word(2, 2, 6), word(3, 1, 6), word(3, 2, 6)]),
  )
  not('P4', 'Both histories by the same two', asked(3, [one, two, word(1, 2, 6), word(2, 2, 6)]))
  not('P3', 'By nodes that are admitted and not named', {
    ...asked(3, [one, word(4, 1, 6)]),
    admitted: asked(4, []).admitted,
  })
  not('P3', 'By one that is named and not admitted', asked(3, [one, word(3, 1, 6)], [1, 2]))
  not('P3', 'By another key than that of the admission', asked(3, [one, word(2, 1, 6, signer(9))]))
  not(
    'P3',
    'On a head from before the histories part',
    asked(3, [one, { ...word(2, 1, 4), leaf, path: two.path }]),
  )
  not('P3', 'The leaf of the other history', asked(3, [one, { ...two, leaf: word(2, 2, 6).leaf }]))
  not(
    'P3',
    'The path of the other history',
    asked(3, [one, { ...two, path: word(2, 2, 6).path.toReversed() }]),
  )
  not('P3', 'Without a path', asked(3, [one, { ...two, path: [] }]))
  not('P3', 'Another root', asked(3, [one, { ...two, root: base64(filled(1)) }]))
  not('P3', 'Another size', asked(3, [one, { ...two, size: 5 }]))
  not('P3', 'The largest size there is', asked(3, [one, { ...two, size: Number.MAX_SAFE_INTEGER }]))
  not('P3', 'A line that is none', asked(3, [one, { ...two, line: 'a line' }]))
  return { format: 'vouching', rules: 'docs/formats.md section 7', vectors }
}
