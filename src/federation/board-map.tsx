/** The members of a motion on a map: ● yes, ■ no, ▲ abstention, hatched ○ not heard from. */
import { type Heard, heardOf } from '../web/components/marks.tsx'
import type { Picture } from '../web/components/picture.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { type MapMember, type MarkLook, legendLine, memberMap } from '../web/map/member-map.tsx'
import { talliedText, wholeCounts } from './board-counts.ts'
import type { BoardMember, BoardView, MemberFacts } from './views.ts'

const marks: Readonly<Record<Heard, MarkLook>> = {
  yes: { shape: 'circle', look: 'yes' },
  no: { shape: 'square', look: 'no' },
  abstain: { shape: 'triangle', look: 'abstain' },
  unheard: { shape: 'circle', look: 'unheard', hatched: true },
}

const heardOnes = ['yes', 'no', 'abstain', 'unheard'] as const

/** null where no member names a place. `draw`: every member, or folded. */
export const boardMap = (t: Translator, board: BoardView, draw = memberMap): Picture | null =>
  draw(
    t,
    board.members.map((member) => boardMark(t, member)),
    {
      name: t('board.map.title'),
      says: talliedText(t, board.how, wholeCounts(board)),
      legend: heardOnes.map((heard) => legendLine(marks[heard], t.word('position', heard))),
      note: mapNote(t, board.members),
    },
  )

function boardMark(t: Translator, member: BoardMember): MapMember {
  const heard = heardOf(member.position)
  return {
    label: `${t.text(member.name)}: ${t.word('position', heard)}`,
    country: member.country,
    lon: member.lon,
    lat: member.lat,
    population: member.population,
    mark: marks[heard],
  }
}

/** What the size of a mark is, and who is not on the map. */
export function mapNote(t: Translator, members: readonly MemberFacts[]): string {
  const count = members.filter(({ lon, lat }) => lon === null || lat === null).length
  const size = t('board.map.size')
  return count === 0 ? size : `${size} ${t('board.map.placeless', { count })}`
}
