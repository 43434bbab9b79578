/** A federation over time from the command line, as the program reads it: every command is one that the node has. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  credentials,
  Nodes,
  type TestNode,
  foundAlliance,
  joinAlliance,
} from '../../tests/support/test-node.ts'
import type { MotionView, SessionView } from '../assemblies/views.ts'
import { chartersOf } from '../bodies/queries.ts'
import type { BoardView, DelegatesView, MembershipView, RecordLine } from '../federation/views.ts'
import { personNamed } from '../testing/keys.ts'
import { translatorFor } from '../web/languages/translator.tsx'
import type { Written } from '../node/write.ts'
import { buildProgram } from './program.ts'

const nodes = new Nodes()
let node: TestNode
let [sajama, putre, alliance] = ['', '', '']
/** The motion that proposes another charter. */
let proposing = ''
let lines: string[] = []
let problems: string[] = []

beforeAll(async () => {
  node = await nodes.open('Nodo de Bolivia')
  await node.signUp()
  ;[sajama, putre] = [await node.found('Sajama'), await node.found('Putre')]
  alliance = await foundAlliance(node)
  await joinAlliance(node, alliance, [
    { at: node, body: sajama },
    { at: node, body: putre },
  ])
  const { charter } = chartersOf(node.node.views.db, alliance) ?? {}
  const text = { es: 'Otra carta' }
  const proposal = { body: alliance, title: text, text, charter: { ...charter, prevails: 'paper' } }
  proposing = String((await node.did('motion.put', proposal)).refs[0]?.seq)
  await node.close()
  vi.stubEnv('APACHITA_PASSPHRASE', credentials.passphrase)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  process.exitCode = 0
  await node.reopen()
  await nodes.close()
})
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void problems.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** The one JSON value that a command prints; the refusal, where it is refused. */
async function said<T = Written>(...args: readonly string[]): Promise<T> {
  ;[lines, problems] = [[], []]
  const globals = ['--folder', node.folder, '--as', credentials.name, '--json']
  await buildProgram(translatorFor('es')).parseAsync([...globals, ...args], { from: 'user' })
  return JSON.parse([...lines, ...problems].join('')) as T
}

/** What it prints for people. */
async function told(...args: readonly string[]): Promise<string> {
  ;[lines, problems] = [[], []]
  const globals = ['--folder', node.folder, '--as', credentials.name, '--lang', 'es']
  await buildProgram(translatorFor('es')).parseAsync([...globals, ...args], { from: 'user' })
  return [...lines, ...problems].join('\n')
}

const put = async (body: string, title: string, ...more: readonly string[]): Promise<string> =>
  String((await said('motion', 'put', body, '--title', title, '--text', title, ...more)).refs[0]?.seq)

test('memberships and sections are frozen, noted and resumed, by either word', async () => {
  await said('membership', 'freeze', sajama, alliance, '--reason', 'No se consultó')
  expect(await told('membership', 'list', alliance)).toMatch(/Sajama.*Congelada.*\*/)
  await said('membership', 'note', alliance)
  await said('membership', 'resume', sajama, alliance)
  await said('membership', 'note', alliance)
  const byFederation = ['--by-federation', '--reason', 'No responde']
  await said('membership', 'freeze', putre, alliance, ...byFederation)
  await said('membership', 'resume', putre, alliance, '--by-federation')
  await said('section', 'freeze', alliance, 'BO', '--reason', 'Su palabra')
  await said('section', 'resume', alliance, 'BO')
  const { members, sections } = await said<MembershipView>('membership', 'list', alliance)
  expect(members.find(({ body }) => body === sajama)).toMatchObject({
    own: { said: 'resumed' },
    isUnnoted: false,
  })
  expect(sections).toMatchObject([{ section: 'BO', said: 'resumed', word: [{ book: sajama }] }])
  const refusal = await said('membership', 'resume', putre, alliance, '--by-federation')
  expect(refusal).toMatchObject({ refusal: { type: 'not-frozen' } })
})

