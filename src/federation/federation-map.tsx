/** A federation's members on a map, by how their membership is known: ● named, ◆ implied, ○ illustrative. */
import type { Picture } from '../web/components/picture.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { type MarkLook, legendLine, memberMap } from '../web/map/member-map.tsx'
import { mapNote } from './board-map.tsx'
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

/** null where no member names a place. */
export function federationMap(t: Translator, members: readonly MemberFacts[]): Picture | null {
  const present = standings.filter((standing) =>
    members.some((member) => standingOf(member.standing) === standing),
  )
  const marked = members.map((member) => ({
    label: t.text(member.name),
    country: member.country,
    lon: member.lon,
    lat: member.lat,
    population: member.population,
    mark: standingMarks[standingOf(member.standing)],
  }))
  return memberMap(t, marked, {
    name: t('federation.map.title'),
    says: t('federations.members', { count: members.length }),
    legend: present.map((standing) => legendLine(standingMarks[standing], t.word('standing', standing))),
    note: mapNote(t, members),
  })
}
