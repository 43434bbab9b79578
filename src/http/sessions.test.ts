/** Assemblies on nodes that exchange: written by commands, read over HTTP, the same wherever it is folded. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Nodes, type TestNode, factsOf } from '../../tests/support/test-node.ts'
import { motionPage } from '../assemblies/motion-queries.ts'
import type { MotionView, SessionView } from '../assemblies/views.ts'
import { communityCharter } from '../bodies/charters.ts'
import type { JsonObject } from '../book/entry.ts'
import { unwrap } from '../kernel/result.ts'
import type { Draft, Written } from '../node/write.ts'
import { actorNamed, secretary } from '../testing/actors.ts'
import { personNamed, signerNamed } from '../testing/keys.ts'
import type { BodySessions } from './openapi/answers.ts'

const nodes = new Nodes()
let node: TestNode
let copy: TestNode
let body = ''

beforeAll(async () => {
  node = await nodes.listening('Nodo de Cosapa')
  copy = await nodes.listening('Nodo de Turco')
  body = (await node.did('body.found', { ...factsOf('Cosapa'), kind: 'community' })).book
  await copy.did('peer.add', { url: node.url })
  await copy.did('book.follow', { book: body })
})
afterAll(() => nodes.close())

const seqOf = ({ refs }: Written): number => refs[0]?.seq ?? -1
const put = async (title: string, more: object = {}): Promise<number> =>
  seqOf(await node.did('motion.put', { body, title: { es: title }, text: { es: title }, ...more }))
const session = (seq: number, of = node) => of.json<SessionView>(`/api/bodies/${body}/sessions/${seq}`)
const motionAt = (seq: number, of = node) => of.json<MotionView>(`/api/motions/${body}/${seq}`)
const vote = (motion: number, more: object) =>
  node.run('vote.record', { body, motion: { book: body, seq: motion }, ...more })

/** What a node shows of the body, folded anew and over again. */
async function shownOn(of: TestNode): Promise<string> {
  const shown = await of.json<BodySessions>(`/api/bodies/${body}/sessions`)
  const motions = await Promise.all(shown.motions.map(({ seq }) => motionAt(seq, of)))
  return JSON.stringify([shown, motions])
}

describe('a session with its roll called', () => {
  const persons = ['Juana', 'Pedro', 'Rosa'].map(personNamed)

  test('bad input: somebody twice in the list: nothing is opened', async () => {
    const twice = { body, entitled: 5, persons: [...persons, persons[0]] }
    expect(await node.run('session.open', twice)).toEqual({ ok: false, error: { type: 'attendance-twice' } })
    expect((await node.json<BodySessions>(`/api/bodies/${body}/sessions`)).sessions).toEqual([])
  })

  test('counts those listed; who they are is in no open byte, and not told to strangers', async () => {
    const seq = seqOf(await node.did('session.open', { body, entitled: 5, persons }))
    expect(await session(seq)).toMatchObject({ present: 3, entitled: 5, closedAt: null })
    const page = await (await node.get(`/bodies/${body}/sessions/${seq}`)).text()
    const served = await (await node.get(`/books/${body}`)).text()
    for (const person of persons) expect(page + served).not.toContain(person)
    await node.did('session.close', { body, session: seq })
  })
})