test('what was referred is closed, and an opinion rests on it and is answered', async () => {
  const motion = await put(alliance, 'Turismo integrado')
  await said('motion', 'refer', alliance, motion, '--rule', 'joint')
  for (const body of [sajama, putre])
    await said('position', body, alliance, motion, '--present', '9', '--yes', '8', '--no', '1')
  await said('motion', 'close', alliance, motion)
  expect(await said<BoardView>('motion', 'show', alliance, motion)).toMatchObject({
    outcome: 'carried',
    closed: { ref: { book: alliance } },
  })
  const { refs } = await said(
    'opinion',
    'address',
    alliance,
    motion,
    '--to',
    'Ministerio',
    '--text',
    'Que sí',
  )
  const opinion = String(refs[0]?.seq)
  await said('opinion', 'answer', alliance, alliance, opinion, '--by', 'Ministerio', '--text', 'Visto')
  await said('record', 'fiscal-agent', alliance, '--who', 'Cáritas', '--text', 'Recibe fondos')
  await said('record', 'objection', alliance, '--who', 'Cancillería', '--text', 'No', '--country', 'CL')
  expect(await said<RecordLine[]>('record', 'list', alliance)).toMatchObject([
    { what: 'objection', country: 'CL' },
    { what: 'fiscal-agent' },
    { what: 'opinion', answers: [{ who: 'Ministerio' }] },
  ])
  expect(await told('record', 'list', alliance)).toContain('Respuesta de Ministerio: Visto')
})

test('a datum that is badly written is named', async () => {
  const founding = ['found', 'municipality', '--name', 'Juli', '--country']
  for (const country of ['Perú', 'PERU', 'P1'])
    expect(await told(...founding, country)).toContain('el país (dos letras mayúsculas, como BO)')
  expect(await told('motion', 'put', 'Sajama', '--title', 'x', '--text', 'x')).toContain(
    'el número del cuerpo',
  )
})

test('of a session entered whole, what is wrong is told with its item', async () => {
  const enter = (...items: readonly string[]) =>
    told('session', 'enter', sajama, '--present', '9', '--entitled', '9', '--rule', 'council', ...items)
  const right = ['--decided', 'Limpiar la acequia:8,1,0']
  expect(await enter(...right, '--decided', 'Feria:8,2,0')).toMatch(/^Punto 2 \(Feria:8,2,0\): .*10 manos/)
  expect(await enter(...right, '--answered', `${alliance} nada:8,1,0`)).toMatch(/^Punto 2 .*la hoja/)
  expect(await enter(...right)).toMatch(/^Sesión/)
})

test('a vote is counted by places and their sections', async () => {
  const motion = await put(alliance, 'Feria')
  const session = String(
    (await said('session', 'open', alliance, '--entitled', '9', '--present', '9')).refs[0]?.seq,
  )
  const figures = ['--rule', 'delegates', '--yes', '5', '--no', '2', '--abstain', '0']
  const places = ['--place', 'BO=Cancha=1:3,1,0,4,9', '--place', 'Toma:2,1,0']
  expect(
    await said('vote', 'record', alliance, motion, ...figures, '--place', 'XX=Cancha:5,2,0'),
  ).toMatchObject({
    refusal: { type: 'section-unknown', section: 'XX' },
  })
  await said('vote', 'record', alliance, motion, ...figures, ...places)
  const { votes } = await said<SessionView>('session', 'show', alliance, session)
  expect(votes[0]?.subtotals).toEqual([
    { section: 'BO', place: 'Cancha=1', yes: 3, no: 1, abstain: 0, present: 4, entitled: 9 },
    { place: 'Toma', yes: 2, no: 1, abstain: 0 },
  ])
  await said('session', 'close', alliance, session)
})

