/**
 * What the style sheets name once: colours by scheme, sizes of letters and of what is pressed. Read out of the sheets, so that
 * whoever shows or checks them cannot say something else.
 */
import { baseStyles } from './styles/base.ts'
import { contrastStyles } from './styles/contrast.ts'
import { partStyles } from './styles/parts.ts'

/** `strong`: for the sun; `strong-dark`: where a dark device asks for contrast. */
export const schemes = ['light', 'dark', 'strong', 'strong-dark'] as const
export type Scheme = (typeof schemes)[number]

const roots = (sheet: string): readonly ReadonlyMap<string, string>[] =>
  [...sheet.replaceAll('\n', '').matchAll(/:root\{([^}]*)\}/g)].map(
    ([, declared = '']) =>
      new Map(
        [...declared.matchAll(/(--[\w-]+):([^;]+)/g)].map(
          ([, name = '', value = '']) => [name, value.trim()] as const,
        ),
      ),
  )

const [light = new Map<string, string>(), dark] = roots(baseStyles)
const [strong, strongDark] = roots(contrastStyles)
const named: Readonly<Record<Scheme, ReadonlyMap<string, string> | undefined>> = {
  light,
  dark,
  strong,
  'strong-dark': strongDark,
}

/** What a variable of the sheet (`--ink`) is in a scheme; where the scheme does not say, as in light; empty if there is none. */
export const tokenValue = (name: string, scheme: Scheme = 'light'): string =>
  named[scheme]?.get(name) ?? light.get(name) ?? ''

/** Names of all colours, without `--`, in the sheet's order. */
export const colourNames: readonly string[] = [...light]
  .filter(([, value]) => value.startsWith('#'))
  .map(([name]) => name.slice(2))

function channels(colour: string): readonly number[] {
  const digits = colour.slice(1)
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g)
  return (pairs ?? []).map((pair) => Number.parseInt(pair, 16) / 255)
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((part) =>
    part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2, contrast ratio of two colours (`#rgb` or `#rrggbb`): 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

/** What the sheet says first of a selector, in pixels: `h1`, `font`. Throws where it says nothing: then it was renamed. */
export function pixelsOf(selector: string, property: string): number {
  const rules = `}${baseStyles}${partStyles}`.replaceAll('\n', '')
  const at = rules.indexOf(`}${selector}{`)
  const rule = at < 0 ? '' : rules.slice(at, rules.indexOf('}', at + 1))
  const found = new RegExp(`[{;]${property}:[^;]*?(\\d+)px`).exec(rule)?.[1]
  if (found === undefined) throw new Error(`no ${property} of ${selector} in the sheet`)
  return Number(found)
}
