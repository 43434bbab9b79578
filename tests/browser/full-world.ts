/**
 * A node with one of everything that a page can be about, and what its pages are: by the route of each, addresses of real
 * things. What is called is called by `named`, so that the same world can be had with names that mean harm.
 */
import { createHash } from 'node:crypto'
import { unwrap } from '../../src/kernel/result.ts'
import { commands } from '../../src/node/commands/all.ts'
import { runCommand } from '../../src/node/commands/command.ts'
import { join } from '../../src/node/joining.ts'
import { takeIn } from '../../src/node/take-in.ts'
import { inChunks } from '../../src/testing/packs.ts'
import { TwoHistories } from '../../src/testing/two-histories.ts'
import { island } from '../../src/web/islands/islands.ts'
import { mainSheet } from '../../src/web/styles.ts'
import { listOf } from '../support/community.ts'
import { LiveNode } from './live-nodes.ts'

type Written = { readonly refs: readonly { readonly book: string; readonly seq: number }[] }
type Named = (plain: string) => string

export const member = { name: 'Juana Mamani', passphrase: 'el río baja crecido hoy' }

const onePdf = Buffer.from('%PDF-1.4\n%%EOF\n')

/** Where what was made stands. */
interface Made {
  readonly community: string
  readonly alliance: string
  /** A book of two histories, one of which gave way here. */
  readonly parted: string
  readonly called: number
  readonly closed: number
  /** The entry that closed it. */
  readonly ended: number
  /** What stands sealed beside the closed one. */
  readonly sealed: number
  readonly open: number
  /** Motions of the community: one is decided, one waits. */
  readonly decided: number
  /** The vote that decided it. */
  readonly voted: number
  readonly waiting: number
  /** Motions of the alliance: one for the delegates, one that waits for the members, one closed. */
  readonly delegated: number
  readonly referred: number
  readonly carried: number
}

export class FullWorld {
  readonly node: LiveNode
  readonly neighbour: LiveNode
  readonly made: Made

  private constructor(node: LiveNode, neighbour: LiveNode, made: Made) {
    this.node = node
    this.neighbour = neighbour
    this.made = made
  }

  static async open(named: Named = (plain) => plain): Promise<FullWorld> {
    const [node, neighbour] = [
      await LiveNode.open('Nodo del paso', 'BO'),
      await LiveNode.open('Nodo de Putre', 'CL'),
    ]
    const community = await fillCommunity(node, named)
    const alliance = await fillAlliance(node, community.community, named)
    await befriend(node, neighbour, community.community)
    const { book: parted } = await followParted(node)
    return new FullWorld(node, neighbour, { ...community, ...alliance, parted })
  }

  async close(): Promise<void> {
    await Promise.all([this.node.close(), this.neighbour.close()])
  }

