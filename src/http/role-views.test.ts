/** What waits for whoever looks, as the API tells it: by role, and gone once it is done. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  Nodes,
  type Referred,
  type TestNode,
  decideYes,
  foundAlliance,
  joinAlliance,
  refer,
} from '../../tests/support/test-node.ts'
import { unwrap } from '../kernel/result.ts'
import type { Written } from '../node/write.ts'
import type { FirstPageView } from './first-page-view.ts'
import type { RoleView } from './role-views.ts'

const nodes = new Nodes()
let node: TestNode
let [alliance, body] = ['', '']
let referred: Referred
let headers: Record<string, string> = {}

const role = async (of = body): Promise<RoleView> =>
  (await (await node.get(`/api/bodies/${of}/home`, headers)).json()) as RoleView
const kinds = async (of = body): Promise<string[]> => (await role(of)).tasks.map(({ kind }) => kind)
const run = (name: string, input: object = {}): Promise<Written> => node.did(name, { body, ...input })

beforeAll(async () => {
  node = await nodes.listening('Nodo de Charaña')
  await node.signUp()
  alliance = await foundAlliance(node)
  body = await node.found('Charaña')
  await joinAlliance(node, alliance, [{ at: node, body }])
  headers = await node.signedIn()
})
afterAll(() => nodes.close())

describe('what waits for an officer', () => {
  test('nothing but a session to open, and a first copy', async () => {
    expect(await kinds()).toEqual(['begin', 'carry'])
  })

  test('a position, until it is taken; what is closed is awaited no more', async () => {
    referred = await refer(node, alliance)
    const awaited = (await role()).tasks.find(({ kind }) => kind === 'position')
    expect(awaited).toMatchObject({
      path: `/motions/${alliance}/${referred.motion}/decide`,
      title: { es: 'Turismo integrado' },
    })
    unwrap(await decideYes(node, body, referred))
    expect(await kinds()).not.toContain('position')
    const second = await refer(node, alliance)
    expect(await kinds()).toContain('position')
    await node.did('motion.close', { body: alliance, motion: second.motion })
    expect(await kinds()).not.toContain('position')
  })

  test('the act of what was decided, before all else but an open session', async () => {
    expect(await kinds()).toEqual(['act', 'photo', 'begin', 'carry'])
    await run('session.call', { when: 'domingo', agenda: [] })
    expect(await kinds()).toEqual(['act', 'photo', 'call', 'carry'])
    await run('session.open', { present: 5, entitled: 9 })
    expect((await role()).tasks[0]).toMatchObject({ kind: 'session', step: 'motions' })
    await run('motion.put', { title: { es: 'Toma' }, text: { es: 'Toma' } })
    expect((await role()).tasks[0]).toMatchObject({ step: 'decisions', title: { es: 'Toma' } })
  })

  test('bad input: nobody else is told of it', async () => {
    const answer = await node.get(`/api/bodies/${body}/home`)
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { refusal: { type: 'not-of-this-body' } },
    ])
    const { roles, hosted, bodies } = await node.json<FirstPageView>('/api/home')
    expect([roles, hosted, bodies]).toMatchObject([[], 2, [{ count: 1 }, { count: 1 }]])
    const page = (await (await node.get('/api/home', headers)).json()) as FirstPageView
    expect(page.roles.map((one) => one.body.book).toSorted()).toEqual([alliance, body].toSorted())
  })
})
