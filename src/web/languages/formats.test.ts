import { describe, expect, it } from 'vitest'
import type { Language } from '../../kernel/languages.ts'
import { countryName, pluralRulesOf } from './formats.ts'
import { pickLanguage } from './pick-language.ts'
import { isolatedText, plainText } from './plain-text.ts'
import { populationText } from './figures.ts'
import { ruleText } from './rule-words.ts'
import { translatorFor } from './translator.tsx'

const date = (language: Language, at: string, style: 'day' | 'minute' | 'minute-offset'): string =>
  translatorFor(language).date(at, style)

describe('dates', () => {
  it('stay on the clock of the author, whatever the machine is set to', () => {
    expect(date('es', '2026-03-01T23:30:00-04:00', 'day')).toBe('1 de marzo de 2026')
    expect(date('pt', '2026-03-01T23:30:00-05:00', 'day')).toBe('1 de março de 2026')
    expect(date('en', '2026-03-01T00:30:00+09:00', 'minute')).toBe('1 Mar 2026, 00:30')
    expect(date('es', '2026-03-01T15:00:00-04:00', 'minute-offset')).toMatch(/15:00 UTC−04:00$/)
    expect(date('es', '2026-03-01T15:00:00Z', 'minute-offset')).toMatch(/15:00 UTC$/)
  })

  it('are shown as they stand where they are none', () => {
    expect(date('es', 'ayer', 'day')).toBe('ayer')
  })

  it('have months of the catalogue in Aymara and Quechua, of which ICU has none', () => {
    expect(date('ay', '2026-08-06T23:30:00-04:00', 'day')).toBe('6 awustu 2026')
    expect(date('qu', '2026-12-01T09:05:00-05:00', 'minute-offset')).toBe('1 disimri 2026, 09:05 UTC−05:00')
    const corrected = translatorFor('ay', { imported: { 'month.8': 'llumpaqa' } })
    expect(corrected.date('2026-08-06T23:30:00-04:00')).toBe('6 llumpaqa 2026')
  })
})

describe('numbers and names', () => {
  it('part thousands so that no country misreads them', () => {
    expect(translatorFor('es').number(28331)).toBe('28\u00a0331')
    expect(translatorFor('en').number(28331)).toBe('28,331')
    expect(translatorFor('es')('board.heard.all', { entitled: 12345 })).toContain('12\u00a0345')
  })

  it.each([
    ['es', 'BO', '12\u00a0345,5'],
    ['es', 'CL', '12\u00a0345,5'],
    ['es', 'EC', '12\u00a0345,5'],
    ['es', 'PE', '12\u00a0345.5'],
    ['ay', 'BO', '12\u00a0345,5'],
    ['ay', 'PE', '12\u00a0345.5'],
    ['qu', 'PE', '12\u00a0345.5'],
    ['qu', 'EC', '12\u00a0345,5'],
    ['pt', 'BR', '12.345,5'],
    ['pt', 'PE', '12.345,5'],
  ] as const)('write decimals in %s as %s does', (language, country, written) => {
    expect(translatorFor(language, { country }).number(12345.5)).toBe(written)
  })

  it('leave four digits together in every country', () => {
    for (const country of ['BO', 'CL', 'PE', 'EC'])
      expect(translatorFor('es', { country }).number(1234)).toBe('1234')
  })

  it.each([
    ['es', 'BO', 'BOB', '12345.5', 'Bs\u00a012\u00a0345,50'],
    ['es', 'CL', 'CLP', '12345', 'CLP $\u00a012\u00a0345'],
    ['es', 'PE', 'PEN', '1234567.89', 'S/\u00a01\u00a0234\u00a0567.89'],
    ['es', 'EC', 'USD', '0.1', 'US$\u00a00,10'],
    ['pt', 'BR', 'BRL', '1234.5', 'R$\u00a01234,50'],
    ['ay', 'BO', 'BOB', '20', 'Bs\u00a020,00'],
    ['en', 'BO', 'EUR', '12345.5', 'EUR\u00a012,345.50'],
    [
      'es',
      'BO',
      'BOB',
      '12345678901234567890.25',
      'Bs\u00a012\u00a0345\u00a0678\u00a0901\u00a0234\u00a0567\u00a0890,25',
    ],
  ] as const)('write amounts in %s of %s, in %s', (language, country, currency, amount, written) => {
    expect(translatorFor(language, { country }).money(amount, currency)).toBe(written)
  })

  it('count by the one form that Aymara and Quechua have, never by English rules', () => {
    for (const language of ['ay', 'qu'])
      for (const count of [0, 1, 2, 5]) expect(pluralRulesOf([language, 'es-BO']).select(count)).toBe('other')
    const imported = { 'federations.members': '{count, plural, one {English} other {# masi}}' }
    expect(translatorFor('ay', { imported })('federations.members', { count: 1 })).toBe('1 masi')
  })

  it('do not say one of none in Portuguese', () => {
    const t = translatorFor('pt')
    expect(t('fork.title', { count: 1 })).toBe('Um livro tem duas histórias assinadas')
    expect(t('fork.title', { count: 0 })).toBe('0 livros têm duas histórias assinadas')
  })

  it('name countries by their code and leave what is none', () => {
    expect(countryName(['es'], 'PE')).toBe('Perú')
    expect(countryName(['pt-BR'], 'BO;BR')).toBe('Bolívia e Brasil')
    expect(countryName(['ay', 'es-BO'], 'BR')).toBe('Brasil')
    expect(countryName(['en-GB'], '<b>')).toBe('<b>')
  })

  it('say the year and kind of a population figure', () => {
    const figure = { population: 28331, populationNote: '2017 census' }
    expect(populationText(translatorFor('es'), figure)).toBe('28\u00a0331 (censo 2017)')
    expect(populationText(translatorFor('es'), { ...figure, populationNote: 'own count' })).toContain(
      'own count',
    )
    expect(populationText(translatorFor('en'), { population: null, populationNote: null })).toBe(
      'not on record',
    )
  })
})