  /**
   * Addresses of pages by their route, with its parameters as the router has them but for their patterns. The first is the
   * plainest; others have more on them.
   */
  pages(): Readonly<Record<string, readonly string[]>> {
    const { community, alliance, parted, called, closed, ended, sealed, open } = this.made
    const { decided, waiting, delegated, referred, carried } = this.made
    const [body, federation] = [`/bodies/${community}`, `/federations/${alliance}`]
    const [own, theirs] = [`/motions/${community}`, `/motions/${alliance}`]
    return {
      '/': ['/'],
      '/api': ['/api'],
      '/bodies/:book': [body, `/bodies/${alliance}`],
      '/bodies/:book/charter': [`${body}/charter`, `/bodies/${alliance}/charter`],
      '/bodies/:book/charter/change': [`${body}/charter/change`],
      '/bodies/:book/delegates': [`${body}/delegates`],
      '/bodies/:book/documents': [`${body}/documents`, `${body}/documents?on=${ended}`],
      '/bodies/:book/keeper': [`${body}/keeper`, `/bodies/${alliance}/keeper`, `/bodies/${parted}/keeper`],
      '/bodies/:book/languages': [`${body}/languages`],
      '/bodies/:book/memberships': [`${body}/memberships`],
      '/bodies/:book/motions': [`${body}/motions`, `/bodies/${alliance}/motions`],
      '/bodies/:book/nodes': [`${body}/nodes`],
      '/bodies/:book/offices': [`${body}/offices`],
      '/bodies/:book/offices/:post': [`${body}/offices/authority`],
      '/bodies/:book/people': [`${body}/people`],
      '/bodies/:book/sealed/:seq': [`${body}/sealed/${sealed}`],
      '/bodies/:book/sessions': [`${body}/sessions`],
      '/bodies/:book/sessions/:seq': [closed, open, called].map((seq) => `${body}/sessions/${seq}`),
      '/bodies/:book/sessions/:seq/vote': ['', '&rule=assembly'].map(
        (rule) => `${body}/sessions/${open}/vote?motion=${community}/${waiting}${rule}`,
      ),
      '/bodies/:book/sessions/:seq/wall': [closed, open].map((seq) => `${body}/sessions/${seq}/wall`),
      '/bodies/:book/sessions/enter': [`${body}/sessions/enter`],
      '/bodies/:book/submissions': [`${body}/submissions`],
      '/books': ['/books'],
      '/books/:book': [`/books/${community}`, `/books/${parted}`],
      '/books/:book/set-aside/:place': [`/books/${parted}/set-aside/0`],
      '/carriage': ['/carriage', `/carriage?session=${community}/${closed}`],
      '/federations': ['/federations'],
      '/federations/:book': [federation],
      '/federations/:book/membership': [`${federation}/membership`],
      '/federations/:book/tree': [`${federation}/tree`],
      '/federations/:book/record': [`${federation}/record`],
      '/found': ['/found', '/found?kind=community', '/found?kind=alliance'],
      '/gallery': ['/gallery'],
      '/join': ['/join'],
      '/languages': ['/languages'],
      '/languages/:language': ['/languages/ay', '/languages/qu?from=50'],
      '/look': ['/look'],
      '/me': ['/me'],
      '/motions/:book/:seq': [
        `${own}/${decided}`,
        `${own}/${waiting}`,
        `${theirs}/${referred}`,
        `${theirs}/${carried}`,
      ],
      '/motions/:book/:seq/act': [`${theirs}/${carried}/act`],
      '/motions/:book/:seq/close': [`${theirs}/${referred}/close`],
      '/motions/:book/:seq/confirm': [`${theirs}/${referred}/confirm`],
      '/motions/:book/:seq/decide': [`${theirs}/${referred}/decide`],
      '/motions/:book/:seq/delegates': [`${theirs}/${delegated}/delegates`],
      '/motions/:book/:seq/wall': [`${theirs}/${referred}/wall`, `${theirs}/${carried}/wall`],
      '/node': ['/node'],
      '/search': ['/search', '/search?q=canal', '/search?q=xilofono'],
      '/sign-in': ['/sign-in'],
    }
  }

  /** The same of what the routers answer that is no page: files, and what programs ask for. */
  files(): Readonly<Record<string, string>> {
    const { community, alliance, closed, voted, referred } = this.made
    const [body, book] = [`/bodies/${community}`, `/books/${community}`]
    const pictures = {
      '/bodies/:book/offices/:post/wheel': `${body}/offices/authority/wheel`,
      '/bodies/:book/turns': `${body}/turns`,
      '/bodies/:book/votes/:seq/bars': `${body}/votes/${voted}/bars`,
      '/federations/:book/map': `/federations/${alliance}/map`,
      '/federations/:book/tree': `/federations/${alliance}/tree`,
      '/motions/:book/:seq/bars': `/motions/${alliance}/${referred}/bars`,
      '/motions/:book/:seq/map': `/motions/${alliance}/${referred}/map`,
    }
    const hash = createHash('sha256').update(onePdf).digest('base64url')
    return {
      ...Object.fromEntries(
        Object.entries(pictures).flatMap(([route, path]) =>
          ['svg', 'csv'].map((ending) => [`${route}.${ending}`, `${path}.${ending}`]),
        ),
      ),
      '/assets/:island': island('live').path,
      '/assets/:sheet': mainSheet.path,
      '/bodies/:book/blobs/:hash': `${body}/blobs/${hash}`,
      '/bodies/:book/offices.ics': `${body}/offices.ics`,
      '/bodies/:book/people/template.csv': `${body}/people/template.csv`,
      '/bodies/:book/sessions/:seq/act.pdf': `${body}/sessions/${closed}/act.pdf`,
      '/books/:book/checkpoint': `${book}/checkpoint`,
      '/books/:book/handovers': `${book}/handovers`,
      '/books/:book/pen': `${book}/pen`,
      '/books/:book/tile/*': `${book}/tile/0/000.p/1`,
      '/carriage/pack': '/carriage/pack',
      '/languages/:language/catalogue.json': '/languages/ay/catalogue.json',
      '/live': '/live',
      '/metrics': '/metrics',
      '/node/card.txt': '/node/card.txt',
    }
  }
}

