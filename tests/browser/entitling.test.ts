/** An officer admits a node from its card, erases what is sealed, and revokes the node. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookAt } from './look.ts'
import { launch } from './chromium.ts'
import { LiveNode } from './live-nodes.ts'
import { picture } from './picture.ts'
import { en, enter, es, heading, press, readerOf, said, signIn, wordsOf } from './visit.ts'

let browser: Browser
let [home, friend]: LiveNode[] = []
let [folder, body] = ['', '']
beforeAll(async () => {
  ;[browser, home, friend, folder] = await Promise.all([
    launch(),
    LiveNode.open('Nodo de San Pedro', 'BO'),
    LiveNode.open('Nodo de Putre', 'CL'),
    mkdtemp(join(tmpdir(), 'apachita-card-')),
  ])
  const founded = await at(home).command<{ book: string }>('body.found', {
    kind: 'community',
    name: { es: 'San Pedro de Curahuara' },
    country: 'BO',
    demonstration: true,
  })
  body = founded.book
  await at(home).command('peer.add', { url: at(friend).listening.publicUrl })
  await at(friend).command('peer.add', { url: at(home).listening.publicUrl })
  await at(friend).command('book.follow', { book: body })
})
afterAll(async () => {
  await browser.close()
  await at(home).close()
  await at(friend).close()
  await rm(folder, { recursive: true, force: true })
})

/** A node that `beforeAll` has opened. */
function at(node: LiveNode | undefined): LiveNode {
  if (node === undefined) throw new Error('no node')
  return node
}

const button = (page: Page, name: string) => page.getByRole('button', { name })

/** Names of the body's people as far as a node can tell them. */
const namesAt = ({ node }: LiveNode): string[] =>
  node.views.db
    .prepare<[string], { facts: string }>('SELECT facts FROM persons WHERE book = ?')
    .all(body)
    .map(({ facts }) => (JSON.parse(facts) as { name: string }).name)

/** Nothing sticks out, on a desk and on a phone. */
describe('an officer', () => {
  test('admits a node from its card, with the numbers that were read out; erases; revokes', async () => {
    const [office, other] = [await readerOf(browser), await readerOf(browser)]
    const theirs = await enter(other, at(friend))
    await theirs.goto(`${at(friend).listening.operatorUrl}/carriage`)
    await press(theirs, theirs.getByRole('link', { name: es('card.title') }))
    await lookAt(theirs, 'node-card')
    const numbers = /(\d{5} ){5}\d{5}/.exec(await said(theirs))?.[0] ?? 'none'
    const downloading = theirs.waitForEvent('download')
    await theirs.getByRole('link', { name: es('card.save') }).click()
    const card = join(folder, 'card.txt')
    await (await downloading).saveAs(card)

    const officer = await signIn(office, at(home).listening.publicUrl)
    await at(home).command('person.enrol', { body, name: 'Juana Mamani' })
    await at(home).command('person.enrol', { body, name: 'Pedro Choque' })
    await officer.goto(`${at(home).listening.publicUrl}/bodies/${body}`)
    await press(officer, officer.getByRole('link', { name: es('nodes.short') }))
    await lookAt(officer, 'nodes')
    await officer.getByLabel(es('nodes.card.file')).setInputFiles(card)
    await press(officer, button(officer, es('nodes.card.do')))
    expect(await said(officer)).toContain(numbers)
    await lookAt(officer, 'admit')
    await officer.getByLabel(es('nodes.compared')).check()
    await press(officer, button(officer, es('nodes.admit.do')))
    expect(await said(officer)).toContain(es('nodes.done.admitted'))
    await at(friend).command('node.sync', {})
    expect(namesAt(at(friend)).toSorted()).toEqual(['Juana Mamani', 'Pedro Choque'])

    await officer.goto(`${at(home).listening.publicUrl}/bodies/${body}/people`)
    await lookAt(officer, 'people-leaves')
    const row = officer.getByRole('row', { name: 'Juana Mamani' })
    await press(officer, row.getByRole('link'))
    expect(await said(officer)).toContain(es('sealed.unreached.paper'))
    await lookAt(officer, 'sealed')
    await officer.getByLabel(es('sealed.erase.sure')).check()
    await press(officer, button(officer, es('sealed.erase.do')))
    expect(await said(officer)).toContain(es('sealed.done'))
    expect(await said(officer)).not.toContain('Juana Mamani')
    await lookAt(officer, 'erased')
    await at(friend).command('node.sync', {})
    expect([namesAt(at(home)), namesAt(at(friend))]).toEqual([['Pedro Choque'], ['Pedro Choque']])

    await officer.goto(`${at(home).listening.publicUrl}/bodies/${body}/nodes`)
    const putre = officer.getByRole('row', { name: 'Nodo de Putre' })
    await putre.getByText(es('nodes.revoke')).first().click()
    await picture(officer, 'revoking')
    await press(officer, button(officer, es('nodes.revoke.do', { name: 'Nodo de Putre' })))
    expect(await said(officer)).toContain(es('nodes.done.revoked'))
    await lookAt(officer, 'revoked')
    await at(home).command('person.enrol', { body, name: 'Rosa Colque' })
    await at(friend).command('node.sync', {})
    expect(namesAt(at(friend))).toEqual(['Pedro Choque'])
    for (const context of [office, other]) await context.close()
  })

  test('bad input: a card that is none, and a tick that is missing, are told in both languages', async () => {
    for (const t of [es, en]) {
      const office = await readerOf(browser)
      const officer = await signIn(office, at(home).listening.publicUrl)
      await officer.goto(`${at(home).listening.publicUrl}/bodies/${body}/nodes?lang=${t.shown}`)
      await officer.getByLabel(t('nodes.card.text')).fill('Querida Juana: mañana voy.')
      await press(officer, button(officer, t('nodes.card.do')))
      expect(await said(officer)).toContain(t('refusal.card-unreadable'))
      await picture(officer, `card-refused-${t.shown}`)
      await officer.getByLabel(t('nodes.card.text')).fill(await textOfCard())
      await press(officer, button(officer, t('nodes.card.do')))
      expect(await wordsOf(heading(officer))).toBe(t('nodes.admit', { name: 'Nodo de Putre' }))
      await officer.evaluate('document.querySelector("input[name=voice]").required = false')
      await press(officer, button(officer, t('nodes.admit.do')))
      expect(await said(officer)).toContain(t('refusal.input-invalid', { field: 'voice' }))
      await picture(officer, `admit-refused-${t.shown}`)
      await office.close()
    }
  })
})

const textOfCard = async (): Promise<string> =>
  (await at(friend).command<{ text: string }>('node.card', {})).text
