/** The members of a motion on a map: ● yes, ■ no, ▲ abstention, hatched ○ not heard from. */
import type { FC } from 'hono/jsx'
import { type Heard, heardOf } from '../web/components/marks.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { LegendItem, type MapMember, type MarkLook, MemberMap } from '../web/map/member-map.tsx'
import type { BoardMember, BoardView, MemberFacts } from './views.ts'

const marks: Readonly<Record<Heard, MarkLook>> = {
  yes: { shape: 'circle', look: 'yes' },
  no: { shape: 'square', look: 'no' },
  abstain: { shape: 'triangle', look: 'abstain' },
  unheard: { shape: 'circle', look: 'unheard', hatched: true },
}

export const BoardMap: FC<{ t: Translator; board: BoardView }> = ({ t, board }) => (
  <MemberMap t={t} title={t('board.map.title')} members={board.members.map((member) => boardMark(t, member))}>
    {(['yes', 'no', 'abstain', 'unheard'] as const).map((heard) => (
      <LegendItem mark={marks[heard]}>{t.word('position', heard)}</LegendItem>
    ))}
    <p>
      {t('board.map.size')} <Placeless t={t} members={board.members} />
    </p>
  </MemberMap>
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

/** Whether there is anything to show on a map. */
export const isAnyPlaced = (members: readonly MemberFacts[]): boolean =>
  members.some(({ lon, lat }) => lon !== null && lat !== null)

export const Placeless: FC<{ t: Translator; members: readonly MemberFacts[] }> = ({ t, members }) => {
  const count = members.filter(({ lon, lat }) => lon === null || lat === null).length
  return count === 0 ? null : <>{t('board.map.placeless', { count })}</>
}
