/** An alliance whose book is on a node of Bolivia, with one member on each of three nodes that exchange with each other. */
import { expect } from 'vitest'
import { Speakers } from '../../src/succession/speakers.ts'
import { Nodes, type TestNode, foundAlliance, joinAlliance } from './test-node.ts'

export interface ThreeKeepers {
  readonly nodes: Nodes
  readonly trio: readonly [TestNode, TestNode, TestNode]
  readonly alliance: string
  /** Of Bolivia, Chile and Peru. */
  readonly bodies: readonly [string, string, string]
}

export async function threeKeepers(): Promise<ThreeKeepers> {
  const nodes = new Nodes()
  const trio = [
    await nodes.listening('Nodo de Bolivia', 'BO'),
    await nodes.listening('Nodo de Chile', 'CL'),
    await nodes.listening('Nodo del Perú', 'PE'),
  ] as const
  const alliance = await foundAlliance(trio[0])
  const bodies = [
    await trio[0].found('Sajama'),
    await trio[1].found('Putre'),
    await trio[2].found('Tacna'),
  ] as const
  await joinAlliance(
    trio[0],
    alliance,
    trio.map((at, index) => ({ at, body: bodies[index] ?? '' })),
  )
  for (const at of trio)
    for (const other of trio) if (at !== other) await at.did('peer.add', { url: other.url })
  await settled(trio)
  return { nodes, trio, alliance, bodies }
}

/** Everybody with everybody, three times: what came first by another way is passed on. */
export async function settled(trio: ThreeKeepers['trio']): Promise<void> {
  for (let round = 0; round < 3; round += 1) for (const at of trio) await at.run('node.sync')
}

/** The book that speaks for a body, as a node has heard. */
export const speakerOf = ({ node }: TestNode, body: string): string =>
  new Speakers(node.views.db).speakerOf(body)

export function expectSameViews(trio: ThreeKeepers['trio']): void {
  const [first, ...others] = trio.map(({ node }) => node.views.dump())
  for (const other of others) expect(other).toBe(first)
}
