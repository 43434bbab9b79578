/**
 * The piece of the Earth a map shows, and where a place falls on it.
 *
 * Coordinates are [lon, lat] in degrees, WGS 84; the picture's are pixels from its upper left corner.
 * Deliberately absent: tiles, zoom, scripts. The map is drawn once, on the server, and prints.
 */
import { type GeoProjection, geoMercator } from 'd3-geo'

export type LonLat = readonly [lon: number, lat: number]
export type Pixel = readonly [x: number, y: number]

export interface Frame {
  readonly width: number
  readonly height: number
  readonly projection: GeoProjection
  /** The same frame has the same key: outlines are drawn once for it. */
  readonly key: string
  toPixel(place: LonLat): Pixel
}

const width = 560
const heightRange = [400, 660] as const
const margin = 44

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)

const mercatorY = (lat: number): number =>
  Math.log(Math.tan(Math.PI / 4 + (clamp(lat, -85, 85) * Math.PI) / 360))

interface Box {
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

/** The box around the places, at least a degree wide and high so that one place alone still has surroundings. */
function boxAround(places: readonly LonLat[]): Box {
  const lons = places.map(([lon]) => lon)
  const lats = places.map(([, lat]) => lat)
  const [west, east] = [Math.min(...lons), Math.max(...lons)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const moreLon = Math.max(0, 1 - (east - west)) / 2
  const moreLat = Math.max(0, 1 - (north - south)) / 2
  return { west: west - moreLon, east: east + moreLon, south: south - moreLat, north: north + moreLat }
}

function heightFor({ west, east, south, north }: Box): number {
  const wide = ((east - west) * Math.PI) / 180
  const high = mercatorY(north) - mercatorY(south)
  return Math.round(clamp(((width - 2 * margin) * high) / wide + 2 * margin, ...heightRange))
}

/** A frame with all the places well inside; null without places. Members on both sides of longitude 180 are not foreseen. */
export function frameAround(places: readonly LonLat[]): Frame | null {
  if (places.length === 0) return null
  const box = boxAround(places)
  const height = heightFor(box)
  const corners = {
    type: 'MultiPoint' as const,
    coordinates: [
      [box.west, box.south],
      [box.east, box.north],
    ],
  }
  const projection = geoMercator()
    .fitExtent(
      [
        [margin, margin],
        [width - margin, height - margin],
      ],
      corners,
    )
    .clipExtent([
      [-2, -2],
      [width + 2, height + 2],
    ])
  const key = [box.west, box.south, box.east, box.north].map((side) => side.toFixed(4)).join(' ')
  return {
    width,
    height,
    projection,
    key,
    toPixel: ([lon, lat]) => {
      const [x, y] = projection([lon, lat]) ?? [0, 0]
      return [Math.round(x * 10) / 10, Math.round(y * 10) / 10]
    },
  }
}
