/** Federations over time, by the ordinary commands: freezing, noting, closing, delegates, what is on record, nesting. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sharedBoard } from '../federation/board-query.ts'
import { delegatesView } from '../federation/delegates-query.ts'
import { membershipView } from '../federation/membership-query.ts'
import { federationView } from '../federation/queries.ts'
import { onRecord } from '../federation/record-query.ts'
import { personNamed } from '../testing/keys.ts'
import { Nodes, type TestNode, decideYes, foundAlliance, refer } from '../../tests/support/test-node.ts'

const reason = { es: 'No se consultó' }
const hands = { present: 9, yes: 7, no: 1, abstain: 0, attesters: 2 }

let nodes = new Nodes()
let host: TestNode
let alliance: string
beforeEach(async () => {
  nodes = new Nodes()
  host = await nodes.open('Nodo', 'BO')
  alliance = await foundAlliance(host)
})
afterEach(() => nodes.close())

async function join(names: readonly string[], section = 'BO'): Promise<string[]> {
  const bodies: string[] = []
  for (const name of names) {
    const body = await host.found(name)
    await host.did('membership.apply', { body, federation: alliance, section })
    await host.did('membership.accept', { federation: alliance, body })
    bodies.push(body)
  }
  return bodies
}

const board = (motion: number, book = alliance) => sharedBoard(host.node.views.db, { book, seq: motion })

async function put(title: string, body = alliance, more: object = {}): Promise<number> {
  const { refs } = await host.did('motion.put', { body, title: { es: title }, text: { es: title }, ...more })
  return refs[0]?.seq ?? -1
}

describe('membership over time', () => {
  test('a member freezes, the federation notes it with the same reason, and it is no elector until it resumes', async () => {
    const [sajama = '', putre = ''] = await join(['Sajama', 'Putre'])
    await host.did('membership.freeze', { body: putre, federation: alliance, reason })
    expect(membershipView(host.node.views.db, alliance).members).toMatchObject([
      { body: putre, own: { said: 'frozen', reason }, isUnnoted: true },
      { body: sajama, own: null, isUnnoted: false },
    ])
    await host.did('membership.note', { federation: alliance })
    const first = await refer(host, alliance)
    expect(board(first.motion)).toMatchObject({ entitled: 1, absent: [{ body: putre, why: 'frozen-then' }] })
    await host.did('membership.resume', { body: putre, federation: alliance })
    await host.did('membership.note', { federation: alliance, body: putre })
    expect(board((await refer(host, alliance)).motion)).toMatchObject({ entitled: 2, absent: [] })
    expect(await host.run('membership.note', { federation: alliance })).toMatchObject({
      error: { type: 'nothing-to-note' },
    })
  })

  test('it ends; it is no member any more, and can apply again', async () => {
    const [sajama = ''] = await join(['Sajama', 'Putre'])
    await host.did('membership.end', { body: sajama, federation: alliance, reason })
    await host.did('membership.note', { federation: alliance })
    expect(federationView(host.node.views.db, alliance)?.members).toHaveLength(1)
    expect(membershipView(host.node.views.db, alliance).ended).toMatchObject([{ body: sajama }])
    await host.did('membership.apply', { body: sajama, federation: alliance, section: 'PE' })
    expect(federationView(host.node.views.db, alliance)?.waiting).toMatchObject([
      { body: sajama, section: 'PE' },
    ])
    await host.did('membership.accept', { federation: alliance, body: sajama })
    expect(federationView(host.node.views.db, alliance)?.members).toHaveLength(2)
    const { motion } = await refer(host, alliance)
    expect(board(motion)).toMatchObject({ entitled: 2, absent: [] })
  })

  test("the federation's word, and a whole section's on the word of its members", async () => {
    const [sajama = ''] = await join(['Sajama', 'Putre'])
    await host.did('member.freeze', { federation: alliance, body: sajama, reason })
    await host.did('member.resume', { federation: alliance, body: sajama })
    await host.did('membership.freeze', { body: sajama, federation: alliance, reason })
    await host.did('section.freeze', { federation: alliance, section: 'BO', reason })
    expect(membershipView(host.node.views.db, alliance).sections).toMatchObject([
      { section: 'BO', said: 'frozen', word: [{ book: sajama }] },
    ])
    await host.did('section.resume', { federation: alliance, section: 'BO' })
    expect(membershipView(host.node.views.db, alliance).sections).toMatchObject([{ said: 'resumed' }])
  })
})

describe('closing what was referred', () => {
  test('counts what was heard; a correction where it is asked for; who decides later is late', async () => {
    const [sajama = '', putre = '', tacna = ''] = await join(['Sajama', 'Putre', 'Tacna'])
    const referred = await refer(host, alliance)
    await decideYes(host, sajama, referred)
    const motion = { book: alliance, seq: referred.motion }
    await host.did('position.decide', { body: putre, motion, ...hands, yes: 1, no: 7 })
    const first = (await host.sizeOf(putre)) - 2
    const size = await host.sizeOf(putre)
    const corrected = { vote: size + 1, option: 'yes', corrects: first }
    const cites = [referred.referral]
    await host.write(
      putre,
      { type: 'session.opened', data: {} },
      { type: 'vote.recorded', data: { form: 'raised-hands', ...hands }, cites },
      { type: 'position.recorded', data: corrected, cites },
      { type: 'session.closed', data: { session: size } },
    )
    await host.did('motion.close', { body: alliance, motion: referred.motion, corrected: [putre] })
    expect(board(referred.motion)).toMatchObject({ outcome: 'carried', heard: 2, entitled: 3 })
    expect((await decideYes(host, tacna, referred)).ok).toBe(true)
    expect(board(referred.motion)?.uncounted).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ body: tacna, reason: 'late' })]),
    )
    expect(await host.run('motion.close', { body: alliance, motion: referred.motion })).toMatchObject({
      error: { type: 'already-decided' },
    })
  })

  test('a charter becomes what the bases carried, and nothing else', async () => {
    const [sajama = ''] = await join(['Sajama'])
    const { charter } = JSON.parse(
      host.node.views.db
        .prepare<[string], string>(`SELECT json_object('charter', json(charter)) FROM bodies WHERE book = ?`)
        .pluck()
        .get(alliance) ?? '{}',
    ) as { charter: { prevails: string } }
    const motion = await put('Otra carta', alliance, { charter: { ...charter, prevails: 'paper' } })
    const change = { body: alliance, motion }
    expect(await host.run('charter.change', change)).toMatchObject({ error: { type: 'charter-not-decided' } })
    const { refs } = await host.did('motion.refer', { body: alliance, motion })
    await decideYes(host, sajama, { alliance, motion, referral: refs[0] as never })
    await host.did('motion.close', { body: alliance, motion })
    await host.did('charter.change', change)
    expect(federationView(host.node.views.db, alliance)?.charter.prevails).toBe('paper')
    expect(await host.run('charter.change', { body: alliance, motion: 0 })).toMatchObject({
      error: { type: 'charter-not-decided' },
    })
  })
})

describe('delegates', () => {
  test('sent, told, voting against it, recalled: all of it on the page of the base', async () => {
    const [sajama = '', putre = ''] = await join(['Sajama', 'Putre'])
    const motion = await put('Cuota anual')
    const [marta, julia] = [personNamed('Marta'), personNamed('Julia')]
    await host.did('delegate.send', { body: sajama, federation: alliance, person: marta, mandate: 'bound' })
    await host.did('delegate.send', { body: putre, federation: alliance, person: julia, mandate: 'free' })
    const on = { book: alliance, seq: motion }
    await host.did('delegate.bind', { body: sajama, motion: on, ...hands, yes: 1, no: 7 })
    const votes = [
      { body: sajama, option: 'yes' },
      { body: putre, option: 'present' },
    ]
    await host.did('delegate.vote', { body: alliance, motion, rule: 'delegates', votes })
    expect(board(motion)).toMatchObject({ how: 'delegates', outcome: 'carried', heard: 1, entitled: 2 })
    await host.did('delegate.recall', { body: sajama, federation: alliance, person: marta, reason, hands })
    expect(delegatesView(host.node.views.db, sajama)?.federations).toMatchObject([
      {
        federation: alliance,
        delegates: [{ person: marta, recalled: { reason } }],
        votes: [{ option: 'yes', marks: [{ type: 'against-mandate' }] }],
        open: [],
      },
    ])
    expect(
      await host.run('delegate.vote', {
        body: alliance,
        motion: await put('Otra'),
        rule: 'delegates',
        votes,
      }),
    ).toMatchObject({ error: { type: 'delegate-not-sent' } })
  })
})

describe('on record, and nesting', () => {
  test('standing, objection, opinion and answer', async () => {
    const text = { es: 'x' }
    const motion = await put('Opinión')
    await host.did('standing.record', { body: alliance, what: 'fiscal-agent', who: 'Cáritas', text })
    await host.did('objection.record', { body: alliance, country: 'CL', who: 'Cancillería', text, motion })
    expect(
      await host.run('opinion.address', { body: alliance, to: 'Ministerio', text, motion }),
    ).toMatchObject({
      error: { type: 'motion-not-carried', motion },
    })
    const [sajama = ''] = await join(['Sajama'])
    const { refs } = await host.did('motion.refer', { body: alliance, motion })
    await decideYes(host, sajama, { alliance, motion, referral: refs[0] as never })
    await host.did('motion.close', { body: alliance, motion })
    const opinion = (await host.did('opinion.address', { body: alliance, to: 'Ministerio', text, motion }))
      .refs[0]
    await host.did('opinion.answer', {
      body: alliance,
      by: 'Ministerio',
      text,
      opinion: { book: alliance, seq: opinion?.seq },
    })
    expect(onRecord(host.node.views.db, alliance)).toMatchObject([
      { what: 'opinion', who: 'Ministerio', answers: [{ who: 'Ministerio' }] },
      { what: 'objection', country: 'CL', motion: { seq: motion } },
      { what: 'fiscal-agent', who: 'Cáritas' },
    ])
  })

  test("a district's position in the federation rests on what its own councils decided", async () => {
    const district = await foundAlliance(host)
    await host.did('membership.apply', { body: district, federation: alliance, section: 'BO' })
    await host.did('membership.accept', { federation: alliance, body: district })
    const council = await host.found('Consejo')
    await host.did('membership.apply', { body: council, federation: district, section: 'BO' })
    await host.did('membership.accept', { federation: district, body: council })
    const upper = await refer(host, alliance)
    const answers = { book: alliance, seq: upper.motion }
    const own = await put('Lo mismo, en el distrito', district, { answers })
    const confirm = { body: district, motion: answers, own }
    expect(await host.run('position.confirm', confirm)).toMatchObject({
      error: { type: 'motion-not-decided' },
    })
    const { refs } = await host.did('motion.refer', { body: district, motion: own })
    await decideYes(host, council, { alliance: district, motion: own, referral: refs[0] as never })
    await host.did('motion.close', { body: district, motion: own })
    await host.did('position.confirm', confirm)
    expect(board(upper.motion)).toMatchObject({
      outcome: 'carried',
      members: [{ body: district, position: 'yes', motion: { book: district, seq: own } }],
    })
  })
})
