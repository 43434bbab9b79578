import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type MessageKey, catalogue, catalogueLanguages, isMessageKey, shownLanguage } from './catalogue.ts'
import { argumentsOf, refusalText } from './refusal-text.ts'
import { messageOf, translatorFor } from './translator.tsx'

const keys = Object.keys(catalogue.es).filter(isMessageKey)
type Elements = Parameters<typeof argumentsOf>[0]
const elementsOf = (language: 'es' | 'en', key: MessageKey): Elements =>
  messageOf(language, key).getAst() as Elements

/** Names of the tags of a message, wherever they stand. */
function tagsOf(elements: Elements): string[] {
  const found = elements.flatMap((element) => [
    ...(element.type === 8 ? [String(element.value)] : []),
    ...tagsOf(element.children ?? []),
    ...Object.values(element.options ?? {}).flatMap((option) => tagsOf(option.value)),
  ])
  return [...new Set(found)].toSorted()
}

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
  it.each(catalogueLanguages)('has the same keys in %s, in the same order', (language) => {
    expect(Object.keys(catalogue[language])).toEqual(Object.keys(catalogue.es))
  })

  it.each(keys)('%s parses in every language and takes the same arguments and tags', (key) => {
    const [es, en] = [elementsOf('es', key), elementsOf('en', key)]
    expect([...argumentsOf(en)].toSorted()).toEqual([...argumentsOf(es)].toSorted())
    expect(tagsOf(en)).toEqual(tagsOf(es))
  })

  it('leaves no message empty', () => {
    for (const language of catalogueLanguages)
      for (const key of keys) expect(catalogue[language][key].trim(), `${language} ${key}`).not.toBe('')
  })

  it('answers in Spanish where a language has no catalogue yet', () => {
    expect(shownLanguage('ay')).toBe('es')
    expect(translatorFor('qu')('nav.home')).toBe('Inicio')
    expect(translatorFor('qu').language).toBe('qu')
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
