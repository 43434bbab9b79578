/** A map of very many members: those near each other that stand alike have one mark. The map to download has one of each. */
import type { Picture } from '../components/picture.tsx'
import { groupedBy } from '../../kernel/grouped.ts'
import type { Translator } from '../languages/translator.tsx'
import { type MapMember, type MapWords, memberMap } from './member-map.tsx'

/** So many members have a mark each. */
const mostSingle = 600

/** The longer side of what is folded has so many cells. */
const cellsASide = 16

type Placed = MapMember & { readonly lon: number; readonly lat: number }

const isPlaced = (member: MapMember): member is Placed => member.lon !== null && member.lat !== null

/** The map of members, several to a mark where there are very many; null where nobody has a place. */
export function foldedMap(t: Translator, members: readonly MapMember[], words: MapWords): Picture | null {
  const placed = members.filter(isPlaced)
  if (placed.length <= mostSingle) return memberMap(t, members, words)
  const marks = folded(t, placed)
  const says = t('map.folded', { marks: marks.length, members: placed.length })
  return memberMap(t, marks, { ...words, note: [words.note, says].filter((text) => text !== null).join(' ') })
}

/** The smallest of these, and how far the largest is from it. */
function spanOf(values: readonly number[]): { readonly least: number; readonly span: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)]
  return { least, span: most - least }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** A mark for each look and country in each cell; those of one cell stand in a row about the middle of its members. */
function folded(t: Translator, members: readonly Placed[]): MapMember[] {
  const [west, south] = [spanOf(members.map(({ lon }) => lon)), spanOf(members.map(({ lat }) => lat))]
  const side = Math.max(west.span, south.span, 0.01) / cellsASide
  const cellOf = ({ lon, lat }: Placed): string =>
    `${Math.floor((lon - west.least) / side)} ${Math.floor((lat - south.least) / side)}`
  return [...groupedBy(members, cellOf).values()].flatMap((cell) => {
    const [lon, lat] = [mean(cell.map((member) => member.lon)), mean(cell.map((member) => member.lat))]
    const looks = [
      ...groupedBy(cell, ({ mark, country }) => `${mark.look} ${mark.shape} ${country}`),
    ].toSorted(([a], [b]) => (a < b ? -1 : 1))
    return looks.map(([, alike], at) => ({
      label: t('federations.members', { count: alike.length }),
      country: alike[0]?.country ?? '',
      lon: lon + (at - (looks.length - 1) / 2) * (side / looks.length),
      lat,
      population: alike.reduce((sum, { population }) => sum + (population ?? 0), 0),
      mark: (alike[0] as Placed).mark,
    }))
  })
}
