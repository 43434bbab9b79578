/** Mutations of checkpoints as texts, older ones replayed, and handovers left out, stripped or exchanged. */
import { concat, utf8, utf8ToText } from '../../src/kernel/encoding.ts'
import type { Chance } from '../crash/chance.ts'
import { type Mutations, changePayload } from './mutant.ts'
import type { Truth } from './originals.ts'
import { type Part, type Step, changePart } from './parts.ts'

/** A note's text and its signature lines. */
function linesOf(note: Uint8Array): { text: string; lines: string[] } {
  const whole = utf8ToText(note) ?? ''
  const at = whole.indexOf('\n\n')
  return {
    text: whole.slice(0, at + 1),
    lines: whole
      .slice(at + 2)
      .split('\n')
      .slice(0, -1),
  }
}

const noteFrom = (text: string, lines: readonly string[]): Uint8Array =>
  utf8(`${text}\n${lines.map((line) => `${line}\n`).join('')}`)

const strangeSizes = [
  '0',
  '-1',
  '01',
  '1e1',
  '',
  ' 3',
  '9007199254740991',
  '9007199254740993',
  '99999999999999999',
]

/** Notes that differ from the original in their text or in the form of their lines. */
function rewritten(note: Uint8Array, chance: Chance): Uint8Array {
  const { text, lines } = linesOf(note)
  const [origin = '', size = '', root = ''] = text.split('\n')
  const texts = [
    `${origin}\n${chance.pick(strangeSizes)}\n${root}\n`,
    `${origin}\n${Number(size) + chance.pick([-1, 1, 256])}\n${root}\n`,
    `${origin}\n${size}\n${root.slice(0, -2)}\n`,
    `${origin}\n${size}\n${root.toLowerCase()}\n`,
    `${origin}\n${size}\n${root}\nextension\n`,
    `${origin} \n${size}\n${root}\n`,
    `${origin.toUpperCase()}\n${size}\n${root}\n`,
    `sigsum.org/v1/tree/a\n${size}\n${root}\n`,
    text.replaceAll('\n', '\r\n'),
    `\n${text}`,
  ]
  return noteFrom(chance.pick(texts), lines)
}

/** Notes whose lines are others; some of them are as good as the original (unknown lines are ignored). */
function relined(note: Uint8Array, chance: Chance): Uint8Array {
  const { text, lines } = linesOf(note)
  const [line = ''] = lines
  const [, name = '', encoded = ''] = line.split(' ')
  const junk = `— example.org/witness ${Buffer.alloc(68, 7).toString('base64')}`
  const choices = [
    [],
    [...lines, ...lines],
    [...lines, junk],
    [junk, ...lines],
    [...lines, ...Array.from({ length: chance.pick([14, 15, 16, 17, 100]) }, () => junk)],
    [`— ${name}x ${encoded}`],
    [`— ${name} ${encoded.slice(0, -4)}`],
    [`— ${name} ${Buffer.from(encoded, 'base64').subarray(0, 4).toString('base64')}`],
    [`- ${name} ${encoded}`],
    lines.map((one) => one.replace('—', '–')),
    [
      ...lines,
      `— ${name} ${Buffer.concat([Buffer.from(encoded, 'base64').subarray(0, 4), Buffer.alloc(64)]).toString('base64')}`,
    ],
  ]
  return noteFrom(text, chance.pick(choices))
}

const withNote = ({ steps }: Part, at: number, note: Uint8Array): { steps: Step[] } => ({
  steps: steps.map((step, index) => (index === at ? { ...step, note } : step)),
})

/** Steps `at` and `at + 1` as one, under the note of the second. */
const merged = (steps: readonly Step[], at: number): Step[] => {
  const [first, second] = [steps[at], steps[at + 1]]
  if (first === undefined || second === undefined) return [...steps]
  const both = { entries: [...first.entries, ...second.entries], note: second.note }
  return [...steps.slice(0, at), both, ...steps.slice(at + 2)]
}

const hasHandovers = ({ pens }: Truth): boolean => pens.length > 1

export const mutationsOfNotes: Mutations = {
  'a note that says something else': (mutant) =>
    changePayload(mutant, 'C', (note) => rewritten(note, mutant.chance)),
  'a note with other lines': (mutant) => changePayload(mutant, 'C', (note) => relined(note, mutant.chance)),
  'a note without its end, or too long': (mutant) =>
    changePayload(mutant, 'C', (note) =>
      mutant.chance.isOneIn(2) ? note.slice(0, -1) : concat(utf8('x'.repeat(16_384)), note),
    ),
  'an older checkpoint in place of the last': (mutant) =>
    changePart(mutant, (part) => {
      const older = mutant.chance.pick(part.truth.signed)
      return withNote(part, part.steps.length - 1, older.note)
    }),
  'an older checkpoint after the last': (mutant) =>
    changePart(mutant, ({ steps, truth }) => ({
      steps: [...steps, { entries: [], note: mutant.chance.pick(truth.signed).note }],
    })),
  'an older state of the book': (mutant) =>
    changePart(mutant, ({ from, truth, steps }) => {
      const older = truth.signed.filter(({ size }) => size > from)
      if (older.length === 0) return { steps }
      const { size, note } = mutant.chance.pick(older)
      return { steps: [{ entries: truth.entries.slice(from, size), note }] }
    }),
  "another book's checkpoint": (mutant) =>
    changePart(mutant, (part) => {
      const other = mutant.chance.pick([...mutant.originals.truths.values()])
      return withNote(part, mutant.chance.below(part.steps.length), mutant.chance.pick(other.signed).note)
    }),
  'checkpoints of one book exchanged': (mutant) =>
    changePart(mutant, ({ steps }) => ({
      steps: steps.map(({ entries }, at) => ({
        entries,
        note: (steps.at(-1 - at) ?? steps[0])?.note ?? utf8(''),
      })),
    })),
  'every checkpoint ever signed, one after the other': (mutant) =>
    changePart(mutant, ({ from, truth }) => {
      let at = from
      const steps = truth.signed.flatMap(({ size, note }) => {
        const entries = truth.entries.slice(at, size)
        at = Math.max(at, size)
        return size > from ? [{ entries, note }] : []
      })
      return { steps }
    }),
  'a handover left out': (mutant) =>
    changePart(
      mutant,
      ({ steps }) => ({ steps: merged(steps, mutant.chance.below(steps.length - 1)) }),
      hasHandovers,
    ),
  'a handover and its entries left out': (mutant) =>
    changePart(
      mutant,
      ({ steps }) => ({ steps: steps.filter((_, at) => at !== mutant.chance.below(steps.length)) }),
      hasHandovers,
    ),
  'handovers exchanged': (mutant) =>
    changePart(
      mutant,
      ({ steps }) => {
        const at = mutant.chance.below(steps.length - 1)
        const [first, second] = [steps[at], steps[at + 1]]
        return {
          steps: first && second ? [...steps.slice(0, at), second, first, ...steps.slice(at + 2)] : steps,
        }
      },
      hasHandovers,
    ),
  'a handover with one of its two signatures': (mutant) =>
    changePart(
      mutant,
      (part) => {
        const at = part.steps.findIndex(({ note }) => linesOf(note).lines.length > 1)
        const { text, lines } = linesOf(part.steps[at]?.note ?? new Uint8Array())
        return at < 0 ? part : withNote(part, at, noteFrom(text, [mutant.chance.pick(lines)]))
      },
      hasHandovers,
    ),
  'a handover twice': (mutant) =>
    changePart(mutant, ({ steps }) => ({ steps: steps.flatMap((step) => [step, step]) }), hasHandovers),
}
