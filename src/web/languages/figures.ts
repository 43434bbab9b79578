/** Figures with what makes them readable: a population with its year and kind, a place with its sides. */
import { isMessageKey } from './catalogue.ts'
import { isolatedText } from './plain-text.ts'
import type { Translator } from './translator.tsx'

export interface PopulationFigure {
  readonly population: number | null
  /** `2017 census`: year and kind, as published. */
  readonly populationNote: string | null
}

/** The year and, where the catalogue knows it, the kind in words; else the note as it stands. */
function noteText(t: Translator, note: string): string {
  const [, year, kind] = /^(\d{4}) ([a-z-]+)$/.exec(note) ?? []
  const key = `population.${kind}`
  return year !== undefined && isMessageKey(key) ? t(key, { year }) : isolatedText(note)
}

export function populationText(t: Translator, { population, populationNote }: PopulationFigure): string {
  if (population === null) return t('population.unknown')
  const figure = t.number(population)
  return populationNote === null
    ? figure
    : t('population.note', { population: figure, note: noteText(t, populationNote) })
}

/** Degrees WGS 84, three decimals (about 100 m), with the letters of the sides. */
export function placeOnEarthText(t: Translator, lon: number, lat: number): string {
  const degrees = (value: number): string => Math.abs(value).toFixed(3)
  return t('place.degrees', {
    lat: degrees(lat),
    lon: degrees(lon),
    northing: lat < 0 ? 'south' : 'north',
    easting: lon < 0 ? 'west' : 'east',
  })
}
