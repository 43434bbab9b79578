/** People over HTTP: what is refused is told in words, and what one may not see is answered as what is not there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Operator, refusalIn, secretaryAt } from '../../tests/support/operator.ts'
import { rawRequest } from '../../tests/support/requests.ts'
import { Nodes, type TestNode, credentials } from '../../tests/support/test-node.ts'

const nodes = new Nodes()
let node: TestNode
let operator: Operator
let [body, cookie, token] = ['', '', '']

beforeAll(async () => {
  ;({ node, operator, body, cookie, token } = await secretaryAt(nodes))
})
afterAll(() => nodes.close())

/** A form with a file, as a browser posts it. */
async function upload(path: string, file: Blob, fields: Record<string, string> = {}): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ token, ...fields })) form.set(name, value)
  form.set('file', file, 'list.csv')
  return fetch(`${node.listening.operatorUrl}${path}`, {
    method: 'POST',
    headers: { cookie, 'user-agent': '' },
    body: form,
  })
}

describe('a slip', () => {
  test('names the address that phones reach, also where it is made at the operator’s', async () => {
    const { person } = await node.did<{ person: string }>('person.enrol', { body, name: 'Juana Mamani' })
    const { text } = await operator.post(`/bodies/${body}/people/invite`, { token, person }, { cookie })
    expect(text).toContain(`${node.url}/join`)
    expect(text).not.toContain(new URL(node.listening.operatorUrl).port)
  })
})

describe('bad input: what one may not see', () => {
  test.each(['people', 'people/template.csv', 'blobs/AAAA'])(
    'at /%s is answered as what is not there',
    async (path) => {
      const [there, nowhere] = [await node.get(`/bodies/${body}/${path}`), await node.get(`/nothing/${path}`)]
      expect([there.status, nowhere.status]).toEqual([404, 404])
      expect(await (await node.get(`/api/bodies/${body}/people`)).json()).toEqual(
        await (await node.get(`/api/bodies/${'a'.repeat(52)}/people`)).json(),
      )
    },
  )
})

describe('bad input: a list of people', () => {
  test('with a formula and a name twice: these rows are told in words, the others enrolled', async () => {
    const csv = 'nombre;familia\nRosa Colque;Colque\n=1+1;Colque\nrosa colque;Colque\n'
    const answer = await upload(`/bodies/${body}/people/list`, new Blob([csv]))
    const text = await answer.text()
    expect(text).toContain('Se inscribió a una persona')
    expect(text).toContain('Fila 3: una casilla empieza como una fórmula')
    expect(text).toContain('Fila 4: la persona está dos veces')
  })

  test('that is no list is refused, and nothing written', async () => {
    const size = await node.sizeOf(body)
    const answer = await upload(
      `/bodies/${body}/people/list`,
      new Blob([new Uint8Array([0x89, 0x50, 0, 1, 2])]),
    )
    expect([answer.status, (await answer.text()).includes('no es una planilla')]).toEqual([400, true])
    expect(await node.sizeOf(body)).toBe(size)
  })
})

test('bad input: a blob that claims to be an image is refused by its content, and not kept', async () => {
  const page = new Blob(['<html><script>alert(1)</script>'], { type: 'image/jpeg' })
  const answer = await upload(`/bodies/${body}/documents`, page, { title: 'Acta', circle: 'open' })
  expect([answer.status, (await answer.text()).includes('Solo se guardan fotos')]).toEqual([400, true])
  expect((await node.node.archive.blobs.sizes()).size).toBe(0)
})

describe('bad input: a session', () => {
  test('used from elsewhere ends for both', async () => {
    const own = await node.signedIn()
    const elsewhere = { ...own, 'user-agent': 'somebody else' }
    const show = (headers: Record<string, string>) =>
      rawRequest(node.url, '/api/commands/post.end', { method: 'POST', headers, body: '{}' })
    expect((await show({ ...own, 'user-agent': 'node' })).status).toBe(400)
    expect(refusalIn((await show(elsewhere)).text)).toEqual({ type: 'session-elsewhere' })
    expect(refusalIn((await show({ ...own, 'user-agent': 'node' })).text)).toEqual({ type: 'session-ended' })
  })

  test('a form without its token is refused, and nothing written', async () => {
    const size = await node.sizeOf(body)
    const { status } = await operator.post(
      `/bodies/${body}/people/enrol`,
      { name: 'X', token: 'no' },
      { cookie },
    )
    expect([status, await node.sizeOf(body)]).toEqual([403, size])
  })

  test('a form from another site signs nobody in', async () => {
    const { status } = await rawRequest(node.url, '/sign-in', {
      method: 'POST',
      headers: { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(credentials).toString(),
    })
    expect(status).toBe(403)
  })

  test('guessing is stopped after five tries of a name, and the right phrase then waits, too', async () => {
    await node.node.accounts.open('Ana Quispe', 'una frase muy larga y suya')
    const guess = (passphrase: string) =>
      rawRequest(node.url, '/api/sessions', {
        method: 'POST',
        body: JSON.stringify({ name: 'Ana Quispe', passphrase }),
      })
    for (let tries = 0; tries < 5; tries += 1) expect((await guess('no')).status).toBe(401)
    const stopped = await guess('una frase muy larga y suya')
    expect([stopped.status, refusalIn(stopped.text)]).toMatchObject([429, { type: 'too-many-tries' }])
  })
})

test('a member may not do what the charter leaves to officers: the same from page, API and command', async () => {
  const account = await node.node.accounts.open('Pedro Choque', 'tres llamas cruzan el salar')
  if (!account.ok) throw new Error(account.error.type)
  const { person } = await node.did<{ person: string }>('person.enrol', { body, name: 'Pedro Choque' })
  const { key } = account.value.newKey(body, person)
  const pending = {
    kind: 'member' as const,
    account: account.value.account,
    book: body,
    person,
    key,
    replaces: null,
  }
  const id = node.node.invitations.addPending({ ...pending, post: 'member' })
  await node.did('key.confirm', { body, pending: id })
  const session = await node.signedIn('Pedro Choque', 'tres llamas cruzan el salar')
  const answer = await rawRequest(node.url, '/api/commands/person.enrol', {
    method: 'POST',
    headers: { ...session, 'user-agent': 'node' },
    body: JSON.stringify({ body, name: 'Alguien' }),
  })
  expect(refusalIn(answer.text)).toEqual({ type: 'author-not-entitled', entryType: 'person.enrolled' })
})
