/** The invented city's stage in this process: three nodes of a test that listen on loopback. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Host, Stage } from '../../demo/el-alto/stage.ts'
import type { Nodes, TestNode } from './test-node.ts'

export class CityStage implements Stage {
  readonly hosts: readonly [Host, Host, Host]
  readonly nodes: readonly TestNode[]
  readonly #nodes: Nodes
  readonly #onNode: (node: TestNode) => void

  private constructor(all: Nodes, nodes: readonly TestNode[], onNode: (node: TestNode) => void) {
    this.#nodes = all
    this.#onNode = onNode
    this.nodes = nodes
    this.hosts = nodes.map((node) => hostOf(node)) as unknown as Stage['hosts']
  }

  /** `onNode` is told of each node before anything is written there, and of one that was opened again. */
  static async open(all: Nodes, onNode: (node: TestNode) => void = () => undefined): Promise<CityStage> {
    const nodes: TestNode[] = []
    for (const name of ['Sede', 'Norte', 'Sur']) {
      const node = await all.listening(name, 'BO')
      onNode(node)
      nodes.push(node)
    }
    return new CityStage(all, nodes, onNode)
  }

  async exchange(): Promise<void> {
    const [seat, north, south] = this.nodes as [TestNode, TestNode, TestNode]
    for (const [one, other] of [
      [seat, north],
      [seat, south],
      [north, seat],
      [south, seat],
    ] as const) {
      await one.did('peer.add', { url: other.url })
      await one.synced(other.url)
    }
  }

  async carry(from: Host, to: Host): Promise<void> {
    const path = join(this.#nodes.folder, 'stick.apachita')
    await from.did('carry.out', { path })
    await to.did('carry.in', { path })
  }

  async withCopyOf(at: 0 | 1 | 2, during: (copy: Host) => Promise<void>): Promise<void> {
    const node = this.nodes[at]
    if (node === undefined) return
    const folder = join(this.#nodes.folder, 'copy')
    await node.close()
    cpSync(node.folder, folder, { recursive: true })
    await node.reopen()
    this.#onNode(node)
    await node.listen()
    const copy = await this.#nodes.openFolder(folder, node.name, node.country)
    copy.actor = node.actor
    await during(hostOf(await copy.listen()))
  }
}

const hostOf = (node: TestNode): Host => ({
  name: node.name,
  did: <Given>(command: string, input: object) => node.did<Given>(command, input),
  get: <View>(path: string) => node.json<View>(path),
})
