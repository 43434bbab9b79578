/**
 * Whoever does what binds, or touches others, is told before what it comes to: by words that the button names, or by a box to
 * tick that says it. All forms that post are looked at: on every page of a full world, as its secretary, a member and a visitor see
 * it, after the first of two steps, and in every example page. What needs no such words is listed here; whatever is new, is not.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleMembers } from '../../src/federation/example-board.ts'
import { FullWorld } from '../browser/full-world.ts'
import { type Reader, readersOf } from '../support/reader.ts'
import { routesOf } from '../support/routes.ts'
import { examplePages, htmlOf } from './example-pages.tsx'

/** Opens or locks one's own account, reads what was brought, or makes a file: nothing is bound, and nobody else is touched. */
const light = new Set([
  '/bodies/:book/keeper/offer',
  '/bodies/:book/nodes/card',
  '/enter',
  '/join',
  '/lock',
  '/me/passkeys',
  '/sign-in',
  '/sign-in/passkey',
])

/** What programs and other nodes ask: there is no form of it. */
const forPrograms = new Set([
  '/api/commands/:name',
  '/api/sessions',
  '/carriage/challenge',
  '/carriage/pack',
  '/carriage/pull',
])

/** Shows the same form again, further on: nothing is done. */
const preparing = /name="do" value="read"|name="more"/

let world: FullWorld
beforeAll(async () => {
  world = await FullWorld.open()
})
afterAll(() => world.close())

const formsIn = (html: string): string[] => html.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g) ?? []

const attribute = (tag: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''

/** What a browser would send of the last form to a path, if nothing more was filled in. */
function fieldsOf(html: string, action: string): Record<string, string> {
  const form = formsIn(html).findLast((one) => attribute(one, 'action') === action) ?? ''
  const inputs = (form.match(/<input[^>]*>/g) ?? [])
    .filter((input) => !/type="(?:checkbox|radio)"/.test(input) || / checked/.test(input))
    .map((input) => [attribute(input, 'name'), attribute(input, 'value')] as const)
  const selects = (form.match(/<select[\s\S]*?<\/select>/g) ?? []).map((select) => {
    const options = select.match(/<option[^>]*>/g) ?? []
    const option = options.find((one) => / selected/.test(one)) ?? options[0] ?? ''
    return [attribute(select, 'name'), attribute(option, 'value')] as const
  })
  return Object.fromEntries([...inputs, ...selects])
}

/** The second of two steps, where the first is a post. */
async function secondSteps(reader: Reader): Promise<string[]> {
  const { community, alliance, delegated } = world.made
  const { card } = await world.neighbour.command<{ card: object }>('node.card', {})
  const steps: readonly [path: string, at: string, fields: Readonly<Record<string, string>>][] = [
    ['/found?kind=community', '/found', { do: 'read', name: 'Sajama', country: 'BO' }],
    [
      `/bodies/${community}/charter/change`,
      `/bodies/${community}/charter/change`,
      { do: 'read', title: 'Otra carta', why: 'Por turno' },
    ],
    [`/bodies/${community}/nodes`, `/bodies/${community}/nodes/card`, { card: JSON.stringify(card) }],
    [`/motions/${alliance}/${delegated}/delegates`, `/motions/${alliance}/${delegated}/delegates`, {}],
  ]
  const pages: string[] = []
  for (const [path, at, fields] of steps)
    pages.push((await reader.post(at, { ...fieldsOf((await reader.get(path)).text, at), ...fields })).text)
  return pages
}

async function allPages(): Promise<string[]> {
  const { own, hers, nobodys } = await readersOf(world)
  const pages: string[] = []
  for (const reader of [own, hers, nobodys])
    for (const path of Object.values(world.pages()).flat()) pages.push((await reader.get(path)).text)
  const members = exampleMembers(9, () => 'yes')
  const examples = examplePages({ open: members, carried: members, failed: members })
  return [
    ...pages,
    ...(await secondSteps(own)),
    ...Object.values(examples).map((render) => htmlOf(render, 'es', true)),
  ]
}

/** What the routers do with a form, by their own name of its address. */
function routeOf(routes: readonly string[], form: string): string {
  const path = attribute(form, 'action').split('?')[0] ?? ''
  const isIt = (route: string): boolean => new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`).test(path)
  return routes.find((route) => !route.includes(':') && isIt(route)) ?? routes.find(isIt) ?? path
}

const wordsOf = (html: string): string => html.replaceAll(/<[^>]*>/g, '').trim()

/** The paragraph that a button names. */
function described(page: string, button: string): string {
  const id = attribute(button, 'aria-describedby')
  const found = id === '' ? null : new RegExp(`<p[^>]* id="${id}"[^>]*>(.*?)</p>`, 's').exec(page)
  return wordsOf(found?.[1] ?? '')
}

const hasBoxToTick = (form: string): boolean => /<input[^>]*type="checkbox"[^>]* required/.test(form)

test('every act that binds says what it comes to, beside its button or in a box to tick', async () => {
  const { node } = world.node
  const routes = [...new Set([...routesOf(node, 'public', 'POST'), ...routesOf(node, 'operator', 'POST')])]
  const isActed = (route: string): boolean => !light.has(route) && !forPrograms.has(route)
  const [unseen, silent] = [new Set(routes.filter(isActed)), new Set<string>()]
  for (const page of await allPages()) {
    for (const form of formsIn(page)) {
      const route = routeOf(routes, form)
      const buttons = form.match(/<button[^>]*type="submit"[^>]*>/g) ?? []
      const acting = buttons.filter((button) => !preparing.test(button))
      if (acting.length > 0) unseen.delete(route)
      if (light.has(route) || hasBoxToTick(form)) continue
      for (const button of acting) if (described(page, button).length < 20) silent.add(`${route} ${button}`)
    }
  }
  expect([...silent]).toEqual([])
  expect([...unseen], 'their forms were not looked at').toEqual([])
})
