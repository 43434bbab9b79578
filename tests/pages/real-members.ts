/** Real names and places for the preview, read when it runs and never kept in the project; the positions are invented. */
import { readFileSync } from 'node:fs'
import { type ExampleMember, exampleId } from '../../src/federation/example-board.ts'
import type { PositionOption } from '../../src/kernel/vote.ts'

const csvPath = new URL('../../../shared/data/geo/triborder_aymara.csv', import.meta.url)

interface Place {
  readonly country: string
  readonly region: string
  readonly name: string
  readonly population: number
  readonly note: string
  readonly lon: number
  readonly lat: number
}

function readPlaces(): readonly Place[] {
  const [, ...lines] = readFileSync(csvPath, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const fields = line.split(',')
    const at = (index: number): string => fields[index] ?? ''
    return {
      country: at(1),
      region: at(2),
      name: at(4),
      population: Number(at(7)),
      note: `${at(8)} ${at(9)}`,
      lon: Number(at(10)),
      lat: Number(at(11)),
    }
  })
}

const named = new Set(['Putre', 'General Lagos', 'Camarones', 'Pozo Almonte', 'Pica', 'Colchane', 'Camina'])

function pick(): readonly Place[] {
  const places = readPlaces()
  const chile = places.filter(({ country, name }) => country === 'CL' && named.has(name))
  const others = (country: string, count: number): readonly Place[] => {
    const all = places.filter((place) => place.country === country && place.population < 60_000)
    const implied = all.filter(({ name }) => name === 'Curahuara de Carangas')
    const step = all.length / count
    const spread = Array.from({ length: count }, (_, index) => all[Math.floor(index * step)]).filter(
      (place) => place !== undefined,
    )
    return [...implied, ...spread.filter((place) => !implied.includes(place))].slice(0, count)
  }
  return [...others('BO', 29), ...chile, ...others('PE', 20)]
}

const positions: Readonly<Record<string, string>> = {
  BO: 'yyynyyayyuyyynyyyyuyyaynyyyyuyyyy',
  CL: 'yuuuuuu',
  PE: 'yynyyyyyuyyyayynyyuyy',
}
const letters: Readonly<Record<string, PositionOption>> = { y: 'yes', n: 'no', a: 'abstain' }

/** `chile`: a letter a Chilean member: y, n, a, or u where not heard from. */
export function realMembers(chile = positions['CL'] ?? ''): readonly ExampleMember[] {
  const seen: Record<string, number> = {}
  return pick().map((place, index) => {
    const nth = (seen[place.country] = (seen[place.country] ?? -1) + 1)
    const line = place.country === 'CL' ? chile : (positions[place.country] ?? '')
    return {
      body: exampleId(100 + index),
      name: { es: place.name },
      country: place.country,
      region: place.region,
      section: place.country,
      lon: place.lon,
      lat: place.lat,
      population: place.population,
      populationNote: place.note,
      standing:
        place.country === 'CL' ? 'named' : place.name.startsWith('Curahuara') ? 'implied' : 'illustrative',
      position: letters[line[nth] ?? 'u'] ?? null,
    }
  })
}
