/** A federation's members on a map, by how their membership is known: ● named, ◆ implied, ○ illustrative. */
import type { FC } from 'hono/jsx'
import type { Translator } from '../web/languages/translator.tsx'
import { LegendItem, type MarkLook, MemberMap } from '../web/map/member-map.tsx'
import { Placeless } from './board-map.tsx'
import type { MemberFacts } from './views.ts'

export const standings = ['named', 'implied', 'illustrative', 'unknown'] as const
export type Standing = (typeof standings)[number]

export const standingOf = (standing: string | null): Standing =>
  standings.find((known) => known === standing) ?? 'unknown'

export const standingMarks: Readonly<Record<Standing, MarkLook>> = {
  named: { shape: 'circle', look: 'named' },
  implied: { shape: 'diamond', look: 'implied' },
  illustrative: { shape: 'circle', look: 'illustrative' },
  unknown: { shape: 'square', look: 'illustrative' },
}

export const FederationMap: FC<{ t: Translator; members: readonly MemberFacts[] }> = ({ t, members }) => {
  const present = standings.filter((standing) =>
    members.some((member) => standingOf(member.standing) === standing),
  )
  return (
    <MemberMap
      t={t}
      title={t('federation.map.title')}
      members={members.map((member) => ({
        label: t.text(member.name),
        country: member.country,
        lon: member.lon,
        lat: member.lat,
        population: member.population,
        mark: standingMarks[standingOf(member.standing)],
      }))}
    >
      {present.map((standing) => (
        <LegendItem mark={standingMarks[standing]}>{t.word('standing', standing)}</LegendItem>
      ))}
      <p>
        {t('board.map.size')} <Placeless t={t} members={members} />
      </p>
    </MemberMap>
  )
}
