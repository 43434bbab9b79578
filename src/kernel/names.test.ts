import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedWords, foldName, wordsToBeFound } from './names.ts'

describe('words that are looked for', () => {
  test.each([
    ['Limpieza del RÍO', ['limpieza', 'del', 'rio']],
    ['Ñuñoa — “la Güera”, 2026', ['nunoa', 'la', 'guera', '2026']],
    ["mink'a mink’a minkʼa mink´a mink`a", ['minka', 'minka', 'minka', 'minka', 'minka']],
    ['re\u0301gimen ﬁesta', ['regimen', 'fiesta']],
    ['"río" OR (toma*)', ['rio', 'or', 'toma']],
    ['', []],
    ["' ’ ʼ", []],
  ])('%j', (typed, words) => {
    expect(askedWords(typed)).toEqual(words)
  })

  test('a word with an apostrophe is found with it, without it, and by its parts', () => {
    expect(wordsToBeFound('D’Orbigny')).toEqual(['dorbigny', 'd', 'orbigny'])
  })

  test('of any text they are those of the text folded as names are, however they are told', () => {
    const characters = fc.string({
      unit: fc.oneof(
        fc.integer({ min: 0, max: 0x24f }).map((code) => String.fromCharCode(code)),
        fc.constantFrom(...'’ʼ‘–—“”…\u0301\u00adñß½'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 40,
    })
    fc.assert(
      fc.property(characters, (text) => {
        const plain = foldName(text.replaceAll(/['’ʼ‘ʻ`´′ꞌ\u02b9\uff07]/g, "'"))
        const words = plain.split(/[^\p{L}\p{N}']+/u).map((word) => word.replaceAll("'", ''))
        expect(askedWords(text)).toEqual(words.filter((word) => word !== ''))
      }),
      { numRuns: 500 },
    )
  })
})