const seqOf = ({ refs }: Written): number => refs[0]?.seq ?? -1

async function fillCommunity(node: LiveNode, named: Named) {
  const community = await node.found(named('San Pedro de Curahuara'))
  const run = <T = Written>(name: string, input: object = {}): Promise<T> =>
    node.command<T>(name, { body: community, ...input })
  const put = async (title: string): Promise<number> =>
    seqOf(
      await run('motion.put', { title: { es: named(title) }, text: { es: named(`Que se haga: ${title}.`) } }),
    )
  const households = ['Mamani', 'Choque', 'Quispe']
  await run('person.enrol-list', { rows: listOf(...households.map((name) => shortened(named(name)))) })
  await run('language.turn-on', { language: 'ay', reviewers: [shortened(named('Teófilo Quispe'))] })
  await run('language.turn-on', { language: 'qu', reviewers: [shortened(named('Saturnina Choque'))] })
  const decided = await put('El canal de riego')
  const waiting = await put('Fecha de la feria')
  const closed = seqOf(
    await run('session.open', { entitled: 20, present: 20, place: shortened(named('Sede')) }),
  )
  const voted = await run('vote.record', {
    motion: { book: community, seq: decided },
    rule: 'assembly',
    yes: 18,
    no: 1,
    abstain: 1,
  })
  const ended = seqOf(await run('session.close', { session: closed }))
  const sealed = await attachBeside(run, closed, named)
  await takeTurns(
    run,
    decided,
    households.map((name) => `Familia ${shortened(named(name))}`),
  )
  const called = seqOf(
    await run('session.call', {
      when: 'domingo 1 de marzo',
      notice: named('por la radio').slice(0, 300),
      agenda: [],
    }),
  )
  const open = seqOf(await run('session.open', { entitled: 20, present: 12 }))
  await memberSubmits(node, community, named)
  return { community, decided, voted: seqOf(voted), waiting, closed, ended, open, called, sealed }
}

/** As long as the name of a person may be. */
const shortened = (text: string): string => [...text].slice(0, 150).join('').trim()

type Run = <T = Written>(name: string, input?: object) => Promise<T>

/** In the open and within; where the latter stands. */
async function attachBeside(run: Run, closed: number, named: Named): Promise<number> {
  const document = { title: { es: named('Acta sellada') }, bytes: onePdf.toString('base64'), of: closed }
  await run('document.attach', { ...document, isOpen: true })
  await run('correction.record', { of: closed, text: { es: named('Fue en la escuela') } })
  return seqOf(await run('document.attach', { ...document, isOpen: false }))
}

async function takeTurns(run: Run, motion: number, order: readonly string[]): Promise<void> {
  await run('office.adopt', { post: 'authority', motion, order: order.map((called) => ({ called })) })
  const term = seqOf(await run('office.start', { post: 'authority' }))
  await run('office.end', { term, reason: 'completed' })
}

/** Juana is invited, comes, is confirmed, and submits; somebody else is on the way in. */
async function memberSubmits(node: LiveNode, body: string, named: Named): Promise<void> {
  const { person } = await node.command<{ person: string }>('person.enrol', {
    body,
    name: shortened(named(member.name)),
  })
  const invite = async (post: string): Promise<string> =>
    (await node.command<{ code: string }>('member.invite', { body, person, post })).code
  const account = unwrap(await join(node.node, await invite('member'), 'here', member)).account
  await node.command('key.confirm', { body, pending: node.node.invitations.pendingFor(account)[0]?.id })
  const actor = unwrap(await node.node.accounts.unlock(member.name, member.passphrase, 'here', undefined))
  const title = { es: named('Un banco en la plaza') }
  unwrap(await runCommand(commands, node.node, 'submission.motion', { body, title, text: title }, { actor }))
  const other = await node.command<{ person: string }>('person.enrol', {
    body,
    name: shortened(named('Pedro Quispe')),
  })
  const { code } = await node.command<{ code: string }>('member.invite', {
    body,
    person: other.person,
    post: 'member',
  })
  unwrap(
    await join(node.node, code, 'here', {
      name: 'Pedro Quispe',
      passphrase: 'tres llamas cruzan el salar',
    }),
  )
}

