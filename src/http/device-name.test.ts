import { expect, test } from 'vitest'
import { deviceName } from './device-name.ts'

test.each([
  [
    'Mozilla/5.0 (Linux; Android 8.1.0; SM-J260M) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0.4664.45 Mobile Safari/537.36',
    'Chrome · Android',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox · Windows'],
  ['curl/8.5.0', 'curl'],
  ['', ''],
])('%s is called so', (agent, name) => {
  expect(deviceName(agent)).toContain(name)
})

test('what nobody knows is told as it is, no longer than a line', () => {
  expect(deviceName('x'.repeat(300))).toBe('x'.repeat(60))
})
