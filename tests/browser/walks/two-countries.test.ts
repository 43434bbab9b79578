/**
 * A Bolivian and a Chilean member, each at the node of the own country and in the own language, see the same board: who decided
 * what, the counts, what it came to.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Language } from '../../../src/kernel/languages.ts'
import { type Translator, translatorFor } from '../../../src/web/languages/translator.tsx'
import { launch } from '../chromium.ts'
import { type World, closeWorld, decideYes, motionTitle, openTwoNodes, today } from '../live-nodes.ts'
import { lookAt } from '../look.ts'
import { heading, press, readerOf, said, signIn, withAndWithoutScripts, wordsOf } from '../visit.ts'

const decided = ['Charaña', 'Colchane', 'Conima', 'Curahuara de Carangas', 'Juli', 'Putre']
const unheard = ['General Lagos', 'Héroes Albarracín', 'Puerto Mayor de Guaqui']

describe.each(withAndWithoutScripts)('the same board in two countries, %s', (_, hasScripts) => {
  let browser: Browser
  let world: World
  beforeAll(async () => {
    ;[browser, world] = await Promise.all([launch(), openTwoNodes()])
    await decideYes(world, 'Putre')
    const { BO, CL } = world.hosts
    const draft = { language: 'ay', reviewers: ['Teófilo Quispe'] }
    await CL.command('language.turn-on', { body: world.books.get('Colchane'), ...draft })
    for (const host of [CL, BO, CL]) await host.command('node.sync', {})
  })
  afterAll(async () => {
    await browser.close()
    await closeWorld(world)
  })

  /** Somebody who signs in at the node of a country, and goes from its first page to the board. */
  async function openBoard(country: 'BO' | 'CL', language: Language): Promise<{ page: Page; t: Translator }> {
    const { publicUrl } = world.hosts[country].listening
    const t = translatorFor(language, { country })
    const context = await readerOf(
      browser,
      hasScripts,
      language === 'ay' ? 'es-CL' : `${language}-${country}`,
    )
    const first = translatorFor(language === 'ay' ? 'es' : language)
    const page = await signIn(context, publicUrl, undefined, first)
    if (language === 'ay') await press(page, page.getByRole('link', { name: t('language.name') }))
    await press(page, page.getByRole('link', { name: motionTitle, exact: true }).first())
    return { page, t }
  }

  test.each([
    ['BO', 'es'],
    ['CL', 'en'],
    ['CL', 'pt'],
    ['CL', 'ay'],
  ] as const)('read in %s in %s', async (country, language) => {
    const { page, t } = await openBoard(country, language)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(await wordsOf(heading(page))).toBe(motionTitle)
    const words = await said(page)
    expect(words).toContain(t.word('outcome', 'carried'))
    expect(words).toContain(t('board.heard', { heard: 6, entitled: 9 }))
    for (const [yes, entitled] of [
      [6, 9],
      [2, 3],
    ] as const)
      expect(words).toContain(t('tally.for', { yes, entitled }).replaceAll(/<[^>]*>/g, ''))
    expect(words).toContain(t.date(`${today}T15:00:00-04:00`))
    const rows = (await page.getByRole('row').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))
    const namesIn = (position: string): string[] =>
      [...decided, ...unheard].filter((name) =>
        rows.some((row) => row.startsWith(name) && row.includes(position)),
      )
    expect(namesIn(`● ${t.word('position', 'yes')}`)).toEqual(decided)
    expect(namesIn(`○ ${t.word('position', 'unheard')}`)).toEqual(unheard)
    await lookAt(page, `board-${country}-${language}`)
    await page.goto(`${new URL(page.url()).origin}/federations/${world.alliance}`)
    expect(await said(page)).toContain(`${t.number(23_565).replaceAll(/\s/g, ' ')} (`)
    await page.context().close()
  })
})
