/** The one style sheet, under 12 kB, at an address that changes with it so that phones keep it for good. */
import { createHash } from 'node:crypto'
import { baseStyles } from './styles/base.ts'
import { partStyles } from './styles/parts.ts'
import { printStyles } from './styles/print.ts'

export const styles = [baseStyles, partStyles, printStyles].join('').replaceAll('\n', '')

export const stylesPath = `/assets/style-${createHash('sha256').update(styles).digest('hex').slice(0, 12)}.css`
