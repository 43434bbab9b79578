import { describe, expect, it } from 'vitest'
import { translatorFor } from '../languages/translator.tsx'
import { frameAround } from './frame.ts'
import { isInside, labelPlace } from './labels.ts'
import { Figure } from '../components/picture.tsx'
import { memberMap } from './member-map.tsx'
import { outlinesIn } from './outlines.ts'

const t = translatorFor('es')
const member = { country: 'BO', population: 100, mark: { shape: 'circle', look: 'yes' } as const }
const placed = { ...member, label: 'Uno', lon: -68.2, lat: -17 }

const words = { name: 'Mapa', says: '', legend: [], note: null }

describe('a frame', () => {
  it('holds every place well inside, north up and west left', () => {
    const frame = frameAround([
      [-69.5, -18],
      [-68, -20],
    ])
    if (frame === null) throw new Error('no frame')
    const [northWest, southEast] = [frame.toPixel([-69.5, -18]), frame.toPixel([-68, -20])]
    expect(northWest[0]).toBeGreaterThan(40)
    expect(northWest[1]).toBeGreaterThan(40)
    expect(southEast[0]).toBeGreaterThan(northWest[0])
    expect(southEast[1]).toBeGreaterThan(northWest[1])
    expect(southEast[0]).toBeLessThan(frame.width - 40)
    expect(southEast[1]).toBeLessThan(frame.height - 40)
  })

  it('shows surroundings of a single place, and nothing without any', () => {
    expect(frameAround([[-68, -20]])?.toPixel([-68, -20])[0]).toBeCloseTo(280, 0)
    expect(frameAround([])).toBeNull()
  })
})

describe('outlines and labels', () => {
  it('show the countries in view, each named inside itself and away from marks', () => {
    const frame = frameAround([
      [-70, -16],
      [-67, -20],
    ])
    if (frame === null) throw new Error('no frame')
    const { countries, borders } = outlinesIn(frame)
    expect(countries.map(({ country }) => country).toSorted()).toEqual(['BO', 'CL', 'PE'])
    expect(borders).toMatch(/^M/)
    const bolivia = countries.find(({ country }) => country === 'BO')
    if (bolivia === undefined) throw new Error('no Bolivia')
    expect(isInside(bolivia.rings, frame.toPixel([-67.5, -18]))).toBe(true)
    expect(isInside(bolivia.rings, frame.toPixel([-70, -19.5]))).toBe(false)
    const at = labelPlace(frame, bolivia, 7, [frame.toPixel([-67.5, -18])])
    expect(at !== null && isInside(bolivia.rings, at)).toBe(true)
  })
})

describe('a map of members', () => {
  it('draws a mark of each placed member, largest first, and skips those without a place', () => {
    const picture = memberMap(
      t,
      [
        placed,
        { ...placed, label: 'Grande', lat: -18, population: 5000 },
        { ...member, label: 'Ninguna parte', lon: null, lat: null },
      ],
      words,
    )
    if (picture === null) throw new Error('no picture')
    const html = String(<Figure t={t} picture={picture} path="/map" />)
    expect(html.indexOf('Grande')).toBeLessThan(html.indexOf('Uno'))
    expect(html).not.toContain('Ninguna parte')
    expect(html).toContain('BOLIVIA')
  })

  it('is nothing where nobody has a place', () => {
    expect(memberMap(t, [{ ...placed, lon: null }], words)).toBeNull()
  })
})
