/** Mutations that a true pen signs: they stand alone, since with others they could make a true history. */
import { checkpointToBytes, parseCheckpoint, signCheckpoint } from '../../src/book/checkpoint.ts'
import type { Signer } from '../../src/book/ed25519.ts'
import { type Mutant, type Mutations, flipped } from './mutant.ts'
import { anyStep, noteKept, redated, stranger, withMore } from './mutations-of-entries.ts'
import { type Step, changePart, noteOn, partToFrames, signedAnew, withEntries } from './parts.ts'

/** By which a fork comes to be known. */
export const forks: readonly string[] = [
  'another history signed by the true pen',
  'another history, then more of the one held, signed by the true pen',
]

/** What true pens sign that is not the book. */
export const mutationsOfTruePens: Mutations = {
  'another history, then more of the one held, signed by the true pen': forkThenMore,
  'more entries, signed by a pen that was passed on': (mutant) =>
    changePart(
      mutant,
      (part) => ({ steps: withMore(part, [noteKept('late')], mutant.chance.pick(part.truth.pens.slice(1))) }),
      ({ pens }) => pens.length > 1,
    ),
  'another head signed by the true pen': (mutant) =>
    changePart(mutant, (part) => {
      const pen = mutant.chance.pick(part.truth.pens)
      const at = anyStep(part, mutant.chance)
      const steps = part.steps.map((step, index) =>
        index === at ? { ...step, note: untrueHead(step.note, pen, mutant) } : step,
      )
      return { steps }
    }),
  'another history signed by the true pen': (mutant) => {
    // Who holds the book sees it; who does not could not know (forks are proven elsewhere).
    mutant.receiver = 'all'
    changePart(mutant, (part) => {
      const [pen = stranger()] = part.truth.pens
      const at = anyStep(part, mutant.chance)
      const changed = withEntries(part, at, (entries) => entries.map(redated))
      const more = Array.from({ length: mutant.chance.below(4) }, (_, n) =>
        noteKept(`of another history ${n}`),
      )
      const longer = withEntries(changed, part.steps.length - 1, (entries) => [...entries, ...more])
      return { steps: signedAnew(longer, pen) }
    })
  },
}

/**
 * Another end of a book than the one held, signed by the true pen: a fork. Then more of the end that is held, signed by the
 * same pen: of a forked book nothing more is taken.
 */
function forkThenMore(mutant: Mutant): void {
  mutant.receiver = 'all'
  changePart(mutant, ({ truth: { book, entries, pens, signed } }) => {
    const [pen = stranger()] = pens
    const from = signed.at(-2)?.size ?? 0
    const stepTo = (all: readonly Uint8Array[], start: number): Step[] => [
      { entries: all.slice(start), note: noteOn(book, all, pen) },
    ]
    const other = [...entries.slice(0, from), ...entries.slice(from).map(redated)]
    const more = [...entries, noteKept('after the fork')]
    const frames = [
      ...partToFrames(book, from, stepTo(other, from)),
      ...partToFrames(book, entries.length, stepTo(more, entries.length)),
    ]
    return { frames }
  })
}

/** A head that is of no book at that place: the root, the origin or the size with the root is another's. */
function untrueHead(bytes: Uint8Array, pen: Signer, { chance, originals }: Mutant): Uint8Array {
  const parsed = parseCheckpoint(bytes)
  if (!parsed.ok) return bytes
  const { book, size, root } = parsed.value
  const others = [...originals.truths.keys()].filter((other) => other !== book)
  const heads = [
    { book, size, root: flipped(root, chance) },
    { book, size: chance.pick([size + 1, size + 7, Number.MAX_SAFE_INTEGER]), root },
    { book: chance.pick(others), size, root },
  ]
  return checkpointToBytes(signCheckpoint(chance.pick(heads), pen))
}
