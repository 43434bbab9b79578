/** Backup and restore: books verified anew, keys only where asked for, and no writing before the own head is heard. */
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, TestNode, motion } from '../../tests/support/test-node.ts'
import { base64 } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import type { Backup } from './backup.ts'
import { carryOut } from './carry-out.ts'
import { type Restored, restoreBackup } from './restore.ts'

let nodes = new Nodes()
let sajama = ''
let bolivia: TestNode
let chile: TestNode
let path = ''

beforeEach(async () => {
  nodes = new Nodes()
  path = join(nodes.folder, 'node.backup')
  bolivia = await nodes.listening('Nodo de Bolivia', 'BO')
  chile = await nodes.listening('Nodo de Chile', 'CL')
  sajama = await bolivia.found('Sajama')
  await bolivia.growTo(sajama, 300)
  const colchane = await chile.found('Colchane')
  await chile.did('book.follow', { book: sajama })
  await bolivia.did('book.follow', { book: colchane })
  await bolivia.did('peer.add', { url: chile.url })
  await chile.did('peer.add', { url: bolivia.url })
  for (let round = 0; round < 3; round += 1) for (const at of [chile, bolivia]) await at.synced()
})
afterEach(() => nodes.close())

const restore = async (code: string | null, folder = join(nodes.folder, 'restored')) =>
  restoreBackup({ folder, path, code: code ?? undefined, now: () => bolivia.clock })

/** A backup is made, the node goes on and is lost, and the backup is restored. */
async function lostAndRestored(
  withKeys: boolean,
  goesOn: () => Promise<unknown>,
): Promise<[TestNode, Restored]> {
  const { code } = await bolivia.did<Backup>('node.backup', { path, withKeys })
  await goesOn()
  await bolivia.close()
  const restored = unwrap(await restore(code))
  const node = await nodes.openFolder(join(nodes.folder, 'restored'), bolivia.name, 'BO')
  await bolivia.reopen()
  return [await node.listen(), restored]
}

describe('a restored backup', () => {
  test('holds every book with its signatures and witnesses; views come out the same', async () => {
    const [restored, report] = await lostAndRestored(true, async () => undefined)
    expect(report).toMatchObject({ books: 2, entries: 302, refused: [] })
    expect(await restored.did('book.verify')).toMatchObject({ verified: 2, damaged: [] })
    expect(restored.node.views.dump()).toBe(bolivia.node.views.dump())
    const words = await bolivia.node.archive.sideData(sajama)
    expect(words.cosignatures).toHaveLength(1)
    expect(await restored.node.archive.sideData(sajama)).toEqual(words)
    expect([restored.node.id, restored.node.name, restored.node.country]).toEqual([
      bolivia.node.id,
      'Nodo de Bolivia',
      'BO',
    ])
    expect(restored.node.archive.epoch).not.toBe(bolivia.node.archive.epoch)
  })

  test('without keys is a reader: it writes in no book, and is another node', async () => {
    const [restored, report] = await lostAndRestored(false, async () => undefined)
    expect(report.awaiting).toEqual([])
    expect(restored.node.id).not.toBe(bolivia.node.id)
    expect(await restored.write(sajama, motion('Agua'))).toMatchObject({ error: { type: 'not-hosted' } })
    expect((await restored.node.followed()).has(sajama)).toBe(true)
  })

  test('does not write before it has heard who holds its book, and then goes on from its own head', async () => {
    const [restored, report] = await lostAndRestored(true, async () => {
      unwrap(await bolivia.write(sajama, motion('Después de la copia')))
      await bolivia.synced()
    })
    expect(report.awaiting).toEqual([{ book: sajama, nodes: [chile.node.id] }])
    const refusal = { ok: false, error: { type: 'own-head-awaited', nodes: 1 } }
    expect(await restored.write(sajama, motion('Antes de oír'))).toEqual(refusal)
    expect(await restored.run('pen.renew', { body: sajama })).toEqual(refusal)
    await restored.synced()
    expect(await restored.sizeOf(sajama)).toBe(301)
    unwrap(await restored.write(sajama, motion('Tras oír')))
    await chile.did('peer.add', { url: restored.url })
    await chile.synced(restored.url)
    expect(await chile.node.archive.book(sajama)).toMatchObject({ size: 302, forkedAt: undefined })
  })

  test('hears it from a carried file as well', async () => {
    const [restored] = await lostAndRestored(true, async () => {
      unwrap(await bolivia.write(sajama, motion('Después de la copia')))
      await bolivia.synced()
    })
    const stick = join(nodes.folder, 'stick.apachita')
    chile.node.local.noteManifest(
      { node: restored.node.id, epoch: 'e', change: 1, complete: true, books: [] },
      { at: chile.clock, via: 'link' },
    )
    unwrap(await carryOut(chile.node, stick, restored.node.id))
    await restored.did('carry.in', { path: stick })
    expect(await restored.sizeOf(sajama)).toBe(301)
    unwrap(await restored.write(sajama, motion('Tras oír')))
  })

  test('that gives up hearing them makes a second history, which is proven', async () => {
    const [restored] = await lostAndRestored(true, async () => {
      unwrap(await bolivia.write(sajama, motion('Después de la copia')))
      await bolivia.synced()
    })
    expect(await restored.did('body.declare-head', { body: sajama })).toEqual({
      body: sajama,
      size: 300,
      unheard: 1,
    })
    unwrap(await restored.write(sajama, motion('Otra historia')))
    await restored.run('node.sync')
    expect(await restored.node.archive.book(sajama)).toMatchObject({ forkedAt: 300 })
    expect(await restored.write(sajama, motion('Más'))).toMatchObject({
      error: { type: 'book-forked', seq: 300 },
    })
  })

  test('of a book that nobody else holds waits for a declaration', async () => {
    const alone = await bolivia.found('Sola')
    const [restored] = await lostAndRestored(true, async () => undefined)
    await restored.synced()
    expect(await restored.write(alone, motion('Agua'))).toEqual({
      ok: false,
      error: { type: 'own-head-awaited', nodes: 0 },
    })
    await restored.did('body.declare-head', { body: alone })
    unwrap(await restored.write(alone, motion('Agua')))
  })
})

