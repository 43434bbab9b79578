import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Tries, takeAll } from './tries.ts'

const minuteMs = 60_000
const refused = { ok: false, error: { type: 'too-many-tries', waitMinutes: 15 } }

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

async function guess(tries: Tries, count: number, key = 'ana'): Promise<void> {
  for (let at = 0; at < count; at += 1) expect(await tries.take(key)).toEqual({ ok: true })
}

describe('given three guesses are allowed', () => {
  test('when three were made, then the fourth is refused, with how long to wait', async () => {
    const tries = new Tries(3)
    await guess(tries, 3)
    expect(await tries.take('ana')).toEqual(refused)
    vi.setSystemTime(5 * minuteMs)
    expect(await tries.take('ana')).toMatchObject({ ok: false, error: { waitMinutes: 10 } })
  })

  test('when twenty come at once, then three are let through', async () => {
    const tries = new Tries(3)
    const taken = await Promise.all(Array.from({ length: 20 }, () => tries.take('ana')))
    expect(taken.filter(({ ok }) => ok)).toHaveLength(3)
  })

  test('when a quarter of an hour has passed, then three more are let through, however many were refused', async () => {
    const tries = new Tries(3)
    await guess(tries, 3)
    for (let at = 0; at < 50; at += 1) expect(await tries.take('ana')).toMatchObject({ ok: false })
    vi.advanceTimersByTime(15 * minuteMs + 1)
    await guess(tries, 3)
    expect(await tries.take('ana')).toMatchObject({ ok: false })
  })

  test('when one key is used up, then another is not', async () => {
    const tries = new Tries(3)
    await guess(tries, 3)
    await guess(tries, 3, 'juana')
  })

  test('when one is given back, then one more is let through; when all are forgotten, three', async () => {
    const tries = new Tries(3)
    await guess(tries, 3)
    await tries.giveBack('ana')
    await guess(tries, 1)
    expect(await tries.take('ana')).toMatchObject({ ok: false })
    await tries.forget('ana')
    await guess(tries, 3)
  })
})

describe('given a guess that counts in two ways', () => {
  test('when the second refuses, then the first has not counted it', async () => {
    const [name, address] = [new Tries(3), new Tries(1)]
    const both = [
      [name, 'ana'],
      [address, '10.0.0.7'],
    ] as const
    expect(await takeAll(both)).toEqual({ ok: true })
    for (let at = 0; at < 10; at += 1) expect(await takeAll(both)).toMatchObject({ ok: false })
    await guess(name, 2)
    expect(await name.take('ana')).toMatchObject({ ok: false })
  })
})
