import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carriedMotion, foundCommunity, householdNamed, personCalled } from '../../tests/support/community.ts'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'
import { termsIn } from '../offices/queries.ts'
import { type OfficesState, nextInTurn } from '../offices/state.ts'
import { actorNamed } from '../testing/actors.ts'

const nodes = new Nodes()
let home: TestNode
let body = ''
beforeAll(async () => {
  home = await nodes.open('Casa')
  body = await foundCommunity(home, 'Mamani', 'Choque', 'Quispe')
})
afterAll(() => nodes.close())

const offices = async (): Promise<OfficesState> =>
  (await home.node.views.catchUp(body)).states['offices'] as OfficesState

const called = (...names: readonly string[]) => names.map((name) => ({ called: `Familia ${name}` }))
const household = (name: string): string => householdNamed(home, body, `Familia ${name}`)

async function lastTerm(): Promise<number> {
  return Math.max(...Object.keys((await offices()).terms).map(Number))
}

describe('offices, as the secretary has them written', () => {
  test('an order is adopted by the names of households, as the assembly carried it', async () => {
    const order = called('choque', 'Mamani', 'Quispe')
    const adopt = (motion: number, more: object = {}) =>
      home.run('office.adopt', { body, post: 'judge', motion, order, ...more })
    expect(await adopt(0)).toMatchObject({ error: { type: 'order-not-decided' } })
    const motion = await carriedMotion(home, body, 'El turno del agua')
    expect(await adopt(motion, { order: called('Nadie') })).toMatchObject({
      error: { type: 'name-unknown', name: 'Familia Nadie' },
    })
    expect(await adopt(motion, { post: 'clerk' })).toMatchObject({ error: { type: 'post-has-no-turn' } })
    expect(await adopt(motion)).toMatchObject({ ok: true })
    expect(nextInTurn(await offices(), 'judge')).toBe(household('Choque'))
  })

  test('bad input: the same household twice, by name', async () => {
    const order = called('Choque', 'Mamani', 'Quispe', 'CHOQUE')
    const asked = { body, post: 'judge', motion: 0, order }
    expect(await home.run('office.adopt', asked)).toMatchObject({ error: { type: 'taker-named-twice' } })
  })

  test('names are not looked up for who may not write them', async () => {
    home.actor = actorNamed('a stranger')
    const asked = { body, post: 'judge', motion: 0, order: called('Mamani') }
    expect(await home.run('office.adopt', asked)).toMatchObject({ error: { type: 'author-not-entitled' } })
    home.actor = actorNamed('the secretary')
  })

  test('the next term is started with one word, for as long as the charter says', async () => {
    await home.did('office.start', { body, post: 'judge' })
    const [term] = termsIn(home.node.views.db, body)
    expect(term).toMatchObject({
      taker: household('Choque'),
      persons: [personCalled(home, body, 'Ana Choque')],
      until: '2027-03-01',
      name: null,
    })
    expect(await home.run('office.start', { body, post: 'judge' })).toMatchObject({
      error: { type: 'seats-full' },
    })
  })

  test('out of turn is refused, and an excuse moves it', async () => {
    await home.did('office.end', { body, term: await lastTerm(), reason: 'completed' })
    const quispe = { body, post: 'judge', taker: household('Quispe') }
    expect(await home.run('office.start', quispe)).toMatchObject({
      error: { type: 'out-of-turn', passed: household('Mamani') },
    })
    await home.did('office.excuse', { body, post: 'judge', reason: 'hardship' })
    await home.did('office.start', quispe)
    expect(nextInTurn(await offices(), 'judge')).toBe(household('Mamani'))
  })

  test('things are handed over with the office', async () => {
    const key = { thing: 'Llave de paso', quantity: '1', condition: 'good' }
    const term = await lastTerm()
    const handOver = await home.run('office.hand-over', { body, term, handed: [key] })
    expect(handOver).toMatchObject({ ok: true })
    const next = (await offices()).terms[await lastTerm()]
    expect(next).toMatchObject({ taker: household('Mamani'), received: [key] })
    const end = { body, term: await lastTerm(), reason: 'completed' }
    expect(await home.run('office.end', end)).toMatchObject({
      error: { type: 'not-handed-on', thing: 'Llave de paso' },
    })
  })

  test('recall rests on the body, and lists what was not handed on', async () => {
    const term = await lastTerm()
    expect(await home.run('office.recall', { body, term, motion: 0 })).toMatchObject({
      error: { type: 'recall-not-decided' },
    })
  })

  test('couples, for an office that couples hold: both are its holders', async () => {
    const { db } = home.node.views
    const couples = db
      .prepare<[], { couple: string; first: string; second: string }>('SELECT * FROM couples ORDER BY couple')
      .all()
    const order = couples.map(({ couple }) => ({ taker: couple }))
    const motion = await carriedMotionAgain('Autoridades en pareja')
    await home.did('office.adopt', { body, post: 'authority', motion, order })
    await home.did('office.start', { body, post: 'authority' })
    const [first] = couples
    expect(termsIn(db, body).at(-1)).toMatchObject({
      post: 'authority',
      taker: first?.couple,
      persons: [first?.first, first?.second],
    })
  })

  test('an ayllu is named in the open, and by the same name again it is the same', async () => {
    const asked = { body, by: 'ayllu', who: [{ called: 'Uma' }, { called: 'Qullana' }] }
    await home.did('taker.register', asked)
    expect(await home.run('taker.register', asked)).toMatchObject({
      error: { type: 'taker-already-registered' },
    })
  })

  test('an office that writes: with the term come its rights, and with the end they go', async () => {
    const person = actorNamed('the secretary').identityIn(body)?.person ?? ''
    await home.did('office.start', { body, post: 'secretary', persons: [person] })
    const end = { body, term: await lastTerm(), reason: 'completed' }
    expect(await home.run('office.end', end)).toMatchObject({ error: { type: 'nobody-left-to-write' } })
  })

  test('more takers than an entry holds stand in pages', async () => {
    const motion = await carriedMotionAgain('Sectores')
    const order = Array.from({ length: 450 }, (_, at) => ({ called: `Sector ${at}` }))
    await home.did('office.adopt', { body, post: 'president', motion, order })
    expect((await offices()).turns['president']?.order).toHaveLength(450)
    expect(await home.run('office.start', { body, post: 'president' })).toMatchObject({
      error: { type: 'holder-needed' },
    })
  })
})

/** After the session that is open has closed. */
async function carriedMotionAgain(title: string): Promise<number> {
  const states = (await home.node.views.catchUp(body)).states as { assemblies: { session: number } }
  await home.write(body, { type: 'session.closed', data: { session: states.assemblies.session } })
  return carriedMotion(home, body, title)
}
