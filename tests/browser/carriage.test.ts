/** Books carried by hand between two nodes, as their operators do it on the page of carriage. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launch } from './chromium.ts'
import { type LiveNode, type World, closeWorld, decideYes, openTwoNodes } from './live-nodes.ts'
import { enter, es, heading, press, readerOf, said, wordsOf } from './visit.ts'

let browser: Browser
let world: World
beforeAll(async () => {
  ;[browser, world] = await Promise.all([launch(), openTwoNodes()])
  await decideYes(world, 'Putre')
})
afterAll(async () => {
  await browser.close()
  await closeWorld(world)
})

let contexts: { readonly here: BrowserContext; readonly chile: BrowserContext }
beforeEach(async () => {
  contexts = { here: await readerOf(browser), chile: await readerOf(browser) }
  return async () => {
    await contexts.here.close()
    await contexts.chile.close()
  }
})

async function openCarriage(context: BrowserContext, host: LiveNode): Promise<Page> {
  const page = await enter(context, host)
  await press(page, page.getByRole('link', { name: es('nav.carriage'), exact: true }))
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

describe('a file for a memory stick', () => {
  test('that was damaged on the way says so in words, and nothing is lost', async () => {
    const { name, bytes } = await downloadFile(await openCarriage(contexts.chile, world.hosts.CL))
    const page = await openCarriage(contexts.here, world.hosts.BO)
    const flipped = Buffer.from(bytes)
    const middle = Math.floor(flipped.length / 2)
    flipped[middle] = (flipped[middle] ?? 0) ^ 0xff
    for (const [damaged, reason] of [
      [flipped, /se dañó en el camino|no coinciden con la cabeza/],
      [bytes.subarray(0, middle), /llegó incompleto|se dañó en el camino/],
      [Buffer.from('a photograph of the paper minute'), /no es de Apachita/],
      [Buffer.alloc(0), /no es de Apachita|llegó incompleto/],
    ] as const) {
      const answer = await upload(page, { name, bytes: damaged })
      expect(answer).toContain(es('carriage.done.nothing'))
      expect(answer).toMatch(reason)
    }
    expect(await wordsOf(page.getByRole('listitem').first())).toContain(`de ${name}`)
    await page.goto(`${world.hosts.BO.listening.operatorUrl}${world.boardPath}`)
    expect(await said(page)).toContain('Han respondido 5 de 9 miembros.')
  })

  test('brings the other side what it lacks, and the page says what arrived', async () => {
    const away = await openCarriage(contexts.chile, world.hosts.CL)
    expect(await wordsOf(away.getByRole('row').last())).toContain('Espera salir: 4 hojas de un libro')
    const file = await downloadFile(away)
    expect(file.name).toBe('apachita-2026-03-01.apachita')
    const page = await openCarriage(contexts.here, world.hosts.BO)
    expect(await upload(page, file)).toBe('Archivo leído y comprobado. Trajo 4 hojas nuevas de un libro.')
    expect(await upload(page, file)).toBe('Archivo leído y comprobado. Todo lo que traía ya estaba aquí.')
    await page.goto(`${world.hosts.BO.listening.operatorUrl}${world.boardPath}`)
    expect(await said(page)).toContain('Aprobada Han respondido 6 de 9 miembros.')
    expect(await wordsOf(page.getByRole('row', { name: 'Putre' }))).toContain('en memoria USB')
  })
})

describe('the link', () => {
  test('to a node that is off says that it refuses the connection, and what to do', async () => {
    const page = await openCarriage(contexts.here, world.hosts.BO)
    const { BO } = world.hosts
    const dead = await portNobodyListensOn()
    const [peer] = BO.node.local.peers()
    BO.node.local.addPeer(`http://127.0.0.1:${dead}`)
    await press(page, page.getByRole('button', { name: es('carriage.sync.do') }))
    const row = page.getByRole('row', { name: String(dead) })
    expect(await wordsOf(row)).toContain(es('refusal.connection-refused'))
    expect(await wordsOf(page.getByRole('status'))).toContain(peer === undefined ? '' : 'Hecho.')
  })

  test('carries what is new both ways', async () => {
    await decideYes(world, 'General Lagos')
    const page = await openCarriage(contexts.here, world.hosts.BO)
    await press(page, page.getByRole('button', { name: es('carriage.sync.do') }))
    expect(await wordsOf(page.getByRole('status'))).toContain('Llegaron 4 hojas nuevas de un libro.')
    expect(await wordsOf(heading(page))).toBe(es('carriage.title'))
  })

  test('to the only known node, when it is off, answers with the reason alone', async () => {
    const page = await openCarriage(contexts.chile, world.hosts.CL)
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
