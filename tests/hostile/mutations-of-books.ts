/** Mutations of whose book it is: foundings changed, ids that do not fit, and books that a stranger truly founds. */
import canonicalize from 'canonicalize'
import type { Signer } from '../../src/book/ed25519.ts'
import { bookIdOf } from '../../src/book/founding.ts'
import { utf8, utf8ToText } from '../../src/kernel/encoding.ts'
import { draft, draftToBytes, founded } from '../../src/testing/drafts.ts'
import { signerNamed } from '../../src/testing/keys.ts'
import type { Chance } from '../crash/chance.ts'
import { type Mutant, type Mutations, placeOf } from './mutant.ts'
import { type Part, changePart, noteOn, partToFrames } from './parts.ts'

const stranger = (): Signer => signerNamed('stranger')

/** The identity, a point of order 8, and encodings that are not canonical: no key of anybody. */
const badKeys = [
  'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'JuiVj8KyJ7DDrEWz78uZwMZnnPwHSuIw78DZPSi7yQU=',
  '7v///////////////////////////////////////38=',
  '/////////////////////////////////////////38=',
]

interface FoundingObject {
  type: unknown
  by: unknown
  sig?: unknown
  cites?: unknown
  data: Record<string, unknown> & { officers: { id: string; key: string; post: string }[] }
}

/** Foundings that break B4, B5, E1-E4 or K1. */
const spoilers: readonly ((founding: FoundingObject) => unknown)[] = [
  ({ data }) => (data['pen'] = 'AAAA'),
  ({ data }) => delete data['pen'],
  ({ data }) => (data.officers = []),
  ({ data: { officers } }) => officers.forEach((officer) => (officer.id = 'a'.repeat(26))),
  (founding) => (founding.by = 'nobody'),
  (founding) => (founding.sig = Buffer.alloc(64, 1).toString('base64')),
  (founding) => (founding.type = 'body.founded.again'),
  (founding) => (founding.cites = []),
  ({ data }) => (data['continues'] = { book: 'x', size: 0, root: '' }),
  ({ data }) => (data['continues'] = null),
]

const foundingOf = ({ truth }: Part): FoundingObject =>
  JSON.parse(utf8ToText(truth.entries[0] ?? utf8('{}')) ?? '{}') as FoundingObject

/** A mutation that changes a book's founding and repairs its id. */
const foundingSpoilt =
  (spoil: (founding: FoundingObject, chance: Chance) => unknown) =>
  (mutant: Mutant): void =>
    changePart(mutant, (part) => {
      const founding = foundingOf(part)
      spoil(founding, mutant.chance)
      return foundedAnew(utf8(canonicalize(founding) ?? ''), part)
    })

/** A part of a book that begins with `founding`, signed by a stranger; its id is right unless given. */
function foundedAnew(founding: Uint8Array, { truth }: Part, book = bookIdOf(founding)) {
  const entries = [founding, ...truth.entries.slice(1, 4)]
  return { frames: partToFrames(book, 0, [{ entries, note: noteOn(book, entries, stranger()) }]) }
}

/** A book that a stranger truly founds, writes in and passes the pen of. */
function strangersBook(mutant: Mutant): void {
  const { chance } = mutant
  const name = `Stranger ${chance.below(1000)}`
  const [pen, next] = [signerNamed(`${name} pen`), signerNamed(`${name} second pen`)]
  const founding = draftToBytes(founded(name), name)
  const book = bookIdOf(founding)
  const entries = [
    founding,
    draftToBytes(draft('session.opened'), name),
    draftToBytes(draft('pen.passed', { pen: next.key }), name),
    draftToBytes(draft('note.kept', { text: 'more' }), name),
  ]
  const signed = [
    { size: 2, note: noteOn(book, entries.slice(0, 2), pen), isHandover: false },
    { size: 3, note: noteOn(book, entries.slice(0, 3), pen, next), isHandover: true },
    { size: 4, note: noteOn(book, entries, next), isHandover: false },
  ]
  mutant.strangers.set(book, { book, entries, signed, pens: [next, pen] })
  let at = 0
  const steps = signed.map(({ size, note }) => ({ entries: entries.slice(at, (at = size)), note }))
  mutant.frames.splice(placeOf(mutant, 'B') ?? mutant.frames.length, 0, ...partToFrames(book, 0, steps))
}

export const mutationsOfBooks: Mutations = {
  'a founding spoilt': foundingSpoilt((founding, chance) => chance.pick(spoilers)(founding)),
  'a founding whose pen is no key': foundingSpoilt(
    ({ data }, chance) => (data['pen'] = chance.pick(badKeys)),
  ),
  'a founding whose officers have no keys': foundingSpoilt(({ data: { officers } }, chance) =>
    officers.forEach((officer) => (officer.key = chance.pick(badKeys))),
  ),
  'another name in the founding': foundingSpoilt(({ data }) => (data['name'] = { es: 'Otra' })),
  "a stranger's pen in the founding": (mutant) =>
    changePart(mutant, (part) => {
      const founding = foundingOf(part)
      founding.data['pen'] = stranger().key
      return foundedAnew(utf8(canonicalize(founding) ?? ''), part, part.truth.book)
    }),
  'the founding left out': (mutant) =>
    changePart(mutant, (part) => ({
      steps: part.steps.map((step, at) =>
        at === 0 && part.from === 0 ? { ...step, entries: step.entries.slice(1) } : step,
      ),
    })),
  "a stranger's own book": strangersBook,
}
