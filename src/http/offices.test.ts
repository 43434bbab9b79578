/** What leaves a node of offices: names of people to those of the body only, whichever way is asked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carriedMotion, foundCommunity, householdNamed } from '../../tests/support/community.ts'
import { Nodes, type TestNode, credentials } from '../../tests/support/test-node.ts'
import type { OfficesView } from '../offices/views.ts'

const nodes = new Nodes()
let home: TestNode
let body = ''
beforeAll(async () => {
  home = await nodes.listening('Casa')
  await home.signUp()
  body = await foundCommunity(home, 'Mamani', 'Choque', 'Quispe')
  const motion = await carriedMotion(home, body, 'El turno del agua')
  const order = ['Mamani', 'Choque', 'Quispe'].map((name) => ({ called: `Familia ${name}` }))
  await home.did('office.adopt', { body, post: 'judge', motion, order })
  await home.did('office.start', { body, post: 'judge' })
  const person = (await people())[0]?.person
  await home.did('office.start', { body, post: 'secretary', persons: [person], until: '2027-12-31' })
})
afterAll(() => nodes.close())

async function people(): Promise<{ person: string; facts: { name: string } | null }[]> {
  const answer = await home.get(`/api/bodies/${body}/people`, await home.signedIn())
  return ((await answer.json()) as { people: { person: string; facts: { name: string } | null }[] }).people
}

const namesOfPeople = /Mamani|Quispe|Luis/

describe('offices over HTTP', () => {
  test('the JSON: counts and places for everybody, names for those of the body', async () => {
    const open = await home.json<OfficesView>(`/api/bodies/${body}/offices`)
    const judge = open.offices.find(({ post }) => post === 'judge')
    expect(judge).toMatchObject({ round: 1, vacant: 0, next: { place: 2, called: null } })
    expect(open.concentration).toMatchObject({ takers: 3, gini: { num: 2, den: 3 }, within: null })
    const answer = await home.get(`/api/bodies/${body}/offices`, await home.signedIn())
    const within = (await answer.json()) as OfficesView
    expect(within.offices.find(({ post }) => post === 'judge')?.next?.called).toBe('Familia Choque')
    expect(within.concentration.within).toMatchObject({
      neverServed: ['Familia Choque', 'Familia Quispe'],
      sections: 2,
      households: 3,
    })
  })

  test.each(['/offices', '/offices/judge', '/offices.ics'])('%s names nobody to a stranger', async (path) => {
    const answer = await home.get(`/bodies/${body}${path}`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toMatch(namesOfPeople)
  })

  test('the calendar has the day each term ends, and the holder of a public post by name', async () => {
    const answer = await home.get(`/bodies/${body}/offices.ics`)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const text = (await answer.text()).replaceAll('\r\n ', '')
    expect(text).toContain('BEGIN:VCALENDAR')
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(text).toContain('DTSTART;VALUE=DATE:20270301')
    expect(text).toContain('DTSTART;VALUE=DATE:20271231')
    const holder = (await people())[0]?.facts?.name ?? 'nobody'
    expect(text).toContain(`Secretaría (${holder})`)
    const again = await home.get(`/bodies/${body}/offices.ics`)
    expect((await again.text()).replaceAll('\r\n ', '')).toBe(text)
  })

  test('a body or an office that is not here', async () => {
    for (const path of [
      `/bodies/${'a'.repeat(52)}/offices`,
      `/bodies/${'a'.repeat(52)}/offices.ics`,
      `/bodies/${body}/offices/king`,
    ])
      expect((await home.get(path)).status).toBe(404)
  })

  test('a form of nobody, and one without the token of its page, write nothing', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${home.url}/bodies/${body}/offices/judge/excuse`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ reason: 'hardship' }),
        redirect: 'manual',
      })
    const size = await home.sizeOf(body)
    expect((await post({})).status).toBe(401)
    expect((await post(await home.signedIn(credentials.name))).status).toBe(403)
    expect(await home.sizeOf(body)).toBe(size)
  })

  test('on another node, which holds the book and not its contents, it is the same without names', async () => {
    const other = await nodes.listening('Vecina', 'PE')
    await other.did('book.follow', { book: body })
    await other.did('peer.add', { url: home.url })
    await other.synced(home.url)
    const [here, there] = [
      await home.json<OfficesView>(`/api/bodies/${body}/offices`),
      await other.json<OfficesView>(`/api/bodies/${body}/offices`),
    ]
    expect(there).toEqual(here)
    expect(householdNamed(other, body, 'Familia Mamani')).toBe('')
  })
})
