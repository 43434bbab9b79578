/** The bars of a board below each other, with their figures: as one picture, and as a table. */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import { type Picture, PictureFiles } from '../web/components/picture.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { TallyParts, pixelsOf, tallyFigures, tallyLegend } from '../web/components/tally-bar.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import type { Sheet } from '../web/pictures/csv.ts'
import { lettersIn, textLines } from '../web/pictures/text-lines.ts'
import { type Counts, neededFor, showsWhole, talliedText, wholeCounts } from './board-counts.ts'
import type { BoardView } from './views.ts'

interface Bar extends Counts {
  /** null: of the whole. */
  readonly name: LocalizedText | null
  /** Yes positions needed; null where no rule asks for any. */
  readonly needed: number | null
}

function barsOf(board: BoardView): Bar[] {
  const whole = {
    ...wholeCounts(board),
    name: null,
    needed: neededFor(board.requirements[0]),
  }
  const sections = board.sections.map(({ requirement, ...section }) => ({
    ...section,
    needed: neededFor(requirement),
  }))
  return showsWhole(board) ? [whole, ...sections] : sections
}

const nameOf = (t: Translator, { name }: Bar): string => (name === null ? t('board.whole') : t.text(name))

const width = 420
const step = 76

/** The bars as one picture. */
export function boardBars(t: Translator, board: BoardView): Picture {
  const bars = barsOf(board)
  return {
    name: t('board.bars'),
    says: bars.map((bar) => `${nameOf(t, bar)}: ${talliedText(t, board.how, bar)}.`).join(' '),
    width,
    height: bars.length * step,
    drawing: bars.map((bar, at) => <DrawnBar t={t} board={board} bar={bar} top={at * step} />),
    legend: tallyLegend((part) => t.word('position', part)),
    note: bars.some(({ needed }) => needed !== null) ? t('board.bars.needed') : null,
  }
}

const DrawnBar: FC<{ t: Translator; board: BoardView; bar: Bar; top: number }> = ({ t, board, bar, top }) => {
  const { needed } = bar
  const asked = needed === null ? '' : ` · ${t('tally.needed', { needed })}`
  return (
    <g transform={`translate(0 ${top})`}>
      <text x="0" y="14" font-size="14" font-weight="700" fill="currentColor">
        {textLines(nameOf(t, bar), lettersIn(width, 15), 1)[0]}
      </text>
      <g transform="translate(0 20)">
        <TallyParts {...bar} place={pixelsOf(width)} />
      </g>
      <text x="0" y="60" font-size="13" fill="currentColor">
        {`${talliedText(t, board.how, bar)}${asked}`}
      </text>
    </g>
  )
}

const titleOf = (t: Translator, column: (typeof tallyFigures)[number]): string =>
  column === 'entitled'
    ? t('board.bars.entitled')
    : column === 'needed'
      ? t('board.bars.threshold')
      : t.word('position', column)

/** The same figures as a table. */
export const barsSheet = (t: Translator, board: BoardView): Sheet => ({
  columns: [t('picture.col.section'), ...tallyFigures.map((column) => titleOf(t, column))],
  rows: barsOf(board).map((bar) => [nameOf(t, bar), ...tallyFigures.map((column) => bar[column])]),
})

/** Beneath the bars: their figures in a table, and the ways to save both. */
export const BarsTable: FC<{ t: Translator; board: BoardView }> = ({ t, board }) => (
  <details>
    <summary>{t('board.bars.table')}</summary>
    <Table
      caption={t('board.bars')}
      columns={[
        { title: t('picture.col.section') },
        ...tallyFigures.map((column) => ({ title: titleOf(t, column), numeric: true })),
      ]}
    >
      <TableGroup>
        {barsOf(board).map((bar) => (
          <Row>
            <RowHead>{nameOf(t, bar)}</RowHead>
            {tallyFigures.map((column) => (
              <Cell label={titleOf(t, column)} look="num">
                {bar[column] === null ? '—' : t.number(bar[column])}
              </Cell>
            ))}
          </Row>
        ))}
      </TableGroup>
    </Table>
    <PictureFiles t={t} name={t('board.bars')} path={paths.boardBarsPath(board.motion.ref)} />
  </details>
)
