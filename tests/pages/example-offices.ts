/** Offices of an invented community as large as they come: what the pages are rendered from. */
import { base32 } from '../../src/kernel/encoding.ts'
import { curveOf, fewestWithHalf } from '../../src/offices/concentration.ts'
import { sha256 } from '../../src/book/hash.ts'
import type { OfficePageView } from '../../src/offices/office-page.tsx'
import type { OfficeView, OfficesView, TakerLine, TermLine, TurnState } from '../../src/offices/views.ts'

const idOf = (at: number): string => base32(sha256(Uint8Array.of(at % 256, at >> 8)).slice(0, 16))

const stateOf = (at: number): TurnState =>
  at < 120 ? (at % 9 === 4 ? 'excused' : 'served') : at === 120 ? 'serving' : at === 121 ? 'next' : 'owes'

const families = ['Mamani', 'Choque', 'Quispe', 'Condori', 'Flores', 'Huanca', 'Colque', 'Apaza']

/** Takers of a turn, `named` for those of the body. */
const takersOf = (count: number, isNamed: boolean): TakerLine[] =>
  Array.from({ length: count }, (_, at) => ({
    taker: idOf(at),
    place: at + 1,
    called: isNamed ? `Familia ${families[at % 8] ?? ''} ${at}` : null,
    away: at % 13 === 0,
    state: stateOf(Math.floor((at * 400) / count)),
    excuses: at % 9 === 4 ? 1 : 0,
  }))

const term = (seq: number, isNamed: boolean): TermLine => ({
  seq,
  post: 'authority',
  taker: idOf(seq),
  called: isNamed ? 'Familia Mamani' : null,
  holders: isNamed ? ['Ana Mamani', 'Luis Choque'] : null,
  persons: 2,
  at: '2026-03-01T15:00:00-04:00',
  until: '2027-03-01',
  sent: seq === 12,
  isSubstitute: seq === 11,
  endedAt: seq === 12 ? null : '2026-12-20T15:00:00-04:00',
  reason: seq === 12 ? null : 'completed',
  received: [{ thing: 'Bastón de mando', quantity: '2', condition: 'good' }],
  handed:
    seq === 12 ? [] : [{ thing: 'Cable', quantity: '10.5', unit: 'm', condition: 'worn', why: 'se gastó' }],
})

const office = (post: string, takers: readonly TakerLine[], isNamed: boolean): OfficeView => ({
  post,
  name: null,
  seats: 1,
  holder: takers.length === 0 ? 'person' : 'couple',
  by: takers.length === 0 ? null : 'household',
  termMonths: 12,
  mayRepeat: false,
  isPublic: false,
  round: takers.length === 0 ? 0 : 3,
  takers,
  next: takers.find(({ state }) => state === 'next') ?? null,
  running: takers.length === 0 ? [] : [term(12, isNamed)],
  assigned: 0,
  vacant: takers.length === 0 ? 1 : 0,
  adopted: takers.length === 0 ? null : { at: '2026-01-10T10:00:00-04:00', seq: 8, motion: 5 },
  held: [],
})

const body = { book: 'a'.repeat(52), name: { es: 'San Pedro de Curahuara' }, demonstration: true }

const byTerms = [
  { terms: 4, takers: 9 },
  { terms: 2, takers: 31 },
  { terms: 1, takers: 80 },
  { terms: 0, takers: 280 },
]

/** `isOfBody`: as those of the body see it. */
export const offices = (isOfBody: boolean): OfficesView => ({
  body,
  isOfBody,
  canWrite: isOfBody,
  offices: [
    office('authority', takersOf(400, isOfBody), isOfBody),
    office('water-judge', takersOf(24, isOfBody), isOfBody),
    office('treasurer', [], isOfBody),
  ],
  concentration: {
    gini: { num: 8, den: 11 },
    takers: 400,
    byTerms,
    curve: curveOf(byTerms),
    fewestWithHalf: fewestWithHalf(byTerms),
    within: isOfBody
      ? {
          years: ['2024', '2025', null].map((year) => ({
            year,
            terms: 6,
            sections: { num: 5, den: 9 },
            households: { num: 1, den: 6 },
            women: 6,
            men: 5,
            others: 1,
          })),
          sections: 3,
          households: 400,
          neverServed: Array.from({ length: 280 }, (_, at) => `Familia ${families[at % 8] ?? ''} ${at}`),
          paths: Array.from({ length: 120 }, (_, at) => ({
            called: `Familia ${families[at % 8] ?? ''} ${at}`,
            offices: [
              { post: 'water-judge', at: '2024-03-01T15:00:00-04:00' },
              { post: 'authority', at: '2025-03-01T15:00:00-04:00' },
            ],
          })),
        }
      : null,
  },
})

export const oneOffice = (): OfficePageView => ({
  body,
  office: office('authority', takersOf(400, true), true),
  terms: [term(12, true), term(11, true), term(10, true)],
  forms: {
    motions: [{ seq: 5, title: { es: 'El orden de los turnos' } }],
    names: takersOf(400, true).map(({ called }) => String(called)),
    cut: [11],
  },
})
