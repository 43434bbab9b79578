/** Members on a map: a mark each, its shape and colour saying what it stands for, its area the population. */
import type { Child, FC } from 'hono/jsx'
import { hatchFill } from '../components/hatch.tsx'
import { Key, type LegendLine, type Picture } from '../components/picture.tsx'
import type { Translator } from '../languages/translator.tsx'
import { type Frame, type Pixel, frameAround } from './frame.ts'
import { labelPlaceKept } from './labels.ts'
import { outlinesIn, ringsToPath } from './outlines.ts'

export type MarkShape = 'circle' | 'square' | 'triangle' | 'diamond'

export interface MarkLook {
  readonly shape: MarkShape
  /** Class that colours it. */
  readonly look: string
  readonly hatched?: boolean
}

export interface MapMember {
  /** What the mark says to a pointer: name and state. */
  readonly label: string
  /** ISO 3166-1 alpha-2: its country's name is written on the map. */
  readonly country: string
  /** Degrees, WGS 84; without both the member is not drawn. */
  readonly lon: number | null
  readonly lat: number | null
  readonly population: number | null
  readonly mark: MarkLook
}

/** What a map is called, what it says in words, and what stands beneath it. */
export type MapWords = Pick<Picture, 'name' | 'says' | 'legend' | 'note'>

interface PlacedMember extends MapMember {
  readonly at: Pixel
  /** Radius of the circle of the mark's area, in pixels. */
  readonly radius: number
}

/**
 * Beyond so many, marks lie on one another: none has its name for a pointer, and each stands at a whole pixel. The table beside
 * the map names them; said twice, 520 names alone would be a third of a page for a phone.
 */
const crowd = 200

const largestRadius = 19
const smallestRadius = 6.5

/** Largest first, so that small marks lie on top. */
function placed(frame: Frame, members: readonly MapMember[]): PlacedMember[] {
  const most = Math.max(1, ...members.map(({ population }) => population ?? 0))
  return members
    .flatMap((member) => {
      const { lon, lat, population } = member
      if (lon === null || lat === null) return []
      const radius = Math.max(smallestRadius, largestRadius * Math.sqrt((population ?? 0) / most))
      return [{ ...member, at: frame.toPixel([lon, lat]), radius: Math.round(radius * 10) / 10 }]
    })
    .toSorted((a, b) => b.radius - a.radius)
}

/** The map of members; null where nobody has a place. */
export function memberMap(t: Translator, members: readonly MapMember[], words: MapWords): Picture | null {
  const frame = frameAround(
    members.flatMap(({ lon, lat }) => (lon === null || lat === null ? [] : [[lon, lat] as const])),
  )
  if (frame === null) return null
  const marks = placed(frame, members)
  const isCrowd = marks.length > crowd
  const drawing = (
    <>
      <Ground t={t} frame={frame} marks={marks} />
      {marks.map(({ at, radius, mark, label }) => (
        <Mark
          at={isCrowd ? [Math.round(at[0]), Math.round(at[1])] : at}
          radius={isCrowd ? Math.round(radius) : radius}
          mark={mark}
          label={isCrowd ? undefined : label}
        />
      ))}
    </>
  )
  return { ...words, width: frame.width, height: frame.height, drawing }
}

const Ground: FC<{ t: Translator; frame: Frame; marks: readonly PlacedMember[] }> = ({ t, frame, marks }) => {
  const { countries, borders } = outlinesIn(frame)
  const ours = new Set(marks.map(({ country }) => country))
  const places = marks.map(({ at }) => at)
  return (
    <>
      <rect class="sea" width={frame.width} height={frame.height} />
      {countries.map(({ country, rings }) => (
        <path class={country !== null && ours.has(country) ? 'land ours' : 'land'} d={ringsToPath(rings)} />
      ))}
      <path class="border" d={borders} />
      {countries.map((outline) => {
        if (outline.country === null) return null
        const name = t.country(outline.country)
        const at = labelPlaceKept(frame, outline, name.length, places)
        return at === null ? null : (
          <text class="country" x={at[0]} y={at[1] + 5} text-anchor="middle">
            {name.toUpperCase()}
          </text>
        )
      })}
    </>
  )
}

const round = (value: number): number => Math.round(value * 10) / 10

/** SVG path of a polygon around `at`; every shape has the area of a circle of `radius`. */
function polygon([x, y]: Pixel, corners: readonly Pixel[], radius: number): string {
  return `M${corners.map(([dx, dy]) => `${round(x + dx * radius)},${round(y + dy * radius)}`).join('L')}Z`
}

const squareHalf = Math.sqrt(Math.PI) / 2
const diamondHalf = Math.sqrt(Math.PI / 2)
const triangleSide = Math.sqrt((4 * Math.PI) / Math.sqrt(3))
const triangleHeight = (triangleSide * Math.sqrt(3)) / 2

const shapes: Readonly<Record<Exclude<MarkShape, 'circle'>, readonly Pixel[]>> = {
  square: [
    [-squareHalf, -squareHalf],
    [squareHalf, -squareHalf],
    [squareHalf, squareHalf],
    [-squareHalf, squareHalf],
  ],
  diamond: [
    [0, -diamondHalf],
    [diamondHalf, 0],
    [0, diamondHalf],
    [-diamondHalf, 0],
  ],
  triangle: [
    [0, (-2 * triangleHeight) / 3],
    [triangleSide / 2, triangleHeight / 3],
    [-triangleSide / 2, triangleHeight / 3],
  ],
}

const Mark: FC<{ at: Pixel; radius: number; mark: MarkLook; label?: string | undefined }> = ({
  at,
  radius,
  mark,
  label,
}) => {
  const look = `m ${mark.look}`
  const fill = mark.hatched === true ? hatchFill : undefined
  const title = label === undefined ? null : <title>{label}</title>
  return mark.shape === 'circle' ? (
    <circle class={look} cx={at[0]} cy={at[1]} r={radius} fill={fill}>
      {title}
    </circle>
  ) : (
    <path class={look} d={polygon(at, shapes[mark.shape], radius)} fill={fill}>
      {title}
    </path>
  )
}

const legendMark = (mark: MarkLook): Child => <Mark at={[9, 9]} radius={6} mark={mark} />

/** One line of a legend: the mark as it is drawn on the map, and its word. */
export const legendLine = (mark: MarkLook, word: string): LegendLine => ({ mark: legendMark(mark), word })

/** The same beside a line of a table. */
export const LegendItem: FC<{ mark: MarkLook; children?: Child }> = ({ mark, children }) => (
  <Key mark={legendMark(mark)}>{children}</Key>
)
