/**
 * The main job as a story that runs: municipalities of three countries decide together, with no centre, and for a while
 * with no link. Every outcome is asserted (demo/expect.ts); `tell` is told of each step.
 */
import { join } from 'node:path'
import type { BoardView } from '../src/federation/views.ts'
import { expectSame } from './expect.ts'
import { fetchBook, foreignPenFile, tamperedFile } from './hostile.ts'
import {
  type Country,
  type Municipality,
  countries,
  decisiveMunicipality,
  handsOf,
  municipalities,
  municipalitiesOf,
  outsider,
} from './municipalities.ts'
import type { DemoNode, Network, Ran } from './network.ts'
import { type Written, inTurn } from './steps.ts'
import type { Word } from './words.ts'

export interface StoryOptions {
  /** Where files for the stick are written. */
  readonly folder: string
  /** false: the council whose yes gives Chile its majority has not met, and the motion must end open. */
  readonly isDecisiveYesGiven: boolean
  readonly tell: (word: Word, ...figures: readonly (string | number)[]) => void
}

/** What the story leaves: the alliance's book and its motion. */
export interface Told {
  readonly alliance: string
  readonly motion: number
  readonly books: ReadonlyMap<string, string>
}

const written = ({ value, refusal }: Omit<Ran, 'exitCode'>): Written => {
  expectSame('refused', refusal, undefined)
  return value as Written
}

export async function tellStory(network: Network, options: StoryOptions): Promise<Told> {
  const { tell } = options
  tell('start', network.all.map(({ name }) => name).join(', '))
  const { alliance, books } = await foundBooks(network, tell)
  await joinAlliance(network, alliance, books, tell)
  const motion = await referMotion(network, alliance, tell)
  const told = { alliance, motion, books }
  await decideUntilTheCut(network, told)
  await cutChileOff(network, tell)
  await goOnWithoutChile(network, told, options)
  await carryByHand(network, told, options)
  await showTheSameBoard(network, told, options)
  await verifyEverything(network, tell)
  await refuseByName(network, told, options)
  return told
}

type Tell = StoryOptions['tell']

const perCountry = (task: (country: Country) => Promise<unknown>): Promise<unknown> =>
  Promise.all(countries.map(task))

function foundingOf(place: Omit<Municipality, 'standing'> & { readonly standing?: string }): object {
  return {
    name: { es: place.name },
    country: place.country,
    region: place.region,
    place: { lon: place.lon, lat: place.lat },
    population: { count: place.population, year: place.populationYear, kind: place.populationKind },
    ...(place.standing === undefined ? {} : { standing: place.standing }),
    sources: `${place.membershipSource}; ${place.factsSource}`,
    demonstration: true,
  }
}

async function foundBooks(
  network: Network,
  tell: Tell,
): Promise<{ alliance: string; books: Map<string, string> }> {
  const books = new Map<string, string>()
  await perCountry((country) =>
    inTurn(municipalitiesOf(country), async (place) => {
      const { book } = written(await network.nodes[country].command('body.found', foundingOf(place)))
      books.set(`${country} ${place.name}`, book)
    }),
  )
  const name = 'Alianza Estratégica Aymaras Sin Fronteras'
  const sections = ['BO=Bolivia', 'CL=Chile', 'PE=Perú']
  const found = [
    '--lang',
    'es',
    'found',
    'alliance',
    '--name',
    name,
    '--demonstration',
    '--section',
    ...sections,
  ]
  const founded = await network.nodes.BO.cli(...found)
  expectSame('books founded', books.size, 56)
  tell('found', books.size, network.nodes.BO.name)
  return { alliance: written(founded).book, books }
}

const bookOf = (books: ReadonlyMap<string, string>, place: Municipality): string =>
  books.get(`${place.country} ${place.name}`) ?? ''

