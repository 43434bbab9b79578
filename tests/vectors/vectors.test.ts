import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Format, VectorFile } from '../../vectors/format.ts'
import { independent } from './independent.ts'
import { product } from './product.ts'
import type { Implementation } from './verdicts.ts'

const formats: readonly Format[] = [
  'entry',
  'seal',
  'tree',
  'founding',
  'checkpoint',
  'handover',
  'node-key',
  'cosignature',
  'proofs',
  'fork-proof',
  'vouching',
  'ed25519',
  'decision',
]

function read<F extends Format>(format: F): VectorFile<F> {
  const file = new URL(`../../vectors/${format}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as VectorFile<F>
}

function check<F extends Format>(implementation: Implementation, format: F): void {
  for (const { rule, name, input, valid, expect: expected } of read(format).vectors) {
    test(`${rule}: ${name}: ${valid ? 'valid' : 'invalid'}`, () => {
      expect(implementation[format](input)).toEqual(
        expected === undefined ? { valid } : { valid, expect: expected },
      )
    })
  }
}

describe.each(formats)('vectors/%s.json', (format) => {
  describe('the product', () => check(product, format))
  describe('the independent implementation', () => check(independent, format))

  test('is of this format', () => {
    expect(read(format)).toMatchObject({ format, rules: expect.any(String) })
  })
})
