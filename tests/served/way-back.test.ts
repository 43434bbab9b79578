/**
 * The page of how pages look leads back to where one came from. The answer to a form may stand at an address that only takes
 * forms: from each of them it leads to a page that is there.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FullWorld } from '../browser/full-world.ts'
import { type Reader, readersOf } from '../support/reader.ts'
import { routesOf } from '../support/routes.ts'

let world: FullWorld
let reader: Reader
beforeAll(async () => {
  world = await FullWorld.open()
  reader = (await readersOf(world)).own
})
afterAll(() => world.close())

/** What browsers send nothing to. */
const isForPrograms = (route: string): boolean => route.startsWith('/api/')

/** An address of a real thing. */
function pathOf(route: string): string {
  const { community, alliance, open, sealed, referred, delegated, waiting } = world.made
  const motion = route.endsWith('/delegates') ? delegated : referred
  return route
    .replace('/motions/:book/:seq', `/motions/${alliance}/${motion}`)
    .replace('/federations/:book', `/federations/${alliance}`)
    .replace('/bodies/:book', `/bodies/${community}`)
    .replace('/sealed/:seq', `/sealed/${sealed}`)
    .replace('/sessions/:seq', `/sessions/${open}`)
    .replace(/\/vote$/, `/vote?motion=${community}/${waiting}&rule=assembly`)
    .replace('/:post', '/authority')
    .replace('/:language', '/ay')
}

async function wayBack(from: string): Promise<string> {
  const { text } = await reader.get('/look', from)
  return /href="([^"]*)"[^>]*><svg[^>]*data-sign="back"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
}

test('from wherever a form is answered it leads to a page', async () => {
  const astray: string[] = []
  const routes = routesOf(world.node.node, 'operator', 'POST').filter((route) => !isForPrograms(route))
  for (const route of routes) {
    const back = await wayBack(pathOf(route))
    const { status } = await reader.get(back)
    if (status !== 200) astray.push(`${route}: ${status} ${back}`)
  }
  expect(routes.length).toBeGreaterThan(60)
  expect(astray).toEqual([])
})

test('it leads to the page that has the form', async () => {
  const motion = pathOf('/motions/:book/:seq')
  expect(await wayBack(`${motion}/withdraw`)).toBe(motion)
  expect(await wayBack('/me/passkeys/remove')).toBe('/me')
  expect(await wayBack('/lock')).toBe('/')
  expect(await wayBack(`${motion}?recorded=x&a=b`)).toBe(`${motion}?recorded=x&a=b`)
})

test('from the answer to a form that was refused, too', async () => {
  const body = pathOf('/bodies/:book')
  const refused = await reader.post(`${body}/sessions/open`, {})
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect(refused.text).toContain('href="/look"')
  expect(await wayBack(`${body}/sessions/open`)).toBe(`${body}/sessions`)
})
