/**
 * A picture as a file of its own, for a browser, Inkscape or a printer: with its name, its legend, its colours and a word that
 * it is invented where it is. SVG 1.1; no script, nothing loaded from elsewhere.
 */
import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { HatchPattern } from '../components/hatch.tsx'
import type { Picture } from '../components/picture.tsx'
import type { Translator } from '../languages/translator.tsx'
import { tokenValue } from '../design-tokens.ts'
import { pictureStyles } from './picture-styles.ts'
import { lettersIn, textLines } from './text-lines.ts'

export interface StandaloneProps {
  /** Plain: without marks of passages. */
  readonly t: Translator
  readonly picture: Picture
  /** Whose picture it is. */
  readonly called: string
  /** What it is about besides; null: nothing. */
  readonly about: string | null
  /** Where and when it was taken: what is heard later is not in it. */
  readonly taken: string
  readonly demonstration: boolean
}

const margin = 20
const narrowest = 320

interface Line {
  readonly text: string
  readonly size: number
  readonly isBold: boolean
  /** Of its foot, from the top of the file. */
  readonly y: number
}

/** Lines of text below each other from `top` on, and where they end. */
function written(
  texts: readonly { readonly text: string; readonly size: number; readonly isBold?: boolean }[],
  width: number,
  top: number,
): { readonly lines: readonly Line[]; readonly end: number } {
  const lines: Line[] = []
  let end = top
  for (const { text, size, isBold = false } of texts)
    for (const line of textLines(text, lettersIn(width, isBold ? size * 1.1 : size))) {
      end += Math.round(size * 1.4)
      lines.push({ text: line, size, isBold, y: end })
    }
  return { lines, end }
}

const Written: FC<{ lines: readonly Line[] }> = ({ lines }) => (
  <>
    {lines.map(({ text, size, isBold, y }) => (
      <text x={margin} y={y} font-size={size} font-weight={isBold ? 700 : undefined} fill="currentColor">
        {text}
      </text>
    ))}
  </>
)

/** Characters that no XML may hold (XML 1.0, production 2). */
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

const legendStep = 26

export function standaloneSvg(props: StandaloneProps): string {
  const { t, picture, called, about, demonstration } = props
  const { name, says, drawing, legend, note } = picture
  const inner = Math.max(picture.width, narrowest)
  const head = written(
    [
      { text: name, size: 18, isBold: true },
      { text: called, size: 15 },
      ...(about === null ? [] : [{ text: about, size: 15 }]),
    ],
    inner,
    margin - 8,
  )
  const drawn = head.end + 14
  const keys = drawn + picture.height + 12
  const foot = written(
    [
      ...(note === null ? [] : [{ text: note, size: 13 }]),
      { text: props.taken, size: 13 },
      ...(demonstration ? [{ text: t('app.demonstration'), size: 13, isBold: true }] : []),
    ],
    inner,
    keys + legend.length * legendStep,
  )
  const [width, height] = [inner + 2 * margin, foot.end + margin]
  const svg = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      xml:lang={t.shown}
      role="img"
      aria-labelledby="title says"
      color={tokenValue('--ink')}
      font-family="'Noto Sans','DejaVu Sans',sans-serif"
    >
      <title id="title">{[called, about, name].filter((part) => part !== null).join(': ')}</title>
      <desc id="says">{[says, ...(demonstration ? [t('app.demonstration')] : [])].join(' ')}</desc>
      {raw(`<style>${pictureStyles}</style>`)}
      <defs>
        <HatchPattern />
      </defs>
      <rect width={width} height={height} fill={tokenValue('--card')} />
      <Written lines={head.lines} />
      <svg
        x={margin + Math.round((inner - picture.width) / 2)}
        y={drawn}
        width={picture.width}
        height={picture.height}
      >
        {drawing}
      </svg>
      {legend.map(({ mark, word }, at) => (
        <g transform={`translate(${margin} ${keys + at * legendStep})`}>
          {mark}
          <text x="26" y="14" font-size="14" fill="currentColor">
            {word}
          </text>
        </g>
      ))}
      <Written lines={foot.lines} />
    </svg>
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${String(svg).replaceAll(unwritable, '')}\n`
}
