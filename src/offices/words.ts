/** Offices, takers and exact fractions in words. */
import type { LocalizedText } from '../kernel/languages.ts'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { Ratio } from './concentration.ts'
import type { Item } from './entries.ts'
import type { Called, OfficeView, TermLine } from './views.ts'

/** The name, or that it is sealed to the body. */
export const calledText = (t: Translator, called: Called): string =>
  called === null ? t('offices.sealed') : typeof called === 'string' ? isolatedText(called) : t.text(called)

export const firstUpper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const postText = (
  t: Translator,
  { post, name }: { readonly post: string; readonly name: LocalizedText | null },
): string => firstUpper(name === null ? t.word('post', post) : t.text(name))

/** Who holds a term: names, or how many they are. */
export const holdersText = (t: Translator, { holders, persons }: TermLine): string =>
  holders === null ? t('offices.persons', { persons }) : holders.map((name) => isolatedText(name)).join(', ')

/** `YYYY-MM-DD` in words. */
export const dayText = (t: Translator, day: string): string => t.date(`${day}T00:00:00Z`, 'short-day')

/** An exact fraction, and about how much that is. */
export const ratioText = (t: Translator, ratio: Ratio | null): string =>
  ratio === null
    ? '—'
    : ratio.den === 1
      ? t.number(ratio.num)
      : t('offices.ratio', {
          num: ratio.num,
          den: ratio.den,
          about: t.number(Math.round((ratio.num / ratio.den) * 100) / 100),
        })

export const itemText = (t: Translator, { thing, quantity, unit, condition, why }: Item): string => {
  const amount = [quantity, unit].filter((part) => part !== undefined).join(' ')
  const said = why === undefined ? '' : ` (${isolatedText(why)})`
  return `${isolatedText(thing)}: ${isolatedText(amount)}, ${t(`condition.${condition}`)}${said}`
}

/** How an office is held, in a sentence. */
export const howText = (t: Translator, { holder, by, seats, termMonths, mayRepeat }: OfficeView): string =>
  [
    t('offices.how.holder', { holder, seats }),
    ...(termMonths === null ? [] : [t('offices.how.months', { months: termMonths })]),
    ...(by === null ? [] : [t('offices.how.turn', { by })]),
    ...(mayRepeat ? [t('offices.how.repeat')] : []),
  ].join(' ')
