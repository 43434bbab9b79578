/**
 * The wheel of turns: everybody in the order, clockwise from the top, each shape and fill saying how it stands. Drawn on the
 * server, so that it prints; the table beside it says the same.
 */
import type { FC } from 'hono/jsx'
import { hatchFill } from '../web/components/hatch.tsx'
import type { Picture } from '../web/components/picture.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import type { Sheet } from '../web/pictures/csv.ts'
import type { OfficeView, TakerLine, TurnState } from './views.ts'
import { calledText, postText } from './words.ts'

interface Look {
  readonly look: string
  readonly fill?: string
  /** Inner and outer radius: the shape tells it without colours. */
  readonly from: number
  readonly to: number
}

const looks: Readonly<Record<TurnState, Look>> = {
  served: { look: 'm yes', from: 78, to: 108 },
  serving: { look: 'm', fill: 'currentColor', from: 66, to: 118 },
  next: { look: 'm illustrative', from: 70, to: 114 },
  excused: { look: 'm abstain', from: 92, to: 108 },
  owes: { look: 'm unheard', fill: hatchFill, from: 78, to: 108 },
}

export const turnStates = ['serving', 'next', 'served', 'owes', 'excused'] as const

const middle = 140

const round = (value: number): number => Math.round(value * 10) / 10

/** The point at `turn` (0 to 1, clockwise from the top) and `radius`. */
const at = (turn: number, radius: number): string => {
  const angle = turn * 2 * Math.PI
  return `${round(middle + radius * Math.sin(angle))},${round(middle - radius * Math.cos(angle))}`
}

/** A part of a ring; a whole ring is left open by a hair, as an arc cannot end where it began. */
function sector(from: number, to: number, inner: number, outer: number): string {
  const end = Math.min(to, from + 0.9995)
  const isLarge = end - from > 0.5 ? 1 : 0
  return (
    `M${at(from, outer)}A${outer},${outer} 0 ${isLarge} 1 ${at(end, outer)}` +
    `L${at(end, inner)}A${inner},${inner} 0 ${isLarge} 0 ${at(from, inner)}Z`
  )
}

/** More than so many are drawn in runs of the same state: a line each would be all that one saw. */
const mostSingle = 72

interface Run {
  readonly state: TurnState
  readonly from: number
  readonly count: number
}

function runsOf(takers: readonly TakerLine[]): Run[] {
  const runs: Run[] = []
  for (const [from, { state }] of takers.entries()) {
    const last = runs.at(-1)
    if (takers.length > mostSingle && last?.state === state)
      runs[runs.length - 1] = { ...last, count: last.count + 1 }
    else runs.push({ state, from, count: 1 })
  }
  return runs
}

/** The wheel of an office that goes round. */
export function wheelPicture(t: Translator, office: OfficeView): Picture {
  const { round: number, takers } = office
  const count = (states: readonly TurnState[]) => takers.filter(({ state }) => states.includes(state)).length
  const served = `${t.number(count(['served', 'serving']))}/${t.number(takers.length)}`
  const roundText = t('offices.wheel.round', { round: number })
  return {
    name: t('offices.wheel', { post: postText(t, office) }),
    says: `${served} ${t('offices.wheel.served')}, ${roundText}.`,
    width: 2 * middle,
    height: 2 * middle,
    drawing: <Wheel t={t} takers={takers} lines={[served, t('offices.wheel.served'), roundText]} />,
    legend: turnStates.map((state) => ({ mark: <Swatch state={state} />, word: t(`turn.${state}`) })),
    note: null,
  }
}

/** The whole order: what the page of the office has as a table. */
export const orderSheet = (t: Translator, { takers }: OfficeView): Sheet => ({
  columns: (['place', 'who', 'state', 'excuses', 'away'] as const).map((column) =>
    t(`offices.col.${column}`),
  ),
  rows: takers.map(({ place, called, away, state, excuses }) => [
    place,
    calledText(t, called),
    t(`turn.${state}`),
    excuses,
    away ? t('offices.away') : '',
  ]),
})

const Wheel: FC<{ t: Translator; takers: readonly TakerLine[]; lines: readonly string[] }> = ({
  t,
  takers,
  lines: [served, ...others],
}) => (
  <>
    {runsOf(takers).map(({ state, from, count }) => {
      const { look, fill, from: inner, to: outer } = looks[state]
      const d = sector(from / takers.length, (from + count) / takers.length, inner, outer)
      return (
        <path class={look} d={d} fill={fill}>
          {count === 1 ? <title>{takerTitle(t, takers[from] as TakerLine)}</title> : null}
        </path>
      )
    })}
    <Places takers={takers} />
    <text x={middle} y={middle - 8} text-anchor="middle" font-size="30" font-weight="700" fill="currentColor">
      {served}
    </text>
    {others.map((line, at) => (
      <text x={middle} y={middle + 16 + at * 20} text-anchor="middle" font-size="15" fill="currentColor">
        {line}
      </text>
    ))}
  </>
)

const takerTitle = (t: Translator, { place, called, state }: TakerLine): string =>
  `${t('offices.place', { place })} ${calledText(t, called)}: ${t(`turn.${state}`)}`

/** Numbers of places around the ring, as many as can be read; and a hand that points to who is next. */
const Places: FC<{ takers: readonly TakerLine[] }> = ({ takers }) => {
  const every = Math.ceil(takers.length / 24)
  return (
    <>
      {takers.map(({ place, state }, index) => {
        const turn = (index + 0.5) / takers.length
        const [x, y] = at(turn, 129).split(',')
        if (state === 'next')
          return (
            <path
              fill="currentColor"
              d={`M${at(turn, 116)}L${at(turn - 0.016, 136)}L${at(turn + 0.016, 136)}Z`}
            />
          )
        return index % every === 0 ? (
          <text x={x} y={Number(y) + 4} text-anchor="middle" font-size="12" fill="currentColor">
            {place}
          </text>
        ) : null
      })}
    </>
  )
}

const Swatch: FC<{ state: TurnState }> = ({ state }) => {
  const { look, fill, from, to } = looks[state]
  const height = (to - from) / 3
  return <rect class={look} x="4" y={9 - height / 2} width="10" height={height} fill={fill} />
}
