/** The operator's way: in with the start key, to the board, and a position recorded by the form. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { type World, closeWorld, motionTitle, decideYes, openOneNode, today } from './live-nodes.ts'
import { enter, es, heading, press, readerOf, said, signIn, wordsOf } from './visit.ts'

let browser: Browser
let world: World
/** Where the operator has entered. */
let context: BrowserContext
beforeAll(async () => {
  ;[browser, world] = await Promise.all([launch(), openOneNode()])
  context = await readerOf(browser)
  await enter(context, world.hosts.BO)
  await signIn(context, world.hosts.BO.listening.operatorUrl)
})
afterAll(async () => {
  await browser.close()
  await closeWorld(world)
})
afterEach(() => Promise.all(context.pages().map((page) => page.close())))

/** From home to the board, as people go. */
async function openBoard(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(world.hosts.BO.listening.operatorUrl)
  await press(page, page.getByRole('link', { name: motionTitle, exact: true }))
  return page
}

async function openForm(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${world.hosts.BO.listening.operatorUrl}${world.boardPath}`)
  await press(page, page.getByRole('link', { name: es('board.do.record') }))
  return page
}

const send = (page: Page): Promise<void> =>
  press(page, page.getByRole('button', { name: es('decide.submit') }))

interface Typed {
  readonly body: string
  readonly yes: string
  readonly no: string
}

async function fillForm(page: Page, { body, yes, no }: Typed): Promise<void> {
  await page.getByLabel(es('decide.body')).selectOption({ label: body })
  await page.getByLabel(es('decide.place')).fill('Salón municipal')
  await page.getByLabel(es('decide.present')).fill('9')
  await page.getByLabel(es('decide.yes')).fill(yes)
  await page.getByLabel(es('decide.no')).fill(no)
  await page.getByLabel(es('decide.abstain')).fill('0')
  await page.getByLabel(es('decide.attesters')).fill('2')
}

describe('the door of the operator', () => {
  test('a wrong key says so beside the field, and lets nobody in; the start key opens the home page', async () => {
    const visitor = await readerOf(browser)
    const page = await visitor.newPage()
    await page.goto(`${world.hosts.BO.listening.operatorUrl}${world.boardPath}`)
    expect(await wordsOf(heading(page))).toBe(es('enter.title'))
    await page.getByLabel(es('enter.token')).fill('not the key')
    await press(page, page.getByRole('button', { name: es('enter.do') }))
    expect(await describedBy(page, es('enter.token'))).toBe(es('enter.wrong'))
    await page.goto(world.hosts.BO.listening.operatorUrl)
    expect(await wordsOf(heading(page))).toBe(es('enter.title'))
    await page.getByLabel(es('enter.token')).fill(` ${world.hosts.BO.listening.token} `)
    await press(page, page.getByRole('button', { name: es('enter.do') }))
    expect(await wordsOf(heading(page))).toBe('Nodo de la alianza, Bolivia')
    expect(await said(page)).toContain(es('app.operator'))
    await visitor.close()
  })
})

describe('the board', () => {
  test('says first how the motion stands, and who has not been heard from', async () => {
    const page = await openBoard()
    const text = await said(page)
    expect(text).toContain('Abierta Han respondido 5 de 9 miembros. Sin noticia no es no.')
    expect(text).toContain('Falta Chile: 1 sí más de los 2 que no se han oído la decide.')
    expect(text).toContain('Falta oír a General Lagos y Putre.')
    const rows = await page.getByRole('row', { name: es('position.unheard') }).allInnerTexts()
    expect(rows.map((row) => row.split('\n')[0])).toEqual([
      'Puerto Mayor de Guaqui',
      'General Lagos',
      'Putre',
      'Héroes Albarracín',
    ])
  })
})

describe('the form of a position', () => {
  test('sent empty, it says in words beside each field what is missing', async () => {
    const page = await openForm()
    await send(page)
    expect(await wordsOf(page.getByRole('alert'))).toContain('Falta corregir 7 cosas. Nada se guardó.')
    for (const [label, problem] of [
      [es('decide.body'), 'Elija quién decide.'],
      [es('decide.present'), 'Escriba cuántas personas había: un número, de 1 en adelante.'],
      [es('decide.yes'), 'Escriba un número de manos, desde 0.'],
      [es('decide.attesters'), 'Escriba cuántas personas dan fe: un número, desde 0.'],
      [es('decide.confirm'), 'Marque que revisó los números con el acta de papel.'],
    ] as const) {
      expect(await describedBy(page, label)).toContain(problem)
    }
    expect(await page.getByLabel(es('decide.date')).inputValue()).toBe(today)
  })

  test('with more hands than people it keeps what was typed, and says which numbers differ', async () => {
    const page = await openForm()
    await fillForm(page, { body: 'Puerto Mayor de Guaqui', yes: '7', no: '4' })
    await page.getByLabel(es('decide.confirm')).check()
    await send(page)
    expect(await describedBy(page, es('decide.present'))).toContain(
      'Suman 11 manos, y las personas presentes son 9.',
    )
    expect(await typed(page)).toEqual(['Salón municipal', '9', '7', '4', '0', '2'])
    expect(await chosenBody(page)).toBe('Puerto Mayor de Guaqui')
    expect(await page.getByLabel(es('decide.confirm')).isChecked()).toBe(true)
  })

  test('not confirmed, it records nothing and keeps what was typed', async () => {
    const page = await openForm()
    await fillForm(page, { body: 'Puerto Mayor de Guaqui', yes: '2', no: '6' })
    await send(page)
    expect(await wordsOf(page.getByRole('alert'))).toContain('Falta corregir una cosa. Nada se guardó.')
    expect(await typed(page)).toEqual(['Salón municipal', '9', '2', '6', '0', '2'])
    expect(await page.getByLabel(es('decide.confirm')).isChecked()).toBe(false)
    await press(page, page.getByRole('link', { name: es('decide.cancel') }))
    expect(await said(page)).toContain('Han respondido 5 de 9 miembros.')
  })

  test('sent as it should be, the board shows it and says that it is recorded for good', async () => {
    const page = await openForm()
    await fillForm(page, { body: 'Puerto Mayor de Guaqui', yes: '2', no: '6' })
    await page.getByLabel(es('decide.confirm')).check()
    await send(page)
    expect(await wordsOf(page.getByRole('status'))).toContain(
      'Registrado para siempre en el libro de Puerto Mayor de Guaqui: No.',
    )
    expect(await said(page)).toContain('Han respondido 6 de 9 miembros.')
    const row = page.getByRole('row', { name: 'Puerto Mayor de Guaqui' })
    expect(await wordsOf(row)).toContain('2 sí · 6 no · 0 abst.')
    await press(page, page.getByRole('status').getByRole('link'))
    expect(await wordsOf(heading(page))).toBe('Libro de Puerto Mayor de Guaqui')
    expect(await said(page)).toContain('Posición registrada')
  })

  test('a body that has decided cannot be chosen again', async () => {
    const page = await openForm()
    expect(await bodiesToChoose(page)).toEqual([
      es('decide.body.choose'),
      'General Lagos',
      'Héroes Albarracín',
      'Putre',
    ])
  })

  test('a second position, sent from a form left open, is refused in words', async () => {
    const page = await openForm()
    await fillForm(page, { body: 'Héroes Albarracín', yes: '3', no: '3' })
    await page.getByLabel(es('decide.confirm')).check()
    await decideYes(world, 'Héroes Albarracín')
    await send(page)
    expect(await wordsOf(page.getByRole('alert'))).toContain(es('refusal.position-already-recorded'))
  })

  test('when the last needed yes is recorded, the board says carried', async () => {
    const page = await openForm()
    await fillForm(page, { body: 'Putre', yes: '8', no: '1' })
    await page.getByLabel(es('decide.confirm')).check()
    await send(page)
    const text = await said(page)
    expect(text).toContain('Aprobada Han respondido 8 de 9 miembros.')
    expect(text).toContain('Hay 7 síes de 9 y se cumple la regla')
    await press(page, page.getByRole('link', { name: es('nav.home') }))
    expect(
      await wordsOf(
        page
          .getByRole('listitem')
          .filter({ has: page.getByRole('link', { name: motionTitle, exact: true }) }),
      ),
    ).toContain('Aprobada')
  })
})

const typedFields = ['place', 'present', 'yes', 'no', 'abstain', 'attesters'] as const

const typed = (page: Page): Promise<string[]> =>
  Promise.all(
    typedFields.map((field) => page.getByLabel(es(`decide.${field}`), { exact: true }).inputValue()),
  )

/** What is read aloud with a field beside its label: hints and problems. */
async function describedBy(page: Page, label: string): Promise<string> {
  const field = page.getByLabel(label, { exact: true })
  const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ')
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  const texts = await Promise.all(ids.map((id) => wordsOf(page.locator(`#${id}`))))
  return texts.join(' ')
}

const bodiesToChoose = async (page: Page): Promise<string[]> =>
  (await page.getByLabel(es('decide.body')).getByRole('option').allInnerTexts()).map((text) => text.trim())

const chosenBody = (page: Page): Promise<string> =>
  page.getByLabel(es('decide.body')).getByRole('option', { selected: true }).innerText()