/** Each applies in its own book; the alliance, which has to hear of it first, accepts in its own. */
async function joinAlliance(
  network: Network,
  alliance: string,
  books: ReadonlyMap<string, string>,
  tell: Tell,
): Promise<void> {
  for (const node of [network.nodes.CL, network.nodes.PE]) {
    await node.cli('peer', 'follow', alliance)
    await sync(node, network.url(node.country, 'BO'))
  }
  await perCountry((section) =>
    inTurn(municipalitiesOf(section), async (place) =>
      written(
        await network.nodes[section].command('membership.apply', {
          body: bookOf(books, place),
          federation: alliance,
          section,
        }),
      ),
    ),
  )
  await sync(network.nodes.BO)
  await inTurn(municipalities, async (place) =>
    written(
      await network.nodes.BO.command('membership.accept', {
        federation: alliance,
        body: bookOf(books, place),
      }),
    ),
  )
  await syncAll(network)
  for (const node of network.all) {
    const { members, waiting } = await node.get<{ members: { section: string }[]; waiting: unknown[] }>(
      `/api/federations/${alliance}`,
    )
    const counted = countries.map((country) => members.filter(({ section }) => section === country).length)
    expectSame(`members as ${node.name} has them`, [counted, waiting.length], [[29, 7, 20], 0])
  }
  tell('join', 56, 56, 29, 7, 20)
}

const motionText = {
  title: 'Turismo integrado de los parques Sajama y Lauca',
  text: 'Que los parques nacionales Sajama (Bolivia) y Lauca (Chile) se ofrezcan como una sola visita, con guías, señales y un calendario acordados por los municipios de los dos lados.',
  source:
    'Turismo integrado Sajama-Lauca: dos parques nacionales como una sola visita. Aranda y Salinas 2017 (artículo A)',
}

async function referMotion(network: Network, alliance: string, tell: Tell): Promise<number> {
  const { BO } = network.nodes
  const { title, text, source } = motionText
  const put = await BO.cli(
    '--lang',
    'es',
    'motion',
    'put',
    alliance,
    '--title',
    title,
    '--text',
    text,
    '--source',
    source,
  )
  const motion = written(put).refs[0]?.seq ?? -1
  written(await BO.cli('motion', 'refer', alliance, String(motion)))
  await syncAll(network)
  const [whole] = (await boardOn(network.nodes.PE, alliance, motion)).requirements
  expectSame('yes needed of all', whole?.neededYes, 38)
  tell('motion', title, 38, 56)
  return motion
}

const boardOn = (node: DemoNode, alliance: string, motion: number): Promise<BoardView> =>
  node.get<BoardView>(`/api/motions/${alliance}/${motion}`)

async function decide(
  network: Network,
  { alliance, motion, books }: Told,
  places: readonly Municipality[],
): Promise<void> {
  await inTurn(places, async (place) => {
    const hands = handsOf(place)
    if (hands === undefined) return
    const input = {
      ...hands,
      body: bookOf(books, place),
      motion: { book: alliance, seq: motion },
      attesters: 2,
      place: place.name,
    }
    written(await network.nodes[place.country].command('position.decide', input))
  })
}

const earlyBolivia = 12
const earlyPeru = 8
const isEarlyChile = ({ name }: Municipality): boolean => name === 'Colchane'

/** Some councils meet early; everybody hears of them. */
async function decideUntilTheCut(network: Network, told: Told): Promise<void> {
  await Promise.all([
    decide(network, told, municipalitiesOf('BO').slice(0, earlyBolivia)),
    decide(network, told, municipalitiesOf('PE').slice(0, earlyPeru)),
    decide(network, told, municipalitiesOf('CL').filter(isEarlyChile)),
  ])
  await syncAll(network)
  for (const node of network.all) {
    const board = await boardOn(node, told.alliance, told.motion)
    expectSame(`before the cut on ${node.name}`, [board.outcome, board.heard], ['open', 20])
  }
}

