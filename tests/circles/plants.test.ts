/**
 * Private facts are planted where a book is written: names, dues, attendance, a ballot, an audio note. They are looked for
 * in every byte that a neighbour holds, is sent, says and answers: none. The same search finds all at an admitted node.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '../../src/book/hash.ts'
import { base64 } from '../../src/kernel/encoding.ts'
import { Proxy } from '../support/proxy.ts'
import { Nodes, type TestNode } from '../support/test-node.ts'
import { audioNote } from './audio-note.ts'
import { type Answer, badlyAsked, crawl } from './every-answer.ts'
import { writeAsNewer } from './newer-node.ts'
import { bytesOfFolder, foundIn, plantsOf } from './plant-search.ts'
import { ServedNode } from './served-node.ts'

const inNote = 'lo que dijo en la grabación del martes'
const note = audioNote(inNote)
const noteHash = base64(sha256(note))

const facts = {
  name: 'Zenobia Quispecahuana Ñandú',
  section: 'ayllu Jach’a Pacha',
  awayPlace: 'Antofagasta, calle 1987',
  household: "familia D'Áchá & <Huanca>",
  dues: 'cuota impaga: Bs 317,45 «agua»',
  attendance: 'faltó a la faena del canal',
  ballot: 'voto secreto por la plancha Illimani',
  title: 'Audio de la pelea por el lindero',
  inNote,
  noteHash,
}
const plants = plantsOf(Object.values(facts))
const all = Object.values(facts).toSorted()

const nodes = new Nodes()
const [home, friend, neighbour] = ['home', 'friend', 'neighbour'].map(
  (name) => new ServedNode(join(nodes.folder, name)),
) as [ServedNode, ServedNode, ServedNode]
const served = [home, friend, neighbour]
let writing: TestNode
let body = ''
let sealed: number[] = []
/** What passed between home and the neighbour, and between home and the friend. */
const wires: Buffer[] = []
const proxies: Proxy[] = []
const stick = (name: string): string => join(nodes.folder, `${name}.apachita`)

/** Writes everything that is private, in this process; then home is served like the others. */
async function plant(): Promise<void> {
  writing = await nodes.openFolder(home.folder, 'Casa', 'BO')
  body = await writing.found('San Pedro')
  const friendsCard = (await friend.command('node', 'card')).replace('name Apachita', 'name Amiga')
  await writing.did('node.admit', { body, card: friendsCard })
  const first = await writing.sizeOf(body)
  const { household } = await writing.did<{ household: string }>('household.form', {
    body,
    name: facts.household,
    persons: [],
  })
  const { name, section, awayPlace } = facts
  await writing.did('person.enrol', { body, name, section, household, away: true, awayPlace })
  await writing.did('document.attach', { body, title: { es: facts.title }, bytes: note.toString('base64') })
  await writeAsNewer(writing, body, { members: body }, [
    { type: 'dues.recorded', data: { household, owes: facts.dues } },
    { type: 'attendance.listed', data: { absent: [facts.attendance] } },
    { type: 'ballot.cast', data: { option: facts.ballot } },
  ])
  sealed = Array.from({ length: (await writing.sizeOf(body)) - first }, (_, at) => first + at)
  await writing.close()
}

/** A node's listener as the others reach it: every body that passes is kept. */
async function throughProxy(node: ServedNode): Promise<string> {
  const proxy = await Proxy.to(node.addresses.publicUrl)
  proxy.kept = wires
  proxies.push(proxy)
  return proxy.url
}

/** The friend has the contents from a stick, and not yet the note: it asks for it whoever it meets, and on sticks. */
async function friendAsksTheNeighbour(): Promise<void> {
  await friend.command('carry', 'in', stick('friend'))
  const url = await throughProxy(neighbour)
  await friend.command('peer', 'add', url)
  await friend.command('sync', '--with', url)
  await friend.command('carry', 'out', stick('asking'))
  await neighbour.command('carry', 'in', stick('asking'))
}

