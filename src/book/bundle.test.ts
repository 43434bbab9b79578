import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundleToEntries, entriesToBundle } from './bundle.ts'

const entries = fc.array(fc.uint8Array({ minLength: 1, maxLength: 600 }), { maxLength: 20 })

test('entries come back from their bundle', () => {
  fc.assert(
    fc.property(entries, (given) => {
      expect(bundleToEntries(entriesToBundle(given))).toEqual(given)
    }),
  )
})

test('a bundle cut anywhere but between entries is none', () => {
  fc.assert(
    fc.property(entries, fc.nat(), (given, chance) => {
      const bundle = entriesToBundle(given)
      const cut = bundle.slice(0, chance % (bundle.length + 1))
      const read = bundleToEntries(cut)
      if (read !== undefined) expect(entriesToBundle(read)).toEqual(cut)
    }),
  )
})

test('an entry of no bytes is damage: a bundle says it of no book', () => {
  expect(bundleToEntries(new Uint8Array([0, 1, 7, 0, 0]))).toBeUndefined()
  expect(bundleToEntries(new Uint8Array([0]))).toBeUndefined()
})

test('E7: the framing carries 1 to 65,535 bytes, and the writer throws at what it cannot carry', () => {
  expect(entriesToBundle([new Uint8Array(65_535)])).toHaveLength(65_537)
  expect(() => entriesToBundle([new Uint8Array(65_536)])).toThrow('the framing cannot carry')
  expect(() => entriesToBundle([new Uint8Array(0)])).toThrow('the framing cannot carry')
})
