/**
 * Three nodes: one writes a community's book, one is admitted to its circle, one is a neighbour that keeps a copy. What the
 * community seals is for the first two.
 */
import type { BookId } from '../../src/book/entry.ts'
import type { Circle } from '../../src/book/seal.ts'
import { base32 } from '../../src/kernel/encoding.ts'
import { sha256 } from '../../src/book/hash.ts'
import { utf8 } from '../../src/kernel/encoding.ts'
import { unwrap } from '../../src/kernel/result.ts'
import { nodeAdmission } from '../../src/node/write.ts'
import type { Draft } from '../../src/node/write.ts'
import { Nodes, type TestNode } from '../support/test-node.ts'

/** A person's id from a name: the same every time. */
export const personOf = (name: string): string => base32(sha256(utf8(`person ${name}`)).slice(0, 16))

export class ThreeNodes {
  readonly nodes: Nodes
  /** Writes the book. */
  readonly home: TestNode
  /** Is admitted, or will be. */
  readonly friend: TestNode
  /** Never is. */
  readonly neighbour: TestNode
  readonly body: BookId

  private constructor(nodes: Nodes, home: TestNode, friend: TestNode, neighbour: TestNode, body: BookId) {
    this.nodes = nodes
    this.home = home
    this.friend = friend
    this.neighbour = neighbour
    this.body = body
  }

  /** Each follows the book and knows the address of each. */
  static async open(): Promise<ThreeNodes> {
    const nodes = new Nodes()
    const [home, friend, neighbour] = [
      await nodes.listening('Casa', 'BO'),
      await nodes.listening('Amiga', 'CL'),
      await nodes.listening('Vecina', 'PE'),
    ]
    const body = await home.found('San Pedro')
    for (const one of [home, friend, neighbour])
      for (const other of [home, friend, neighbour])
        if (one !== other) await one.did('peer.add', { url: other.url })
    for (const other of [friend, neighbour]) await other.did('book.follow', { book: body })
    return new ThreeNodes(nodes, home, friend, neighbour, body)
  }

  get circle(): Circle {
    return { members: this.body }
  }

  /** Writes in the book; the numbers written. */
  async write(...drafts: readonly Draft[]): Promise<number[]> {
    const written = unwrap(await this.home.write(this.body, ...drafts))
    return written.refs.map(({ seq }) => seq)
  }

  enrol(name: string): Promise<number[]> {
    const data = { person: personOf(name), name }
    return this.write({ type: 'person.enrolled', data, circle: this.circle })
  }

  async admit(node: TestNode): Promise<void> {
    await this.write({ type: 'node.admitted', data: await nodeAdmission(node.node) })
  }

  async revoke(node: TestNode): Promise<void> {
    await this.write({ type: 'node.revoked', data: { node: node.node.id } })
  }

  /** Erases the content of an entry. */
  async erase(seq: number): Promise<void> {
    const row = this.home.node.views.db
      .prepare<[string, number], { seal: string }>('SELECT seal FROM seals WHERE book = ? AND seq = ?')
      .get(this.body, seq)
    await this.write({ type: 'content.erased', data: { seal: row?.seal ?? '' } })
  }

  /** Names of people that a node knows of the body. */
  namesAt(node: TestNode): string[] {
    return node.node.views.db
      .prepare<[string], { facts: string }>('SELECT facts FROM persons WHERE book = ?')
      .all(this.body)
      .map(({ facts }) => (JSON.parse(facts) as { name: string }).name)
      .toSorted()
  }

  /** Numbers of the contents that a node holds. */
  contentsAt(node: TestNode): Promise<number[]> {
    return node.node.archive.contents.seqs(this.body)
  }

  close(): Promise<void> {
    return this.nodes.close()
  }
}
