import { expect, test } from 'vitest'
import { areMissing } from './foreign-programs.ts'

test('without a foreign program its tests are passed over, but in CI they fail and say how to install it', () => {
  expect(areMissing(['go'], { PATH: '/nowhere' })).toBe(true)
  expect(() => areMissing(['openssl', 'go'], { PATH: '/nowhere', CI: 'true' })).toThrow(
    'apt-get install curl openssl golang-go golang-golang-x-mod-dev',
  )
})

test('what is on the PATH is not missing', () => {
  expect(areMissing([], { PATH: '', CI: 'true' })).toBe(false)
  expect(areMissing(['strace'], { PATH: '/nowhere' })).toBe(true)
})