describe('a charter in a file', () => {
  const file = () => join(node.folder, 'carta.json')
  const propose = (): Promise<string> =>
    told('charter', 'propose', alliance, file(), '--title', 'Otra carta', '--text', 'Por el frío')

  /** What `charter show` writes, with something changed in it. */
  async function edited(edit: (charter: Record<string, unknown>) => void): Promise<void> {
    await told('charter', 'show', alliance, '--to', file())
    const charter = JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>
    edit(charter)
    writeFileSync(file(), JSON.stringify(charter))
  }

  test('is what the program shows; as it is in force it is no change', async () => {
    expect(await told('charter', 'show', alliance)).toContain('Secciones: BO, CL y PE.')
    await edited(() => undefined)
    expect(await said('charter', 'show', alliance)).toEqual(JSON.parse(readFileSync(file(), 'utf8')))
    expect(await propose()).toContain('ya está en vigencia')
  })

  test.each<[string, (charter: Record<string, unknown>) => void, RegExp]>([
    ['a name misspelt', (charter) => (charter['frozzen'] = 'leave'), /no se conoce, en «frozzen»/],
    ['something missing', (charter) => delete charter['posts'], /falta «posts»/],
    ['a badly written part', (charter) => (charter['prevails'] = 'papel'), /mal escrito «prevails»/],
    ['a contradiction', (charter) => (charter['changedBy'] = 'asamblea'), /forma de decidir \(«asamblea»\)/],
  ])('bad input: %s is told in words, and nothing is put', async (_, edit, words) => {
    await edited(edit)
    expect(await propose()).toMatch(words)
  })

  test('bad input: a file that is none', async () => {
    writeFileSync(file(), '{"posts": [')
    expect(await propose()).toContain('coma')
    rmSync(file())
    expect(await propose()).toContain('no está')
  })

  test('with a change it is put as a motion, which proposes that very charter', async () => {
    await edited((charter) => (charter['prevails'] = 'paper'))
    const seq = /moción (\d+)/.exec(await propose())?.[1]
    const put = await said<MotionView>('motion', 'show', alliance, String(seq))
    expect(put).toMatchObject({ title: { es: 'Otra carta' }, proposesCharter: true })
  })
})

test('a charter that was carried is put into force, once', async () => {
  const change = () => said('charter', 'change', alliance, proposing)
  expect(await change()).toMatchObject({ refusal: { type: 'charter-not-decided' } })
  await said('motion', 'refer', alliance, proposing, '--rule', 'joint')
  for (const body of [sajama, putre])
    await said('position', body, alliance, proposing, '--present', '9', '--yes', '8', '--no', '1')
  await said('motion', 'close', alliance, proposing)
  expect((await change()).refs).toHaveLength(1)
  expect(await change()).toMatchObject({ refusal: { type: 'charter-changed-already' } })
})

test('delegates are sent, told, vote, and are recalled', async () => {
  const marta = personNamed('Marta')
  const motion = await put(alliance, 'Cuota anual')
  await said('delegate', 'send', sajama, alliance, marta)
  await said('delegate', 'send', putre, alliance, personNamed('Julia'), '--free')
  await said('delegate', 'bind', sajama, alliance, motion, '--present', '9', '--yes', '1', '--no', '8')
  await said('delegate', 'vote', alliance, motion, '--yes', sajama, '--present', putre)
  const hands = ['--present', '9', '--yes', '9', '--no', '0']
  await said('delegate', 'recall', sajama, alliance, marta, '--reason', 'Votó contra lo mandado', ...hands)
  const { federations } = await said<DelegatesView>('delegate', 'list', sajama)
  expect(federations).toMatchObject([
    {
      delegates: [{ person: marta, recalled: { reason: { es: 'Votó contra lo mandado' } } }],
      votes: [{ option: 'yes', marks: [{ type: 'against-mandate' }] }],
    },
  ])
  expect(await told('delegate', 'list', sajama)).toMatch(
    /Cuota anual.*: Sí \(Le mandaron: No\) {2}Contra lo mandado/,
  )
})

test('a federation answers in another as its own members decided', async () => {
  const place = ['--section', 'BO=Bolivia']
  const district = (await said('found', 'alliance', '--name', 'Distrito', ...place)).book
  await said('body', 'apply', district, alliance, '--section', 'BO')
  await said('body', 'accept', alliance, district)
  await said('body', 'apply', putre, district, '--section', 'BO')
  await said('body', 'accept', district, putre)
  const upper = await put(alliance, 'Agua')
  await said('motion', 'refer', alliance, upper)
  const own = await put(district, 'Agua, en el distrito', '--answers', `${alliance}/${upper}`)
  await said('motion', 'refer', district, own)
  await said('position', putre, district, own, '--present', '9', '--yes', '8', '--no', '1')
  await said('motion', 'close', district, own)
  await said('motion', 'confirm', district, alliance, upper, own)
  const { members } = await said<BoardView>('motion', 'show', alliance, upper)
  expect(members.find(({ body }) => body === district)).toMatchObject({ position: 'yes' })
})
