/**
 * The style sheets, each at an address that changes with it so that phones keep it for good. Every page has the first, under
 * 12 kB; the others are small, and a page has one of them where it is needed.
 */
import { createHash } from 'node:crypto'
import { type CatalogueLanguage, catalogue } from './languages/catalogue.ts'
import { baseStyles } from './styles/base.ts'
import { contrastStyles, largeStyles } from './styles/contrast.ts'
import { partStyles } from './styles/parts.ts'
import { printStyles } from './styles/print.ts'
import { wallStyles } from './styles/wall.ts'

export interface StyleSheet {
  readonly path: string
  readonly styles: string
}

function sheetOf(...parts: readonly string[]): StyleSheet {
  const styles = parts.join('').replaceAll('\n', '')
  return {
    path: `/assets/style-${createHash('sha256').update(styles).digest('hex').slice(0, 12)}.css`,
    styles,
  }
}

export const mainSheet = sheetOf(baseStyles, partStyles, printStyles)

/** Black on white, for the sun and for weak eyes. */
export const contrastSheet = sheetOf(contrastStyles)

/** For a projector and for weak eyes. */
export const largeSheet = sheetOf(largeStyles)

export const wallSheet = sheetOf(wallStyles)

/** Invented facts say so on every sheet of paper, in the margin; the first has the banner itself. */
const demonstrationIn = (language: CatalogueLanguage): StyleSheet =>
  sheetOf(`@page{@top-center{content:${JSON.stringify(catalogue[language]['app.demonstration'])}}}
@page :first{@top-center{content:none}}`)

export const demonstrationSheets: Readonly<Record<CatalogueLanguage, StyleSheet>> = {
  es: demonstrationIn('es'),
  en: demonstrationIn('en'),
  pt: demonstrationIn('pt'),
}

export const styleSheets: ReadonlyMap<string, StyleSheet> = new Map(
  [mainSheet, contrastSheet, largeSheet, wallSheet, ...Object.values(demonstrationSheets)].map((sheet) => [
    sheet.path,
    sheet,
  ]),
)
