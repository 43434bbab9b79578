/** Books carried by hand between two nodes, as their operators do it on the page of carriage. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { type LiveNode, type World, closeWorld, decideYes, openTwoNodes } from './live-nodes.ts'
import { enter, es, heading, press, readerOf, said, wordsOf } from './visit.ts'

let browser: Browser
let world: World
/** Each operator's own browser, entered. */
let operators: { readonly here: BrowserContext; readonly chile: BrowserContext }
beforeAll(async () => {
  ;[browser, world] = await Promise.all([launch(), openTwoNodes()])
  await decideYes(world, 'Putre')
  operators = { here: await readerOf(browser), chile: await readerOf(browser) }
  await enter(operators.here, world.hosts.BO)
  await enter(operators.chile, world.hosts.CL)
})
afterAll(async () => {
  await browser.close()
  await closeWorld(world)
})
afterEach(async () => {
  for (const context of Object.values(operators)) for (const page of context.pages()) await page.close()
})

async function openCarriage(context: BrowserContext, { listening }: LiveNode): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${listening.operatorUrl}/carriage`)
  return page
}

interface Download {
  readonly name: string
  readonly bytes: Buffer
}

/** The file for the node that this page lists first. */
async function downloadFile(page: Page): Promise<Download> {
  await page.getByLabel(es('carriage.out.for')).selectOption({ index: 1 })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: es('carriage.out.do') }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

async function upload(page: Page, { name, bytes }: Download): Promise<string> {
  const file = { name, mimeType: 'application/octet-stream', buffer: bytes }
  await page.getByLabel(es('carriage.in.file')).setInputFiles(file)
  await press(page, page.getByRole('button', { name: es('carriage.in.do') }))
  return wordsOf(page.getByRole('status'))
}

/** A file from the other node, spoilt; what the page answers to it. */
async function uploadSpoilt(spoil: (bytes: Buffer) => Buffer): Promise<string> {
  const { name, bytes } = await downloadFile(await openCarriage(operators.chile, world.hosts.CL))
  const page = await openCarriage(operators.here, world.hosts.BO)
  const answer = await upload(page, { name, bytes: spoil(bytes) })
  expect(await said(page)).toContain(`de ${name}`)
  await page.goto(`${world.hosts.BO.listening.operatorUrl}${world.boardPath}`)
  expect(await said(page)).toContain('Han respondido 5 de 9 miembros.')
  return answer
}

function withFlippedByte(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes)
  const middle = Math.floor(flipped.length / 2)
  flipped[middle] = (flipped[middle] ?? 0) ^ 0xff
  return flipped
}

describe('a file for a memory stick', () => {
  test.each([
    ['had a byte flipped on the way', withFlippedByte, 'refusal.pack-damaged'],
    [
      'was cut short on the way',
      (bytes: Buffer) => bytes.subarray(0, bytes.length / 2),
      'refusal.pack-cut-short',
    ],
    ['is a photograph', () => Buffer.from('a photograph of the paper minute'), 'refusal.not-a-pack'],
    ['is empty', () => Buffer.alloc(0), 'refusal.pack-cut-short'],
  ] as const)('that %s is refused in words, and nothing is lost', async (_, spoil, reason) => {
    const answer = await uploadSpoilt(spoil)
    expect(answer).toContain(es('carriage.done.nothing'))
    expect(answer).toContain(es(reason))
  })

  test('brings the other side what it lacks, and the page says what arrived', async () => {
    const away = await openCarriage(operators.chile, world.hosts.CL)
    expect(await wordsOf(away.getByRole('row').last())).toContain('4 hojas de un libro')
    const file = await downloadFile(away)
    expect(file.name).toBe('apachita-2026-03-01.apachita')
    const page = await openCarriage(operators.here, world.hosts.BO)
    expect(await upload(page, file)).toBe('Archivo leído y comprobado. Trajo 4 hojas nuevas de un libro.')
    expect(await upload(page, file)).toBe('Archivo leído y comprobado. Todo lo que traía ya estaba aquí.')
    await page.goto(`${world.hosts.BO.listening.operatorUrl}${world.boardPath}`)
    expect(await said(page)).toContain('Aprobada Han respondido 6 de 9 miembros.')
    expect(await wordsOf(page.getByRole('row', { name: 'Putre' }))).toContain('en memoria USB')
  })
})

describe('the link', () => {
  test('to a node that is off says that it refuses the connection, and what to do', async () => {
    const page = await openCarriage(operators.here, world.hosts.BO)
    const { BO } = world.hosts
    const dead = await portNobodyListensOn()
    BO.node.local.addPeer(`http://127.0.0.1:${dead}`)
    await press(page, page.getByRole('button', { name: es('carriage.sync.do') }))
    const row = page.getByRole('row', { name: String(dead) })
    expect(await wordsOf(row)).toContain(es('refusal.connection-refused'))
    expect(await wordsOf(page.getByRole('status'))).toContain('Hecho.')
  })

  test('carries what is new both ways', async () => {
    await decideYes(world, 'General Lagos')
    const page = await openCarriage(operators.here, world.hosts.BO)
    await press(page, page.getByRole('button', { name: es('carriage.sync.do') }))
    expect(await wordsOf(page.getByRole('status'))).toContain('Llegaron 4 hojas nuevas de un libro.')
    expect(await wordsOf(heading(page))).toBe(es('carriage.title'))
  })
})

describe('the doors of two nodes of one machine', () => {
  test('stay open side by side in one browser', async () => {
    const context = await readerOf(browser)
    const page = await enter(context, world.hosts.CL)
    await enter(context, world.hosts.BO)
    await page.reload()
    expect(await wordsOf(heading(page))).toBe('Nodo de Chile')
  })
})

describe('a link to the only known node', () => {
  test('answers with the reason alone when that node is off', async () => {
    const page = await openCarriage(operators.chile, world.hosts.CL)
    await world.hosts.BO.listening.close()
    await press(page, page.getByRole('button', { name: es('carriage.sync.do') }))
    expect(await wordsOf(page.getByRole('status'))).toBe(es('refusal.connection-refused'))
  })
})

async function portNobodyListensOn(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
