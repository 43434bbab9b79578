/** What others wrote, inside our sentences. */
import { expect, test } from 'vitest'
import { plainJson, plainText } from './plain-text.ts'

const turned = '{"name":"San Pedro \u202e\u2067 1"}'

test('bad input: marks that turn the direction are taken out of text', () => {
  expect(plainText(turned)).toBe('{"name":"San Pedro  1"}')
})

test('bad input: in JSON they are written out, and it means the same', () => {
  expect(plainJson(turned)).toBe(String.raw`{"name":"San Pedro \u202e\u2067 1"}`)
  expect(JSON.parse(plainJson(turned))).toEqual(JSON.parse(turned))
})
