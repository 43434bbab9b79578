/** Mutations of what is sealed, submitted or attached: by whoever carries it, by strangers, and by nodes that are admitted. */
import type { BookId } from '../../src/book/entry.ts'
import { entryToBytes, signEntry } from '../../src/book/entry.ts'
import { type SealedParcel, bytesToParcel, parcelToBytes } from '../../src/carriage/sealed.ts'
import { concat, utf8, utf8ToText } from '../../src/kernel/encoding.ts'
import { encryptTo } from '../../src/node/age.ts'
import { plainDate } from '../../src/testing/drafts.ts'
import { personNamed, signerNamed } from '../../src/testing/keys.ts'
import type { Chance } from '../crash/chance.ts'
import type { RawFrame } from './frames.ts'
import { type Mutant, changeFrame, changePayload, flipped, placeOf, randomBytes } from './mutant.ts'
import type { SealedOriginals } from './sealed-originals.ts'

export interface SealedMutant extends Mutant {
  readonly sealed: SealedOriginals
}

/** Those that encrypt take time. */
export type SealedMutations = Readonly<Record<string, (mutant: SealedMutant) => void | Promise<void>>>

/** After the byte that says whether it is covered. */
const coveredChanged =
  (change: (covered: Uint8Array, chance: Chance) => Uint8Array) =>
  (mutant: SealedMutant): void =>
    changePayload(mutant, 'KA', (payload) =>
      concat(payload.slice(0, 1), change(payload.slice(1), mutant.chance)),
    )

const covered = async (kind: 'K' | 'A', recipient: string, plain: Uint8Array): Promise<RawFrame> => ({
  kind,
  payload: concat(new Uint8Array([1]), await encryptTo([recipient], plain)),
})

/** One parcel replaced by what `change` makes of its bytes, encrypted as before. */
const bytesChanged =
  (change: (plain: Uint8Array, chance: Chance) => Uint8Array) =>
  async (mutant: SealedMutant): Promise<void> => {
    const at = placeOf(mutant, 'K')
    const frame = at === undefined ? undefined : mutant.frames[at]
    const plain = frame === undefined ? undefined : await mutant.sealed.parcelIn(frame)
    if (at === undefined || plain === undefined) return
    mutant.frames[at] = await covered('K', mutant.sealed.recipient, change(plain, mutant.chance))
  }

const parcelChanged = (change: (parcel: SealedParcel, chance: Chance) => SealedParcel) =>
  bytesChanged((plain, chance) => {
    const parcel = bytesToParcel(plain)
    return parcel === undefined ? plain : parcelToBytes(change(parcel, chance))
  })

type Contents = SealedParcel['contents']
const contentsChanged = (change: (contents: Contents, chance: Chance) => Contents) =>
  parcelChanged((parcel, chance) => ({ ...parcel, contents: change(parcel.contents, chance) }))

const hugeLengths = [2 ** 32 - 1, 2 ** 31, 2 ** 24, 65_536]

/** The length of the first record: of a content's inside, of a submission's public part. */
function firstLengthChanged(plain: Uint8Array, chance: Chance): Uint8Array {
  const copy = Uint8Array.from(plain)
  const at = plain[0] === 0 ? 37 : 1
  if (copy.length >= at + 4) new DataView(copy.buffer).setUint32(at, chance.pick(hugeLengths))
  return copy
}

/** Puts a frame into the part of a book. */
function addToPart(mutant: SealedMutant, book: BookId, ...frames: readonly RawFrame[]): void {
  const isOfBook = ({ kind, payload }: RawFrame): boolean =>
    kind === 'B' && (utf8ToText(payload) ?? '').includes(book)
  const start = mutant.frames.findIndex(isOfBook)
  if (start === -1) return
  const end = mutant.frames.findIndex(({ kind }, at) => at > start && (kind === 'B' || kind === 'A'))
  mutant.frames.splice(end === -1 ? mutant.frames.length : end, 0, ...frames)
}

const anyBook = ({ sealed, chance }: SealedMutant): BookId => chance.pick(sealed.books)

function submissionBy(name: string, type: string, book: BookId, text = 'Moción'): RawFrame {
  const data = { title: { es: text }, text: { es: text } }
  const entry = { type, at: plainDate, by: personNamed(name), cites: [], data }
  return { kind: 'Y', payload: entryToBytes(signEntry(book, entry, signerNamed(name))) }
}

