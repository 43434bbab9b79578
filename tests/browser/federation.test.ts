/** A federation over time, as its people write it: frozen and noted, told and voted, closed, answered, on record. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chartersOf } from '../../src/bodies/queries.ts'
import { launch } from './chromium.ts'
import { axeFaultsOf, widthFaultsOf } from './faults.ts'
import { picture } from './picture.ts'
import { LiveNode } from './live-nodes.ts'
import { es, press, said, signIn } from './visit.ts'

let browser: Browser
let node: LiveNode
let alliance = ''
let page: Page
const members = new Map<string, string>()
const names = { Sajama: 'BO', Curahuara: 'BO', Putre: 'CL', Tacna: 'PE' } as const

beforeAll(async () => {
  ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de la federación', 'BO')])
  alliance = await foundFederation('Federación de Juntas del Paso', ['BO', 'CL', 'PE'])
  for (const [name, section] of Object.entries(names)) {
    const { book } = await node.command<{ book: string }>('body.found', {
      kind: 'community',
      name: { es: name },
      country: section,
      demonstration: true,
    })
    members.set(name, book)
    await joins(book, section)
  }
  const context = await browser.newContext({ locale: 'es-BO', viewport: { width: 360, height: 740 } })
  context.setDefaultTimeout(20_000)
  page = await signIn(context, url(''))
}, 60_000)
afterAll(async () => {
  await browser.close()
  await node.close()
})

const url = (path: string): string => `${node.listening.publicUrl}${path}`

async function foundFederation(name: string, sections: readonly string[]): Promise<string> {
  const called: Record<string, string> = { BO: 'Bolivia', CL: 'Chile', PE: 'Perú' }
  const { book } = await node.command<{ book: string }>('body.found', {
    kind: 'alliance',
    name: { es: name },
    country: 'BO',
    countries: ['BO', 'CL', 'PE'],
    sections: sections.map((id) => ({ id, name: { es: called[id] ?? id } })),
    demonstration: true,
  })
  return book
}

async function joins(body: string, section: string): Promise<void> {
  await node.command('membership.apply', { body, federation: alliance, section })
  await node.command('membership.accept', { federation: alliance, body })
}

async function put(title: string): Promise<number> {
  const text = { es: `Que se haga: ${title}.` }
  const { refs } = await node.command<{ refs: { seq: number }[] }>('motion.put', {
    body: alliance,
    title: { es: title },
    text,
  })
  return refs[0]?.seq ?? -1
}

const bookOf = (name: string): string => members.get(name) ?? ''
const button = (name: string) => page.getByRole('button', { name })

/** What a browser objects to on both widths; and pictures of it, where APACHITA_PICTURES names a folder. */
async function look(name: string): Promise<void> {
  await picture(page, `federation-${name}`)
  const faults = await axeFaultsOf(page)
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 })
    for (const fault of await widthFaultsOf(page)) faults.push(`at ${width} px ${fault}`)
  }
  expect(faults, name).toEqual([])
}

describe('memberships', () => {
  test('a member freezes with its reason; the federation notes it; a section is frozen by its word', async () => {
    await page.goto(url(`/bodies/${bookOf('Tacna')}/memberships`))
    await page.getByLabel(es('membership.do')).selectOption({ label: es('membership.do.freeze') })
    await page.getByLabel(es('membership.reason')).fill('La carretera no se consultó')
    await press(page, button(es('membership.submit')))
    expect(await said(page)).toContain(es('membership.done.said'))
    expect(await said(page)).toContain(es('memberships.unnoted'))
    await look('memberships')
    await page.goto(url(`/federations/${alliance}/membership`))
    await press(page, button(es('membership.note')))
    expect(await said(page)).toContain(es('membership.done.noted'))
    const section = page.locator('form', {
      has: page.getByRole('heading', { name: es('membership.of-section') }),
    })
    await section.getByLabel(es('membership.section')).selectOption({ label: 'Perú' })
    await section.getByLabel(es('membership.reason')).fill('Lo decidió su asamblea')
    await press(page, section.getByRole('button'))
    expect(await said(page)).toContain('Lo decidió su asamblea')
    await look('membership')
  })

  test('what a rule refuses is told in words, and nothing is written', async () => {
    await page.goto(url(`/federations/${alliance}/membership`))
    const member = page.locator('form', {
      has: page.getByRole('heading', { name: es('membership.of-member') }),
    })
    await member.getByLabel(es('membership.member')).selectOption({ label: 'Putre' })
    await member.getByLabel(es('membership.do')).selectOption({ label: es('membership.do.resume') })
    await press(page, member.getByRole('button'))
    expect(await said(page)).toContain(es('refusal.not-frozen'))
  })
})

