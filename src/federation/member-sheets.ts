/** Members of a motion and of a federation as tables for a spreadsheet: what their maps and the tables beside them show. */
import type { Translator } from '../web/languages/translator.tsx'
import type { Sheet, SheetCell } from '../web/pictures/csv.ts'
import { standingOf } from './federation-map.tsx'
import type { BoardView, MemberFacts } from './views.ts'

interface Sections {
  readonly sections: readonly { readonly id: string; readonly name: MemberFacts['name'] }[]
}

const placeColumns = (t: Translator): string[] => [
  t('federation.col.member'),
  t('picture.col.section'),
  t('picture.col.country'),
  t('picture.col.region'),
  t('federation.col.population'),
  t('picture.col.lon'),
  t('picture.col.lat'),
]

function placeCells(t: Translator, { sections }: Sections, member: MemberFacts): SheetCell[] {
  const section = sections.find(({ id }) => id === member.section)
  return [
    t.text(member.name),
    section === undefined ? member.section : t.text(section.name),
    member.country === '' ? '' : t.country(member.country),
    member.region,
    member.population,
    member.lon,
    member.lat,
  ]
}

const byName =
  (t: Translator) =>
  (one: MemberFacts, other: MemberFacts): number =>
    t.compare(t.text(one.name), t.text(other.name))

const book = (t: Translator): string => t('picture.col.book')

export function boardSheet(t: Translator, board: BoardView): Sheet {
  const sections = board.sections.map(({ section, name }) => ({ id: section, name }))
  const hands = ['yes', 'no', 'abstain'] as const
  return {
    columns: [
      ...placeColumns(t),
      t('board.col.position'),
      t('picture.col.present'),
      ...hands.map((option) => t.word('position', option)),
      book(t),
    ],
    rows: board.members
      .toSorted(byName(t))
      .map((member) => [
        ...placeCells(t, { sections }, member),
        t.word('position', member.position ?? member.silence),
        member.present,
        ...hands.map((option) => member[option]),
        member.body,
      ]),
  }
}

export const membersSheet = (
  t: Translator,
  { charter, members }: { readonly charter: Sections; readonly members: readonly MemberFacts[] },
): Sheet => ({
  columns: [...placeColumns(t), t('federation.col.known'), book(t)],
  rows: members
    .toSorted(byName(t))
    .map((member) => [
      ...placeCells(t, charter, member),
      t.word('standing', standingOf(member.standing)),
      member.body,
    ]),
})
