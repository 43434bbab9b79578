/** The forms of the operator's pages: only from those pages, and what is wrong is named beside its field. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Operator } from '../../tests/support/operator.ts'
import {
  Nodes,
  type Referred,
  type TestNode,
  foundAlliance,
  joinAlliance,
  refer,
} from '../../tests/support/test-node.ts'

const nodes = new Nodes()
let node: TestNode
let operator: Operator
let [sajama, turco] = ['', '']
let referred: Referred

beforeAll(async () => {
  node = await nodes.listening('Nodo de Bolivia')
  operator = new Operator(node)
  await node.signUp()
  sajama = await node.found('Sajama')
  turco = await node.found('Turco')
  const alliance = await foundAlliance(node)
  await joinAlliance(node, alliance, [
    { at: node, body: sajama },
    { at: node, body: turco },
  ])
  referred = await refer(node, alliance)
})
afterAll(() => nodes.close())

describe('forms', () => {
  let cookie = ''
  let machineToken = ''
  let formToken = ''

  beforeAll(async () => {
    cookie = await operator.entered()
    machineToken = await operator.formTokenOn('/carriage', cookie)
    cookie = await operator.signedIn(cookie)
    formToken = await operator.formTokenOn('/me', cookie)
  })

  const decidePath = (): string => `/motions/${referred.alliance}/${referred.motion}/decide`

  const filled = (body: string, more: Record<string, string> = {}): Record<string, string> => ({
    token: formToken,
    body,
    date: '2026-03-01',
    place: 'Sede',
    present: '9',
    yes: '7',
    no: '1',
    abstain: '1',
    attesters: '2',
    confirm: 'yes',
    ...more,
  })

  test.each(['/carriage/sync', '/carriage/out', '/carriage/in', '/nowhere'])(
    '%s without the token of the page is 403, in words',
    async (path) => {
      for (const token of ['', 'wrong', node.listening.token]) {
        const { status, text } = await operator.post(path, token === '' ? {} : { token }, { cookie })
        expect([status, text.includes('vino de otro sitio')]).toEqual([403, true])
      }
    },
  )

  test('the form of a decision without the token writes nothing', async () => {
    const before = await node.sizeOf(sajama)
    expect((await operator.post(decidePath(), filled(sajama, { token: 'wrong' }), { cookie })).status).toBe(
      403,
    )
    expect(await node.sizeOf(sajama)).toBe(before)
  })

  test('the token of the page without the cookie is no entry', async () => {
    const before = await node.sizeOf(sajama)
    expect((await operator.post(decidePath(), filled(sajama))).status).toBe(401)
    expect(await node.sizeOf(sajama)).toBe(before)
  })

  test('the cookie alone does no command: that takes the bearer', async () => {
    const headers = { cookie, origin: `http://${operator.host}` }
    const { status } = await operator.ask('/api/commands/views.rebuild', {
      method: 'POST',
      headers,
      body: '{}',
    })
    expect(status).toBe(401)
  })

  test.each([
    ['present', ''],
    ['present', '-1'],
    ['yes', 'siete'],
    ['no', '1.5'],
    ['abstain', '99999999'],
    ['attesters', '0x10'],
    ['date', 'mañana'],
    ['body', "x'; DROP TABLE bodies; --"],
    ['confirm', ''],
  ])(
    'a decision with %s: %j is shown again with the field named, and nothing written',
    async (field, value) => {
      const before = await node.sizeOf(sajama)
      const { status, text } = await operator.post(decidePath(), filled(sajama, { [field]: value }), {
        cookie,
      })
      expect([status, text.includes(`id="p-${field}"`)]).toEqual([400, true])
      expect(await node.sizeOf(sajama)).toBe(before)
    },
  )

  test('a decision with a day that is none is refused, and nothing written', async () => {
    const { status } = await operator.post(decidePath(), filled(sajama, { date: '2026-02-31' }), { cookie })
    expect(status).toBe(400)
    expect(await node.sizeOf(sajama)).toBe(3)
  })

  test('a decision that breaks a rule is shown again in words', async () => {
    const { status, text } = await operator.post(decidePath(), filled(sajama, { yes: '20' }), { cookie })
    expect([status, text.includes('Revise los números')]).toEqual([409, true])
  })

  test('a decision is written and leads to the board; a second one is refused', async () => {
    const { status, headers } = await operator.post(decidePath(), filled(turco), { cookie })
    expect([status, headers['location']]).toEqual([
      303,
      `/motions/${referred.alliance}/${referred.motion}?recorded=${turco}`,
    ])
    expect(await node.sizeOf(turco)).toBe(7)
    expect((await operator.post(decidePath(), filled(turco), { cookie })).status).toBe(409)
    expect(await node.sizeOf(turco)).toBe(7)
  })

  test('a decision on a motion that is not here is not found', async () => {
    const path = `/motions/${'a'.repeat(52)}/4/decide`
    expect((await operator.post(path, filled(sajama), { cookie })).status).toBe(404)
    expect((await operator.ask(path, { headers: { cookie } })).status).toBe(404)
  })

  test('a restored book is written in only after a ticked declaration that names what it may cost', async () => {
    node.node.local.awaitHead(sajama, ['f'.repeat(32)])
    const page = await operator.ask('/carriage', { headers: { cookie } })
    expect(page.text).toContain('Falta oír a otros')
    expect(await node.get('/carriage').then((response) => response.text())).not.toContain('Restaurado')
    const path = '/carriage/declare-head'
    const unticked = await operator.post(path, { token: machineToken, body: sajama }, { cookie })
    expect(unticked.text).toContain('Marque que sabe lo que puede pasar')
    expect(node.node.local.awaited(sajama)).toHaveLength(1)
    const ticked = { token: machineToken, body: sajama, [`confirm-${sajama.slice(0, 8)}`]: 'yes' }
    expect((await operator.post(path, { ...ticked, token: 'wrong' }, { cookie })).status).toBe(403)
    expect((await operator.post(path, ticked, { cookie })).status).toBe(303)
    expect(node.node.local.awaited(sajama)).toBeUndefined()
  })

  test('a file out for anybody is a download that carries in elsewhere', async () => {
    const answer = await node.asOperator('/carriage/out', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `token=${encodeURIComponent(machineToken)}&for=`,
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="apachita-\d{4}-\d\d-\d\d\.apachita"$/,
    )
    const path = join(node.folder, 'stick.apachita')
    writeFileSync(path, Buffer.from(await answer.arrayBuffer()))
    const other = await nodes.open('Nodo del Perú', 'PE')
    await other.did('book.follow', { book: sajama })
    expect(await other.did('carry.in', { path })).toMatchObject({ refused: [] })
    expect(await other.sizeOf(sajama)).toBe(3)
  })

  test('a file out for a node nobody knows is not found, in words', async () => {
    expect(
      (await operator.post('/carriage/out', { token: machineToken, for: 'http://nowhere' }, { cookie }))
        .status,
    ).toBe(404)
  })

  test('a file in that is no file says so', async () => {
    const { status, text } = await operator.post(
      '/carriage/in',
      { token: machineToken, file: 'text' },
      { cookie },
    )
    expect([status, text.includes('Elija un archivo')]).toEqual([200, true])
  })
})