const mutationsOfContents: SealedMutations = {
  'bits flipped in what is covered': coveredChanged((bytes, chance) => flipped(bytes, chance)),
  'what is covered cut short': coveredChanged((bytes, chance) => bytes.slice(0, chance.below(bytes.length))),
  'what is covered made longer': coveredChanged((bytes, chance) =>
    concat(bytes, randomBytes(chance, chance.between(1, 40))),
  ),
  'open said to be covered, or covered open': (mutant) =>
    changePayload(mutant, 'KA', (payload) =>
      concat(new Uint8Array([1 - (payload[0] ?? 0)]), payload.slice(1)),
    ),
  'covered in a way that is none': (mutant) =>
    changePayload(mutant, 'KA', (payload) =>
      concat(new Uint8Array([mutant.chance.between(2, 255)]), payload.slice(1)),
    ),
  'nothing in it': (mutant) =>
    changePayload(mutant, 'KAY', () =>
      mutant.chance.pick([new Uint8Array(), new Uint8Array([0]), new Uint8Array([1])]),
    ),
  'a parcel of chance': bytesChanged((_, chance) => randomBytes(chance, chance.below(300))),
  'bits flipped in a parcel': bytesChanged((plain, chance) => flipped(plain, chance)),
  'a parcel cut short': bytesChanged((plain, chance) => plain.slice(0, chance.below(plain.length))),
  'a huge length in a parcel': bytesChanged(firstLengthChanged),
  'records backwards': contentsChanged((contents) => contents.toReversed()),
  'a record twice, and another content for it': contentsChanged((contents, chance) => [
    ...contents,
    ...contents,
    ...contents.map((content) => ({ ...content, inside: flipped(content.inside, chance) })),
  ]),
  'salts exchanged': contentsChanged((contents) =>
    contents.map((content, at) => ({ ...content, salt: contents.at(at - 1)?.salt ?? content.salt })),
  ),
  'numbers exchanged': contentsChanged((contents) =>
    contents.map((content, at) => ({ ...content, seq: contents.at(at - 1)?.seq ?? 0 })),
  ),
  'contents of entries that are open, or not there': contentsChanged((contents, chance) =>
    contents.map((content) => ({ ...content, seq: chance.pick([0, 1, 200, 2 ** 32 - 1]) })),
  ),
  'thousands of contents of nothing': contentsChanged(() =>
    Array.from({ length: 3000 }, (_, at) => ({
      seq: 10_000 + at,
      salt: new Uint8Array(32),
      inside: new Uint8Array(),
    })),
  ),
  'what is sealed, in the open': async (mutant) => {
    const at = placeOf(mutant, 'K')
    const frame = at === undefined ? undefined : mutant.frames[at]
    const plain = frame === undefined ? undefined : await mutant.sealed.parcelIn(frame)
    if (at === undefined || plain === undefined) return
    mutant.frames[at] = { kind: 'K', payload: concat(new Uint8Array([0]), plain) }
  },
  'encrypted to another': async (mutant) => {
    const at = placeOf(mutant, 'K')
    const frame = at === undefined ? undefined : mutant.frames[at]
    const plain = frame === undefined ? undefined : await mutant.sealed.parcelIn(frame)
    if (at === undefined || plain === undefined) return
    mutant.frames[at] = await covered('K', mutant.sealed.stranger, plain)
  },
  'contents in the part of another book': (mutant) => {
    const at = placeOf(mutant, 'KY')
    const [frame] = at === undefined ? [] : mutant.frames.splice(at, 1)
    if (frame !== undefined) for (const book of mutant.sealed.books) addToPart(mutant, book, frame)
  },
  'contents before any book': (mutant) => {
    const at = placeOf(mutant, 'KYA')
    const [frame] = at === undefined ? [] : mutant.frames.splice(at, 1)
    if (frame !== undefined) mutant.frames.splice(1, 0, frame, frame)
  },
  'what is beside books, backwards': (mutant) => {
    const beside = mutant.frames.filter(({ kind }) => 'KYA'.includes(kind)).toReversed()
    mutant.frames = mutant.frames.map((frame) =>
      'KYA'.includes(frame.kind) ? (beside.shift() ?? frame) : frame,
    )
  },
  'what is beside books, twice': (mutant) => {
    mutant.frames = mutant.frames.flatMap((frame) => ('KYA'.includes(frame.kind) ? [frame, frame] : [frame]))
  },
}

const mutationsOfSubmissions: SealedMutations = {
  'bits flipped in a submission': (mutant) =>
    changePayload(mutant, 'Y', (payload) => flipped(payload, mutant.chance)),
  'a submission longer than any entry': (mutant) =>
    addToPart(mutant, anyBook(mutant), {
      kind: 'Y',
      payload: new Uint8Array(mutant.chance.pick([65_536, 70_000, 2 ** 20])),
    }),
  'a submission by nobody': (mutant) => {
    const book = anyBook(mutant)
    addToPart(mutant, book, submissionBy('nobody known', 'motion.put', book))
  },
  'a submission signed for another book': (mutant) => {
    const [first, second] = mutant.sealed.books
    addToPart(mutant, first, submissionBy('a member', 'motion.put', second))
  },
  'a submission that a member may not write': (mutant) => {
    const book = anyBook(mutant)
    addToPart(mutant, book, submissionBy('a member', 'session.opened', book))
  },
  // Of somebody who has none waiting: whose room is full by their own word may wait for it.
  'more submissions than may wait': (mutant) => {
    const book = anyBook(mutant)
    const many = Array.from({ length: 230 }, (_, at) =>
      submissionBy('a member who writes much', 'motion.put', book, `más ${at}`),
    )
    addToPart(mutant, book, ...many)
  },
  'a sealed entry submitted without its inside': (mutant) => {
    const seal = Buffer.alloc(32, 1).toString('base64')
    const outer = `{"circle":"open","seal":"${seal}","type":"sealed"}`
    addToPart(mutant, anyBook(mutant), { kind: 'Y', payload: utf8(outer) })
  },
}

const mutationsOfBlobs: SealedMutations = {
  'a blob that nothing cites': async (mutant) => {
    const bytes = randomBytes(mutant.chance, 100)
    mutant.frames.push(
      mutant.chance.isOneIn(2)
        ? { kind: 'A', payload: concat(new Uint8Array([0]), bytes) }
        : await covered('A', mutant.sealed.recipient, bytes),
    )
  },
  'a blob that is not what its entry says': (mutant) => {
    mutant.frames.push({ kind: 'A', payload: concat(new Uint8Array([0]), mutant.sealed.lyingBlob) })
  },
  'a blob many times': (mutant) =>
    changeFrame(mutant, 'A', (frame) => Array.from({ length: mutant.chance.pick([2, 30]) }, () => frame)),
  'empty blobs without end': (mutant) => {
    const empty = { kind: 'A', payload: new Uint8Array([0]) }
    for (let count = 0; count < 1100; count += 1) mutant.frames.push(empty)
  },
}

export const mutationsOfSealed: SealedMutations = {
  ...mutationsOfContents,
  ...mutationsOfSubmissions,
  ...mutationsOfBlobs,
}
