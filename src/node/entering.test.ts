/** A session entered whole, as a paper minute has it: what was put there, what was answered, what delegates are told. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { motionView } from '../assemblies/motion-queries.ts'
import { sessionOf } from '../assemblies/queries.ts'
import { parseEntry } from '../book/entry.ts'
import { sharedBoard } from '../federation/board-query.ts'
import { unwrap } from '../kernel/result.ts'
import { allEntries } from '../testing/world.ts'
import { Nodes, type TestNode, factsOf, foundAlliance, refer } from '../../tests/support/test-node.ts'

const clean = { title: { es: 'Limpiar la acequia' }, text: { es: 'El sábado, todas las casas.' } }

let nodes: Nodes
let host: TestNode
let body: string
let alliance: string
beforeEach(async () => {
  nodes = new Nodes()
  host = await nodes.open('Nodo', 'BO')
  alliance = await foundAlliance(host)
  const facts = { ...factsOf('Villa Esperanza'), kind: 'neighbourhood-council' }
  body = (await host.did('body.found', facts)).book
  await host.did('membership.apply', { body, federation: alliance, section: 'BO' })
  await host.did('membership.accept', { federation: alliance, body })
})
afterEach(() => nodes.close())

async function typesIn(book: string, from: number): Promise<string[]> {
  const entries = (await allEntries(host.node.archive, book)).slice(from)
  return entries.map((bytes) => unwrap(parseEntry(bytes)).type)
}

describe('a session entered whole', () => {
  test('decides what was put in it, answers what was referred and tells delegates, under one checkpoint', async () => {
    const { motion } = await refer(host, alliance)
    const put = await host.did('motion.put', { body: alliance, ...clean })
    const before = await host.sizeOf(body)
    const { refs } = await host.did('session.enter', {
      body,
      place: 'Sede',
      present: 33,
      entitled: 60,
      items: [
        { put: clean, rule: 'assembly', yes: 30, no: 2, abstain: 1 },
        { motion: { book: alliance, seq: motion }, yes: 20, no: 10, abstain: 3 },
        { tells: { book: alliance, seq: put.refs[0]?.seq }, yes: 1, no: 30, abstain: 2 },
      ],
    })
    expect(await typesIn(body, before)).toEqual([
      'session.opened',
      'motion.put',
      'vote.recorded',
      'vote.recorded',
      'position.recorded',
      'vote.recorded',
      'mandate.given',
      'session.closed',
    ])
    expect(refs).toHaveLength(8)
    expect(motionView(host.node.views.db, body, before + 1)).toMatchObject({ standing: 'carried' })
    expect(sharedBoard(host.node.views.db, { book: alliance, seq: motion })).toMatchObject({
      heard: 1,
      outcome: 'carried',
    })
  })

  test.each([
    ['without quorum', { present: 30, entitled: 60 }, { yes: 30, no: 0, abstain: 0 }, 'quorum-not-met'],
    [
      'with more hands than people',
      { present: 33, entitled: 60 },
      { yes: 34, no: 0, abstain: 0 },
      'more-hands-than-present',
    ],
    ['with no number of those entitled', { present: 33 }, { yes: 30, no: 0, abstain: 0 }, 'entitled-missing'],
    ['with hands not counted', { present: 33, entitled: 60 }, { yes: 30 }, 'input-invalid'],
  ])('%s is refused with the item it is in, and nothing is written', async (_, there, hands, refusal) => {
    const before = await host.sizeOf(body)
    const items = [
      { motion: { book: alliance, seq: (await refer(host, alliance)).motion }, yes: 3, no: 0, abstain: 0 },
      { put: clean, rule: 'assembly', ...hands },
    ]
    const entered = await host.run('session.enter', { body, ...there, items })
    expect(entered).toMatchObject({ error: { type: refusal, item: 2 } })
    expect(await host.sizeOf(body)).toBe(before)
  })

  test('an item is on one thing: what was put, or a motion, or what delegates are told', async () => {
    const vote = { yes: 3, no: 0, abstain: 0 }
    for (const item of [vote, { ...vote, put: clean, motion: { book: alliance, seq: 3 } }])
      expect(await host.run('session.enter', { body, present: 3, items: [item] })).toMatchObject({
        error: { type: 'input-invalid', field: 'items.0.motion', item: 1 },
      })
  })

  test('a motion that is not here is told with its item', async () => {
    const items = [
      { put: clean, rule: 'assembly', yes: 3, no: 0, abstain: 0 },
      { tells: { book: alliance, seq: 900 }, yes: 3, no: 0, abstain: 0 },
    ]
    expect(await host.run('session.enter', { body, present: 3, entitled: 4, items })).toMatchObject({
      error: { type: 'motion-unknown', item: 2 },
    })
  })

  test('who was there is sealed, and counts as present', async () => {
    const person = (await host.did('person.enrol', { body, name: 'Juana Mamani' })) as unknown as {
      person: string
    }
    const before = await host.sizeOf(body)
    const items = [{ put: clean, rule: 'assembly', yes: 1, no: 0, abstain: 0 }]
    await host.did('session.enter', { body, persons: [person.person], entitled: 1, items })
    const [, listed = new Uint8Array()] = (await allEntries(host.node.archive, body)).slice(before)
    expect(JSON.parse(new TextDecoder().decode(listed))).toMatchObject({ type: 'sealed' })
    expect(sessionOf(host.node.views.db, body, before)).toMatchObject({ present: 1 })
  })
})
