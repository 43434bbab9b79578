/**
 * Outlines of countries inside a frame, from world-atlas (Natural Earth, 1:50 million, public domain).
 * They show where one is; they say nothing about disputes of limits.
 */
import { createRequire } from 'node:module'
import { type GeoContext, geoBounds, geoPath } from 'd3-geo'
import type { Feature, FeatureCollection, Geometry, MultiLineString } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Frame, Pixel } from './frame.ts'

/** ISO 3166-1 alpha-2 of the numeric codes of the atlas, for the countries this map may name. */
const codes: Readonly<Record<string, string>> = {
  '032': 'AR',
  '068': 'BO',
  '076': 'BR',
  '152': 'CL',
  '170': 'CO',
  '218': 'EC',
  '328': 'GY',
  '591': 'PA',
  '600': 'PY',
  '604': 'PE',
  '740': 'SR',
  '858': 'UY',
  '862': 'VE',
}

export interface CountryOutline {
  /** ISO 3166-1 alpha-2; null where the map has no name for it. */
  readonly country: string | null
  /** Closed rings in pixels, clipped to the frame. */
  readonly rings: readonly (readonly Pixel[])[]
}

export interface Outlines {
  readonly countries: readonly CountryOutline[]
  /** SVG path of the borders between countries. */
  readonly borders: string
}

interface Atlas {
  readonly countries: FeatureCollection<Geometry>
  readonly boxes: readonly (readonly [LonLatPair, LonLatPair])[]
  readonly borders: MultiLineString
}

type LonLatPair = [number, number]
type WorldTopology = Topology<{ countries: GeometryCollection }>

let atlas: Atlas | null = null

/** Read when the first map is drawn: nodes that only serve JSON never pay for it. */
function readAtlas(): Atlas {
  if (atlas !== null) return atlas
  const world = createRequire(import.meta.url)('world-atlas/countries-50m.json') as WorldTopology
  const countries = feature(world, world.objects.countries)
  atlas = {
    countries,
    boxes: countries.features.map((country) => geoBounds(country)),
    borders: mesh(world, world.objects.countries, (a, b) => a !== b),
  }
  return atlas
}

function isInView(frame: Frame, [[west, south], [east, north]]: readonly [LonLatPair, LonLatPair]): boolean {
  const invert = frame.projection.invert
  if (invert === undefined) return true
  const [left, top] = invert([0, 0]) ?? [-180, 90]
  const [right, bottom] = invert([frame.width, frame.height]) ?? [180, -90]
  const apart = west <= east && (east < left || west > right)
  return !apart && north >= bottom && south <= top
}

/** Takes down the rings a path draws. */
function ringRecorder(): { readonly context: GeoContext; readonly rings: Pixel[][] } {
  const rings: Pixel[][] = []
  const add = (x: number, y: number): void => {
    rings.at(-1)?.push([x, y])
  }
  const context: GeoContext = {
    beginPath: () => undefined,
    closePath: () => undefined,
    arc: () => undefined,
    lineTo: add,
    moveTo: (x, y) => {
      rings.push([])
      add(x, y)
    },
  }
  return { context, rings }
}

/** The rings, or lines, of a shape in pixels. */
function ringsOf(frame: Frame, shape: Parameters<ReturnType<typeof geoPath>>[0]): Pixel[][] {
  const { context, rings } = ringRecorder()
  geoPath(frame.projection, context)(shape)
  return rings
}

const outlineOf = (frame: Frame, country: Feature): CountryOutline => ({
  country: codes[String(country.id)] ?? null,
  rings: ringsOf(frame, country),
})

const drawn = new Map<string, Outlines>()
const drawnLimit = 32

/** Outlines in view. The same frame is drawn once and kept, up to 32 of them. */
export function outlinesIn(frame: Frame): Outlines {
  const known = drawn.get(frame.key)
  if (known !== undefined) return known
  const { countries, boxes, borders } = readAtlas()
  const inView = countries.features.filter((_, index) => {
    const box = boxes[index]
    return box !== undefined && isInView(frame, box)
  })
  const outlines = {
    countries: inView.map((country) => outlineOf(frame, country)).filter(({ rings }) => rings.length > 0),
    borders: linesToPath(ringsOf(frame, borders)),
  }
  if (drawn.size >= drawnLimit) drawn.clear()
  drawn.set(frame.key, outlines)
  return outlines
}

/** Whole pixels, each told from the one before: a quarter of the bytes that tenths of pixels of the frame take. */
function toPath(points: readonly Pixel[]): string {
  let [atX, atY] = [0, 0]
  const moves: string[] = []
  for (const [index, [x, y]] of points.entries()) {
    const [dx, dy] = [Math.round(x) - atX, Math.round(y) - atY]
    if (index > 0 && dx === 0 && dy === 0) continue
    moves.push(`${dx},${dy}`)
    atX += dx
    atY += dy
  }
  const [start = '0,0', ...rest] = moves
  return `M${start}l${rest.join(' ')}`
}

export const ringsToPath = (rings: readonly (readonly Pixel[])[]): string =>
  rings.map((ring) => `${toPath(ring)}Z`).join('')

/** What is smaller than a pixel is left out. */
const linesToPath = (lines: readonly (readonly Pixel[])[]): string =>
  lines
    .map(toPath)
    .filter((path) => !path.endsWith('l'))
    .join('')
