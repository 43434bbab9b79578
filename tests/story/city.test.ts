/**
 * `npm run demo -- el-alto` tells ten years of a small city, leaves its pages to be opened, and ends when told; what those
 * pages weigh for a phone. APACHITA_PAGES=1 writes the weights to docs/pages.json.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mainSheet } from '../../src/web/styles.ts'

let demo: ChildProcess
let said = ''
let ended: Promise<number | null>

/** Resolves once the demonstration has said it; fails where it ends before. */
function hasSaid(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (said.includes(text)) resolve()
    }
    demo.stdout?.on('data', look)
    void ended.then(() => reject(new Error(`it ended:\n${said}`)))
    look()
  })
}

beforeAll(async () => {
  const args = ['dist/demo.js', 'el-alto', '--councils', '9', '--motions', '2', '--seed', '7']
  demo = spawn(process.execPath, args, { env: { ...process.env, LC_ALL: 'en_GB.UTF-8' } })
  demo.stdout?.on('data', (chunk) => (said += String(chunk)))
  ended = new Promise((resolve) => demo.once('exit', resolve))
  await hasSaid('Ctrl-C')
}, 300_000)
afterAll(async () => {
  demo.kill('SIGKILL')
  await ended
})

test('ten years of a small city are told', () => {
  expect(said).toContain(
    '9 neighbourhood councils in 14 districts, one federation, ten years; three nodes. Seed 7.',
  )
  expect(said).toContain('6 endorsements; the federation went on in another book, on another node.')
  expect(said).toContain('All three nodes show the same of every motion.')
})

/** Pages of one kind differ in what they are about. */
const kindOf = (path: string): string => path.replaceAll(/[a-z2-7]{52}/g, '*').replaceAll(/\d+/g, '#')
const mostOfAKind = 12

/** Every page that a visitor reaches from home, so many of a kind, with its bytes compressed. */
async function weightsFrom(base: string): Promise<Map<string, number>> {
  const weights = new Map<string, number>()
  const kinds = new Map<string, number>()
  const waiting = new Set(['/'])
  for (const path of waiting) {
    const kind = kindOf(path)
    const seen = kinds.get(kind) ?? 0
    if (seen >= mostOfAKind) continue
    kinds.set(kind, seen + 1)
    const answer = await fetch(`${base}${path}`, { headers: { 'accept-language': 'es' } })
    const html = await answer.text()
    if (answer.headers.get('content-type')?.startsWith('text/html') !== true) continue
    expect(answer.status, path).toBe(200)
    weights.set(path, gzipSync(html).length)
    for (const [, href = ''] of html.matchAll(/href="(\/[^"#]*)/g))
      if (!/^\/assets\/|[?;]lang=/.test(href)) waiting.add(href.replaceAll('&amp;', '&'))
  }
  return weights
}

describe('the pages of the city', () => {
  test('are light enough for a phone', { timeout: 120_000 }, async () => {
    const [, base = ''] = /(http:\/\/127\.0\.0\.1:\d+)\/motions/.exec(said) ?? []
    const weights = await weightsFrom(base)
    const sorted = [...weights].toSorted(([, a], [, b]) => b - a)
    const [[heaviest, heaviestPageBytes] = ['', 0]] = sorted
    const medianPageBytes = sorted[sorted.length >> 1]?.[1] ?? 0
    const stylesBytes = Buffer.byteLength(mainSheet.styles)
    const figures = { pages: weights.size, heaviestPageBytes, medianPageBytes, stylesBytes }
    process.stdout.write(`pages: ${JSON.stringify(figures)}, heaviest ${kindOf(heaviest)}\n`)
    if (process.env['APACHITA_PAGES'] !== undefined)
      writeFileSync('docs/pages.json', `${JSON.stringify(figures, null, 2)}\n`)
    expect(weights.size).toBeGreaterThan(100)
    expect(heaviestPageBytes).toBeLessThan(50_000)
    expect(medianPageBytes).toBeLessThan(20_000)
    expect(stylesBytes).toBeLessThan(12_000)
  })
})

test('it ends when it is told to, and leaves nothing running', async () => {
  demo.kill('SIGTERM')
  expect(await ended).toBe(0)
}, 30_000)
