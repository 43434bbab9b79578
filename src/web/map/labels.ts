/** Where the name of a country stands on a map: inside the country, away from the members' marks. */
import { remembered } from '../remembered.ts'
import type { Frame, Pixel } from './frame.ts'
import type { CountryOutline } from './outlines.ts'

const letterWidth = 13
const gridStep = 14

/** Pixels to the nearest mark: closer reads badly, farther is no better. */
const leastRoom = 14
const mostRoom = 110

/** Even-odd rule (a point is inside when a ray from it crosses the rings an odd number of times). */
export function isInside(rings: readonly (readonly Pixel[])[], [x, y]: Pixel): boolean {
  let inside = false
  for (const ring of rings)
    for (const [index, [ax, ay]] of ring.entries()) {
      const [bx, by] = ring.at(index - 1) ?? [ax, ay]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  return inside
}

/** Distance from a mark to the label's box, whose centre is `at`. */
function distanceToLabel([px, py]: Pixel, [x, y]: Pixel, half: number): number {
  const across = Math.max(0, Math.abs(px - x) - half)
  const down = Math.max(0, Math.abs(py - y) - 9)
  return Math.hypot(across, down)
}

/** Pixels from the label's box to the nearest mark, at most `mostRoom`; of no interest, and then 0, below `least`. */
function roomAt(marks: readonly Pixel[], at: Pixel, half: number, least: number): number {
  let room = mostRoom
  for (const mark of marks) {
    room = Math.min(room, distanceToLabel(mark, at, half))
    if (room < least) return 0
  }
  return room
}

const cornersOf = ([x, y]: Pixel, half: number): readonly Pixel[] => [
  [x - half, y - 9],
  [x + half, y - 9],
  [x - half, y + 9],
  [x + half, y + 9],
]

const places = remembered<Pixel | null>(256)

/** `labelPlace` of a country that is named, looked for once for the same marks on the same frame: 256 are kept. */
export const labelPlaceKept = (
  frame: Frame,
  outline: CountryOutline,
  length: number,
  marks: readonly Pixel[],
): Pixel | null =>
  places(`${frame.key} ${outline.country} ${length} ${marks.join(' ')}`, () =>
    labelPlace(frame, outline, length, marks),
  )

/** The roomiest place for a name of `length` letters, or null where none keeps clear of every mark. */
export function labelPlace(
  frame: Frame,
  outline: CountryOutline,
  length: number,
  marks: readonly Pixel[],
): Pixel | null {
  const half = (length * letterWidth) / 2
  let best: { readonly at: Pixel; readonly room: number } | null = null
  for (let y = 30; y <= frame.height - 30; y += gridStep)
    for (let x = half + 16; x <= frame.width - half - 16; x += gridStep) {
      const room = roomAt(marks, [x, y], half, best?.room ?? leastRoom)
      if (room < leastRoom || (best !== null && room <= best.room)) continue
      if (cornersOf([x, y], half).every((corner) => isInside(outline.rings, corner)))
        best = { at: [x, y], room }
    }
  return best?.at ?? null
}
