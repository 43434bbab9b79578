/** Frames of a pack as raw bytes, to be spoilt one by one and put together again with lengths and digest repaired. */
import { sha256 } from '../../src/book/hash.ts'
import { concat, utf8 } from '../../src/kernel/encoding.ts'
import { packMagic, rawFrame } from '../../src/testing/packs.ts'

/** A frame other than Z. `kind` is one character (one byte). */
export interface RawFrame {
  readonly kind: string
  readonly payload: Uint8Array
  /** A length said that is not the payload's. */
  readonly saidLength?: number
}

/** How a pack ends, and begins. */
export interface Envelope {
  readonly magic?: Uint8Array
  /** In place of the right digest. */
  readonly digest?: Uint8Array
  readonly isWithoutEnd?: boolean
  readonly after?: Uint8Array
}

export function rawFramesOf(pack: Uint8Array): RawFrame[] {
  const frames: RawFrame[] = []
  const view = new DataView(pack.buffer, pack.byteOffset)
  for (let at = packMagic.length; at < pack.length;) {
    const length = view.getUint32(at + 1)
    const kind = String.fromCharCode(pack[at] ?? 0)
    if (kind !== 'Z') frames.push({ kind, payload: pack.slice(at + 5, at + 5 + length) })
    at += 5 + length
  }
  return frames
}

/** The bytes of a pack of these frames; the digest is right unless the envelope says another. */
export function packBytes(frames: readonly RawFrame[], envelope: Envelope = {}): Uint8Array {
  const raw = frames.map(({ kind, payload, saidLength }) => rawFrame(kind, payload, saidLength))
  const before = concat(envelope.magic ?? packMagic, ...raw)
  const end = envelope.isWithoutEnd === true ? [] : [rawFrame('Z', envelope.digest ?? sha256(before))]
  return concat(before, ...end, envelope.after ?? new Uint8Array())
}

export const jsonFrame = (kind: 'M' | 'B', text: string): RawFrame => ({ kind, payload: utf8(text) })
