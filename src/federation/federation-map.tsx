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

/** How any of these members is known. */
export const standingsIn = (members: readonly MemberFacts[]): readonly Standing[] =>
  standings.filter((standing) => members.some((member) => standingOf(member.standing) === standing))

/** null where no member names a place. `draw`: every member, or folded. */
export function federationMap(
  t: Translator,
  members: readonly MemberFacts[],
  draw = memberMap,
): Picture | null {
  const marked = members.map((member) => ({
    label: t.text(member.name),
    country: member.country,
    lon: member.lon,
    lat: member.lat,
    population: member.population,
    mark: standingMarks[standingOf(member.standing)],
  }))
  return draw(t, marked, {
    name: t('federation.map.title'),
    says: t('federations.members', { count: members.length }),
    legend: standingsIn(members).map((standing) =>
      legendLine(standingMarks[standing], t.word('standing', standing)),
    ),
    note: mapNote(t, members),
  })
}
