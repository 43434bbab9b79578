/** Books delivered in parts, in any order, twice: whatever way they come, what is shown must be the same. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Archive } from '../archive/contract.ts'
import type { Views } from '../views/views.ts'
import { packOf, partFrames, takeIn } from './packs.ts'
import type { Body, World } from './world.ts'

/** A part of a book between two sizes its pen signed. */
export interface Delivery {
  readonly body: Body
  readonly from: number
  readonly to: number
}

/** Every book cut where `cuts` says (a chance for each checkpoint), so that the parts together are the whole. */
function deliveriesOf(world: World, bodies: readonly Body[], cuts: readonly boolean[]): Delivery[] {
  let at = 0
  return bodies.flatMap((body) => {
    const stops = world.signedOf(body).map(({ size }) => size)
    const last = stops.at(-1) ?? 0
    const chosen = stops.filter((size) => size === last || cuts[at++ % cuts.length] === true)
    return chosen.map((to, n) => ({ body, from: chosen[n - 1] ?? 0, to }))
  })
}

/** Any cuts, any order, some of it twice. */
export const anyDeliveries = (world: World, bodies: readonly Body[]): fc.Arbitrary<Delivery[]> =>
  fc
    .array(fc.boolean(), { minLength: 1, maxLength: 7 })
    .chain((cuts) => {
      const deliveries = deliveriesOf(world, bodies, cuts)
      const all = { minLength: deliveries.length, maxLength: deliveries.length }
      return fc.tuple(fc.shuffledSubarray(deliveries, all), fc.shuffledSubarray(deliveries))
    })
    .map(([once, twice]) => [...once, ...twice])

/** Delivers in the order given; what was refused for a gap is sent again after the rest, as a sender would. */
export async function deliver(
  world: World,
  archive: Archive,
  deliveries: readonly Delivery[],
  seen: () => Promise<void>,
): Promise<void> {
  for (let waiting = deliveries; waiting.length > 0;) {
    const again: Delivery[] = []
    for (const delivery of waiting) {
      const frames = await partFrames(world, delivery.body, delivery.from, delivery.to)
      const { refused } = await takeIn(archive, await packOf(frames))
      for (const { refusal } of refused) expect(refusal.type).toBe('gap')
      if (refused.length > 0) again.push(delivery)
      await seen()
    }
    expect(again.length).toBeLessThan(waiting.length)
    waiting = again
  }
}

export async function catchUpAll(views: Views, archive: Archive): Promise<void> {
  for (const { book } of await archive.books()) await views.catchUp(book)
}
