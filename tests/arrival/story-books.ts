/**
 * The books of the demonstration's story, written in this process by the commands the story gives: 56 municipalities and
 * their alliance on three nodes, and every checkpoint that a pen signed on the way. Two pens are renewed, which the story
 * does not tell, so that parts cross handovers, too.
 */
import type { BookId } from '../../src/book/entry.ts'
import { unwrap } from '../../src/kernel/result.ts'
import { nothingHeld, packFor, takeIn } from '../../src/testing/packs.ts'
import { openArchive } from '../../src/testing/world.ts'
import { type Municipality, countries, handsOf, municipalities } from '../../demo/municipalities.ts'
import { Checkpoints, type WrittenBooks } from './checkpoints.ts'
import {
  type Joining,
  Nodes,
  type Referred,
  type TestNode,
  factsOf,
  foundAlliance,
  joinAlliance,
  refer,
} from '../support/test-node.ts'

export interface StoryBooks extends WrittenBooks {
  readonly alliance: BookId
  readonly motion: number
}

export async function writeStoryBooks(): Promise<StoryBooks> {
  const nodes = new Nodes()
  const checkpoints = new Checkpoints()
  try {
    const hosts: TestNode[] = []
    for (const country of countries) {
      const host = await nodes.listening(`Nodo de ${country}`, country)
      checkpoints.watch(host.node.archive)
      hosts.push(host)
    }
    const [bolivia] = hosts as [TestNode]
    const { alliance, motion } = await tell(bolivia, hosts)
    for (const host of hosts) if (host !== bolivia) await bolivia.synced(host.url)
    const archive = openArchive('the story')
    const { refused } = await takeIn(archive, await packFor(bolivia.node.archive, nothingHeld))
    if (refused.length > 0) throw new Error(`the story's own pack is refused: ${refused[0]?.refusal.type}`)
    const books = (await archive.books()).map(({ book }) => book)
    return { archive, alliance, motion, books, signedOf: await checkpoints.heldIn(archive) }
  } finally {
    await nodes.close()
  }
}

async function tell(bolivia: TestNode, hosts: readonly TestNode[]): Promise<Referred> {
  const joining: (Joining & { readonly place: Municipality })[] = []
  for (const place of municipalities) {
    const at = hosts.find(({ country }) => country === place.country) ?? bolivia
    const { book: body } = await at.did('body.found', {
      ...factsOf(place.name, place.country),
      region: place.region,
    })
    joining.push({ at, body, place })
  }
  const alliance = await foundAlliance(bolivia)
  await joinAlliance(bolivia, alliance, joining)
  const referred = await refer(bolivia, alliance)
  await bolivia.did('pen.renew', { body: alliance })
  for (const host of hosts) if (host !== bolivia) await host.synced(bolivia.url)
  for (const { at, body, place } of joining) {
    if (place.name === 'Colchane') await at.did('pen.renew', { body })
    const hands = handsOf(place)
    if (hands === undefined) continue
    const motion = { book: alliance, seq: referred.motion }
    unwrap(await at.run('position.decide', { ...hands, body, motion, attesters: 2, place: place.name }))
  }
  return referred
}
