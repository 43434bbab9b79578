/**
 * The curve of concentration (Lorenz 1905), from whoever has served most: how many of all terms so many takers have had together.
 * The farther above the dashed line, the fewer hands.
 */
import type { FC } from 'hono/jsx'
import type { Picture } from '../web/components/picture.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import type { Sheet } from '../web/pictures/csv.ts'
import { lettersIn, textLines } from '../web/pictures/text-lines.ts'
import type { Concentration } from './views.ts'

/** As wide as a phone, so that letters stay as large as they are. */
const width = 326
const plot = { left: 46, right: 312, top: 34, bottom: 264 }

const textSize = 13

interface Scale {
  readonly takers: number
  readonly terms: number
}

const round = (value: number): number => Math.round(value * 10) / 10
const xOf = ({ takers: all }: Scale, takers: number): number =>
  round(plot.left + (takers / all) * (plot.right - plot.left))
const yOf = ({ terms: all }: Scale, terms: number): number =>
  round(plot.bottom - (terms / all) * (plot.bottom - plot.top))

/** null where nobody has served. */
export function turnsCurve(t: Translator, { curve, fewestWithHalf, takers }: Concentration): Picture | null {
  const all = curve.at(-1)
  if (all === undefined || fewestWithHalf === null) return null
  const axis = textLines(t('offices.curve.takers'), lettersIn(width - plot.left, textSize))
  return {
    name: t('offices.curve'),
    says: t('offices.curve.says', {
      few: fewestWithHalf,
      takers,
      equal: Math.ceil(takers / 2),
    }),
    width,
    height: plot.bottom + 30 + axis.length * 17,
    drawing: <Curve t={t} curve={curve} half={fewestWithHalf} all={all} axis={axis} />,
    legend: [
      {
        mark: <path fill="none" stroke="currentColor" stroke-width="3" d="M1,16Q3,4 17,3" />,
        word: t('offices.curve.line'),
      },
      { mark: <path class="border" d="M1,17L17,1" />, word: t('offices.curve.equal') },
      { mark: <path class="mark" d="M1,9H17" />, word: t('offices.curve.half') },
    ],
    note: null,
  }
}

interface CurveProps {
  readonly t: Translator
  readonly curve: Concentration['curve']
  readonly half: number
  readonly all: Scale
  /** What is told along the foot. */
  readonly axis: readonly string[]
}

const Curve: FC<CurveProps> = ({ t, curve, half, all, axis }) => {
  const line = curve.map(({ takers, terms }) => `${xOf(all, takers)},${yOf(all, terms)}`).join('L')
  const [xHalf, yHalf] = [xOf(all, half), yOf(all, all.terms / 2)]
  return (
    <>
      <path class="part yes" fill-opacity=".22" d={`M${line}Z`} />
      <path
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
        d={`M${plot.left},${plot.top - 6}V${plot.bottom}H${plot.right + 6}`}
      />
      <path class="border" d={`M${plot.left},${plot.bottom}L${plot.right},${plot.top}`} />
      <path fill="none" stroke="currentColor" stroke-width="3" stroke-linejoin="round" d={`M${line}`} />
      <path class="mark" fill="none" d={`M${plot.left},${yHalf}H${xHalf}V${plot.bottom}`} />
      <Words x={4} y={16} lines={[t('offices.curve.terms')]} anchor="start" />
      <Words x={plot.left - 6} y={plot.bottom + 5} lines={[t.number(0)]} anchor="end" />
      <Words x={plot.left - 6} y={yHalf + 5} lines={['½']} anchor="end" />
      <Words x={plot.left - 6} y={plot.top + 5} lines={[t.number(all.terms)]} anchor="end" />
      <Words x={xHalf} y={plot.bottom + 18} lines={[t.number(half)]} anchor="middle" />
      {plot.right - xHalf > 40 ? (
        <Words x={plot.right} y={plot.bottom + 18} lines={[t.number(all.takers)]} anchor="middle" />
      ) : null}
      <Words x={plot.left} y={plot.bottom + 38} lines={axis} anchor="start" />
    </>
  )
}

const Words: FC<{ x: number; y: number; lines: readonly string[]; anchor: 'start' | 'middle' | 'end' }> = ({
  x,
  y,
  lines,
  anchor,
}) => (
  <>
    {lines.map((line, at) => (
      <text x={x} y={y + at * 17} text-anchor={anchor} font-size={textSize} fill="currentColor">
        {line}
      </text>
    ))}
  </>
)

/** The points of the curve, with how many takers have had how many terms. */
export const curveSheet = (t: Translator, { byTerms, curve }: Concentration): Sheet => ({
  columns: [
    t('offices.col.terms'),
    t('offices.col.takers'),
    t('offices.col.takers-so-far'),
    t('offices.col.terms-so-far'),
  ],
  rows: byTerms.map(({ terms, takers }, at) => [
    terms,
    takers,
    curve[at + 1]?.takers ?? takers,
    curve[at + 1]?.terms ?? 0,
  ]),
})
