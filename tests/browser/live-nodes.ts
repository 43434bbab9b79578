/**
 * Live nodes in this process: each with a folder of its own, both listeners on free ports, and filled through the
 * commands that pages and command line use. Places are real (demo/municipalities.json), positions invented.
 */
import type { Unlocked } from '../../src/node/accounts/accounts.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Country, countries, municipalities } from '../../demo/municipalities.ts'
import { type Listening, listen } from '../../src/http/serve.ts'
import { unwrap } from '../../src/kernel/result.ts'
import { commands } from '../../src/node/commands/all.ts'
import { runCommand } from '../../src/node/commands/command.ts'
import { ApachitaNode } from '../../src/node/node.ts'

/** The one time of these nodes' clocks. */
export const today = '2026-03-01'

/** With what a node's secretary signs in. */
export const secretary = { name: 'Secretaría', passphrase: 'cuatro piedras en el paso' }

export class LiveNode {
  readonly node: ApachitaNode
  readonly listening: Listening

  /** Who does what the node is told to; signs in as `secretary`. */
  readonly actor: Unlocked

  private constructor(node: ApachitaNode, listening: Listening, actor: Unlocked) {
    this.node = node
    this.listening = listening
    this.actor = actor
  }

  static async open(name: string, country: Country): Promise<LiveNode> {
    const folder = await mkdtemp(join(tmpdir(), 'apachita-browser-'))
    const now = () => `${today}T15:00:00-04:00`
    const node = unwrap(await ApachitaNode.open({ folder, name, country, now }))
    const actor = unwrap(await node.accounts.open(secretary.name, secretary.passphrase, true))
    return new LiveNode(node, await listen(node, { host: '127.0.0.1', port: 0, operatorPort: 0 }), actor)
  }

  /** A command that must succeed. */
  async command<T>(name: string, input: object): Promise<T> {
    return unwrap(await runCommand(commands, this.node, name, input, { actor: this.actor })) as T
  }

  /** Founds an invented community, or what `more` makes of it: its book's id. */
  async found(name: string, more: object = {}): Promise<string> {
    const facts = { kind: 'community', name: { es: name }, country: 'BO', demonstration: true, ...more }
    return (await this.command<{ book: string }>('body.found', facts)).book
  }

  async close(): Promise<void> {
    await this.listening.close()
    await this.node.close()
    await rm(this.node.folder, { recursive: true, force: true })
  }
}

/** Three members a section. */
const memberNames: Readonly<Record<Country, readonly string[]>> = {
  BO: ['Charaña', 'Curahuara de Carangas', 'Puerto Mayor de Guaqui'],
  CL: ['Colchane', 'General Lagos', 'Putre'],
  PE: ['Conima', 'Héroes Albarracín', 'Juli'],
}

/** Councils that have said yes; of the others nothing is known. One more Chilean yes carries the motion. */
const saidYes = ['Charaña', 'Curahuara de Carangas', 'Colchane', 'Conima', 'Juli']

/** An alliance of nine municipalities that decides on one motion. */
export interface World {
  readonly hosts: Readonly<Record<Country, LiveNode>>
  readonly alliance: string
  /** Address of the motion's board. */
  readonly boardPath: string
  /** Books of the members, by name. */
  readonly books: ReadonlyMap<string, string>
}

export const motionTitle = 'Turismo integrado de los parques Sajama y Lauca'

const motionText = 'Que los parques nacionales Sajama y Lauca se ofrezcan como una sola visita.'

/** The world of one or more nodes; the alliance's book is written where the Bolivian books are. */
export async function fillWorld(hosts: World['hosts']): Promise<World> {
  const alliance = await foundAlliance(hosts.BO)
  const others = [...new Set(Object.values(hosts))].filter((host) => host !== hosts.BO)
  for (const other of others) {
    await hosts.BO.command('peer.add', { url: other.listening.publicUrl })
    await other.command('peer.add', { url: hosts.BO.listening.publicUrl })
    await other.command('book.follow', { book: alliance })
    await other.command('node.sync', {})
  }
  const books = await foundMembers(hosts, alliance)
  if (others.length > 0) await hosts.BO.command('node.sync', {})
  for (const body of books.values())
    await hosts.BO.command('membership.accept', { federation: alliance, body })
  const put = await hosts.BO.command<{ refs: { seq: number }[] }>('motion.put', {
    body: alliance,
    title: { es: motionTitle },
    text: { es: motionText },
    source: 'paper A',
  })
  const seq = put.refs[0]?.seq ?? -1
  await hosts.BO.command('motion.refer', { body: alliance, motion: seq })
  for (const other of others) await other.command('node.sync', {})
  const world = { hosts, alliance, boardPath: `/motions/${alliance}/${seq}`, books }
  for (const name of saidYes) await decideYes(world, name)
  for (const other of others) await other.command('node.sync', {})
  return world
}

async function foundAlliance(host: LiveNode): Promise<string> {
  const names = { BO: 'Bolivia', CL: 'Chile', PE: 'Perú' }
  const { book } = await host.command<{ book: string }>('body.found', {
    kind: 'alliance',
    name: { es: 'Alianza Estratégica Aymaras Sin Fronteras' },
    country: 'BO',
    countries: [...countries],
    sections: countries.map((id) => ({ id, name: { es: names[id] } })),
    demonstration: true,
  })
  return book
}

async function foundMembers(hosts: World['hosts'], federation: string): Promise<Map<string, string>> {
  const books = new Map<string, string>()
  for (const section of countries) {
    for (const name of memberNames[section]) {
      const place = municipalities.find((candidate) => candidate.name === name)
      if (place === undefined) throw new Error(`${name} is not in demo/municipalities.json`)
      const { book } = await hosts[section].command<{ book: string }>('body.found', {
        name: { es: name },
        country: section,
        region: place.region,
        place: { lon: place.lon, lat: place.lat },
        population: { count: place.population, year: place.populationYear, kind: place.populationKind },
        standing: place.standing,
        sources: place.factsSource,
        demonstration: true,
      })
      await hosts[section].command('membership.apply', { body: book, federation, section })
      books.set(name, book)
    }
  }
  return books
}

/** A council of nine that says yes, as its node's command line would write it. */
export async function decideYes({ hosts, alliance, boardPath, books }: World, name: string): Promise<void> {
  const country = countries.find((candidate) => memberNames[candidate].includes(name)) ?? 'BO'
  await hosts[country].command('position.decide', {
    body: books.get(name),
    motion: { book: alliance, seq: Number(boardPath.split('/').at(-1)) },
    present: 9,
    yes: 7,
    no: 1,
    abstain: 1,
    attesters: 2,
    place: name,
  })
}

/** One node that writes all books. */
export async function openOneNode(): Promise<World> {
  const host = await LiveNode.open('Nodo de la alianza', 'BO')
  return fillWorld({ BO: host, CL: host, PE: host })
}

/** Two nodes that know each other: Chile's books are written on the second. */
export async function openTwoNodes(): Promise<World> {
  const [here, chile] = [
    await LiveNode.open('Nodo de Bolivia', 'BO'),
    await LiveNode.open('Nodo de Chile', 'CL'),
  ]
  return fillWorld({ BO: here, CL: chile, PE: here })
}

export async function closeWorld({ hosts }: World): Promise<void> {
  for (const host of new Set(Object.values(hosts))) await host.close()
}