beforeAll(async () => {
  await plant()
  for (const node of served) await node.serve()
  const url = await throughProxy(home)
  for (const other of [neighbour, friend]) {
    await other.command('peer', 'add', url)
    await other.command('peer', 'follow', body)
  }
  await neighbour.command('sync')
  await home.command('carry', 'out', stick('friend'), '--for', 'Amiga')
  await friendAsksTheNeighbour()
  for (const other of [friend, neighbour]) for (const _ of [1, 2]) await other.command('sync')
  await home.command('peer', 'add', neighbour.addresses.publicUrl)
  await home.command('sync')
  await home.command('carry', 'out', stick('anybody'))
  await home.command('carry', 'out', stick('neighbour'), '--for', neighbour.addresses.node)
  await friend.command('carry', 'out', stick('from-friend'))
  for (const name of ['anybody', 'neighbour', 'from-friend'])
    await neighbour.command('carry', 'in', stick(name))
  await neighbour.command('carry', 'out', stick('from-neighbour'))
})
afterAll(async () => {
  for (const proxy of proxies) await proxy.cut()
  for (const node of served) await node.stop()
  await nodes.close()
})

const faultsIn = (answers: readonly Answer[]): string[] =>
  answers.flatMap(({ path, bytes }) => foundIn(plants, bytes).map((plant) => `${path}: ${plant}`))

const urlHash = noteHash.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Addresses at which what is private would be, if it were told. */
const privatePaths = (): string[] => [
  ...['people', 'people/template.csv', 'nodes', 'submissions', 'documents', `blobs/${urlHash}`].map(
    (path) => `/bodies/${body}/${path}`,
  ),
  ...sealed.map((seq) => `/bodies/${body}/sealed/${seq}`),
  `/books/${body}/checkpoint`,
  `/books/${body}/pen`,
  `/books/${body}/tile/entries/000.p/${Math.max(...sealed) + 1}`,
  '/me',
  '/metrics',
  '/node',
  '/node/card.txt',
]

const formPaths = (): string[] => [
  '/api/sessions',
  ...['person.enrol', 'content.erase', 'node.show', 'nothing.done'].map((name) => `/api/commands/${name}`),
  '/carriage/pull',
  '/carriage/pack',
  '/carriage/pull?since=x.1',
  '/sign-in',
  '/join',
  '/lock',
  '/enter',
  '/carriage/in',
  `/bodies/${body}/people/enrol`,
  `/bodies/${body}/people/list`,
  `/bodies/${body}/nodes/admit`,
  `/bodies/${body}/sealed/${sealed[0] ?? 0}/erase`,
  `/bodies/${body}/documents`,
  '/bodies/%E0%A4%A/people',
]

