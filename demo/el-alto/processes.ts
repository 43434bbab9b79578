/** The city's stage as three processes on loopback: each node is started, commanded and read as a person would. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { NotAsTold } from '../expect.ts'
import { DemoNode } from '../network.ts'
import type { Host, Stage } from './stage.ts'

const names = ['Nodo de la sede', 'Nodo del norte', 'Nodo del sur'] as const

export class ProcessStage implements Stage {
  readonly #folder: string
  readonly #nodes: [DemoNode, DemoNode, DemoNode]
  readonly hosts: Stage['hosts']

  private constructor(folder: string, nodes: [DemoNode, DemoNode, DemoNode]) {
    this.#folder = folder
    this.#nodes = nodes
    this.hosts = [this.#hostAt(0), this.#hostAt(1), this.#hostAt(2)]
  }

  static async start(folder: string): Promise<ProcessStage> {
    const [seat, north, south] = await Promise.all(
      names.map((name, at) => DemoNode.start('BO', join(folder, `node-${at}`), name)),
    )
    if (seat === undefined || north === undefined || south === undefined) throw new Error('no three nodes')
    const stage = new ProcessStage(folder, [seat, north, south])
    await stage.#introduce()
    return stage
  }

  get nodes(): readonly DemoNode[] {
    return this.#nodes
  }

  async #introduce(): Promise<void> {
    for (const node of this.#nodes)
      for (const other of this.#nodes)
        if (other !== node) await did(node, 'peer.add', { url: other.publicUrl })
  }

  /** Whichever process is the node now. */
  #hostAt(at: 0 | 1 | 2): Host {
    return {
      name: names[at],
      did: <Given>(command: string, input: object) => did<Given>(this.#nodes[at], command, input),
      get: <View>(path: string) => this.#nodes[at].get<View>(path),
    }
  }

  async exchange(): Promise<void> {
    const [seat, north, south] = this.#nodes
    await did(seat, 'node.sync', { url: north.publicUrl })
    await did(seat, 'node.sync', { url: south.publicUrl })
    await Promise.all([north, south].map((node) => did(node, 'node.sync', { url: seat.publicUrl })))
  }

  async carry(from: Host, to: Host): Promise<void> {
    const path = join(this.#folder, 'stick.apachita')
    await from.did('carry.out', { path })
    await to.did('carry.in', { path })
  }

  async withCopyOf(at: 0 | 1 | 2, during: (copy: Host) => Promise<void>): Promise<void> {
    const folder = join(this.#folder, 'copy')
    const before = this.#nodes[at]
    await before.stop()
    cpSync(before.folder, folder, { recursive: true })
    this.#nodes[at] = await DemoNode.start('BO', before.folder, names[at])
    const copy = await DemoNode.start('BO', folder, names[at])
    try {
      await during({
        name: `${names[at]} (copia)`,
        did: <Given>(command: string, input: object) => did<Given>(copy, command, input),
        get: <View>(path: string) => copy.get<View>(path),
      })
    } finally {
      await copy.stop()
    }
    await this.#introduce()
  }

  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop()))
  }
}

async function did<Given>(node: DemoNode, command: string, input: object): Promise<Given> {
  const { value, refusal } = await node.command(command, input)
  if (refusal !== undefined) throw new NotAsTold(`${node.name}: ${command} ${JSON.stringify(refusal)}`)
  return value as Given
}