describe('what is referred', () => {
  test('is closed with what was heard, and shows who is not in the count', async () => {
    const motion = await put('Turismo integrado')
    await node.command('motion.refer', { body: alliance, motion })
    for (const [name, yes] of [
      ['Sajama', 8],
      ['Curahuara', 8],
      ['Putre', 8],
    ] as const)
      await node.command('position.decide', {
        body: bookOf(name),
        motion: { book: alliance, seq: motion },
        present: 9,
        yes,
        no: 9 - yes,
        abstain: 0,
        attesters: 2,
      })
    await page.goto(url(`/motions/${alliance}/${motion}`))
    await press(page, page.getByRole('link', { name: es('board.do.close') }))
    await press(page, button(es('close.submit')))
    expect(await said(page)).toContain(es('refusal.not-confirmed'))
    await look('close')
    await page.getByLabel(es('close.confirm')).check()
    await press(page, button(es('close.submit')))
    const words = await said(page)
    expect(words).toContain(es('board.absent.frozen-then'))
    expect(words).toContain('Ya no se espera a nadie')
    await look('closed')
    await page.goto(url(`/motions/${alliance}/${motion}/act`))
    expect(await said(page)).toContain('Fuera de la cuenta')
    await look('act')
  })
})

describe('another charter', () => {
  test('is put into force once the members carried it and it is closed, by whoever may', async () => {
    const { charter } = chartersOf(node.node.views.db, alliance) ?? {}
    const title = { es: 'Vale el papel' }
    const proposal = { body: alliance, title, text: title, charter: { ...charter, prevails: 'paper' } }
    const { refs } = await node.command<{ refs: { seq: number }[] }>('motion.put', proposal)
    const motion = refs[0]?.seq ?? -1
    await node.command('motion.refer', { body: alliance, motion })
    const hands = { present: 9, yes: 8, no: 1, abstain: 0, attesters: 2 }
    for (const name of ['Sajama', 'Curahuara', 'Putre'])
      await node.command('position.decide', {
        body: bookOf(name),
        motion: { book: alliance, seq: motion },
        ...hands,
      })
    await page.goto(url(`/motions/${alliance}/${motion}`))
    expect(await said(page)).toContain(es('charter.proposed.open'))
    expect(await button(es('charter.proposed.do')).count()).toBe(0)
    await node.command('motion.close', { body: alliance, motion })
    await page.goto(url(`/federations/${alliance}`))
    await press(page, page.getByRole('link', { name: es('part.charter'), exact: true }))
    expect(await said(page)).toContain(es('charter.proposed.waits.for-you'))
    await page.goto(url(`/motions/${alliance}/${motion}`))
    await look('charter-waits')
    await page.getByLabel(/decide y nombra cargos por esta carta/).check()
    await press(page, button(es('charter.proposed.do')))
    expect(await said(page)).toContain(es('charter.proposed.done'))
    await page.goto(url(`/motions/${alliance}/${motion}`))
    expect(await button(es('charter.proposed.do')).count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Leer la carta' }).count()).toBe(1)
  })
})

describe('delegates', () => {
  test('are sent and told on the page of their base, vote in a session, and a vote against the mandate shows', async () => {
    const motion = await put('Cuota anual')
    for (const name of ['Sajama', 'Putre']) {
      await page.goto(url(`/bodies/${bookOf(name)}/delegates`))
      await press(page, button(es('delegates.send.do')))
      expect(await said(page)).toContain(es('delegates.done.send'))
    }
    await page.goto(url(`/bodies/${bookOf('Sajama')}/delegates`))
    const tell = page.locator('form', { has: page.getByRole('heading', { name: es('delegates.tell') }) })
    await tell.getByLabel(es('delegates.col.motion')).selectOption({ label: 'Cuota anual' })
    for (const [label, count] of [
      ['decide.present', '9'],
      ['decide.yes', '1'],
      ['decide.no', '7'],
    ] as const)
      await tell.getByLabel(es(label)).fill(count)
    await press(page, tell.getByRole('button'))
    expect(await said(page)).toContain(es('delegates.done.bind'))
    await look('delegates')
    await page.goto(url(`/motions/${alliance}/${motion}/delegates`))
    await look('delegates-section')
    expect(await said(page)).toContain('Quien tiene el cargo de secretaría')
    await page.getByRole('group', { name: 'Sajama' }).getByLabel(es('position.yes')).check()
    await press(page, button(es('delegates.vote.next')))
    await page.getByRole('group', { name: 'Putre' }).getByLabel(es('position.yes')).check()
    await press(page, button(es('delegates.vote.next')))
    expect(await said(page)).toContain('2 sí')
    expect(await said(page)).toContain(es('delegates.vote.nobody'))
    await look('delegates-sum')
    await press(page, button(es('delegates.vote.submit')))
    expect(await said(page)).toContain(es('mark.against-mandate'))
    expect(await said(page)).toContain('Quien tiene el cargo de secretaría')
    await look('voted')
    await page.goto(url(`/bodies/${bookOf('Sajama')}/delegates`))
    expect(await said(page)).toContain(es('mark.against-mandate'))
    const recall = page.locator('form', { has: page.getByRole('heading', { name: es('delegates.recall') }) })
    await recall.getByLabel(es('membership.reason')).fill('Votó contra lo mandado')
    for (const [label, count] of [
      ['decide.present', '9'],
      ['decide.yes', '8'],
      ['decide.no', '0'],
    ] as const)
      await recall.getByLabel(es(label)).fill(count)
    await press(page, recall.getByRole('button'))
    expect(await said(page)).toContain(es('delegates.done.recall'))
    await look('recalled')
  })
})

describe('on record', () => {
  test('a fiscal agent, the objection of a state, an opinion and its answer', async () => {
    await page.goto(url(`/federations/${alliance}/record`))
    const form = (title: Parameters<typeof es>[0]) =>
      page.locator('form', { has: page.getByRole('heading', { name: es(title) }) })
    const fill = async (title: Parameters<typeof es>[0], who: Parameters<typeof es>[0], name: string) => {
      await form(title).getByLabel(es(who), { exact: true }).fill(name)
      await form(title).getByLabel(es('record.text')).fill('Como consta en la carta.')
      await press(page, form(title).getByRole('button'))
      expect(await said(page)).toContain(es('record.done'))
    }
    await fill('record.new.standing', 'record.who', 'Fundación del Paso')
    await fill('record.new.objection', 'record.who', 'Cancillería')
    await fill('record.new.opinion', 'record.to', 'Ministerio de Culturas')
    await fill('record.new.answer', 'record.by', 'Ministerio de Culturas')
    expect(await said(page)).toContain(es('record.answer', { who: 'Ministerio de Culturas' }))
    await look('record')
    await page.goto(url(`/federations/${alliance}`))
    await look('page')
  })
})

describe('a federation in a federation', () => {
  test('takes the motion to its own members, and answers as they decided', async () => {
    const [upper, district] = [alliance, await foundFederation('Distrito Uno', ['BO'])]
    await joins(district, 'BO')
    const council = (
      await node.command<{ book: string }>('body.found', {
        kind: 'community',
        name: { es: 'Junta Alto Lima' },
        country: 'BO',
        demonstration: true,
      })
    ).book
    await node.command('membership.apply', { body: council, federation: district, section: 'BO' })
    await node.command('membership.accept', { federation: district, body: council })
    const motion = await put('Agua para el Distrito')
    await node.command('motion.refer', { body: upper, motion })
    await page.goto(url(`/motions/${upper}/${motion}`))
    await press(page, page.getByRole('link', { name: es('board.do.confirm') }))
    await look('confirm')
    await press(page, button(es('confirm.put.do')))
    const own = Number(/\/motions\/[a-z2-7]+\/(\d+)/.exec(page.url())?.[1])
    const hands = { present: 9, yes: 7, no: 1, abstain: 0, attesters: 2 }
    await node.command('position.decide', {
      body: council,
      motion: { book: district, seq: own },
      ...hands,
    })
    await node.command('motion.close', { body: district, motion: own })
    await page.goto(url(`/motions/${upper}/${motion}/confirm`))
    await press(page, button(es('confirm.do')))
    expect(await said(page)).toContain(es('board.by-its-members'))
  })
})

describe('what waits when the book goes on in another', () => {
  test('is closed from its own page, in the new book', async () => {
    const motion = await put('Un puesto de salud')
    await node.command('motion.refer', { body: alliance, motion })
    const { book: next } = await node.command<{ book: string }>('successor.propose', {
      body: alliance,
      by: bookOf('Sajama'),
    })
    for (const name of ['Curahuara', 'Putre', 'Tacna'])
      await node.command('successor.endorse', { successor: next, body: bookOf(name) })
    await page.goto(url(`/federations/${next}`))
    await press(page, page.getByRole('link', { name: 'Un puesto de salud' }).first())
    await press(page, page.getByRole('link', { name: es('board.do.close') }))
    expect(await said(page)).toContain(es('close.in-next'))
    await look('close-in-next')
    await page.getByLabel(es('close.confirm')).check()
    await press(page, button(es('close.submit')))
    expect(await said(page)).toContain('Ya no se espera a nadie')
    await look('closed-in-next')
    expect(await page.locator(`a[href*="/books/${next}"]`).count()).toBeGreaterThan(0)
  })
})
