import { expect, test } from 'vitest'
import { chromiumPath } from './chromium.ts'

test('without chromium the browser tests fail and say how to install it', () => {
  expect(() => chromiumPath({}, '/nowhere/chromium')).toThrow('apt-get install chromium')
  expect(() => chromiumPath({ APACHITA_CHROMIUM: '/elsewhere/chromium' })).toThrow(
    'There is no chromium at /elsewhere/chromium',
  )
})

test('APACHITA_CHROMIUM says where chromium is', () => {
  expect(chromiumPath({ APACHITA_CHROMIUM: process.execPath }, '/nowhere/chromium')).toBe(process.execPath)
})
