/** The bars of a vote: what of a whole said what, one for each condition with figures; as one picture, and as a table. */
import type { FC } from 'hono/jsx'
import type { Picture } from '../web/components/picture.tsx'
import {
  type TallyBarProps,
  TallyParts,
  pixelsOf,
  tallyFigures,
  tallyLegend,
} from '../web/components/tally-bar.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import type { Sheet } from '../web/pictures/csv.ts'
import { lettersIn, textLines } from '../web/pictures/text-lines.ts'
import type { Figures } from './outcome.ts'
import type { ConditionView, VoteView } from './views.ts'
import { conditionText, countedText } from './vote-words.ts'

/** `entitled`: what the fraction is of; `unheard`: what is left of it, there and not counted for anything. */
export interface VoteBar extends TallyBarProps {
  /** null: no rule was named, and the whole is what was cast. */
  readonly condition: ConditionView | null
}

const castOf = ({ yes, no, abstain, invalid }: Figures): number => yes + no + abstain + invalid

function barOf(figures: Figures, condition: ConditionView | null): VoteBar | null {
  const entitled = condition === null ? castOf(figures) : condition.total
  if (entitled === null || entitled === 0) return null
  const { yes, no } = figures
  const abstain = condition?.requirement.denominator === 'yes+no' ? 0 : figures.abstain
  const unheard = Math.max(0, entitled - yes - no - abstain)
  return { condition, entitled, yes, no, abstain, unheard, needed: condition?.needed ?? null }
}

/** The bar of a condition of a vote; null where it has no figures. */
export const conditionBar = ({ figures }: VoteView, condition: ConditionView): VoteBar | null =>
  figures === null ? null : barOf(figures, condition)

/** All of its bars: of its conditions, or, where no rule was named, of what was cast. */
export function barsOf({ figures, rule, conditions }: VoteView): VoteBar[] {
  if (figures === null) return []
  const all = rule === null ? [null] : conditions
  return all.map((condition) => barOf(figures, condition)).filter((bar) => bar !== null)
}

const width = 420
const lineHeight = 18

interface Drawn extends VoteBar {
  /** Of its upper edge. */
  readonly top: number
  readonly lines: readonly string[]
}

/** The bars as one picture; null where nothing was counted. */
export function voteBars(t: Translator, vote: VoteView): Picture | null {
  const drawn: Drawn[] = []
  let height = 22
  for (const bar of barsOf(vote)) {
    const says = bar.condition === null ? '' : conditionText(t, bar.condition)
    const lines = textLines(says, lettersIn(width, 13))
    drawn.push({ ...bar, top: height, lines })
    height += 32 + lines.length * lineHeight
  }
  if (drawn.length === 0) return null
  const counted = countedText(t, vote)
  return {
    name: t('vote.bars'),
    says: [counted, ...drawn.map(({ lines }) => lines.join(' '))].filter((text) => text !== '').join('. '),
    width,
    height,
    drawing: (
      <>
        <text x="0" y="14" font-size="14" font-weight="700" fill="currentColor">
          {counted}
        </text>
        {drawn.map((bar) => (
          <DrawnBar bar={bar} />
        ))}
      </>
    ),
    legend: tallyLegend((part) => titleOf(t, part)),
    note: drawn.some(({ needed }) => needed !== null) ? t('board.bars.needed') : null,
  }
}

const DrawnBar: FC<{ bar: Drawn }> = ({ bar: { top, lines, ...bar } }) => (
  <g transform={`translate(0 ${top})`}>
    <TallyParts {...bar} place={pixelsOf(width)} />
    {lines.map((line, at) => (
      <text x="0" y={40 + at * lineHeight} font-size="13" fill="currentColor">
        {line}
      </text>
    ))}
  </g>
)

const titleOf = (t: Translator, column: (typeof tallyFigures)[number]): string =>
  column === 'entitled'
    ? t('vote.bars.total')
    : column === 'unheard'
      ? t('vote.bars.rest')
      : column === 'needed'
        ? t('board.bars.threshold')
        : t.word('position', column)

/** The same figures as a table. */
export const voteSheet = (t: Translator, vote: VoteView): Sheet => ({
  columns: [t('vote.bars.condition'), ...tallyFigures.map((column) => titleOf(t, column))],
  rows: barsOf(vote).map((bar) => [
    bar.condition === null ? '' : conditionText(t, bar.condition),
    ...tallyFigures.map((column) => bar[column]),
  ]),
})
