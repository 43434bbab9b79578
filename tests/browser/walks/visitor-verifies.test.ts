/**
 * Somebody who has never been here verifies a decision: from the first page to the motion, who took part and how it was decided,
 * the leaf where it stands, and the book by what its page says: with code that knows docs/formats.md and nothing of ours.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { base32Encode, base64Encode, fromUtf8 } from '../../independent/base.ts'
import { leafHash, treeHash } from '../../independent/merkle.ts'
import { parseBundle } from '../../independent/tiles.ts'
import { parseVkey, verifyNote } from '../../independent/note.ts'
import { launch } from '../chromium.ts'
import { LiveNode } from '../live-nodes.ts'
import { lookAt } from '../look.ts'
import { es, heading, press, readerOf, said, withAndWithoutScripts, wordsOf } from '../visit.ts'

const title = 'Limpieza del canal'

type Written = { readonly refs: readonly { readonly seq: number }[] }

describe.each(withAndWithoutScripts)('a visitor verifies a decision, %s', (_, hasScripts) => {
  let browser: Browser
  let node: LiveNode
  let context: BrowserContext
  let page: Page
  /** The entries, as they were downloaded. */
  let tile: Uint8Array = new Uint8Array()
  beforeAll(async () => {
    ;[browser, node] = await Promise.all([launch(), LiveNode.open('Nodo de Cosapa', 'BO')])
    const body = await node.found('Comunidad Cosapa')
    const run = (name: string, input: object): Promise<Written> => node.command(name, { body, ...input })
    const text = { es: 'Que se limpie entero, en mayo.' }
    const motion = { book: body, seq: (await run('motion.put', { title: { es: title }, text })).refs[0]?.seq }
    const opened = await run('session.open', { entitled: 20, present: 12 })
    await run('vote.record', { motion, rule: 'assembly', yes: 10, no: 1, abstain: 1 })
    await run('session.close', { session: opened.refs[0]?.seq })
    context = await readerOf(browser, hasScripts)
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser.close()
    await node.close()
  })

  test('from the first page to the motion: what it says, who took part, how it was decided', async () => {
    await page.goto(node.listening.publicUrl)
    expect(await said(page)).toContain(es('home.what'))
    await press(page, page.getByRole('main').getByRole('link', { name: title }))
    expect(await wordsOf(heading(page))).toBe(title)
    const words = await said(page)
    for (const expected of ['Que se limpie entero, en mayo.', 'Aprobada', '10 sí', '12 presentes de 20'])
      expect(words).toContain(expected)
    await lookAt(page, 'verify-motion')
  })

  test('to the leaf where the vote stands', async () => {
    const leaves = page.getByRole('main').getByRole('link', { name: /^hoja \d+$/ })
    const seq = Number(/\d+/.exec(await leaves.last().innerText()))
    await press(page, leaves.last())
    expect(page.url()).toContain(`#e${seq}`)
    expect(await said(page)).toContain(es('book.verified'))
  })

  test('the book, by the four steps of its page', async () => {
    const steps = page.getByRole('main').locator('#verify')
    await lookAt(page, 'verify-book')
    const download = async (name: string): Promise<Uint8Array> => {
      const path = await steps.getByRole('link', { name }).getAttribute('href')
      const answer = await context.request.get(`${node.listening.publicUrl}${path}`)
      expect(answer.status()).toBe(200)
      return new Uint8Array(await answer.body())
    }
    const checkpoint = await download('checkpoint')
    tile = await download('tile/entries/000')
    const [origin, size, root] = (fromUtf8(checkpoint) ?? '').split('\n')
    const entries = parseBundle(tile)
    const leaves = entries.map(leafHash)
    expect(Number(size)).toBe(entries.length)
    expect(base64Encode(treeHash(leaves))).toBe(root)
    const book = base32Encode(leaves[0] ?? new Uint8Array())
    expect(origin).toBe(`apachita/${book}`)
    const words = await said(page)
    for (const shown of [book, root]) expect(words.replaceAll(' ', '')).toContain(shown)
    const key = parseVkey(
      /apachita\/[a-z2-7]{52}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}/.exec(words.replaceAll(' ', ''))?.[0] ?? '',
    )
    expect(key.ok && verifyNote(checkpoint, [key.value]).ok).toBe(true)
    const decided = entries.map(
      (entry) => JSON.parse(fromUtf8(entry) ?? '{}') as { type: string; data: object },
    )
    expect(decided.find(({ type }) => type === 'vote.recorded')?.data).toMatchObject({
      yes: 10,
      no: 1,
      abstain: 1,
    })
  })

  test('and one changed letter of what was downloaded shows', async () => {
    const changed = tile.with(tile.length - 5, (tile.at(-5) ?? 0) ^ 1)
    const root = base64Encode(treeHash(parseBundle(changed).map(leafHash)))
    expect((await said(page)).replaceAll(' ', '')).not.toContain(root)
  })
})
