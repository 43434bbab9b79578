/**
 * Pages as pictures: `npx tsx tests/pages/preview.tsx [language] [name…]` writes HTML, PNG and PDF files to /tmp/preview, and
 * says how heavy each page is and what is wrong with it.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { type Language, languages } from '../../src/kernel/languages.ts'
import { mainSheet } from '../../src/web/styles.ts'
import { launch } from '../browser/chromium.ts'
import { axeFaultsOf, widthFaultsOf } from '../browser/faults.ts'
import { show } from './browser.ts'
import { type RenderPage, examplePages, htmlOf } from './example-pages.tsx'
import { realMembers } from './real-members.ts'

const folder = '/tmp/preview'
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

/** Pieces of a long page, small enough to read. */
async function crops(page: Page, file: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 0
  const long = width === 360 ? 2000 : 1500
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'))
  for (const part of [0, 1, 2]) {
    const top = part * long
    if (top >= height) return
    const clip = { x: 0, y: top, width, height: Math.min(long, height - top) }
    await page.screenshot({ path: `${folder}/${file}.${part}.png`, clip, fullPage: true })
  }
}

const screens = [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const

async function shoot(page: Page, name: string, render: RenderPage, language: Language): Promise<void> {
  const began = performance.now()
  const html = htmlOf(render, language, name !== 'failed')
  const took = Math.round(performance.now() - began)
  const label = language === 'es' ? name : `${name}-${language}`
  writeFileSync(`${folder}/${label}.html`, html.replace(mainSheet.path, 'style.css'))
  say(`${label}: ${gzipSync(html).length} bytes compressed, ${took} ms`)
  for (const screen of screens) {
    await show(page, html, screen)
    const file = `${label}-${screen.width}${screen.colorScheme === 'dark' ? '-dark' : ''}`
    for (const fault of [...(await widthFaultsOf(page)), ...(await axeFaultsOf(page))])
      say(`  ${file}: ${fault}`)
    await crops(page, file)
    if (screen === screens[0])
      await page.pdf({ path: `${folder}/${label}.pdf`, preferCSSPageSize: true, printBackground: false })
  }
}

mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}/style.css`, mainSheet.styles)
say(`styles: ${mainSheet.styles.length} bytes, ${gzipSync(mainSheet.styles).length} compressed`)
const pages = examplePages({
  open: realMembers(),
  carried: realMembers('yyyyuna'),
  failed: realMembers('ynnnnuu'),
})
const asked = process.argv.slice(2)
const language: Language = languages.find((known) => asked.includes(known)) ?? 'es'
const names = asked.filter((name) => name !== language)
const browser = await launch()
try {
  const page = await browser.newPage()
  for (const [name, render] of Object.entries(pages))
    if (names.length === 0 || names.includes(name)) await shoot(page, name, render, language)
} finally {
  await browser.close()
}
