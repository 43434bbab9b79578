/**
 * A picture of facts: what is drawn, what its marks mean, and the ways to the table that tells the same, to the picture as a
 * file of its own (pictures/standalone.tsx), and to that table as a file (pictures/csv.ts).
 */
import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../languages/translator.tsx'

export interface LegendLine {
  /** Drawn in a square of 18 pixels. */
  readonly mark: Child
  readonly word: string
}

/** A drawing of the classes of the sheet, of a width and height in pixels from its upper left corner. */
export interface Picture {
  readonly name: string
  /** What it shows, in words, for those who do not see it. */
  readonly says: string
  readonly width: number
  readonly height: number
  readonly drawing: Child
  readonly legend: readonly LegendLine[]
  readonly note: string | null
}

export interface PictureFilesProps {
  readonly t: Translator
  readonly name: string
  /** Where the files are, without `.svg` and `.csv`. */
  readonly path: string
  /** Address of the table that tells the same, mostly `#…`; absent where it is right here. */
  readonly table?: string
}

/** Not on paper, which has the table itself. */
export const PictureFiles: FC<PictureFilesProps> = ({ t, name, path, table }) => {
  const ways = [
    ...(table === undefined ? [] : [['table', table] as const]),
    ['svg', `${path}.svg`] as const,
    ['csv', `${path}.csv`] as const,
  ]
  return (
    <p class="files screen">
      {ways.map(([what, href]) => (
        <>
          <a href={href} aria-label={`${t(`picture.${what}`)}: ${name}`}>
            {t(`picture.${what}`)}
          </a>{' '}
        </>
      ))}
    </p>
  )
}

export interface FigureProps extends Omit<PictureFilesProps, 'name'> {
  readonly picture: Picture
  /** `wide`: as wide as there is room. */
  readonly look?: 'wide'
  readonly children?: Child
}

export const Figure: FC<FigureProps> = ({ t, picture, path, table, look, children }) => {
  const { name, says, width, height, drawing, legend, note } = picture
  return (
    <figure class={look === 'wide' ? 'map' : 'map drawn'}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${name}. ${says}`}>
        {drawing}
      </svg>
      <figcaption>
        {legend.map(({ mark, word }) => (
          <Key mark={mark}>{word}</Key>
        ))}
        {note === null ? null : <p>{note}</p>}
        {children}
        <PictureFiles t={t} name={name} path={path} table={table} />
      </figcaption>
    </figure>
  )
}

/** A mark and its word. */
export const Key: FC<{ mark: Child; children?: Child }> = ({ mark, children }) => (
  <span class="key">
    <svg width="18" height="18" aria-hidden="true" focusable="false">
      {mark}
    </svg>{' '}
    {children}
  </span>
)
