/** Which language a reader gets. Pure: what the request says comes in as parameters. */
import type { Language } from '../../kernel/languages.ts'
import { catalogueLanguages } from './catalogue.ts'

function tagIn(tag: string | null | undefined, offered: readonly Language[]): Language | undefined {
  const primary = tag?.trim().toLowerCase().split('-')[0]
  return offered.find((known) => known === primary)
}

/** Tags of an Accept-Language header, most wanted first (RFC 9110 section 12.5.4); weight 0 means not wanted. */
function tagsByWeight(header: string): string[] {
  return header
    .slice(0, 1000)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='))
      return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

/**
 * The language asked for by `?lang=`, else by the cookie, else by the browser, else Spanish.
 * Only `offered` languages are given; each parameter may be null where the request has none.
 */
export function pickLanguage(
  cookie: string | null | undefined,
  acceptLanguage: string | null | undefined,
  query: string | null | undefined,
  offered: readonly Language[] = catalogueLanguages,
): Language {
  const asked = tagIn(query, offered) ?? tagIn(cookie, offered)
  if (asked !== undefined) return asked
  for (const tag of tagsByWeight(acceptLanguage ?? '')) {
    const found = tagIn(tag, offered)
    if (found !== undefined) return found
  }
  return 'es'
}
