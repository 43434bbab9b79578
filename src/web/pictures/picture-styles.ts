/** The look of pictures for a file of their own: the sheet's rules for what is drawn, in the colours of light. */
import { baseStyles } from '../styles/base.ts'
import { partStyles } from '../styles/parts.ts'

/** Classes that parts of pictures have. */
const drawn = /^\.(part|mark|hatch-ground|hatch-line|sea|land|border|country|m)(\.[\w-]+)*$/

const lightValues = new Map(
  [...(/:root\{([^}]*)\}/.exec(baseStyles)?.[1] ?? '').matchAll(/(--[\w-]+):([^;]+)/g)].map(
    ([, name = '', value = '']) => [name, value.trim()] as const,
  ),
)

/** What a variable of the sheet is in light. */
export const lightValue = (name: string): string => lightValues.get(name) ?? ''

/** Rules without variables, which programs that draw do not know. */
export const pictureStyles = [...partStyles.replaceAll('\n', '').matchAll(/([^{}]+)\{([^{}]*)\}/g)]
  .filter(([, selectors = '']) => selectors.split(',').every((selector) => drawn.test(selector)))
  .map(([rule]) => rule.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => lightValue(name)))
  .join('')