describe('a backup file', () => {
  test('has no private key, open or encrypted, unless asked for; with them nothing of a seed shows', async () => {
    const seeds = [...bolivia.node.keys.seeds().values()]
    expect(seeds.length).toBeGreaterThan(2)
    for (const withKeys of [false, true]) {
      await bolivia.did('node.backup', { path, withKeys })
      const bytes = gunzipSync(readFileSync(path))
      for (const seed of seeds) {
        for (const form of [Buffer.from(seed), base64(seed), Buffer.from(seed).toString('hex')])
          expect(bytes.includes(form as string)).toBe(false)
      }
      expect(bytes.includes('AGE ENCRYPTED')).toBe(withKeys)
    }
  })

  test('is opened by its own code only, in capitals or not', async () => {
    const { code } = await bolivia.did<Backup>('node.backup', { path, withKeys: true })
    expect(code).toMatch(/^([a-z2-7]{5}-){4}[a-z2-7]{5}$/)
    expect(await restore('aaaaa-aaaaa-aaaaa-aaaaa-aaaaa')).toEqual({
      ok: false,
      error: { type: 'code-wrong' },
    })
    expect(await restore(` ${code?.toUpperCase()} `)).toMatchObject({ ok: true })
  })

  test('made without keys is not restored with a code', async () => {
    await bolivia.did('node.backup', { path })
    expect(await restore('aaaaa-aaaaa-aaaaa-aaaaa-aaaaa')).toEqual({
      ok: false,
      error: { type: 'keys-missing' },
    })
  })

  test.each([
    ['no backup', () => gzipSync('some text that is no backup at all'), 'not-a-backup'],
    ['not compressed', () => Buffer.from('apachita-backup/v1\n'), 'not-a-backup'],
    ['damaged in its facts', (good: Buffer) => gzipSync(change(gunzipSync(good), 40)), 'backup-damaged'],
  ])('that is %s is refused, and no folder is left', async (_, make, type) => {
    await bolivia.did('node.backup', { path })
    writeFileSync(path, make(readFileSync(path)))
    const before = readdirSync(nodes.folder)
    expect(await restore(null)).toMatchObject({ ok: false, error: { type } })
    expect(readdirSync(nodes.folder)).toEqual(before)
  })

  test('damaged in a book gives what is good before it, and says so', async () => {
    const other = await bolivia.found('Otra')
    await bolivia.did('node.backup', { path })
    const bytes = gunzipSync(readFileSync(path))
    writeFileSync(path, gzipSync(bytes.subarray(0, bytes.length - 400)))
    const restored = unwrap(await restore(null))
    expect(restored.refused.map(({ refusal }) => refusal.type)).toContain('pack-cut-short')
    expect([restored.books, other === sajama]).toEqual([2, false])
  })

  test('is not restored over anything', async () => {
    await bolivia.did('node.backup', { path })
    expect(await restore(null, chile.folder)).toMatchObject({ error: { type: 'folder-not-empty' } })
  })
})

describe('an older books.db put back beside a newer node.db', () => {
  async function withOlderBooks(goesOn: () => Promise<unknown>): Promise<void> {
    await bolivia.close()
    const copy = join(nodes.folder, 'older')
    cpSync(bolivia.folder, copy, { recursive: true })
    await bolivia.reopen()
    await goesOn()
    await bolivia.close()
    for (const name of readdirSync(bolivia.folder)) {
      if (name.startsWith('books.db')) rmSync(join(bolivia.folder, name))
    }
    for (const name of readdirSync(copy)) {
      if (name.startsWith('books.db')) cpSync(join(copy, name), join(bolivia.folder, name))
    }
    await bolivia.reopen()
  }

  test('is noticed: the node writes in no book it held more of, until it hears of it', async () => {
    await withOlderBooks(async () => {
      unwrap(await bolivia.write(sajama, motion('Se perderá')))
      await bolivia.listen()
      await bolivia.synced()
      await bolivia.closeListeners()
    })
    expect(await bolivia.write(sajama, motion('Agua'))).toMatchObject({ error: { type: 'own-head-awaited' } })
    await bolivia.synced()
    expect(await bolivia.sizeOf(sajama)).toBe(301)
    unwrap(await bolivia.write(sajama, motion('Agua')))
  })

  test('forgets no body that was founded since', async () => {
    let founded = ''
    await withOlderBooks(async () => {
      founded = await bolivia.found('Nueva')
    })
    expect(bolivia.node.local.hosted().has(founded)).toBe(true)
    expect(await bolivia.write(founded, motion('Agua'))).toMatchObject({
      error: { type: 'own-head-awaited' },
    })
  })
})

const change = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ 0xff
  return changed
}
