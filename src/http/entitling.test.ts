/** Nodes admitted and revoked, contents erased, offices named: the same answer from page, API and command. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unwrap } from '../kernel/result.ts'
import { Operator, linesOf, refusalIn } from '../../tests/support/operator.ts'
import { rawRequest } from '../../tests/support/requests.ts'
import { Nodes, type TestNode, factsOf } from '../../tests/support/test-node.ts'

interface Card {
  readonly card: { readonly node: string; readonly request: string }
  readonly text: string
  readonly fingerprint: string
}

const nodes = new Nodes()
let node: TestNode
let friend: TestNode
let operator: Operator
let [body, cookie, token] = ['', '', '']
let session: Record<string, string> = {}
let card: Card

beforeAll(async () => {
  ;[node, friend] = [await nodes.listening('Nodo de San Pedro'), await nodes.listening('Nodo de Putre', 'CL')]
  operator = new Operator(node)
  await node.signUp()
  body = (await node.did('body.found', { ...factsOf('San Pedro'), kind: 'community' })).book
  cookie = await operator.signedIn(await operator.entered())
  token = await operator.formTokenOn('/me', cookie)
  session = { ...(await node.signedIn()), 'user-agent': 'node' }
  card = await friend.did<Card>('node.card')
})
afterAll(() => nodes.close())

const post = (path: string, fields: Record<string, string>) =>
  operator.post(`/bodies/${body}/${path}`, { token, ...fields }, { cookie })

const page = async (path: string): Promise<string> =>
  (await operator.ask(`/bodies/${body}/${path}`, { headers: { cookie } })).text

/** As a program that signed in, on the public listener. */
const command = async (name: string, input: object, headers = session) =>
  linesOf(
    await rawRequest(node.url, `/api/commands/${name}`, {
      method: 'POST',
      headers: { accept: 'application/x-ndjson', ...headers },
      body: JSON.stringify({ body, ...input }),
    }),
  ).at(-1)

/** Somebody who was enrolled, confirmed and given a post: the person's id. */
async function confirmed(name: string, inBody: string, post: string): Promise<string> {
  const account = unwrap(await node.node.accounts.open(name, phrase))
  const { person } = await node.did<{ person: string }>('person.enrol', { body: inBody, name })
  const { key } = account.newKey(inBody, person)
  const id = node.node.invitations.addPending({
    kind: 'member',
    account: account.account,
    book: inBody,
    person,
    key,
    replaces: null,
    post,
  })
  await node.did('key.confirm', { body: inBody, pending: id })
  return person
}

const phrase = 'tres llamas cruzan el salar'

/** A member without an office, signed in as a program. */
async function memberSession(name: string): Promise<Record<string, string>> {
  await confirmed(name, body, 'member')
  return { ...(await node.signedIn(name, phrase)), 'user-agent': 'node' }
}

describe('a node’s card', () => {
  test('is on a page and in a file of the operator’s listener, and nowhere on the public one', async () => {
    const atFriend = new Operator(friend)
    const entered = await atFriend.entered()
    const shown = await atFriend.ask('/node', { headers: { cookie: entered } })
    const file = await atFriend.ask('/node/card.txt', { headers: { cookie: entered } })
    expect(shown.text).toContain(card.fingerprint)
    expect(file.text).toBe(card.text)
    for (const path of ['/node', '/node/card.txt']) expect((await friend.get(path)).status).toBe(404)
  })
})

