/** A book's part of a mutant, read as entries and notes, and written back; and the signing of what nobody should. */
import { bundleToEntries, entriesToBundle, isCarriable } from '../../src/book/bundle.ts'
import { checkpointToBytes, signCheckpoint } from '../../src/book/checkpoint.ts'
import type { Signer } from '../../src/book/ed25519.ts'
import type { BookId } from '../../src/book/entry.ts'
import { leafHash } from '../../src/book/hash.ts'
import { emptyRange, extendRange, rootOf } from '../../src/book/tree.ts'
import { utf8ToText } from '../../src/kernel/encoding.ts'
import { type RawFrame, jsonFrame } from './frames.ts'
import type { Mutant } from './mutant.ts'
import type { Truth } from './originals.ts'

export interface Step {
  readonly entries: readonly Uint8Array[]
  readonly note: Uint8Array
}

export interface Part {
  readonly truth: Truth
  readonly from: number
  readonly steps: readonly Step[]
}

interface Placed extends Part {
  /** Its frames: from `start` to before `end`. */
  readonly start: number
  readonly end: number
}

/** One of the parts that other mutations left readable. */
function pickPart(
  { frames, originals, chance }: Mutant,
  isWanted: (truth: Truth) => boolean,
): Placed | undefined {
  const starts = frames.flatMap(({ kind }, at) => (kind === 'B' ? [at] : []))
  const parts = starts.flatMap((start, index): Placed[] => {
    const end = starts[index + 1] ?? frames.length
    const said = bookFrameOf(frames[start])
    const truth = said === undefined ? undefined : originals.truths.get(said.book)
    if (said === undefined || truth === undefined || !isWanted(truth)) return []
    const steps = stepsOf(frames.slice(start + 1, end))
    const isReadable = steps !== undefined && steps.length > 0 && said.from <= truth.entries.length
    return isReadable ? [{ truth, from: said.from, steps, start, end }] : []
  })
  return parts.length === 0 ? undefined : chance.pick(parts)
}

function bookFrameOf(frame: RawFrame | undefined): { book: string; from: number } | undefined {
  try {
    const said = JSON.parse(utf8ToText(frame?.payload ?? new Uint8Array()) ?? '') as {
      book: string
      from: number
    }
    return Number.isSafeInteger(said.from) && said.from >= 0 ? said : undefined
  } catch {
    return undefined
  }
}

function stepsOf(frames: readonly RawFrame[]): Step[] | undefined {
  const steps: Step[] = []
  let entries: Uint8Array[] = []
  for (const { kind, payload } of frames) {
    const bundle = kind === 'E' ? bundleToEntries(payload) : []
    if (bundle === undefined) return undefined
    entries.push(...bundle)
    if (kind === 'C') {
      steps.push({ entries, note: payload })
      entries = []
    }
  }
  return steps
}

/** Frames of entries in bundles of at most `width`. */
export const entryFrames = (entries: readonly Uint8Array[], width = 256): RawFrame[] =>
  Array.from({ length: Math.ceil(entries.length / width) }, (_, at) => ({
    kind: 'E',
    payload: entriesToBundle(entries.slice(at * width, (at + 1) * width).filter(isCarriable)),
  }))

export const partToFrames = (book: BookId, from: number, steps: readonly Step[]): RawFrame[] => [
  jsonFrame('B', JSON.stringify({ book, from })),
  ...steps.flatMap(({ entries, note }) => [...entryFrames(entries), { kind: 'C', payload: note }]),
]

/** Replaces a part by what `change` makes of it: steps of the same book, or whole frames. */
export function changePart(
  mutant: Mutant,
  change: (part: Part) => { readonly steps: readonly Step[] } | { readonly frames: readonly RawFrame[] },
  isWanted: (truth: Truth) => boolean = () => true,
): void {
  const part = pickPart(mutant, isWanted)
  if (part === undefined) return
  const changed = change(part)
  const frames =
    'frames' in changed ? changed.frames : partToFrames(part.truth.book, part.from, changed.steps)
  mutant.frames.splice(part.start, part.end - part.start, ...frames)
}

/** A note on the head that these entries, from the book's first on, lead to. */
export function noteOn(book: BookId, entries: readonly Uint8Array[], ...pens: readonly Signer[]): Uint8Array {
  const range = extendRange(emptyRange, entries.map(leafHash))
  return checkpointToBytes(signCheckpoint({ book, size: range.size, root: rootOf(range) }, ...pens))
}

/** The steps with a note of `pens` on each, over the entries as they now are. */
export function signedAnew({ truth, from, steps }: Part, ...pens: readonly Signer[]): Step[] {
  const all = truth.entries.slice(0, from)
  return steps.map(({ entries, note }) => {
    all.push(...entries)
    return { entries, note: entries.length === 0 ? note : noteOn(truth.book, all, ...pens) }
  })
}

/** The part's entries changed in one step. */
export function withEntries(
  part: Part,
  at: number,
  change: (entries: readonly Uint8Array[]) => readonly Uint8Array[],
): Part {
  const steps = part.steps.map((step, index) =>
    index === at ? { ...step, entries: change(step.entries).filter(isCarriable) } : step,
  )
  return { ...part, steps }
}
