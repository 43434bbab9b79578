import { describe, expect, it } from 'vitest'
import { countryName, dateText } from './formats.ts'
import { pickLanguage } from './pick-language.ts'
import { isolatedText, plainText } from './plain-text.ts'
import { populationText } from './figures.ts'
import { translatorFor } from './translator.tsx'

describe('dates', () => {
  it('stay on the clock of the author, whatever the machine is set to', () => {
    expect(dateText('es', '2026-03-01T23:30:00-04:00', 'day')).toBe('1 de marzo de 2026')
    expect(dateText('en', '2026-03-01T00:30:00+09:00', 'minute')).toBe('1 Mar 2026, 00:30')
    expect(dateText('es', '2026-03-01T15:00:00-04:00', 'minute-offset')).toMatch(/15:00 UTC−04:00$/)
    expect(dateText('es', '2026-03-01T15:00:00Z', 'minute-offset')).toMatch(/15:00 UTC$/)
  })

  it('are shown as they stand where they are none', () => {
    expect(dateText('es', 'ayer', 'day')).toBe('ayer')
  })
})

describe('numbers and names', () => {
  it('part thousands so that no country misreads them', () => {
    expect(translatorFor('es').number(28331)).toBe('28\u00a0331')
    expect(translatorFor('en').number(28331)).toBe('28,331')
    expect(translatorFor('es')('board.heard.all', { entitled: 12345 })).toContain('12\u00a0345')
  })

  it('name countries by their code and leave what is none', () => {
    expect(countryName('es', 'PE')).toBe('Perú')
    expect(countryName('en', '<b>')).toBe('<b>')
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

  it('is never one without a catalogue, nor one not wanted', () => {
    expect(pickLanguage('xx', 'en;q=0, es', 'ay')).toBe('es')
    expect(pickLanguage(null, ';;;q=,,', '<script>')).toBe('es')
  })
})
