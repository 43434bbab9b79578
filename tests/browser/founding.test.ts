/** Founding a body by questions in plain words; changing its charter in the same words, from the proposal to in force. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { LiveNode } from './live-nodes.ts'
import { picture } from './picture.ts'
import { es, heading, press, readerOf, said, signIn, wordsOf } from './visit.ts'

let browser: Browser
let node: LiveNode
beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de Copacabana', 'BO')])
})
afterAll(async () => {
  await browser.close()
  await node.close()
})

const url = (path: string): string => `${node.listening.publicUrl}${path}`
const button = (page: Page, name: string) => page.getByRole('button', { name })
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

async function begin(page: Page, kind: string): Promise<void> {
  await page.goto(url('/found'))
  await picture(page, 'found')
  await field(page, kind).check()
  await press(page, button(page, es('found.choose')))
}

describe('a body is founded by answering questions', () => {
  test('a water committee: asked, read in plain words, founded; its charter says what was answered', async () => {
    const page = await signIn(await readerOf(browser), url(''))
    await begin(page, 'Comité de agua')
    await field(page, es('found.name')).fill('Comité de Agua de Marka Sahapaqui')
    await field(page, es('found.country')).fill('bo')
    await field(page, es('found.quorum')).selectOption({ label: es('quorum.two-thirds') })
    await field(page, 'Aclamación').uncheck()
    await field(page, es('found.term')).fill('3')
    await picture(page, 'found-questions')
    await press(page, button(page, es('found.read')))
    const read = await said(page)
    expect(read).toContain('Tienen que estar presentes al menos dos tercios')
    expect(read).not.toContain('Por aclamación')
    expect(read).toContain('3 años')
    await picture(page, 'found-read')
    await press(page, button(page, es('found.do')))
    expect(await wordsOf(heading(page))).toBe('Comité de Agua de Marka Sahapaqui')
    await press(page, page.getByRole('link', { name: es('part.charter'), exact: true }))
    const charter = await said(page)
    expect(charter).toContain('al menos dos tercios de quienes tienen derecho')
    expect(charter).toContain('por turno entre hogares')
    await picture(page, 'charter')
  })

  test('a commission of two countries, each a section', async () => {
    const page = await signIn(await readerOf(browser), url(''))
    await begin(page, 'Comisión')
    await field(page, es('found.name')).fill('Comisión Binacional del Titicaca')
    await field(page, es('found.country')).fill('BO, PE')
    await field(page, es('found.sections')).fill('Bolivia\nPerú\n')
    await press(page, button(page, es('found.read')))
    expect(await said(page)).toContain('Secciones: Bolivia y Perú.')
    await press(page, button(page, es('found.do')))
    expect(await wordsOf(heading(page))).toBe('Comisión Binacional del Titicaca')
  })

  test('no way to decide is left: told in words, and nothing typed is lost', async () => {
    const page = await signIn(await readerOf(browser), url(''))
    await begin(page, 'Municipio')
    await field(page, es('found.name')).fill('Huayrapata')
    await field(page, es('found.country')).fill('PE')
    for (const way of ['Concejo', 'Concejo, dos tercios']) await field(page, way).uncheck()
    await press(page, button(page, es('found.read')))
    expect(await said(page)).toContain('no dice cómo se decide')
    expect(await field(page, es('found.name')).inputValue()).toBe('Huayrapata')
  })

  test('nobody signed in is asked who they are first', async () => {
    const page = await (await readerOf(browser)).newPage()
    await page.goto(url('/found'))
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })
})

describe('a charter is changed', () => {
  test('proposed by the questions, carried in session, and only then put into force, once', async () => {
    const office = await signIn(await readerOf(browser), url(''))
    const { book } = await node.command<{ book: string }>('body.found', {
      kind: 'community',
      name: { es: 'Comunidad Originaria Cosapa' },
      country: 'BO',
      demonstration: true,
    })
    await office.goto(url(`/bodies/${book}/charter`))
    await press(office, office.getByRole('link', { name: es('charter.change') }))
    await field(office, es('charter.change.title')).fill('Más gente para decidir')
    await field(office, es('charter.change.why')).fill('Somos pocos los domingos de siembra.')
    await field(office, es('found.quorum')).selectOption({ label: es('quorum.two-thirds') })
    await press(office, button(office, es('charter.change.read')))
    await press(office, button(office, es('charter.change.do')))
    expect(await said(office)).toContain(es('session-done.put'))
    const motion = office.url().replace(/\?.*/, '')
    const seq = Number(motion.split('/').at(-1))
    expect(await said(office)).toContain(es('charter.proposed.open'))
    expect(await button(office, es('charter.proposed.do')).count()).toBe(0)
    await picture(office, 'charter-proposed')
    await node.command('session.open', { body: book, entitled: 50, present: 40 })
    await node.command('vote.record', {
      body: book,
      motion: { book, seq },
      rule: 'assembly-two-thirds',
      yes: 36,
      no: 4,
      abstain: 0,
    })

    const reader = await (await readerOf(browser)).newPage()
    for (const path of [motion, url(`/bodies/${book}/charter`)]) {
      await reader.goto(path)
      expect(await said(reader)).toContain(es('charter.proposed.waits.for-others'))
      expect(await button(reader, es('charter.proposed.do')).count()).toBe(0)
    }
    await office.goto(motion)
    const words = await said(office)
    expect(words).toContain(es('charter.proposed.waits.for-you'))
    expect(words).toMatch(/Deja de valer .*más de la mitad de quienes tienen derecho/)
    expect(words).toMatch(/Empieza a valer .*al menos dos tercios de quienes tienen derecho/)
    await picture(office, 'charter-waits')
    await office.evaluate('document.querySelector("form input[type=checkbox]").required = false')
    await press(office, button(office, es('charter.proposed.do')))
    expect(await said(office)).toContain(es('refusal.not-confirmed'))
    await office.getByLabel(/decide y nombra cargos por esta carta/).check()
    await press(office, button(office, es('charter.proposed.do')))
    expect(await said(office)).toContain(es('charter.proposed.done'))
    expect(await said(office)).toContain('presentes al menos dos tercios')
    await picture(office, 'charter-in-force')

    for (const path of [motion, url(`/bodies/${book}/charter`)]) {
      await office.goto(path)
      expect(await said(office)).not.toContain(es('charter.proposed.waits'))
      expect(await button(office, es('charter.proposed.do')).count()).toBe(0)
    }
    await office.goto(motion)
    await press(office, office.getByRole('link', { name: 'Leer la carta' }))
    expect(await wordsOf(heading(office))).toBe(es('charter.title'))
  })

  test('its witnesses are chosen by name among the nodes that the body admitted; the page says what they are', async () => {
    const [putre, tacna] = [
      await LiveNode.open('Nodo de Putre', 'CL'),
      await LiveNode.open('Nodo de Tacna', 'PE'),
    ]
    const { book } = await node.command<{ book: string }>('body.found', {
      kind: 'community',
      name: { es: 'Comunidad de Tambo Quemado' },
      country: 'BO',
    })
    for (const other of [putre, tacna]) {
      const { card } = await other.command<{ card: object }>('node.card', {})
      await node.command('node.admit', { body: book, card })
      await other.close()
    }
    const office = await signIn(await readerOf(browser), url(''))
    await office.goto(url(`/bodies/${book}/charter/change`))
    expect(await said(office)).toContain(es('found.witnesses.hint'))
    expect(await said(office)).not.toContain('Nodo de Copacabana (Bolivia)')
    await field(office, es('charter.change.title')).fill('Testigos')
    await field(office, es('charter.change.why')).fill('Para que nadie nos cambie el libro.')
    for (const name of ['Nodo de Putre (Chile)', 'Nodo de Tacna (Perú)']) await field(office, name).check()
    await picture(office, 'charter-witnesses')
    await press(office, button(office, es('charter.change.read')))
    expect(await field(office, 'Nodo de Putre (Chile)').isChecked()).toBe(true)
    await field(office, 'Nodo de Tacna (Perú)').uncheck()
    await press(office, button(office, es('charter.change.do')))
    expect(await said(office)).toMatch(/Empieza a valer .*Es testigo del libro: Nodo de Putre\./)
    await picture(office, 'charter-witness-proposed')
  })

  test('bad input: the charter that is in force is no change; what was typed stays', async () => {
    const { book } = await node.command<{ book: string }>('body.found', {
      kind: 'community',
      name: { es: 'Comunidad de Lagunas' },
      country: 'BO',
    })
    const office = await signIn(await readerOf(browser), url(''))
    await office.goto(url(`/bodies/${book}/charter/change`))
    await field(office, es('charter.change.title')).fill('Nada')
    await field(office, es('charter.change.why')).fill('Porque sí.')
    await press(office, button(office, es('charter.change.read')))
    await press(office, button(office, es('charter.change.do')))
    expect(await said(office)).toContain(es('refusal.charter-same'))
    expect(await field(office, es('charter.change.why')).inputValue()).toBe('Porque sí.')
    for (const way of ['Asamblea', 'Aclamación', 'Hablado hasta estar de acuerdo', 'Asamblea, dos tercios'])
      await field(office, way).uncheck()
    await field(office, es('found.term')).fill('4')
    await press(office, button(office, es('charter.change.read')))
    expect(await said(office)).toContain('no dice cómo se decide')
    expect(await field(office, es('found.term')).inputValue()).toBe('4')
  })
})
