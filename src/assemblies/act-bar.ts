/** A bar of an act, for paper: parts of a whole in their colours, and the mark of what is needed. */
import type { Content } from 'pdfmake/interfaces'

const colours = { yes: '#14746f', no: '#b23a2e', abstain: '#c07f0a' } as const

const widthPt = 495

/** `needed`: null where nothing is asked. */
export function figureBar(
  parts: readonly (readonly [keyof typeof colours, number])[],
  total: number,
  needed: number | null,
): Content {
  const whole = Math.max(
    total,
    parts.reduce((sum, [, count]) => sum + count, 0),
    1,
  )
  const at = (count: number): number => (count / whole) * widthPt
  let before = 0
  const rects = parts.map(([name, count]) => {
    const rect = { type: 'rect' as const, x: at(before), y: 3, w: at(count), h: 8, color: colours[name] }
    before += count
    return rect
  })
  const mark =
    needed === null
      ? []
      : [
          {
            type: 'line' as const,
            x1: at(needed),
            y1: 0,
            x2: at(needed),
            y2: 14,
            lineWidth: 1.5,
            lineColor: '#000',
          },
        ]
  return {
    canvas: [
      ...rects.filter(({ w }) => w > 0),
      { type: 'rect', x: 0, y: 3, w: widthPt, h: 8, lineWidth: 0.6, lineColor: '#4a5565' },
      ...mark,
    ],
    margin: [0, 2, 0, 3],
  }
}
