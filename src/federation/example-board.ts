/** Boards to try pages on: from members with positions, through the one evaluator. For tests, previews and the gallery only. */
import { type Requirement, decide, tallyOf } from '../kernel/decision.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { PositionOption } from '../kernel/vote.ts'
import type { BoardMember, BoardView, MemberFacts, SectionState } from './views.ts'

export interface ExampleMember extends MemberFacts {
  readonly position: PositionOption | null
}

export interface ExampleBoardOptions {
  readonly members: readonly ExampleMember[]
  readonly sections: readonly { readonly id: string; readonly name: LocalizedText }[]
  readonly requirements?: readonly Requirement[]
  readonly title?: LocalizedText
  readonly text?: LocalizedText
}

/** Two thirds of all and a majority of each section, of those entitled. */
export const doubleMajority: readonly Requirement[] = [
  { of: 'all', fraction: { num: 2, den: 3 }, moreThan: false, denominator: 'entitled' },
  { of: 'each-section', fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'entitled' },
]

const base32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** An id like a book's, the same for the same number, that compresses as badly as a real one. */
export function exampleId(seed: number, length = 52): string {
  let state = (seed * 2_654_435_761 + 12_345) % 4_294_967_296
  return Array.from({ length }, () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return base32[Math.floor(state / 134_217_728)] ?? 'a'
  }).join('')
}

const alliance = exampleId(1)

/** Hands that lead to the position. */
function handsFor(
  position: PositionOption,
  index: number,
): Pick<BoardMember, 'present' | 'yes' | 'no' | 'abstain'> {
  const most = 7 + (index % 9)
  const hands = { yes: index % 3, no: index % 2, abstain: index % 4 === 0 ? 1 : 0 }
  const counted = { ...hands, [position]: most }
  return { ...counted, present: counted.yes + counted.no + counted.abstain + (index % 3) }
}

const at = (index: number): string => `2026-03-${String(1 + (index % 9)).padStart(2, '0')}T15:00:00-04:00`

function boardMember(member: ExampleMember, index: number): BoardMember {
  const { position } = member
  const plain = { silence: 'unheard' as const, motion: null, delegate: null, marks: [] }
  if (position === null)
    return {
      ...member,
      ...plain,
      present: null,
      yes: null,
      no: null,
      abstain: null,
      attesters: null,
      at: null,
      proof: null,
    }
  const proof = { book: member.body, seq: 3 }
  return { ...member, ...plain, ...handsFor(position, index), attesters: 2, at: at(index), proof }
}

export function exampleBoard(options: ExampleBoardOptions): BoardView {
  const { members, sections, requirements = doubleMajority } = options
  const positions = new Map(
    members.flatMap(({ body, position }) => (position === null ? [] : [[body, position]])),
  )
  const decision = decide(members, requirements, positions)
  const stateOfSection = (section: string): SectionState['requirement'] =>
    decision.requirements.find((state) => state.section === section) ?? null
  return {
    federation: {
      book: alliance,
      name: { es: 'Alianza de prueba', en: 'Trial alliance' },
      demonstration: true,
    },
    motion: {
      ref: { book: alliance, seq: 60 },
      title: options.title ?? { es: 'Turismo integrado', en: 'Integrated tourism' },
      text: options.text ?? { es: 'Se propone una sola ruta.', en: 'One route is proposed.' },
      source: 'A',
      at: '2026-02-20T10:00:00-04:00',
    },
    how: 'bases',
    rule: { name: 'joint', byConsent: false },
    closed: null,
    disputed: null,
    referral: { ref: { book: alliance, seq: 61 }, at: '2026-02-21T10:00:00-04:00' },
    isInForce: true,
    outcome: decision.outcome,
    requirements: decision.requirements.filter(({ section }) => section === null),
    sections: sections.map(({ id, name }) => ({
      section: id,
      name,
      ...tallyOf(
        members.filter(({ section }) => section === id),
        positions,
      ),
      requirement: stateOfSection(id),
    })),
    entitled: members.length,
    heard: positions.size,
    members: members.map(boardMember),
    uncounted: [],
    absent: [],
    book: { size: 62, root: 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=' },
    local: {
      arrivals: Object.fromEntries(
        members.map(({ body }, index) => [
          body,
          { at: at(index), via: index % 5 === 0 ? ('carried' as const) : ('link' as const) },
        ]),
      ),
      witnesses: { nodes: 2, countries: 2 },
      canDecide: [],
      canClose: false,
      canConfirm: false,
    },
  }
}

const sectionIds = ['BO', 'CL', 'PE'] as const

/** So many invented members in three sections; `positionOf` says what each decided. */
export function exampleMembers(
  count: number,
  positionOf: (index: number, section: string) => PositionOption | null,
): readonly ExampleMember[] {
  return Array.from({ length: count }, (_, index) => {
    const section = index % 8 === 7 ? 'CL' : index % 5 < 3 ? 'BO' : 'PE'
    return {
      body: exampleId(100 + index),
      name: { es: `Miembro de prueba ${exampleId(500 + index, 7)}` },
      country: section,
      region: 'Región de prueba',
      section,
      lon: -68.2 - (index % 9) / 5,
      lat: -16 - index / 16,
      population: 300 + ((index * 7919) % 40_000),
      populationNote: '2017 census',
      standing: 'illustrative',
      position: positionOf(index, section),
    }
  })
}

export const exampleSections = sectionIds.map((id) => ({
  id,
  name: { BO: { es: 'Bolivia' }, CL: { es: 'Chile' }, PE: { es: 'Perú', en: 'Peru' } }[id],
}))
