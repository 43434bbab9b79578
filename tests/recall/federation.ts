/** A federation of six on three real processes, touched from outside only: the command line and HTTP. */
import { join } from 'node:path'
import { DemoNode, type Ran } from '../../demo/network.ts'
import { type Country, countries } from '../../demo/municipalities.ts'
import type { Written } from '../../demo/steps.ts'

/** What a command gave; it must not be refused. */
export function given<T = Written>({ value, refusal }: Omit<Ran, 'exitCode'>): T {
  if (refusal !== undefined) throw new Error(`refused: ${JSON.stringify(refusal)}`)
  return value as T
}

export class Federation {
  /** By country: two municipalities each. */
  readonly members: Readonly<Record<Country, readonly string[]>>
  readonly alliance: string
  readonly nodes: Record<Country, DemoNode>

  private constructor(
    nodes: Record<Country, DemoNode>,
    alliance: string,
    members: Record<Country, readonly string[]>,
  ) {
    this.nodes = nodes
    this.alliance = alliance
    this.members = members
  }

  static async start(folder: string): Promise<Federation> {
    const [BO, CL, PE] = await Promise.all([
      DemoNode.start('BO', join(folder, 'bo')),
      DemoNode.start('CL', join(folder, 'cl')),
      DemoNode.start('PE', join(folder, 'pe')),
    ])
    const nodes = { BO, CL, PE }
    const sections = countries.map((id) => ({ id, name: { es: id } }))
    const founding = { name: { es: 'Alianza' }, demonstration: true, countries: [...countries], sections }
    const alliance = given(await BO.command('body.found', { kind: 'alliance', ...founding })).book
    const members: Record<Country, readonly string[]> = { BO: [], CL: [], PE: [] }
    for (const country of countries) {
      const found = (name: string) =>
        nodes[country].command('body.found', { name: { es: name }, country, demonstration: true })
      members[country] = [
        given(await found(`${country} Norte`)).book,
        given(await found(`${country} Sur`)).book,
      ]
    }
    const federation = new Federation(nodes, alliance, members)
    await federation.introduce()
    await federation.#join()
    return federation
  }

  get all(): readonly DemoNode[] {
    return countries.map((country) => this.nodes[country])
  }

  get everybody(): readonly { readonly at: DemoNode; readonly body: string }[] {
    return countries.flatMap((country) =>
      this.members[country].map((body) => ({ at: this.nodes[country], body })),
    )
  }

  /** Everybody knows everybody's address, and follows the alliance. */
  async introduce(): Promise<void> {
    for (const node of this.all) {
      given(await node.command('book.follow', { book: this.alliance }))
      for (const other of this.all)
        if (other !== node) given(await node.command('peer.add', { url: other.publicUrl }))
    }
  }

  async #join(): Promise<void> {
    await this.settle()
    for (const { at, body } of this.everybody) {
      const input = { body, federation: this.alliance, section: at.country }
      given(await at.command('membership.apply', input))
    }
    await this.settle()
    for (const { body } of this.everybody)
      given(await this.nodes.BO.command('membership.accept', { federation: this.alliance, body }))
    await this.settle()
  }

  /** Exchanges until all have what there is. A peer that is gone is no reason to stop. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1)
      for (const node of this.all) await node.command('node.sync', {})
  }

  async refer(at: DemoNode, body: string, title: string): Promise<number> {
    const put = await at.command('motion.put', { body, title: { es: title }, text: { es: title } })
    const motion = given(put).refs[0]?.seq ?? -1
    given(await at.command('motion.refer', { body, motion }))
    return motion
  }

  /** Every member that hears of a motion says yes to it. */
  async decideAll(book: string, seq: number): Promise<void> {
    for (const { at, body } of this.everybody) {
      const hands = { present: 9, yes: 7, no: 1, abstain: 1, attesters: 2 }
      given(await at.command('position.decide', { body, motion: { book, seq }, ...hands }))
    }
  }

  /** What each node shows at an address, without what is its own. */
  shown(path: string): Promise<unknown[]> {
    return Promise.all(
      this.all.map(async (node) => {
        const { local: _local, ...shared } = await node.get<{ local?: unknown }>(path)
        return shared
      }),
    )
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((node) => node.stop()))
  }
}