describe('a node is admitted', () => {
  test('on the page, after its card was read and the numbers compared; and revoked there', async () => {
    const read = await post('nodes/card', { card: `Hola:\r\n${card.text}` })
    expect(read.text).toContain(card.fingerprint)
    expect(read.text).toContain('Nodo de Putre')
    const size = await node.sizeOf(body)
    const unticked = await post('nodes/admit', { card: card.text })
    expect([unticked.status, unticked.text.includes('Marque que comparó')]).toEqual([400, true])
    expect(await node.sizeOf(body)).toBe(size)
    expect((await post('nodes/admit', { card: card.text, voice: 'yes' })).status).toBe(303)
    expect(await page('nodes')).toMatch(/Nodo de Putre.*admitido.*desde la hoja/s)
    expect((await post('nodes/revoke', { node: card.card.node })).status).toBe(303)
    expect(await page('nodes')).toMatch(/Nodo de Putre.*retirado.*desde la hoja/s)
  })

  test('by the API with the numbers that were heard, and listed for everybody', async () => {
    const wrong = await command('node.admit', { card: card.text, fingerprint: '0'.repeat(30) })
    expect(wrong).toEqual({ refusal: { type: 'fingerprint-differs' } })
    const admitted = await command('node.admit', { card: card.text, fingerprint: card.fingerprint })
    expect(admitted).toMatchObject({ value: { book: body } })
    const seq = (await node.sizeOf(body)) - 1
    const listed = await node.json<{ nodes: object[]; mayAdmit: boolean }>(`/api/bodies/${body}/nodes`)
    expect(listed.mayAdmit).toBe(false)
    expect(listed.nodes).toContainEqual({
      node: card.card.node,
      name: 'Nodo de Putre',
      country: 'CL',
      admittedAt: seq,
      revokedAt: null,
      canOpenSealed: true,
    })
    expect(await command('node.revoke', { node: card.card.node })).toMatchObject({ value: { book: body } })
    const after = await node.json<{ nodes: object[] }>(`/api/bodies/${body}/nodes`)
    expect(after.nodes).toContainEqual(expect.objectContaining({ admittedAt: seq, revokedAt: seq + 1 }))
  })

  test('bad input: what is no card, or was changed, is refused alike by page and API', async () => {
    const changed = card.text.replace(card.card.request, 'A'.repeat(43) + '=')
    for (const [given, type, words] of [
      ['Querida Juana', 'card-unreadable', 'no es la tarjeta de un nodo'],
      [changed, 'card-altered', 'alguien la cambió'],
    ] as const) {
      const answer = await post('nodes/card', { card: given })
      expect([answer.status, answer.text.includes(words)]).toEqual([400, true])
      expect(await command('node.admit', { card: given })).toEqual({ refusal: { type } })
    }
    const empty = await post('nodes/card', { card: ' ' })
    expect([empty.status, empty.text.includes('Pegue el texto')]).toEqual([400, true])
  })

  test('bad input: a node that is not admitted is revoked by neither', async () => {
    const answer = await post('nodes/revoke', { node: 'a'.repeat(32) })
    expect([answer.status, answer.text.includes('Ese nodo no está admitido')]).toEqual([409, true])
    expect(await command('node.revoke', { node: 'a'.repeat(32) })).toEqual({
      refusal: { type: 'node-not-admitted' },
    })
  })

  test('a member without an office is refused by the API, and sees no form', async () => {
    const own = await memberSession('Pedro Choque')
    const refusal = { type: 'author-not-entitled', entryType: 'node.admitted' }
    expect(await command('node.admit', { card: card.text }, own)).toEqual({ refusal })
    const seen = await rawRequest(node.url, `/api/bodies/${body}/nodes`, { headers: own })
    expect(JSON.parse(seen.text)).toMatchObject({ mayAdmit: false })
  })
})

