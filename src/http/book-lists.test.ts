/** Lists are made once and asked often: whatever comes stands in them at the next asking. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BookLine } from '../bodies/views.ts'
import type { FederationLine } from '../federation/federations-page.tsx'
import { Nodes, type TestNode, foundAlliance, joinAlliance } from '../../tests/support/test-node.ts'
import type { FirstPageView } from './first-page-view.ts'

const nodes = new Nodes()
let [here, there]: TestNode[] = []

const at = (node: TestNode | undefined): TestNode => {
  if (node === undefined) throw new Error('not opened')
  return node
}

beforeAll(async () => {
  here = await nodes.listening('Nodo de Bolivia', 'BO')
  there = await nodes.listening('Nodo de Chile', 'CL')
})
afterAll(() => nodes.close())

const pageText = async (path: string): Promise<string> => (await fetch(`${at(here).url}${path}`)).text()
const books = () => at(here).json<BookLine[]>('/api/books')
const namesOf = (lines: readonly BookLine[]): (string | undefined)[] => lines.map(({ name }) => name.es)

describe('given lists that were asked for', () => {
  test('when a body is founded, then its book is in the list, on its page and on the first one', async () => {
    expect(await books()).toEqual([])
    expect(await pageText('/books')).not.toContain('Sajama')
    await at(here).found('Sajama')
    expect(namesOf(await books())).toEqual(['Sajama'])
    expect(await pageText('/books')).toContain('Sajama')
    expect((await at(here).json<FirstPageView>('/api/home')).bodies).toEqual([{ country: 'BO', count: 1 }])
  })

  test('when a book grows, then it is told as long as it is', async () => {
    const [before] = await books()
    const body = before?.book ?? ''
    await at(here).did('motion.put', { body, title: { es: 'Riego' }, text: { es: 'Que se riegue.' } })
    expect(await books()).toEqual([{ ...before, size: (before?.size ?? 0) + 1 }])
    expect(await pageText('/books')).toContain(`>${(before?.size ?? 0) + 1}<`)
  })

  test('when a book is followed and comes, then it stands after those written here, and can be asked for', async () => {
    const colchane = await at(there).found('Colchane')
    await at(here).did('book.follow', { book: colchane })
    expect(namesOf(await books())).toEqual(['Sajama'])
    await at(here).did('peer.add', { url: at(there).url })
    await at(here).synced(at(there).url)
    expect(namesOf(await books())).toEqual(['Sajama', 'Colchane'])
    const page = await pageText('/books')
    expect(page.indexOf('Sajama')).toBeLessThan(page.indexOf('Colchane'))
    const asked = await pageText('/books?country=CL')
    expect([asked.includes('Colchane</'), asked.includes('Sajama</')]).toEqual([true, false])
  })

  test('when a federation is founded and has a member, then both are told', async () => {
    expect(await at(here).json('/api/federations')).toEqual([])
    const alliance = await foundAlliance(at(here))
    const told = () => at(here).json<FederationLine[]>('/api/federations')
    expect(await told()).toMatchObject([{ book: alliance, members: 0 }])
    const body = (await books()).find(({ name }) => name.es === 'Sajama')?.book ?? ''
    await joinAlliance(at(here), alliance, [{ at: at(here), body }])
    expect(await told()).toMatchObject([{ book: alliance, members: 1 }])
    expect((await at(here).json<FirstPageView>('/api/home')).federationsCount).toBe(1)
  })
})