describe('rules in Portuguese', () => {
  const t = translatorFor('pt')

  it('run “de” and the article together', () => {
    const rule = { of: 'all', fraction: '2/3', moreThan: false, denominator: 'entitled' } as const
    expect(ruleText(t, rule)).toBe('pelo menos dois terços dos membros com direito a decidir')
    expect(ruleText(t, { ...rule, fraction: '1/2', moreThan: true, denominator: 'cast' })).toBe(
      'mais de metade dos membros que responderem',
    )
    for (const denominator of ['entitled', 'present', 'cast', 'valid', 'yes+no'] as const) {
      expect(ruleText(t, { ...rule, denominator })).toMatch(/ d[oa]s /)
      expect(
        t('charter.part', { how: 'least', fraction: 'x', denominator: t.word('hands', denominator) }),
      ).toMatch(/ d[oa]s /)
      const of = t(`vote.of.${denominator}`)
      expect(t('vote.condition.part', { how: 'more', fraction: 'x', of })).toMatch(/ d[oa]s /)
    }
  })
})

describe('text of others', () => {
  it('loses marks that would turn the page around', () => {
    expect(plainText('Pu\u202etre\u2066')).toBe('Putre')
    expect(isolatedText('Putre')).toBe('Putre')
    expect(isolatedText('\u05d0\u05d1')).toBe('\u2068\u05d0\u05d1\u2069')
  })
})

describe('the language of a reader', () => {
  it('is the one asked for, then the remembered, then the browser’s, then Spanish', () => {
    expect(pickLanguage('es', 'es', 'en')).toBe('en')
    expect(pickLanguage('en', 'es', null)).toBe('en')
    expect(pickLanguage(null, 'de, en-GB;q=0.8, es;q=0.5', null)).toBe('en')
    expect(pickLanguage(null, 'de, fr;q=0.8', null)).toBe('es')
    expect(pickLanguage(undefined, undefined, undefined)).toBe('es')
  })

  it('is one of which there is a draft only where that is offered', () => {
    expect(pickLanguage('ay', 'ay, es;q=0.5', 'ay')).toBe('es')
    expect(pickLanguage(null, 'ay, es;q=0.5', null, ['es', 'en', 'pt', 'ay'])).toBe('ay')
    expect(pickLanguage('qu', 'qu', 'ay', ['es', 'ay'])).toBe('ay')
  })

  it('is Portuguese for whoever asks in any of its kinds', () => {
    expect(pickLanguage(null, 'pt-BR, pt;q=0.9, en;q=0.5', null)).toBe('pt')
    expect(pickLanguage(null, 'pt-PT', null)).toBe('pt')
  })

  it('is never one without a catalogue, nor one not wanted', () => {
    expect(pickLanguage('xx', 'en;q=0, es', 'ay')).toBe('es')
    expect(pickLanguage(null, ';;;q=,,', '<script>')).toBe('es')
  })
})
