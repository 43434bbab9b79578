/** The page of who keeps a book, used as a person does: forms that carry the session's token, small files up and down. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  Nodes,
  type TestNode,
  credentials,
  foundAlliance,
  joinAlliance,
} from '../../tests/support/test-node.ts'

let nodes = new Nodes()
let here: TestNode
let there: TestNode
let alliance = ''
let [sajama, putre] = ['', '']

/** A browser of somebody who signed in at a node. */
class Visitor {
  #cookies = ''
  constructor(readonly at: TestNode) {}

  async signIn(): Promise<void> {
    const answer = await this.#fetch('/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ name: credentials.name, passphrase: credentials.passphrase }),
    })
    expect(answer.status).toBe(303)
    // A cookie may be taken back and set anew in one answer: the last one counts.
    const set = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
    const named = new Map(set.map((cookie) => [cookie.split('=')[0], cookie]))
    this.#cookies = [...named.values()].join('; ')
  }

  #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { origin: this.at.url, cookie: this.#cookies, 'accept-language': 'es' }
    return fetch(`${this.at.url}${path}`, { redirect: 'manual', ...init, headers })
  }

  async page(): Promise<string> {
    return (await this.#fetch(`/bodies/${alliance}/keeper`)).text()
  }

  async post(action: string, fields: Record<string, string | File>): Promise<Response> {
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(await this.page()) ?? []
    const body = new FormData()
    for (const [name, value] of Object.entries({ token, ...fields })) body.set(name, value)
    return this.#fetch(`/bodies/${alliance}/keeper/${action}`, { method: 'POST', body })
  }
}

let mine: Visitor
let theirs: Visitor

beforeEach(async () => {
  nodes = new Nodes()
  here = await nodes.listening('Nodo de Bolivia', 'BO')
  there = await nodes.listening('Nodo de Chile', 'CL')
  await here.signUp()
  await there.signUp()
  alliance = await foundAlliance(here)
  sajama = await here.found('Sajama')
  putre = await there.found('Putre')
  await joinAlliance(here, alliance, [
    { at: here, body: sajama },
    { at: there, body: putre },
  ])
  mine = new Visitor(here)
  theirs = new Visitor(there)
  await mine.signIn()
  await theirs.signIn()
})
afterEach(() => nodes.close())

const file = (text: string): File => new File([text], 'archivo.txt', { type: 'text/plain' })
const textOf = async (answer: Response): Promise<string> => {
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="apachita-/)
  return answer.text()
}

describe('who keeps a book', () => {
  test('strangers read it and find no form; without the session’s token nothing is done', async () => {
    const page = await (await fetch(`${here.url}/bodies/${alliance}/keeper`)).text()
    expect(page).toContain('Quién lleva este libro')
    expect(page).not.toContain('/keeper/')
    const answer = await fetch(`${there.url}/bodies/${alliance}/keeper/propose`, { method: 'POST' })
    expect(answer.status).toBe(401)
    expect((await theirs.post('propose', { token: 'otro', size: '4', post: 'secretary' })).status).toBe(403)
    expect(await there.sizes()).toEqual(await here.sizes())
    expect((await fetch(`${here.url}/bodies/${'a'.repeat(52)}/keeper`)).status).toBe(404)
  })

  test('a successor is endorsed in the name of members, not of the body whose book it is', async () => {
    const [, choices = ''] = /name="by"[^>]*>(.*?)<\/select>/s.exec(await mine.page()) ?? []
    expect(choices).toContain(sajama)
    expect(choices).not.toContain(alliance)
  })

  test('a successor is proposed and endorsed by forms, and the page says how many are missing', async () => {
    const size = String(await there.sizeOf(alliance))
    const proposed = await theirs.post('propose', { size, post: 'secretary', by: putre })
    const page = await proposed.text()
    expect(page).toContain('El libro propuesto está fundado')
    expect(page).toContain('Lo respaldan 1 de 2 miembros que había en ese punto. Se necesitan 2; falta uno.')
    await here.synced()
    const shown = await mine.page()
    const [, successor = ''] = /name="successor" value="([a-z2-7]{52})"/.exec(shown) ?? []
    const short = successor.slice(0, 6)
    const unconfirmed = await mine.post('endorse', { successor, [`body-${short}`]: sajama })
    expect(unconfirmed.status).toBe(400)
    const endorsed = await mine.post('endorse', {
      successor,
      [`body-${short}`]: sajama,
      [`confirm-${short}`]: 'yes',
    })
    expect(await endorsed.text()).toContain('El respaldo quedó escrito')
    expect(await mine.page()).toContain('habla ahora por el cuerpo')
    expect(await mine.page()).toContain('lo posterior quedó sin efecto')
    expect(await mine.page()).not.toContain('quedaría')
    const old = await (await fetch(`${here.url}/books/${alliance}`)).text()
    expect(old).toContain('Este libro sigue en otro')
    expect(await (await fetch(`${here.url}/books/${successor}`)).text()).not.toContain(
      'Este libro sigue en otro',
    )
  })

  test('of a body without members officers are told by their posts, before and after they endorsed', async () => {
    const keeper = async () => (await fetch(`${there.url}/bodies/${putre}/keeper`)).text()
    const { book: successor } = await there.did('successor.propose', { body: putre })
    const proposed = await keeper()
    expect(proposed).toContain('Lo respaldan 0 de 1 cargo')
    expect(proposed).toContain('<li>Quien tiene el cargo de secretaría</li>')
    expect(proposed).toContain('quedaría sin efecto')
    await there.did('successor.endorse', { successor })
    expect(await keeper()).toMatch(/scope="row">Quien tiene el cargo de secretaría<.*Lo respaldó/s)
  })

  test('the pen is passed by files down and up; a wrong file is told in words', async () => {
    const card = await textOf(await theirs.post('offer', {}))
    const wrong = await mine.post('pass', { card: file('otra cosa') })
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain('Este archivo no es la tarjeta')
    const handover = await textOf(await mine.post('pass', { card: file(card) }))
    expect(await mine.page()).toContain('Hay una entrega preparada')
    await there.synced()
    const signed = await textOf(await theirs.post('sign', { handover: file(handover) }))
    expect(await (await mine.post('complete', { signed: file(signed) })).text()).toContain(
      'La pluma se entregó',
    )
    await there.synced()
    expect(await theirs.page()).toContain('Se escribe en este nodo.')
    expect(await mine.page()).toContain('Se escribe en otro nodo; aquí hay una copia.')
    expect(await theirs.page()).toContain('keeper/pass')
  })

  test('a prepared handover is given up by a form', async () => {
    await textOf(await mine.post('pass', { card: file(await textOf(await theirs.post('offer', {}))) }))
    expect(await (await mine.post('keep', {})).text()).toContain('La pluma se queda aquí')
    expect(await mine.page()).not.toContain('Hay una entrega preparada')
  })
})
