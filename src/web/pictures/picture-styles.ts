/** The look of pictures for a file of their own: the sheet's rules for what is drawn, in the colours of light. */
import { tokenValue } from '../design-tokens.ts'
import { partStyles } from '../styles/parts.ts'

/** Classes that parts of pictures have. */
const drawn = /^\.(part|mark|hatch-ground|hatch-line|sea|land|border|country|m)(\.[\w-]+)*$/

/** Rules without variables, which programs that draw do not know. */
export const pictureStyles = [...partStyles.replaceAll('\n', '').matchAll(/([^{}]+)\{([^{}]*)\}/g)]
  .filter(([, selectors = '']) => selectors.split(',').every((selector) => drawn.test(selector)))
  .map(([rule]) => rule.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => tokenValue(name)))
  .join('')