async function cutChileOff(network: Network, tell: Tell): Promise<void> {
  await network.cutOff('CL')
  for (const [from, to] of [
    ['BO', 'CL'],
    ['PE', 'CL'],
    ['CL', 'BO'],
  ] as const) {
    const { exitCode, value } = await network.nodes[from].cli('sync', '--with', network.url(from, to))
    const [peer] = value as { result: { ok: boolean; error?: { type: string } } }[]
    expectSame(`${from} to ${to}`, [exitCode, peer?.result.error?.type], [1, 'connection-refused'])
  }
  tell('cut', 'connection-refused')
}

async function goOnWithoutChile(
  network: Network,
  told: Told,
  { isDecisiveYesGiven, tell }: StoryOptions,
): Promise<void> {
  const chile = municipalitiesOf('CL').filter((place) => !isEarlyChile(place))
  await Promise.all([
    decide(network, told, municipalitiesOf('BO').slice(earlyBolivia)),
    decide(network, told, municipalitiesOf('PE').slice(earlyPeru)),
    decide(
      network,
      told,
      chile.filter(({ name }) => isDecisiveYesGiven || name !== decisiveMunicipality),
    ),
  ])
  await sync(network.nodes.BO, network.url('BO', 'PE'))
  await sync(network.nodes.PE, network.url('PE', 'BO'))
  for (const node of [network.nodes.BO, network.nodes.PE]) {
    const board = await boardOn(node, told.alliance, told.motion)
    const chileThere = board.sections.find(({ section }) => section === 'CL')
    const { yes, unheard } = chileThere ?? {}
    const said = [board.outcome, yesOf(board), board.heard, yes, unheard, chileThere?.requirement?.missingYes]
    expectSame(`without Chile on ${node.name}`, said, ['open', 37, 45, 1, 6, 3])
  }
  tell('open', 37, 3, 6)
  const there = await boardOn(network.nodes.CL, told.alliance, told.motion)
  const heard = 19 + (isDecisiveYesGiven ? 6 : 5)
  expectSame('without the others in Chile', [there.outcome, there.heard], ['open', heard])
  tell('openThere', there.heard, there.entitled)
}

const yesOf = (board: BoardView): number => board.sections.reduce((sum, { yes }) => sum + yes, 0)

type File = {
  readonly books: readonly { readonly book: string; readonly from: number; readonly size: number }[]
}

const entriesIn = ({ books }: File): number => books.reduce((sum, { from, size }) => sum + size - from, 0)

/** There and back on a memory stick: each file holds the late sessions of its side, four entries a council, no more. */
async function carryByHand(
  network: Network,
  told: Told,
  { folder, isDecisiveYesGiven, tell }: StoryOptions,
): Promise<void> {
  const { BO, CL, PE } = network.nodes
  const late = (places: readonly Municipality[]) => places.filter((place) => handsOf(place) !== undefined)
  const fromChile = late(municipalitiesOf('CL')).filter(
    (place) => !isEarlyChile(place) && (isDecisiveYesGiven || place.name !== decisiveMunicipality),
  )
  const fromOthers = [
    ...late(municipalitiesOf('BO').slice(earlyBolivia)),
    ...late(municipalitiesOf('PE').slice(earlyPeru)),
  ]
  const there = await carry(CL, BO, join(folder, 'chile.apachita'))
  expectFile('from Chile', there, told, fromChile)
  const back = await carry(BO, CL, join(folder, 'bolivia.apachita'))
  expectFile('to Chile', back, told, fromOthers)
  await sync(PE, network.url('PE', 'BO'))
  tell('carried', there.books.length, entriesIn(there), back.books.length, entriesIn(back))
}

async function carry(from: DemoNode, to: DemoNode, path: string): Promise<File> {
  const out = await from.cli('carry', 'out', path, '--for', to.name)
  expectSame('carry out', out.refusal, undefined)
  const taken = await to.cli('carry', 'in', path)
  expectSame('carry in', [taken.exitCode, (taken.value as { refused: unknown[] }).refused], [0, []])
  return out.value as File
}

