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

const named =
  `connection-refused timed-out pack-cut-short pack-damaged pack-too-large not-a-pack unknown-pack-version
  book-id-mismatch wrong-pen root-mismatch history-rewritten book-forked fork-proof-invalid cosignature-invalid
  witness-unknown own-head-awaited folder-not-empty not-a-backup backup-damaged code-wrong keys-missing gap entry-too-large not-canonical not-json entry-malformed
  unknown-type not-admitted signature-invalid signature-missing checkpoint-malformed handover-invalid not-followed
  quota-exceeded moved not-hosted author-not-entitled author-signature-invalid not-an-elector position-already-recorded
  cites-another-text position-differs-from-vote vote-missing no-session-open session-already-open
  more-hands-than-present not-a-member already-a-member application-missing already-applied section-unknown
  electors-miscounted motion-unknown already-referred rule-unknown book-unknown folder-in-use input-invalid
  founded-twice pen-key-invalid key-invalid key-reused node-id-mismatch charter-unsound nobody-left-to-write
  membership-frozen already-frozen not-frozen already-heard member-of-itself not-of-the-section motion-not-carried
  motion-not-referred motion-not-decided already-decided page-out-of-order counted-twice outcome-miscounted
  rule-needs-a-session delegate-already-sent delegate-not-sent delegate-not-present present-twice voted-twice
  quorum-not-met recall-not-decided opinion-unknown charter-not-decided nothing-to-note left-before late
  corrected-in-closing not-confirmed`.split(/\s+/)

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
  it.each(named)('%s has a sentence in every language, with and without figures', (type) => {
    for (const language of catalogueLanguages) {
      const t = translatorFor(language)
      expect(refusalText(t, { type })).not.toContain(type)
      expect(refusalText(t, { type, needed: 3, hands: 4, present: 2, field: 'date' })).not.toMatch(
        /unknown|[{}]/,
      )
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
