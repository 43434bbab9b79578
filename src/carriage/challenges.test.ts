import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Challenges } from './challenges.ts'

const lifeMs = 10 * 60_000

function withClock() {
  const clock = { ms: 1000 }
  return { clock, challenges: new Challenges(() => clock.ms) }
}

test('a challenge is spent once', () => {
  const { challenges } = withClock()
  const challenge = challenges.give()
  expect([challenges.spend(challenge), challenges.spend(challenge)]).toEqual([true, false])
})

test('every challenge is another', () => {
  const { challenges } = withClock()
  const given = Array.from({ length: 100 }, () => challenges.give())
  expect(new Set(given).size).toBe(100)
  expect(given.every((one) => challenges.spend(one))).toBe(true)
})

test('a challenge is good for ten minutes, and no longer', () => {
  const { clock, challenges } = withClock()
  const [early, late] = [challenges.give(), challenges.give()]
  clock.ms += lifeMs
  expect(challenges.spend(early)).toBe(true)
  clock.ms += 1
  expect(challenges.spend(late)).toBe(false)
})

test('one that was spent stays spent for as long as it would be good', () => {
  const { clock, challenges } = withClock()
  const challenge = challenges.give()
  for (const ms of [0, lifeMs / 2, lifeMs / 2, 1, lifeMs]) {
    clock.ms += ms
    expect(challenges.spend(challenge)).toBe(ms === 0)
  }
})

test('one that was spent late is not forgotten before it is stale', () => {
  const { clock, challenges } = withClock()
  const challenge = challenges.give()
  clock.ms += lifeMs - 1
  expect(challenges.spend(challenge)).toBe(true)
  clock.ms += 1
  expect(challenges.spend(challenges.give())).toBe(true)
  expect(challenges.spend(challenge)).toBe(false)
})

test('a challenge of another process is none here', () => {
  const [here, there] = [withClock().challenges, withClock().challenges]
  expect(here.spend(there.give())).toBe(false)
})

test('a challenge changed in any bit, cut, made longer or written otherwise is none', () => {
  const { challenges } = withClock()
  const challenge = challenges.give()
  const bytes = Buffer.from(challenge, 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(challenges.spend(changed.toString('base64url'))).toBe(false)
  }
  const others = [
    '',
    challenge.slice(0, -1),
    `${challenge}A`,
    `${challenge}=`,
    ` ${challenge}`,
    `${challenge}\n`,
    bytes.subarray(0, 24).toString('base64url'),
    Buffer.concat([bytes, bytes]).toString('base64url'),
  ]
  for (const other of others) expect(challenges.spend(other), other).toBe(false)
  expect(challenges.spend(challenge)).toBe(true)
})

test('no text makes it throw, and none is a challenge', () => {
  const { challenges } = withClock()
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !challenges.spend(text)))
})