describe('deciding', () => {
  let opened = -1
  beforeAll(async () => {
    opened = seqOf(await node.did('session.open', { body, entitled: 9, present: 6 }))
  })

  test('by a rule of the charter, with two thirds of six exactly', async () => {
    const motion = await put('Toma de agua')
    unwrap(await vote(motion, { rule: 'assembly-two-thirds', yes: 4, no: 2, abstain: 0 }))
    const { standing, votes } = await motionAt(motion)
    expect(standing).toBe('carried')
    expect(votes).toMatchObject([{ outcome: 'carried', conditions: [{ total: 6, needed: 4 }], quorum: 5 }])
  })

  test('bad input: three of six are not two thirds', async () => {
    const motion = await put('Cuota')
    unwrap(await vote(motion, { rule: 'assembly-two-thirds', yes: 3, no: 3, abstain: 0 }))
    expect(await motionAt(motion)).toMatchObject({ standing: 'failed', votes: [{ isTie: true }] })
  })

  test('bad input: without quorum, with a rule that is none, with figures where there are none', async () => {
    const motion = await put('Feria')
    const refusals = await Promise.all([
      vote(motion, { rule: 'assembly', present: 4, yes: 4, no: 0, abstain: 0 }),
      vote(motion, { rule: 'nobody', yes: 4, no: 0, abstain: 0 }),
      vote(motion, { rule: 'acclamation', form: 'acclamation', said: 'yes', yes: 4 }),
      vote(motion + 1000, { rule: 'assembly', yes: 4, no: 0, abstain: 0 }),
    ])
    expect(refusals.map((refused) => (refused.ok ? null : refused.error.type))).toEqual([
      'quorum-not-met',
      'rule-unknown',
      'input-invalid',
      'motion-unknown',
    ])
    expect((await motionAt(motion)).standing).toBe('open')
  })

  test('what is amended, withdrawn, or falls with its motion says so', async () => {
    const motion = await put('Escuela')
    const amendment = await put('Escuela y posta', { amends: motion })
    await node.did('motion.withdraw', { body, motion, reason: { es: 'Se tratará en abril' } })
    expect(await motionAt(motion)).toMatchObject({
      standing: 'withdrawn',
      withdrawn: { reason: { es: 'Se tratará en abril' } },
    })
    expect((await motionAt(amendment)).standing).toBe('fallen')
  })

  test('a correction changes nothing and stands beside', async () => {
    const motion = await put('Camino')
    const seq = seqOf(unwrap(await vote(motion, { rule: 'assembly', yes: 4, no: 1, abstain: 1 })) as Written)
    await node.did('correction.record', {
      body,
      of: seq,
      text: { es: 'Fueron 5' },
      figures: { yes: 5, no: 0 },
    })
    expect((await motionAt(motion)).votes).toMatchObject([
      { figures: { yes: 4, no: 1 }, corrections: [{ figures: { yes: 5, no: 0 } }] },
    ])
  })

  test('a session adjourned goes on in another, which says so', async () => {
    await node.did('session.adjourn', { body, session: opened, reason: 'no-quorum', until: 'en ocho días' })
    const { ended } = await session(opened)
    const next = seqOf(await node.did('session.open', { body, call: ended }))
    expect(await session(next)).toMatchObject({ resumes: opened, call: null })
    await node.did('session.close', { body, session: next })
  })
})

