/** The growth curve as an SVG that reads the same in print and on dark pages: cost an entry by number of entries. */
import type { Growth } from './measure.ts'

const [width, height] = [640, 320]
const [left, right, top, bottom] = [56, 150, 24, 44]

const series = [
  { name: 'stored and verified', colour: '#0b6e4f', costOf: ({ durableUs }: Growth) => durableUs },
  { name: 'views folded', colour: '#b3541e', costOf: ({ foldUs }: Growth) => foldUs },
] as const

const short = (entries: number): string => (entries >= 1e6 ? `${entries / 1e6} M` : `${entries / 1000} k`)

export function growthSvg(growth: readonly Growth[]): string {
  const highest = Math.max(...growth.flatMap((at) => series.map(({ costOf }) => costOf(at))))
  const step = stepOf(highest)
  const topUs = Math.ceil(highest / step) * step
  const logs = growth.map(({ entries }) => Math.log10(entries))
  const [from, to] = [Math.min(...logs), Math.max(...logs)]
  const x = ({ entries }: Growth): number =>
    Math.round(left + ((Math.log10(entries) - from) / (to - from)) * (width - left - right))
  const y = (us: number): number => Math.round(height - bottom - (us / topUs) * (height - top - bottom))
  const parts = [
    ...gridLines(topUs, step, y),
    ...growth.map(
      (at) => `<text x="${x(at)}" y="${height - 24}" text-anchor="middle">${short(at.entries)}</text>`,
    ),
    `<text x="${(left + width - right) / 2}" y="${height - 6}" text-anchor="middle">entries</text>`,
    `<text x="${left}" y="14">µs an entry</text>`,
    ...series.flatMap(({ name, colour, costOf }) =>
      curve(growth, name, colour, (at) => [x(at), y(costOf(at))]),
    ),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Cost an entry by number of entries" font-family="sans-serif" font-size="12" fill="#333">
<rect width="${width}" height="${height}" fill="#fff"/>
${parts.join('\n')}
</svg>
`
}

/** 1, 2 or 5 times a power of ten, so that at most six lines are drawn. */
function stepOf(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest))
  return [0.2, 0.5, 1, 2].map((times) => times * power).find((step) => highest / step <= 6) ?? power
}

function gridLines(topUs: number, step: number, y: (us: number) => number): string[] {
  return Array.from({ length: Math.round(topUs / step) + 1 }, (_, at) => {
    const us = at * step
    return `<line x1="${left}" x2="${width - right}" y1="${y(us)}" y2="${y(us)}" stroke="#ccc"/><text x="${left - 6}" y="${y(us) + 4}" text-anchor="end">${Number(us.toFixed(6))}</text>`
  })
}

function curve(
  growth: readonly Growth[],
  name: string,
  colour: string,
  at: (growth: Growth) => readonly [number, number],
): string[] {
  const points = growth.map(at)
  const [endX, endY] = points.at(-1) ?? [0, 0]
  return [
    `<polyline points="${points.map((point) => point.join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`),
    `<text x="${endX + 10}" y="${endY + 4}" fill="${colour}">${name}</text>`,
  ]
}
