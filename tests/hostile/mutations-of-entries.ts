/** Mutations of entries, alone or re-hashed and signed by whoever is at hand. */
import { checkpointToBytes, parseCheckpoint } from '../../src/book/checkpoint.ts'
import type { Signer } from '../../src/book/ed25519.ts'
import { keyIdOf, plainEd25519 } from '../../src/book/note.ts'
import { concat, utf8, utf8ToText } from '../../src/kernel/encoding.ts'
import { draft, draftToBytes } from '../../src/testing/drafts.ts'
import { signerNamed } from '../../src/testing/keys.ts'
import type { Chance } from '../crash/chance.ts'
import { type Mutant, type Mutations, changeFrame, changePayload, flipped } from './mutant.ts'
import { type Part, type Step, changePart, entryFrames, signedAnew, withEntries } from './parts.ts'

export const noteKept = (text: string): Uint8Array => draftToBytes(draft('note.kept', { text }), 'Tacna')

/** Entries with one of them left out, doubled, exchanged, spoilt or added. */
function spoilt(entries: readonly Uint8Array[], { originals, chance }: Mutant): Uint8Array[] {
  const changed = [...entries]
  const [at, other] = [chance.below(changed.length), chance.below(changed.length)]
  const [entry, second] = [changed[at] ?? noteKept('a'), changed[other] ?? noteKept('b')]
  const truth = chance.pick([...originals.truths.values()])
  const how = chance.below(8)
  if (how === 0) changed.splice(at, 1)
  else if (how === 1) changed.splice(at, 0, entry)
  else if (how === 2) [changed[at], changed[other]] = [second, entry]
  else if (how === 3) changed[at] = flipped(entry, chance)
  else if (how === 4) changed[at] = redated(entry)
  else if (how === 5) changed.splice(at, 0, chance.pick(truth.entries))
  else if (how === 6) changed[at] = chance.pick(truth.entries)
  else changed.push(noteKept('put in'))
  return changed
}

export const redated = (entry: Uint8Array): Uint8Array =>
  utf8((utf8ToText(entry) ?? '{}').replace('2026-03-01', '2026-03-02'))

export const anyStep = (part: Part, chance: Chance): number => chance.below(part.steps.length)

/** Entries spoilt at one place, and every note made anew. */
const forged =
  (...pensOf: readonly ((part: Part, chance: Chance) => Signer)[]) =>
  (mutant: Mutant): void =>
    changePart(mutant, (part) => {
      const { chance } = mutant
      const changed = withEntries(part, anyStep(part, chance), (entries) => spoilt(entries, mutant))
      return { steps: signedAnew(changed, ...pensOf.map((penOf) => penOf(part, chance))) }
    })

export const stranger = (): Signer => signerNamed('stranger')

/** A note of a stranger whose signature line has the pen's name and key id. */
function claimed(bytes: Uint8Array, pen: Signer): Uint8Array {
  const parsed = parseCheckpoint(bytes)
  if (!parsed.ok) return bytes
  const { note } = parsed.value
  const origin = note.text.split('\n')[0] ?? ''
  const signatures = note.signatures.map((line) => ({
    ...line,
    keyId: keyIdOf(origin, plainEd25519, pen.key),
  }))
  return checkpointToBytes({ ...parsed.value, note: { ...note, signatures } })
}

/** What the last step's entries would be with more after them, signed by `pens`. */
export const withMore = (part: Part, more: readonly Uint8Array[], ...pens: readonly Signer[]): Step[] => {
  const last = signedAnew(
    withEntries(part, part.steps.length - 1, (entries) => [...entries, ...more]),
    ...pens,
  ).at(-1)
  return [...part.steps.slice(0, -1), ...(last === undefined ? [] : [last])]
}

export const mutationsOfEntries: Mutations = {
  'entries changed under their checkpoint': (mutant) =>
    changePart(mutant, (part) => ({
      steps: withEntries(part, anyStep(part, mutant.chance), (entries) => spoilt(entries, mutant)).steps,
    })),
  'entries cut after a checkpoint': (mutant) =>
    changePart(mutant, (part) => {
      const at = anyStep(part, mutant.chance)
      const keep = mutant.chance.below(part.steps[at]?.entries.length ?? 0)
      return { steps: withEntries(part, at, (entries) => entries.slice(0, keep)).steps }
    }),
  'other bundles of the same entries': (mutant) =>
    changeFrame(mutant, 'E', (frame) => {
      const width = mutant.chance.between(1, 4)
      const entries = entriesIn(frame.payload)
      return entries.length === 0 ? frame : entryFrames(entries, width)
    }),
  'a length within a bundle': (mutant) =>
    changePayload(mutant, 'E', (payload) => {
      const changed = Uint8Array.from(payload)
      changed[mutant.chance.below(2)] = mutant.chance.pick([0, 1, 255])
      return changed
    }),
  'an entry of no bytes, or of too many': (mutant) =>
    changePayload(mutant, 'E', (payload) =>
      mutant.chance.isOneIn(2)
        ? concat(payload, new Uint8Array(2))
        : concat(payload, new Uint8Array([255, 255]), new Uint8Array(mutant.chance.pick([65_534, 65_535]))),
    ),
  'too many entries in a bundle': (mutant) =>
    changePayload(mutant, 'E', (payload) => {
      const entry = concat(new Uint8Array([0, 1]), utf8('x'))
      return concat(payload, ...Array.from({ length: mutant.chance.pick([254, 256, 257]) }, () => entry))
    }),
  'entries changed, signed by a stranger': forged(stranger),
  'entries changed, signed by two strangers': forged(stranger, () => signerNamed('another stranger')),
  "entries changed, signed by a stranger in the pen's name": (mutant) =>
    changePart(mutant, (part) => {
      const at = anyStep(part, mutant.chance)
      const changed = withEntries(part, at, (entries) => spoilt(entries, mutant))
      const pen = mutant.chance.pick(part.truth.pens)
      const steps = signedAnew(changed, stranger()).map((step) => ({
        ...step,
        note: claimed(step.note, pen),
      }))
      return { steps }
    }),
  "entries changed, signed by another body's pen": forged(({ truth }, chance) =>
    chance.pick(
      ['Sajama pen', 'Tacna pen', 'Larga pen']
        .map(signerNamed)
        .filter(({ key }) => truth.pens[0]?.key !== key),
    ),
  ),
  'nothing changed, signed by a stranger': (mutant) =>
    changePart(mutant, (part) => ({ steps: signedAnew(part, stranger()) })),
  'more entries, signed by a stranger': (mutant) =>
    changePart(mutant, (part) => ({ steps: withMore(part, [noteKept('more')], stranger()) })),
  'a pen passed to a stranger by nobody but the stranger': (mutant) =>
    changePart(mutant, (part) => {
      const passed = draftToBytes(draft('pen.passed', { pen: stranger().key }), 'Tacna')
      const steps = withMore(part, [passed], stranger())
      if (mutant.chance.isOneIn(2)) return { steps }
      const [pen] = part.truth.pens
      return {
        steps: steps.map((step, at) =>
          at === steps.length - 1 && pen ? { ...step, note: claimed(step.note, pen) } : step,
        ),
      }
    }),
}

function entriesIn(payload: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let at = 0; at + 2 < payload.length;) {
    const length = ((payload[at] ?? 0) << 8) | (payload[at + 1] ?? 0)
    entries.push(payload.slice(at + 2, at + 2 + length))
    at += 2 + length
  }
  return entries.filter((entry) => entry.length > 0)
}
