/** Bad input: what was typed in a form that is refused stands in it again, and nothing of a form that was done. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Operator, secretaryAt } from '../../tests/support/operator.ts'
import type { Answer } from '../../tests/support/requests.ts'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'

const nodes = new Nodes()
let node: TestNode
let operator: Operator
let [body, cookie, token] = ['', '', '']

beforeAll(async () => {
  ;({ node, operator, body, cookie, token } = await secretaryAt(nodes))
  await node.did('person.enrol', { body, name: 'Juana Mamani' })
})
afterAll(() => nodes.close())

const send = (path: string, fields: Record<string, string>): Promise<Answer> =>
  operator.post(`/bodies/${body}/${path}`, { token, ...fields }, { cookie })

const sizeOf = (): Promise<number> => node.sizeOf(body)

describe('given a form that is refused', () => {
  test('when a motion has no title, then its text stands there again, open, as text', async () => {
    const text = 'Que se limpie </textarea><b>el canal</b> en mayo.'
    const { status, text: page } = await send('motions', { title: ' ', text })
    expect(status).toBe(400)
    expect(page).toContain('Que se limpie &lt;/textarea&gt;&lt;b&gt;el canal&lt;/b&gt; en mayo.')
    expect(page).toMatch(/<details open[^>]*><summary>Presentar una moción/)
  })

  test('when a session is opened with more present than entitled, then the figures stand there again', async () => {
    const { status, text: page } = await send('sessions/open', {
      place: 'La sede',
      entitled: '5',
      present: '9',
    })
    expect(status).toBe(409)
    for (const value of ['La sede', '5', '9']) expect(page).toContain(`value="${value}"`)
  })

  test('when a session is not opened, then whoever was ticked as there is ticked still', async () => {
    const { text: people } = await operator.ask(`/bodies/${body}/sessions`, { headers: { cookie } })
    const box = /id="f-(p-[a-z2-7]+)"/.exec(people)?.[1] ?? ''
    const { text: page } = await send('sessions/open', { entitled: '0', present: '9', [box]: 'yes' })
    expect(page).toMatch(new RegExp(`name="${box}"[^>]* checked`))
  })

  test('when somebody is enrolled without a name, then the rest stands there, and no household is formed', async () => {
    const size = await sizeOf()
    const { status, text: page } = await send('people/enrol', { name: ' ', newHousehold: 'Familia Quispe' })
    expect([status, await sizeOf()]).toEqual([400, size])
    expect(page).toContain('value="Familia Quispe"')
  })

  test('when a language is turned on by nobody, then it is the one that was chosen', async () => {
    const { status, text: page } = await send('languages/on', { language: 'qu', reviewers: ' ' })
    expect(status).toBe(400)
    expect(page).toMatch(/<option value="qu" selected/)
  })

  test('when a document is a file of another kind, then what it is and who sees it stand there again', async () => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ token, title: 'Acta de mayo', on: '', circle: 'open' }))
      form.set(name, value)
    form.set('file', new File(['MZ'], 'acta.exe'))
    const request = new Request('http://x', { method: 'POST', body: form })
    const { status, text: page } = await operator.ask(`/bodies/${body}/documents`, {
      method: 'POST',
      headers: { cookie, 'content-type': request.headers.get('content-type') ?? '' },
      body: await request.text(),
    })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(page).toContain('value="Acta de mayo"')
    expect(page).toMatch(/<option value="open" selected/)
  })

  test('when another form of the same page is refused, then this one is as it was', async () => {
    const { text: page } = await send('sessions/call', { when: '', notice: 'Por la radio' })
    expect(page).toContain('value="Por la radio"')
    expect(page).toMatch(/<details><summary>Presentar una moción/)
  })

  test('when it is done, then nothing of it is typed again', async () => {
    const form = { title: 'Limpiar el canal', 'motion-text': 'Entre todos, en mayo.' }
    const done = await send('submissions/motion', form)
    const { text: page } = await operator.ask(String(done.headers['location']), { headers: { cookie } })
    expect(page).toContain('Limpiar el canal')
    expect(page).not.toContain('Entre todos, en mayo.</textarea>')
    expect(page).not.toContain(`value="${form.title}"`)
  })

  test('when it is pressed twice, then it is submitted once', async () => {
    const form = { once: 'a showing of the page', title: 'Pintar la sede', 'motion-text': 'De blanco.' }
    const [one, two] = [await send('submissions/motion', form), await send('submissions/motion', form)]
    expect([one.status, two.status]).toEqual([303, 303])
    const { text: page } = await operator.ask(String(two.headers['location']), { headers: { cookie } })
    expect(page.split('Pintar la sede')).toHaveLength(2)
  })
})
