import { expect, test } from 'vitest'
import { textIn } from './languages.ts'

test('a text is shown in the language asked for where it has it', () => {
  expect(textIn({ es: 'acta', ay: 'qillqa' }, 'ay')).toEqual({ text: 'qillqa', language: 'ay' })
})

test('else in the first it has of es, en, pt, ay, qu, saying which, so that it can be read aloud rightly', () => {
  expect(textIn({ pt: 'ata', en: 'minutes' }, 'qu')).toEqual({ text: 'minutes', language: 'en' })
  expect(textIn({ qu: 'qillqa' }, 'es')).toEqual({ text: 'qillqa', language: 'qu' })
})

test('a text without any language is empty, in the language asked for', () => {
  expect(textIn({}, 'pt')).toEqual({ text: '', language: 'pt' })
})