describe('at the neighbour', () => {
  test('nothing is in what any page, answer of the API or file says, on either listener, nor at home for strangers', async () => {
    const answers = [
      ...(await crawl(neighbour, false, ['/', ...privatePaths()])),
      ...(await crawl(neighbour, true, ['/', ...privatePaths()])),
      ...(await crawl(home, false, ['/', ...privatePaths()])),
    ]
    expect(answers.length).toBeGreaterThan(100)
    expect(answers.find(({ path }) => path === 'GET /metrics operator')?.bytes.toString()).toContain(
      'apachita_entries',
    )
    expect(faultsIn(answers)).toEqual([])
  })

  test('nothing is in what is said to whoever asks badly', async () => {
    const paths = [...privatePaths(), ...formPaths()]
    const answers = [
      ...(await badlyAsked(neighbour, false, paths)),
      ...(await badlyAsked(neighbour, true, paths)),
      ...(await badlyAsked(home, false, paths)),
    ]
    const host = { headers: { host: 'evil.example' } }
    const refused = await neighbour.ask('/', host, true)
    const statuses = new Set([...answers.map(({ status }) => status), refused.status])
    for (const status of [400, 401, 403, 404]) expect([...statuses]).toContain(status)
    expect([...statuses]).not.toContain(500)
    expect(faultsIn(answers)).toEqual([])
  })

  test('nothing is in packs, however they are asked for, whoever knows the name of the note', async () => {
    const nobody = { node: 'a'.repeat(32), epoch: 'a', change: 0, complete: true, books: [] }
    const packs = []
    for (const node of [home, neighbour, friend]) {
      const pull = (path: string, asked: object) =>
        node.ask(path, { method: 'POST', body: JSON.stringify(asked) })
      const whole = await pull('/carriage/pull', { ...nobody, wanted: [noteHash] })
      expect(whole.status).toBe(200)
      packs.push(Buffer.from(await whole.arrayBuffer()))
      const epoch = (whole.headers.get('apachita-change') ?? '').split('.')[0]
      const since = await pull(`/carriage/pull?since=${epoch}.0`, { wanted: [noteHash] })
      packs.push(Buffer.from(await since.arrayBuffer()))
      packs.push(Buffer.from(await (await node.ask(`/carriage/pack?since=${epoch}.0`)).arrayBuffer()))
    }
    for (const pack of packs) expect(pack.length).toBeGreaterThan(100)
    expect(foundIn(plants, ...packs)).toEqual([])
    expect(wires.length).toBeGreaterThan(8)
    expect(foundIn(plants, ...wires)).toEqual([])
  })

  test('nothing is in carried files, in a backup, or in what the command line exports', async () => {
    const backup = join(nodes.folder, 'neighbour.backup')
    await neighbour.command('backup', backup, '--with-keys')
    const exported = [
      await neighbour.command('--json', 'body', 'show', body),
      await neighbour.command('--json', 'body', 'list'),
      await neighbour.command('--json', 'node', 'list', body),
      await neighbour.command('--json', 'verify'),
    ]
    const files = ['anybody', 'neighbour', 'from-friend', 'from-neighbour'].map(stick)
    const bytes = [...files, backup].map((path) => readFileSync(path))
    for (const file of bytes) expect(file.length).toBeGreaterThan(100)
    expect(foundIn(plants, ...bytes, ...exported.map((text) => Buffer.from(text)))).toEqual([])
  })

  test('nothing is in its log, nor in those of home and of the admitted node, at the most verbose', async () => {
    for (const node of served) {
      expect(node.said.toString()).toContain(node.addresses.publicUrl)
      expect(foundIn(plants, node.said)).toEqual([])
    }
  })

  test('nothing is in any byte of its folder, while it runs and after', async () => {
    expect(foundIn(plants, ...bytesOfFiles(neighbour))).toEqual([])
    await neighbour.stop()
    expect(foundIn(plants, ...bytesOfFolder(neighbour.folder))).toEqual([])
  })
})

/** The files as they lie there, of a node that has them open. */
const bytesOfFiles = ({ folder }: ServedNode): Buffer[] =>
  ['books.db', 'books.db-wal', 'views.db', 'views.db-wal', 'node.db', 'node.db-wal', 'node.key'].map((name) =>
    readFileSync(join(folder, name)),
  )

describe('at the admitted node', () => {
  test('the same search finds every plant', async () => {
    await friend.stop()
    expect(foundIn(plants, ...bytesOfFolder(friend.folder))).toEqual(all)
  })

  test('after an erasure it finds none there, nor at home', async () => {
    await home.stop()
    await writing.reopen()
    for (const seq of sealed) await writing.did('content.erase', { body, seq })
    await writing.close()
    for (const node of [home, friend]) await node.serve()
    await friend.command('peer', 'add', home.addresses.publicUrl)
    await friend.command('sync', '--with', home.addresses.publicUrl)
    for (const node of [home, friend]) {
      await node.stop()
      expect(foundIn(plants, ...bytesOfFolder(node.folder))).toEqual([])
    }
    writeFileSync(join(nodes.folder, 'one.txt'), `…${facts.ballot}…`)
    expect(foundIn(plants, ...bytesOfFolder(nodes.folder))).toEqual([facts.ballot])
  })
})