describe('what is sealed', () => {
  const enrolled = async (name: string): Promise<number> => {
    await node.did('person.enrol', { body, name })
    return (await node.sizeOf(body)) - 1
  }

  test('is shown to those of the body; to others it is as what is not there', async () => {
    const seq = await enrolled('Rosa Colque')
    expect(await page(`sealed/${seq}`)).toContain('Rosa Colque')
    const seen = await rawRequest(node.url, `/api/bodies/${body}/sealed/${seq}`, { headers: session })
    expect(JSON.parse(seen.text)).toMatchObject({ inside: { type: 'person.enrolled' }, mayErase: true })
    const [open, none] = [0, 999_999_999]
    for (const other of [seq, open, none]) {
      const answer = await node.get(`/api/bodies/${body}/sealed/${other}`)
      expect([answer.status, refusalIn(await answer.text())]).toEqual([404, { type: 'not-found' }])
      expect((await node.get(`/bodies/${body}/sealed/${other}`)).status).toBe(404)
    }
    for (const other of [open, none]) {
      const answer = await operator.ask(`/bodies/${body}/sealed/${other}`, { headers: { cookie } })
      expect(answer.status).toBe(404)
    }
  })

  test('is erased from the page when what cannot be reached was read; the entry stays', async () => {
    const seq = await enrolled('Julia Condori')
    const before = await page(`sealed/${seq}`)
    for (const words of [
      'Lo que no se puede alcanzar',
      'Copias de seguridad',
      'se imprimió',
      'Nodo de Putre',
    ])
      expect(before).toContain(words)
    const unticked = await post(`sealed/${seq}/erase`, {})
    expect([unticked.status, unticked.text.includes('Nada se borró')]).toEqual([400, true])
    expect(await page(`sealed/${seq}`)).toContain('Julia Condori')
    expect((await post(`sealed/${seq}/erase`, { erase: 'yes' })).status).toBe(303)
    const after = await page(`sealed/${seq}`)
    expect(after).not.toContain('Julia Condori')
    expect(after).toContain('se borró')
    expect(await page('people')).not.toContain('Julia Condori')
    const again = await post(`sealed/${seq}/erase`, { erase: 'yes' })
    expect([again.status, again.text.includes('ya se mandó borrar')]).toEqual([409, true])
    expect(await node.did('book.verify', { book: body })).toMatchObject({ damaged: [] })
  })

  test('is erased by the API; what is not sealed is refused there by name', async () => {
    const seq = await enrolled('Eva Mamani')
    expect(await command('content.erase', { seq })).toMatchObject({ value: { book: body } })
    expect(await command('content.erase', { seq })).toMatchObject({ refusal: { type: 'erased-before' } })
    expect(await command('content.erase', { seq: 0 })).toEqual({ refusal: { type: 'seal-missing', seq: 0 } })
  })

  test('a member without an office sees it and may not erase it', async () => {
    const seq = await enrolled('Lidia Flores')
    const own = await memberSession('Ana Quispe')
    const seen = await rawRequest(node.url, `/api/bodies/${body}/sealed/${seq}`, { headers: own })
    expect(JSON.parse(seen.text)).toMatchObject({ inside: { type: 'person.enrolled' }, mayErase: false })
    const refusal = { type: 'author-not-entitled', entryType: 'content.erased' }
    expect(await command('content.erase', { seq }, own)).toEqual({ refusal })
    expect(await page(`sealed/${seq}`)).toContain('Lidia Flores')
  })

  test('bad input: a form without its token erases nothing', async () => {
    const seq = await enrolled('Marta Huanca')
    expect((await post(`sealed/${seq}/erase`, { erase: 'yes', token: 'no' })).status).toBe(403)
    expect(await page(`sealed/${seq}`)).toContain('Marta Huanca')
  })
})

describe('the name of whoever holds an office', () => {
  test('is told on the body’s page where the charter makes the office public', async () => {
    const council = await node.found('Putre')
    const state = await node.json<{ body: { officers: { id: string }[] } }>(`/api/bodies/${council}`)
    const person = state.body.officers[0]?.id ?? ''
    const named = { body: council, person, name: 'Justina Quispe' }
    await node.did('post.assign', { ...named, post: 'mayor' })
    expect(await node.run('post.assign', { ...named, post: 'member' })).toMatchObject({
      error: { type: 'name-not-public' },
    })
    const told = await node.json<{ body: { officers: object[] } }>(`/api/bodies/${council}`)
    expect(told.body.officers).toEqual([
      { id: person, post: 'secretary', name: null },
      { id: person, post: 'mayor', name: 'Justina Quispe' },
    ])
    expect(await (await node.get(`/bodies/${council}`)).text()).toContain('Justina Quispe')
  })

  test('is put into the open book from the page of people, as it is enrolled, and only once it is asked for', async () => {
    const council = await node.found('Colchane')
    const person = await confirmed('Lucía Challapa', council, 'mayor')
    const at = `/bodies/${council}/people`
    const told = async () => (await node.get(`/bodies/${council}`)).text()
    expect(await told()).not.toContain('Challapa')
    expect((await operator.ask(at, { headers: { cookie } })).text).toContain('Poner su nombre en el cargo')
    const put = (post: string) => operator.post(`${at}/publish`, { token, person, post }, { cookie })
    expect((await put('mayor')).status).toBe(303)
    expect(await told()).toContain('Lucía Challapa')
    expect((await operator.ask(at, { headers: { cookie } })).text).not.toContain(
      'Poner su nombre en el cargo',
    )
    const again = await put('secretary')
    expect([again.status, again.text.includes('La carta no hace público')]).toEqual([409, true])
  })
})
