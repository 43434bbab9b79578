import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type MessageKey,
  catalogue,
  catalogueLanguages,
  draftLanguages,
  isMessageKey,
  shippedMessages,
} from './catalogue.ts'
import { isSameAsSpanish, messageFault } from './message-check.ts'
import { argumentsOf, refusalText } from './refusal-text.ts'
import sameAsSpanish from './same-as-spanish.json' with { type: 'json' }
import { messageOf, translatorFor } from './translator.tsx'

const keys = Object.keys(catalogue.es).filter(isMessageKey)
type Elements = Parameters<typeof argumentsOf>[0]
const elementsOf = (language: (typeof catalogueLanguages)[number], key: MessageKey): Elements =>
  messageOf(language, key).getAst() as Elements

/** Every type by which something is refused or objected to, as the code writes it. */
const named = [
  ...new Set(
    readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^testing\//.test(file))
      .flatMap((file) => {
        const text = readFileSync(join('src', file), 'utf8')
        return [...text.matchAll(/\b(?:hard\(|soft\(|refuse\(\{\s*type:)\s*'([a-z0-9-]+)'/g)]
      })
      .map(([, type = '']) => type),
  ),
].toSorted()

describe('the catalogue', () => {
  it.each(catalogueLanguages)('lacks no message in %s, and has none that Spanish has not', (language) => {
    const own = new Set(Object.keys(catalogue[language]))
    expect(keys.filter((key) => !own.has(key))).toEqual([])
    expect([...own].filter((key) => !isMessageKey(key))).toEqual([])
  })

  it.each(catalogueLanguages)('has the keys in %s in the same order', (language) => {
    expect(Object.keys(catalogue[language])).toEqual(Object.keys(catalogue.es))
  })

  it.each([...catalogueLanguages, ...draftLanguages])('says no key twice in %s', (language) => {
    const text = readFileSync(new URL(`${language}.json`, import.meta.url), 'utf8')
    const said = [...text.matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key)
    expect(said).toEqual(Object.keys(shippedMessages[language]))
  })

  it.each([...catalogueLanguages, ...draftLanguages])(
    'takes in %s the same arguments, choices and tags as in Spanish, and nothing is empty',
    (language) => {
      const faults = Object.entries(shippedMessages[language]).map(([key, text]) => [
        key,
        messageFault(key, text),
      ])
      expect(faults.filter(([, fault]) => fault !== undefined)).toEqual([])
    },
  )

  it.each(['en', 'pt', 'ay', 'qu'] as const)(
    'says in %s what it says in Spanish only where a list says why',
    (language) => {
      const reasons: Readonly<Record<string, readonly string[]>> = sameAsSpanish[language]
      const allowed = new Set(Object.values(reasons).flat())
      const same = Object.entries(shippedMessages[language]).filter(
        ([key, text]) => isMessageKey(key) && isSameAsSpanish(key, language, text),
      )
      expect(same.filter(([, text]) => !allowed.has(text))).toEqual([])
      const texts = new Set(same.map(([, text]) => text))
      expect([...allowed].filter((text) => !texts.has(text))).toEqual([])
    },
  )

  it.each(draftLanguages)('is a draft in %s, a part of what there is', (language) => {
    const count = Object.keys(shippedMessages[language]).length
    expect(count).toBeGreaterThan(60)
    expect(count).toBeLessThan(keys.length / 2)
  })
})

describe('a message that a draft lacks', () => {
  it('is said in Spanish', () => {
    expect(translatorFor('qu')('nav.home')).toBe('Qallariy')
    expect(translatorFor('qu')('nav.federations')).toBe('Federaciones')
    expect(translatorFor('ay').shown).toBe('ay')
  })

  it('is counted as Spanish counts', () => {
    expect(translatorFor('ay')('board.col.member')).toBe('Miembro')
    expect(translatorFor('ay')('federations.members', { count: 1 })).toBe('1 miembro')
    expect(translatorFor('ay')('federations.members', { count: 2 })).toBe('2 miembros')
  })
})

describe('refusals in words', () => {
  it('are found in the code', () => {
    expect(named.length).toBeGreaterThan(100)
  })

  it.each(named)('%s has a sentence in every language, with and without figures', (type) => {
    for (const language of catalogueLanguages) {
      const t = translatorFor(language)
      expect(refusalText(t, { type })).not.toContain(type)
      const key = `refusal.${type}`
      const figures = isMessageKey(key) ? argumentsOf(elementsOf(language, key)) : []
      const all = Object.fromEntries([...figures].map((name) => [name, name === 'field' ? 'date' : 3]))
      expect(refusalText(t, { ...all, type })).not.toMatch(/unknown|[{}]/)
    }
  })

  it('names a type it does not know', () => {
    expect(refusalText(translatorFor('en'), { type: 'acme-broke' })).toContain('acme-broke')
  })

  it('says the figures that came along', () => {
    expect(refusalText(translatorFor('es'), { type: 'gap', needed: 12 })).toContain('12')
    expect(
      refusalText(translatorFor('es'), { type: 'more-hands-than-present', hands: 12, present: 9 }),
    ).toContain('Suman 12 manos, y las personas presentes son 9')
  })
})