function expectFile(what: string, file: File, { books }: Told, places: readonly Municipality[]): void {
  expectSame(
    `books ${what}`,
    file.books.map(({ book }) => book).toSorted(),
    places.map((place) => bookOf(books, place)).toSorted(),
  )
  expectSame(`entries ${what}`, entriesIn(file), 4 * places.length)
}

async function showTheSameBoard(
  network: Network,
  told: Told,
  { isDecisiveYesGiven, tell }: StoryOptions,
): Promise<void> {
  const boards = await Promise.all(network.all.map((node) => boardOn(node, told.alliance, told.motion)))
  const [first, ...others] = boards.map(({ local: _local, ...shared }) => shared)
  for (const other of others) expectSame('the same board on every node', other, first)
  const [board] = boards as [BoardView]
  const expected = isDecisiveYesGiven ? ['carried', 40, 50] : ['open', 39, 49]
  expectSame('the end', [board.outcome, yesOf(board), board.heard], expected)
  const unheard = board.entitled - board.heard
  if (isDecisiveYesGiven) return tell('decided', board.outcome, yesOf(board), board.entitled, unheard)
  const missing = board.sections.find(({ section }) => section === 'CL')?.requirement?.missingYes
  expectSame('yes missing in Chile', missing, 1)
  tell('undecided', board.outcome, yesOf(board), board.entitled, 1, unheard)
}

async function verifyEverything(network: Network, tell: Tell): Promise<void> {
  const lines = await Promise.all(
    network.all.map(async (node) => {
      const { exitCode, value } = await node.cli('verify')
      const { verified, damaged } = value as { verified: number; damaged: unknown[] }
      expectSame(`verified by ${node.name}`, [exitCode, verified, damaged], [0, 57, []])
      return `${node.country} ${verified}`
    }),
  )
  tell('verified', lines.join(', '))
}

/** What a carrier, a stranger, an outsider and a member in haste might try. Nothing of it changes a book. */
async function refuseByName(
  network: Network,
  { alliance, motion, books }: Told,
  { folder, tell }: StoryOptions,
): Promise<void> {
  const { CL, PE } = network.nodes
  const colchane = books.get('CL Colchane') ?? ''
  const before = await fetchBook(PE.publicUrl, colchane)
  const [tampered, foreign] = [join(folder, 'tampered.apachita'), join(folder, 'foreign.apachita')]
  await tamperedFile(tampered, before)
  await foreignPenFile(foreign, before)
  const reasons: string[] = []
  for (const [path, node, expected] of [
    [tampered, PE, 'root-mismatch'],
    [foreign, PE, 'wrong-pen'],
  ] as const) {
    const { exitCode, value } = await node.cli('carry', 'in', path)
    const { refused } = value as { refused: { book: string; refusal: { type: string } }[] }
    expectSame(
      'a hostile file',
      [exitCode, refused[0]?.book, refused[0]?.refusal.type],
      [3, colchane, expected],
    )
    reasons.push(expected)
  }
  expectSame('the book after hostile files', await fetchBook(PE.publicUrl, colchane), before)
  const huara = written(await CL.command('body.found', foundingOf(outsider))).book
  for (const [body, expected] of [
    [huara, 'not-a-member'],
    [colchane, 'position-already-recorded'],
  ] as const) {
    const input = { body, motion: { book: alliance, seq: motion }, present: 5, yes: 5, no: 0, abstain: 0 }
    const { refusal } = await CL.command('position.decide', input)
    expectSame('a position refused', refusal?.type, expected)
    reasons.push(expected)
  }
  tell('refused', reasons.join(', '))
}

async function sync(node: DemoNode, url?: string): Promise<void> {
  const { exitCode, value } = await node.cli('sync', ...(url === undefined ? [] : ['--with', url]))
  expectSame(`exchange of ${node.name}`, [exitCode, JSON.stringify(value)], [0, JSON.stringify(value)])
}

/** Everybody with everybody, one after the other. */
async function syncAll(network: Network): Promise<void> {
  await inTurn(network.all, (node) => sync(node))
}
