/** A mutant in the making: the frames of a real pack, and what mutations leave to be checked. */
import type { BookId } from '../../src/book/entry.ts'
import type { Chance } from '../crash/chance.ts'
import type { Envelope, RawFrame } from './frames.ts'
import type { Originals, ReceiverName, Truth } from './originals.ts'

export interface Mutant {
  readonly originals: Originals
  readonly chance: Chance
  frames: RawFrame[]
  envelope: Envelope
  /** Bytes to cut off the end of the whole. */
  cutBytes: number
  receiver: ReceiverName
  /** Books a mutation truly founded and signed: taking them in is right. */
  readonly strangers: Map<BookId, Truth>
}

export type Mutation = (mutant: Mutant) => void

/** Mutations by name: what is counted and told. */
export type Mutations = Readonly<Record<string, Mutation>>

/** The place of a frame of these kinds (any, where absent), or undefined if there is none. */
export function placeOf(mutant: Mutant, kinds?: string): number | undefined {
  const places = mutant.frames.flatMap(({ kind }, at) => ((kinds?.includes(kind) ?? true) ? [at] : []))
  return places.length === 0 ? undefined : mutant.chance.pick(places)
}

/** Replaces one frame of these kinds by what `change` makes of it. */
export function changeFrame(
  mutant: Mutant,
  kinds: string | undefined,
  change: (frame: RawFrame) => RawFrame | readonly RawFrame[],
): void {
  const at = placeOf(mutant, kinds)
  const frame = at === undefined ? undefined : mutant.frames[at]
  if (at === undefined || frame === undefined) return
  mutant.frames.splice(at, 1, ...[change(frame)].flat())
}

export const changePayload = (
  mutant: Mutant,
  kinds: string | undefined,
  change: (payload: Uint8Array) => Uint8Array,
): void => changeFrame(mutant, kinds, (frame) => ({ ...frame, payload: change(frame.payload) }))

export function flipped(bytes: Uint8Array, chance: Chance, from = 0): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (let count = chance.pick([1, 1, 1, 2, 8]); count > 0 && copy.length > from; count -= 1) {
    const at = chance.between(from, copy.length - 1)
    copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8))
  }
  return copy
}

export const randomBytes = (chance: Chance, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => chance.below(256))
