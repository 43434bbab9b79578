/** The tree of a federation as a picture, every row a line of text with its mark, indented: read on a phone as on paper. */
import type { Child, FC } from 'hono/jsx'
import type { Picture } from '../web/components/picture.tsx'
import { hatchFill } from '../web/components/hatch.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import type { Sheet } from '../web/pictures/csv.ts'
import { lettersIn, textLines } from '../web/pictures/text-lines.ts'
import { type RowLook, type TreeRow, inOrder, nameOf, sectionText, treeRows } from './tree-rows.ts'
import type { FederationTree, TreeBody } from './views.ts'

/** As wide as a phone, so that letters stay as large as they are. */
const width = 326
const textSize = 14
const lineHeight = 18
const rowGap = 8
const indent = 18
const textFrom = 16

/** Marks told apart by shape: a square is a federation, a circle a body, a ring a section. */
const marks: Readonly<Record<RowLook, FC<{ x: number; y: number }>>> = {
  root: ({ x, y }) => <rect class="m named" x={x - 7} y={y - 7} width="14" height="14" />,
  federation: ({ x, y }) => <rect class="m named" x={x - 6} y={y - 6} width="12" height="12" />,
  section: ({ x, y }) => <circle class="m illustrative" cx={x} cy={y} r="5" />,
  member: ({ x, y }) => <circle class="m named" cx={x} cy={y} r="6" />,
  many: ({ x, y }) => (
    <>
      <circle class="m named" cx={x + 3} cy={y} r="6" />
      <circle class="m named" cx={x} cy={y} r="6" />
      <circle class="m named" cx={x - 3} cy={y} r="6" />
    </>
  ),
  'not-here': ({ x, y }) => <circle class="m unheard" cx={x} cy={y} r="6" fill={hatchFill} />,
  closed: ({ x, y }) => (
    <path class="m implied" d={`M${x},${y - 8}L${x + 8},${y}L${x},${y + 8}L${x - 8},${y}Z`} />
  ),
}

const legendOrder = ['federation', 'section', 'member', 'many', 'not-here', 'closed'] as const

interface Placed extends TreeRow {
  readonly x: number
  /** Of the middle of its first line. */
  readonly y: number
  /** Where the branch to it begins: below what it hangs on, or at the one before that hangs there, too; null of the first. */
  readonly from: { readonly x: number; readonly y: number } | null
  readonly lines: readonly string[]
}

const isBold = ({ look }: TreeRow): boolean => look === 'root' || look === 'federation'

function placedRows(rows: readonly TreeRow[]): { readonly placed: Placed[]; readonly height: number } {
  let y = 18
  const placed: Placed[] = []
  const lastUnder = new Map<number, number>()
  for (const row of rows) {
    const x = 12 + row.depth * indent
    const above = placed[row.under]
    const from = above === undefined ? null : { x: above.x, y: lastUnder.get(row.under) ?? above.y + 8 }
    const letters = lettersIn(width - x - textFrom, isBold(row) ? textSize * 1.1 : textSize)
    const lines = textLines(row.label, letters, 2)
    placed.push({ ...row, x, y, from, lines })
    lastUnder.set(row.under, y)
    y += lines.length * lineHeight + rowGap
  }
  return { placed, height: y - 6 }
}

export function treePicture(t: Translator, tree: FederationTree): Picture {
  const { placed, height } = placedRows(treeRows(t, tree))
  const looks = new Set(placed.map(({ look }) => look))
  return {
    name: t('tree.title'),
    says: treeText(t, tree),
    width,
    height,
    drawing: <Rows rows={placed} />,
    legend: legendOrder
      .filter((look) => looks.has(look))
      .map((look) => {
        const Mark = marks[look]
        return { mark: (<Mark x={9} y={9} />) as Child, word: t(`tree.look.${look}`) }
      }),
    note: null,
  }
}

/** The tree in a sentence. */
export const treeText = (t: Translator, { bodies, federations, levels }: FederationTree): string =>
  t('tree.says', { bodies, federations, levels })

const Rows: FC<{ rows: readonly Placed[] }> = ({ rows }) => (
  <>
    {rows.map((row) => (
      <Branch row={row} />
    ))}
    {rows.map((row) => {
      const { look, x, y, lines, label } = row
      const Mark = marks[look]
      return (
        <>
          <Mark x={x} y={y} />
          <text
            x={x + textFrom}
            y={y + 5}
            font-size={textSize}
            font-weight={isBold(row) ? 700 : undefined}
            fill="currentColor"
          >
            {lines.map((line, at) =>
              at === 0 ? (
                line
              ) : (
                <tspan x={x + textFrom} dy={lineHeight}>
                  {line}
                </tspan>
              ),
            )}
            {lines.join(' ').endsWith('…') && !label.endsWith('…') ? <title>{label}</title> : null}
          </text>
        </>
      )
    })}
  </>
)

/** Down, and over to its mark: dashed where the book is not here. */
const Branch: FC<{ row: Placed }> = ({ row: { look, from, x, y } }) => {
  if (from === null) return null
  const d = `M${from.x},${from.y}V${y}H${x}`
  return look === 'not-here' ? (
    <path class="border" d={d} />
  ) : (
    <path fill="none" stroke="currentColor" stroke-opacity=".45" stroke-width="1.4" d={d} />
  )
}

/** Every body of the tree with what it is a member of, the uppermost first. */
export function treeSheet(t: Translator, { root }: FederationTree): Sheet {
  const rows: Sheet['rows'][number][] = []
  const add = (body: TreeBody, above: TreeBody | null, section: string, level: number): void => {
    const { book, facts, stands, members } = body
    rows.push([
      level,
      nameOf(t, body),
      above === null ? '' : nameOf(t, above),
      section,
      facts === null ? '' : t.word('kind', facts.kind),
      facts === null ? '' : t.country(facts.country),
      stands === 'not-here' ? null : members,
      stands === 'whole' ? '' : t(`tree.stands.${stands}`),
      book,
    ])
    for (const one of body.sections)
      for (const member of inOrder(t, one.members)) add(member, body, sectionText(t, one), level + 1)
  }
  add(root, null, '', 1)
  const columns = ['level', 'body', 'of'] as const
  return {
    columns: [
      ...columns.map((column) => t(`tree.col.${column}`)),
      t('picture.col.section'),
      t('tree.col.kind'),
      t('picture.col.country'),
      t('tree.col.members'),
      t('tree.col.stands'),
      t('picture.col.book'),
    ],
    rows,
  }
}