async function fillAlliance(node: LiveNode, community: string, named: Named) {
  const sections = ['BO', 'CL'].map((id) => ({ id, name: { es: named(id === 'BO' ? 'Bolivia' : 'Chile') } }))
  const found = (name: string, more: object): Promise<string> => node.found(named(name), more)
  const alliance = await found('Alianza del Paso', { kind: 'alliance', countries: ['BO', 'CL'], sections })
  const district = await found('Distrito Uno', { kind: 'federation', sections: [sections[0]] })
  const place = { lon: '-69.5', lat: '-18.2' }
  const region = shortened(named('Arica'))
  const putre = await found('Putre', { kind: 'municipality', country: 'CL', place, region })
  const sajama = await found('Sajama', { kind: 'municipality' })
  const joins = async (body: string, section: string): Promise<void> => {
    await node.command('membership.apply', { body, federation: alliance, section })
    await node.command('membership.accept', { federation: alliance, body })
  }
  const run = <T = Written>(name: string, input: object = {}): Promise<T> =>
    node.command<T>(name, { body: alliance, ...input })
  const put = async (title: string): Promise<number> =>
    seqOf(
      await run('motion.put', { title: { es: named(title) }, text: { es: named(`Que se haga: ${title}.`) } }),
    )
  const refer = async (title: string): Promise<number> => {
    const motion = await put(title)
    await run('motion.refer', { motion })
    return motion
  }
  const hands = {
    present: 9,
    yes: 7,
    no: 1,
    abstain: 1,
    attesters: 2,
    place: shortened(named('Salón municipal')),
  }
  const decide = (body: string, seq: number): Promise<Written> =>
    node.command('position.decide', { body, motion: { book: alliance, seq }, ...hands })
  await joins(putre, 'CL')
  await joins(sajama, 'BO')
  const carried = await refer('Un paso abierto todo el año')
  for (const body of [putre, sajama]) await decide(body, carried)
  await run('motion.close', { motion: carried })
  await onRecord(run, carried, named)
  await joins(community, 'BO')
  await joins(district, 'BO')
  const delegated = await put('Cuota anual')
  const referred = await refer('Turismo integrado')
  await decide(putre, referred)
  for (const body of [community, putre]) await sendDelegate(node, body, alliance)
  await node.command('successor.propose', { body: alliance, by: putre })
  return { alliance, delegated, referred, carried }
}

async function onRecord(run: Run, motion: number, named: Named): Promise<void> {
  const text = { es: named('Como consta en la carta.') }
  await run('standing.record', { what: 'fiscal-agent', who: shortened(named('Fundación del Paso')), text })
  await run('opinion.address', { to: shortened(named('Ministerio de Culturas')), text, motion })
}

async function sendDelegate(node: LiveNode, body: string, federation: string): Promise<void> {
  const person = node.node.accounts.identities(node.actor.account).find(({ book }) => book === body)?.person
  await node.command('delegate.send', { body, federation, person, mandate: 'bound' })
}

/** They exchange what they have; the community admits the other. */
async function befriend(node: LiveNode, neighbour: LiveNode, body: string): Promise<void> {
  const { card } = await neighbour.command<{ card: object }>('node.card', {})
  await node.command('node.admit', { body, card })
  await node.command('peer.add', { url: neighbour.listening.publicUrl })
  await neighbour.command('peer.add', { url: node.listening.publicUrl })
  await neighbour.command('book.follow', { book: body })
  await neighbour.command('node.sync', {})
}

async function followParted(node: LiveNode): Promise<TwoHistories> {
  const two = await TwoHistories.make()
  node.node.local.follow(two.book)
  for (const pack of [await two.whole(two.other), await two.whole(two.right, 'Uno', 'Tres')])
    await takeIn(node.node, inChunks(pack), { via: 'carried', source: 'a stick', node: null })
  return two
}