describe('people sign for themselves', () => {
  let motion = -1
  beforeAll(async () => {
    const charter = {
      ...communityCharter,
      decisions: {
        ...communityCharter.decisions,
        ballots: { ...communityCharter.decisions['assembly'], ballots: 'own-key' },
      },
    } as unknown as JsonObject
    motion = await put('Otra carta', { charter })
    const deciding = seqOf(await node.did('session.open', { body, entitled: 5, present: 5 }))
    const hands = { rule: 'assembly-two-thirds', yes: 5, no: 0, abstain: 0 }
    await node.did('vote.record', { body, motion: { book: body, seq: motion }, ...hands })
    await node.did('session.close', { body, session: deciding })
    await node.did('charter.change', { body, motion })
    unwrap(
      await node.write(
        body,
        ...['Juana', 'Pedro'].flatMap((name): Draft[] => [
          { type: 'key.registered', data: { person: personNamed(name), key: signerNamed(name).key } },
          { type: 'post.assigned', data: { person: personNamed(name), post: 'member' } },
        ]),
      ),
    )
    motion = await put('Tanque')
  })

  const as = async <T>(name: string, task: () => Promise<T>): Promise<T> => {
    node.actor = actorNamed(name)
    try {
      return await task()
    } finally {
      node.actor = secretary
    }
  }
  const cast = (name: string, option: string, isOpen = true) =>
    as(name, () => node.run('ballot.cast', { body, motion, option, isOpen }))

  test('one ballot each, in the open or within; none that is open is left out of the count', async () => {
    unwrap(await cast('Juana', 'yes'))
    unwrap(await cast('Pedro', 'yes'))
    expect(await cast('Juana', 'no')).toEqual({ ok: false, error: { type: 'already-voted' } })
    expect(await cast('Juana', 'no', false)).toEqual({ ok: false, error: { type: 'already-voted' } })
    const opened = seqOf(await node.did('session.open', { body, entitled: 3, present: 3 }))
    const counted = { rule: 'ballots', form: 'ballots', no: 0, abstain: 0 }
    expect(await vote(motion, { ...counted, yes: 1 })).toEqual({
      ok: false,
      error: { type: 'ballots-differ', yes: 2, no: 0, abstain: 0 },
    })
    const seq = seqOf(unwrap(await vote(motion, { ...counted, yes: 2 })) as Written)
    unwrap(await as('Juana', () => node.run('act.attest', { body, of: seq })))
    expect(await session(opened)).toMatchObject({ votes: [{ outcome: 'carried', attested: 1 }] })
    await node.did('session.close', { body, session: opened })
  })
})

test('another node shows the same; folded anew, so does this one', async () => {
  await copy.synced()
  expect(await shownOn(copy)).toBe(await shownOn(node))
  const before = node.node.views.dump()
  node.node.views.clear()
  await node.node.fold((await node.node.archive.books()).map(({ book }) => book))
  expect(node.node.views.dump()).toBe(before)
})

describe('the act', () => {
  test.each(['es', 'en', 'pt'])('is a PDF in %s with the fonts it brings', async (language) => {
    const { sessions } = await node.json<BodySessions>(`/api/bodies/${body}/sessions`)
    const seq = sessions.find(({ votes }) => votes.length > 0)?.seq ?? -1
    const answer = await node.get(`/bodies/${body}/sessions/${seq}/act.pdf?lang=${language}`)
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('content-language'),
    ]).toEqual([200, 'application/pdf', language])
    const pdf = Buffer.from(await answer.arrayBuffer()).toString('latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    const fonts = [...pdf.matchAll(/\/BaseFont \/\w+\+(\S+)/g)].map(([, name]) => name?.split('-')[0])
    expect(new Set(fonts)).toEqual(new Set(['Roboto']))
  })

  test('bad input: of a session that is not there', async () => {
    expect((await node.get(`/bodies/${body}/sessions/9999/act.pdf`)).status).toBe(404)
    expect((await node.get(`/bodies/${'a'.repeat(52)}/sessions/1/act.pdf`)).status).toBe(404)
  })
})

test('open motions are listed whole parts at a time, though amendments that fell stand between them', async () => {
  const { book } = await node.did('body.found', { ...factsOf('Sepulturas'), kind: 'community' })
  const putIn = async (title: string, more: object = {}): Promise<number> =>
    seqOf(await node.did('motion.put', { body: book, title: { es: title }, text: { es: title }, ...more }))
  const open = [await putIn('Una'), await putIn('Otra')]
  const withdrawn = await putIn('Retirada')
  for (const title of ['Enmienda', 'Otra enmienda', 'Y otra']) await putIn(title, { amends: withdrawn })
  await node.did('motion.withdraw', { body: book, motion: withdrawn })
  const part = (before: number) => motionPage(node.node.views.db, book, 'open', before, 1)
  const first = part(Number.MAX_SAFE_INTEGER)
  expect(first).toMatchObject({ motions: [{ seq: open[1] }], next: open[1] })
  expect(part(first.next ?? 0)).toMatchObject({ motions: [{ seq: open[0] }], next: null })
})
