import { beforeEach, describe, expect, test } from 'vitest'
import { type Refusal, type Result, accept, refuse, unwrap } from '../kernel/result.ts'
import { type Asking, DoneOnce } from './done-once.ts'
import { type Sqlite, openNodeDb } from './node-db.ts'

let db: Sqlite
let once: DoneOnce
let done = 0
beforeEach(() => {
  db = unwrap(openNodeDb(':memory:'))
  once = new DoneOnce(db)
  done = 0
})

const asking: Asking = { who: 'Juana', key: 'k-1', what: 'enrol Pedro' }
const doIt = async (): Promise<Result<number, Refusal>> => accept((done += 1))

describe('given what was asked for with a key', () => {
  test('when it is asked again, then it is not done again, and the answer is the same', async () => {
    expect([await once.run(asking, doIt), await once.run(asking, doIt), done]).toEqual([
      accept(1),
      accept(1),
      1,
    ])
  })

  test('when it is asked twice at once, then it is done once', async () => {
    let finish = (): void => undefined
    const slow = async (): Promise<Result<number, Refusal>> => {
      await new Promise<void>((resolve) => (finish = resolve))
      return doIt()
    }
    const both = Promise.all([once.run(asking, slow), once.run(asking, slow)])
    finish()
    expect([await both, done]).toEqual([[accept(1), accept(1)], 1])
  })

  test('when something else is asked with the key, then it is refused', async () => {
    await once.run(asking, doIt)
    const other = await once.run({ ...asking, what: 'enrol Rosa' }, doIt)
    expect([other, done]).toEqual([refuse({ type: 'key-used-otherwise' }), 1])
  })

  test('when another person uses the same key, then it is another asking', async () => {
    await once.run(asking, doIt)
    expect(await once.run({ ...asking, who: 'Rosa' }, doIt)).toEqual(accept(2))
  })

  test('when it was refused, then it may be asked again, and otherwise', async () => {
    const no = refuse({ type: 'motion-unknown' })
    expect(await once.run(asking, async () => no)).toEqual(no)
    expect(await once.run({ ...asking, what: 'enrol Rosa' }, doIt)).toEqual(accept(1))
  })

  test('when the node was started anew, then it says that it was done', async () => {
    await once.run(asking, doIt)
    expect([await new DoneOnce(db).run(asking, doIt), done]).toEqual([refuse({ type: 'done-already' }), 1])
  })

  test('when the node stopped while it was done, then it says that nobody knows', async () => {
    void once.run(asking, () => new Promise(() => undefined))
    expect([await new DoneOnce(db).run(asking, doIt), done]).toEqual([refuse({ type: 'outcome-unknown' }), 0])
  })

  test('when it broke, then it says that nobody knows, and goes on saying so', async () => {
    const breaks = once.run(asking, () => Promise.reject(new Error('the disk is full')))
    await expect(breaks).rejects.toThrow('the disk is full')
    expect([await once.run(asking, doIt), done]).toEqual([refuse({ type: 'outcome-unknown' }), 0])
  })

  test.each(['', 'two words', 'ñ', 'x'.repeat(256)])('bad input: the key %j is none', async (key) => {
    expect([await once.run({ ...asking, key }, doIt), done]).toEqual([
      refuse({ type: 'input-invalid', field: 'idempotency-key' }),
      0,
    ])
  })

  test('when a thousand more were asked for by the same, then it is forgotten', async () => {
    await once.run(asking, doIt)
    for (let at = 0; at < 1000; at += 1) await once.run({ ...asking, key: `more-${at}` }, doIt)
    expect(await new DoneOnce(db).run(asking, doIt)).toEqual(accept(1002))
  })
})
