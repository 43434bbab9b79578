/** Offices in turn as a secretary keeps them, and as everybody else sees them: the wheel, the forms, what is handed over. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unwrap } from '../../src/kernel/result.ts'
import { writeEntries } from '../../src/node/write.ts'
import { listOf } from '../support/community.ts'
import { launch } from './chromium.ts'
import { axeFaultsOf, widthFaultsOf } from './faults.ts'
import { picture } from './picture.ts'
import { LiveNode } from './live-nodes.ts'
import { es, press, readerOf, said, signIn, wordsOf } from './visit.ts'

const households = [
  'Mamani',
  'Choque',
  'Quispe',
  'Condori',
  'Flores',
  'Huanca',
  'Colque',
  'Apaza',
  'Ticona',
  'Yujra',
]

let browser: Browser
let node: LiveNode
let body = ''
let secretary: BrowserContext
let page: Page
beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de San Pedro', 'BO')])
  const founding = { name: { es: 'San Pedro de Curahuara' }, country: 'BO', demonstration: true }
  body = (await node.command<{ book: string }>('body.found', { kind: 'community', ...founding })).book
  await node.command('person.enrol-list', { body, rows: listOf(...households) })
  const put = await node.command<{ refs: { book: string; seq: number; leaf: string }[] }>('motion.put', {
    body,
    title: { es: 'El orden de los turnos de autoridad' },
    text: { es: 'Que las autoridades vayan familia por familia.' },
  })
  const hands = { form: 'raised-hands', present: 20, yes: 18, no: 1, abstain: 1, attesters: 3 }
  const drafts = [
    { type: 'session.opened', data: {} },
    { type: 'vote.recorded', data: hands, cites: put.refs },
  ]
  unwrap(await writeEntries(node.node, node.actor, body, () => ({ ok: true, value: drafts })))
  secretary = await readerOf(browser)
  page = await signIn(secretary, node.listening.publicUrl)
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

const url = (path = ''): string => `${node.listening.publicUrl}/bodies/${body}/offices${path}`

/** At both widths: nothing sticks out, nothing axe objects to; and pictures, where APACHITA_PICTURES names a folder. */
async function look(at: Page, name: string): Promise<void> {
  await picture(at, name)
  for (const width of [1280, 360]) {
    await at.setViewportSize({ width, height: 740 })
    expect(await widthFaultsOf(at), `${name} at ${width}`).toEqual([])
  }
}

/** Unfolds the form of that name. */
async function unfold(title: string) {
  await page.locator('summary', { hasText: title }).first().click()
  return page.locator('details', { has: page.locator('summary', { hasText: title }) }).first()
}

async function send(title: string): Promise<void> {
  const form = page.locator('details', { has: page.locator('summary', { hasText: title }) }).first()
  await press(page, form.getByRole('button', { name: title }))
}

describe('the secretary keeps the turns', () => {
  test('adopts the order that the assembly decided, by names', async () => {
    await page.goto(url('/authority'))
    const form = await unfold(es('offices.adopt'))
    await look(page, 'office-adopt')
    expect(await form.getByLabel(es('offices.adopt.order')).inputValue()).toContain('Familia Quispe')
    await form
      .getByLabel(es('offices.adopt.order'))
      .fill(households.map((name) => `Familia ${name}`).join('\n'))
    await send(es('offices.adopt'))
    expect(await said(page)).toContain(es('offices-done.adopt'))
    expect(await said(page)).toContain('Le toca a: Familia Mamani')
  })

  test('starts the next term with one button, excuses who cannot, and is told why not', async () => {
    await page.goto(url())
    const next = es('offices.start.next', { name: 'Familia Mamani' })
    await press(page, page.getByRole('button', { name: next }))
    expect(await said(page)).toContain('Familia Mamani · Ana Mamani, Luis Mamani')
    await unfold(es('offices.excuse', { name: 'Familia Choque' }))
    await send(es('offices.excuse', { name: 'Familia Choque' }))
    expect(await said(page)).toContain('Le toca a: Familia Quispe')
  })

  test('hands over what goes with the office, to whoever is next', async () => {
    const title = es('offices.end', { holders: 'Ana Mamani, Luis Mamani' })
    const form = await unfold(title)
    await form.getByLabel(es('offices.thing.what')).first().fill('Bastón de mando')
    await form.getByLabel(es('offices.thing.quantity')).first().fill('2')
    await form.getByLabel(es('offices.end.then')).selectOption('next')
    await look(page, 'office-end')
    await send(title)
    expect(await said(page)).toContain('Familia Quispe · Ana Quispe, Luis Quispe')
    expect(await said(page)).toContain('Bastón de mando: 2, en buen estado')
    await look(page, 'office')
  })

  test('what was received and is not listed is asked for', async () => {
    const title = es('offices.end', { holders: 'Ana Quispe, Luis Quispe' })
    const form = await unfold(title)
    await form.getByLabel(es('offices.thing.what')).first().fill('')
    await send(title)
    expect(await said(page)).toContain(es('refusal.not-handed-on', { thing: 'Bastón de mando' }))
  })

  test('a household that splits while serving', async () => {
    const [person] = node.node.views.db
      .prepare<[string], { person: string }>(
        "SELECT person FROM persons WHERE book = ? AND facts LIKE '%Luis Quispe%'",
      )
      .all(body)
    await node.command('household.form', { body, name: 'Familia Quispe Limachi', persons: [person?.person] })
    const form = await unfold(es('offices.change'))
    await form.getByLabel(es('offices.change.who')).selectOption({ label: 'N.º 3 Familia Quispe' })
    await form.getByLabel(es('offices.change.what')).selectOption({ label: es('offices.change.split') })
    await form.getByLabel(es('offices.change.into')).fill('Familia Quispe\nFamilia Quispe Limachi')
    await send(es('offices.change'))
    expect(await said(page)).toContain(es('offices-done.change'))
    expect(await wordsOf(page.getByRole('row', { name: 'N.º 4' }))).toContain('Familia Quispe Limachi')
  })

  test('sees the wheel, and in how few hands offices have been', async () => {
    await page.goto(url())
    await look(page, 'offices')
    const words = await said(page)
    expect(words).toContain('3/11 ya sirvieron')
    expect(words).toContain('8 nunca han servido')
    await page.getByText(es('offices.paths')).click()
    await look(page, 'offices-paths')
    expect(await said(page)).toContain('Familia Quispe Limachi autoridad 2026')
  })
})

test('everybody else sees the turns and no names', async () => {
  const reader = await readerOf(browser)
  const open = await reader.newPage()
  for (const path of ['', '/authority']) {
    await open.goto(url(path))
    const words = await open.content()
    for (const name of [...households, 'Ana', 'Luis']) expect(words).not.toContain(name)
  }
  expect(await said(open)).toContain(es('offices.sealed'))
  await look(open, 'offices-open')
})

test('nothing that axe objects to', async () => {
  const context = await browser.newContext({ locale: 'es-BO' })
  const open = await context.newPage()
  for (const path of ['', '/authority']) {
    await open.goto(url(path))
    expect(await axeFaultsOf(open)).toEqual([])
  }
})
