/** Mutations of bytes and frames: what a bad cable, a bad stick or a fuzzer does. */
import { sha256 } from '../../src/book/hash.ts'
import { concat, utf8 } from '../../src/kernel/encoding.ts'
import { packMagic, rawFrame } from '../../src/testing/packs.ts'
import { type Mutations, changeFrame, changePayload, flipped, placeOf, randomBytes } from './mutant.ts'

const hugeLengths = [2 ** 32 - 1, 2 ** 31, 2 ** 31 - 1, 17 * 2 ** 20 + 1, 17 * 2 ** 20, 2 ** 24, 65_536]

export const mutationsOfBytes: Mutations = {
  'bits flipped in a payload': (mutant) =>
    changePayload(mutant, undefined, (payload) => flipped(payload, mutant.chance)),
  'bits flipped in entries': (mutant) =>
    changePayload(mutant, 'E', (payload) => flipped(payload, mutant.chance)),
  'bits flipped in a note': (mutant) =>
    changePayload(mutant, 'C', (payload) => flipped(payload, mutant.chance)),
  "bits flipped in a note's signatures": (mutant) =>
    changePayload(mutant, 'C', (payload) =>
      flipped(payload, mutant.chance, Buffer.from(payload).indexOf('\n\n') + 1),
    ),
  'a payload cut short': (mutant) =>
    changePayload(mutant, undefined, (payload) => payload.slice(0, mutant.chance.below(payload.length))),
  'a payload made longer': (mutant) =>
    changePayload(mutant, undefined, (payload) =>
      concat(payload, randomBytes(mutant.chance, mutant.chance.between(1, 40))),
    ),
  'a payload of chance': (mutant) =>
    changePayload(mutant, undefined, () => randomBytes(mutant.chance, mutant.chance.below(300))),
  'bytes cut out of a payload': (mutant) =>
    changePayload(mutant, undefined, (payload) => {
      const at = mutant.chance.below(payload.length)
      return concat(payload.slice(0, at), payload.slice(at + mutant.chance.between(1, 20)))
    }),
  'a length that is a little off': (mutant) =>
    changeFrame(mutant, undefined, (frame) => {
      const saidLength = Math.max(0, frame.payload.length + mutant.chance.pick([-5, -2, -1, 1, 2, 5, 300]))
      return { ...frame, saidLength }
    }),
  'a huge length': (mutant) =>
    changeFrame(mutant, undefined, (frame) => ({ ...frame, saidLength: mutant.chance.pick(hugeLengths) })),
  'a frame of another kind': (mutant) =>
    changeFrame(mutant, undefined, (frame) => ({
      ...frame,
      kind: mutant.chance.pick([...'MBECWFZmx\u0000\u00ff']),
    })),
  'the pack cut at a byte': (mutant) => {
    mutant.cutBytes = mutant.chance.between(1, mutant.chance.pick([10, 100, 2000, 6000]))
  },
  'the pack cut at a frame, its end repaired': (mutant) => {
    mutant.frames = mutant.frames.slice(0, placeOf(mutant) ?? 0)
  },
  'the pack cut at a frame': (mutant) => {
    mutant.frames = mutant.frames.slice(0, placeOf(mutant) ?? 0)
    mutant.envelope = { isWithoutEnd: true }
  },
  'another beginning': (mutant) => {
    const { chance } = mutant
    const magic = chance.pick([
      flipped(packMagic, chance),
      utf8(`apachita-pack/v${chance.below(100)}\n`),
      utf8('APACHITA-PACK/V1\n'),
      packMagic.slice(0, chance.below(packMagic.length)),
      utf8('%PDF-1.7 una acta'),
    ])
    mutant.envelope = { ...mutant.envelope, magic }
  },
  'another end': (mutant) => {
    const { chance } = mutant
    mutant.envelope = chance.pick([
      { digest: flipped(sha256(utf8('another')), chance) },
      { digest: new Uint8Array() },
      { digest: randomBytes(chance, chance.between(1, 64)) },
      { isWithoutEnd: true },
      { after: randomBytes(chance, 40) },
      { after: rawFrame('Z', sha256(utf8('again'))) },
    ])
  },
}

/** A frame of any original pack, with those that follow it. */
function foreignFrames({ originals, chance }: Parameters<Mutations[string]>[0], most: number) {
  const pack = chance.pick(originals.packs)
  const from = chance.below(pack.length)
  return pack.slice(from, from + chance.between(1, most))
}

export const mutationsOfOrder: Mutations = {
  'a frame left out': (mutant) => changeFrame(mutant, undefined, () => []),
  'a frame twice': (mutant) => changeFrame(mutant, undefined, (frame) => [frame, frame]),
  'a frame many times': (mutant) =>
    changeFrame(mutant, 'MBCW', (frame) =>
      Array.from({ length: mutant.chance.pick([2, 3, 30]) }, () => frame),
    ),
  'a part begun a thousand times': (mutant) =>
    changeFrame(mutant, 'B', (frame) => Array.from({ length: 1100 }, () => frame)),
  'two frames exchanged': (mutant) => {
    const [a, b] = [placeOf(mutant) ?? 0, placeOf(mutant) ?? 0]
    const [first, second] = [mutant.frames[a], mutant.frames[b]]
    if (first === undefined || second === undefined) return
    mutant.frames[a] = second
    mutant.frames[b] = first
  },
  'a frame elsewhere': (mutant) => {
    const [frame] = mutant.frames.splice(placeOf(mutant) ?? 0, 1)
    if (frame !== undefined) mutant.frames.splice(placeOf(mutant) ?? 0, 0, frame)
  },
  'frames backwards': (mutant) => {
    const [a, b] = [placeOf(mutant) ?? 0, placeOf(mutant) ?? 0].toSorted((x, y) => x - y)
    mutant.frames.splice(a ?? 0, (b ?? 0) - (a ?? 0), ...mutant.frames.slice(a, b).toReversed())
  },
  'frames of another pack put in': (mutant) => {
    mutant.frames.splice(placeOf(mutant) ?? 0, 0, ...foreignFrames(mutant, 6))
  },
  'a frame replaced by one of another pack or book': (mutant) =>
    changeFrame(mutant, undefined, (frame) => {
      const frames = mutant.chance.pick(mutant.originals.packs).filter(({ kind }) => kind === frame.kind)
      return frames.length === 0 ? frame : mutant.chance.pick(frames)
    }),
  'the rest of the pack from another': (mutant) => {
    mutant.frames = [...mutant.frames.slice(0, placeOf(mutant) ?? 0), ...foreignFrames(mutant, 40)]
  },
  'a book frame before entries of another book': (mutant) => {
    const books = mutant.frames.filter(({ kind }) => kind === 'B')
    if (books.length > 0) changeFrame(mutant, 'B', () => mutant.chance.pick(books))
  },
}
