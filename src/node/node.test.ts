/** A node's folder: one process at a time, everything there again after a close, keys unreadable without the key file. */
import { createDecipheriv } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { unwrap } from '../kernel/result.ts'
import {
  Nodes,
  type TestNode,
  decideYes,
  foundAlliance,
  joinAlliance,
  motion,
  refer,
} from '../../tests/support/test-node.ts'
import { ApachitaNode } from './node.ts'

const nodes = new Nodes()
let node: TestNode
let book = ''

beforeEach(async () => {
  node = await nodes.open('Nodo de Bolivia')
  book = await node.found('Sajama')
})
afterAll(() => nodes.close())

const openAgain = (folder = node.folder) => ApachitaNode.open({ folder, now: () => node.clock })

/** Copies the closed folder's files that `keep` takes. */
function copyFolder(to: string, keep: (file: string) => boolean): void {
  mkdirSync(to)
  for (const file of readdirSync(node.folder)) {
    if (keep(file)) copyFileSync(join(node.folder, file), join(to, file))
  }
}

describe('a folder', () => {
  test('is opened by one at a time', async () => {
    expect(await openAgain()).toEqual({ ok: false, error: { type: 'folder-in-use' } })
    expect(unwrap(await node.write(book, motion('Ayni'))).size).toBe(3)
  })

  test('is free again once closed', async () => {
    await node.close()
    const again = unwrap(await openAgain())
    expect(await openAgain()).toMatchObject({ ok: false, error: { type: 'folder-in-use' } })
    await again.close()
    await node.reopen()
  })

  test('opened by two at the same moment is given to one of them', async () => {
    await node.close()
    const both = await Promise.all([openAgain(), openAgain()])
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    for (const one of both) if (one.ok) await one.value.close()
    await node.reopen()
  })

  test('keeps id, name, country, books, hosts, peers and refusals', async () => {
    unwrap(await node.write(book, motion('Ayni')))
    await node.did('peer.add', { url: 'http://127.0.0.1:9/' })
    await node.did('book.follow', { book: 'a'.repeat(52) })
    node.node.local.noteRefusals(node.clock, 'a stick', [
      { book: null, refusal: { type: 'pack-damaged', at: 7 } },
    ])
    const shown = async () => ({
      id: node.node.id,
      name: node.node.name,
      country: node.node.country,
      sizes: await node.sizes(),
      hosted: [...node.node.local.hosted()],
      followed: [...(await node.node.followed())],
      peers: node.node.local.peers(),
      refusals: node.node.local.refusals(10),
      epoch: node.node.archive.epoch,
      change: await node.node.archive.change(),
      dump: node.node.views.dump(),
    })
    const before = await shown()
    expect(before.peers).toMatchObject([{ url: 'http://127.0.0.1:9' }])
    await node.close()
    await node.reopen()
    expect(await shown()).toEqual(before)
    expect(unwrap(await node.write(book, motion('Agua'))).size).toBe(4)
  })

  test('that lost views.db shows the same, folded anew; so does views.rebuild', async () => {
    const alliance = await foundAlliance(node)
    await joinAlliance(node, alliance, [{ at: node, body: book }])
    unwrap(await decideYes(node, book, await refer(node, alliance)))
    const dump = node.node.views.dump()
    expect(await node.did('views.rebuild')).toMatchObject({ books: 2 })
    expect(node.node.views.dump()).toBe(dump)
    await node.close()
    for (const file of readdirSync(node.folder)) {
      if (file.startsWith('views.db')) rmSync(join(node.folder, file))
    }
    await node.reopen()
    expect(node.node.views.dump()).toBe(dump)
  })

  test('whose views were written by other tables shows the same', async () => {
    const dump = node.node.views.dump()
    await node.close()
    const db = new Database(join(node.folder, 'views.db'))
    db.pragma('user_version = 1')
    db.exec('DROP TABLE bodies; CREATE TABLE old (x TEXT)')
    db.close()
    await node.reopen()
    expect(node.node.views.dump()).toBe(dump)
  })

  test('copied without what is private is another node, which reads and cannot write', async () => {
    await node.close()
    const copy = join(nodes.folder, 'copy')
    copyFolder(copy, (file) => file.startsWith('books.db'))
    const other = unwrap(await ApachitaNode.open({ folder: copy, now: () => node.clock }))
    expect((await other.archive.books()).map((record) => record.book)).toEqual([book])
    expect(other.local.hosted().size).toBe(0)
    const id = other.id
    await other.close()
    await node.reopen()
    expect(id).not.toBe(node.node.id)
  })
})

describe('keys at rest', () => {
  const seeds = (): Map<string, Buffer> => {
    const db = new Database(join(node.folder, 'node.db'), { readonly: true })
    const rows = db.prepare<[], { name: string; sealed: Buffer }>('SELECT name, sealed FROM keys').all()
    db.close()
    return new Map(rows.map(({ name, sealed }) => [name, sealed]))
  }

  test('are encrypted: no file but the key file opens them, and no seed stands in any', async () => {
    await node.close()
    const key = readFileSync(join(node.folder, 'node.key'))
    const files = readdirSync(node.folder).map((file) => readFileSync(join(node.folder, file)))
    const names = [...seeds().keys()]
    expect(names.filter((name) => name.startsWith('pen/'))).toHaveLength(1)
    expect(names).toEqual(expect.arrayContaining(['node/request', 'node/cosign']))
    for (const [name, sealed] of seeds()) {
      const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      opening.setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(-16))
      const seed = Buffer.concat([opening.update(sealed.subarray(12, -16)), opening.final()])
      expect(seed).toHaveLength(32)
      for (const bytes of files) {
        expect(bytes.includes(seed)).toBe(false)
        expect(bytes.includes(seed.toString('base64'))).toBe(false)
        expect(bytes.includes(seed.toString('hex'))).toBe(false)
      }
    }
    await node.reopen()
  })

  test('are bound to their names: two changed about in the file open nothing', async () => {
    await node.close()
    const db = new Database(join(node.folder, 'node.db'))
    const get = db.prepare<[string], { sealed: Buffer }>('SELECT sealed FROM keys WHERE name = ?')
    const [request, cosign] = [get.get('node/request'), get.get('node/cosign')]
    const put = db.prepare('UPDATE keys SET sealed = ? WHERE name = ?')
    put.run(request?.sealed, 'node/cosign')
    put.run(cosign?.sealed, 'node/request')
    db.close()
    await node.reopen()
    expect(() => node.node.id).toThrow()
  })

  test('and the start token are readable by their owner only', async () => {
    await node.listen()
    for (const file of ['node.key', 'operator.json']) {
      expect((statSync(join(node.folder, file)).mode & 0o777).toString(8), file).toBe('600')
    }
    expect((statSync(node.folder).mode & 0o777).toString(8)).toBe('700')
    await node.closeListeners()
    expect(readdirSync(node.folder)).not.toContain('operator.json')
  })

  test('and the start token, where an operator.json was left readable by all', async () => {
    const left = join(node.folder, 'operator.json')
    writeFileSync(left, '{}')
    chmodSync(left, 0o644)
    await node.listen()
    const mode = statSync(left).mode & 0o777
    await node.closeListeners()
    expect(mode.toString(8)).toBe('600')
  })

  test('with a damaged key file keep the node from opening, and are not replaced', async () => {
    await node.close()
    const path = join(node.folder, 'node.key')
    const key = readFileSync(path)
    truncateSync(path, 7)
    expect(await openAgain()).toEqual({ ok: false, error: { type: 'key-file-damaged', path } })
    expect(readFileSync(path)).toHaveLength(7)
    writeFileSync(path, key)
  })

  test('a folder that could not be opened is free again at once', async () => {
    await node.close()
    const path = join(node.folder, 'node.key')
    const key = readFileSync(path)
    truncateSync(path, 7)
    expect((await openAgain()).ok).toBe(false)
    writeFileSync(path, key)
    const again = await openAgain()
    if (again.ok) await again.value.close()
    expect(again.ok).toBe(true)
  })

  test('without their key file are told as such, and no new file is made', async () => {
    await node.close()
    const path = join(node.folder, 'node.key')
    const key = readFileSync(path)
    rmSync(path)
    const again = await openAgain()
    const isMade = readdirSync(node.folder).includes('node.key')
    if (again.ok) await again.value.close()
    writeFileSync(path, key)
    expect([again.ok, isMade]).toEqual([false, false])
  })
})

describe('a book damaged on the disk', () => {
  async function damaged(statement: string, size = 2): Promise<void> {
    await node.growTo(book, size)
    await node.close()
    const db = new Database(join(node.folder, 'books.db'))
    expect(db.prepare(statement).run().changes).toBeGreaterThan(0)
    db.close()
  }

  test.each([
    [
      'a byte of an entry',
      `UPDATE tail SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Sajama', 'Sajamo') AS BLOB) WHERE seq = 0`,
      2,
    ],
    ['a leaf', `UPDATE tail SET leaf = zeroblob(32) WHERE seq = 1`, 2],
    ['a tile of hashes', `UPDATE tiles SET hashes = zeroblob(length(hashes)) WHERE level = 0`, 260],
    ['a higher tile', `UPDATE tiles SET hashes = zeroblob(length(hashes)) WHERE level = 1`, 260],
    [
      'a bundle',
      `UPDATE bundles SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Sajama', 'Sajamo') AS BLOB)`,
      260,
    ],
    ['the root', `UPDATE books SET root = zeroblob(32)`, 2],
    ['the checkpoint', `UPDATE books SET checkpoint = CAST('x' AS BLOB)`, 2],
    ['an entry that is gone', `DELETE FROM tail WHERE seq = 1`, 2],
  ])('%s is found by verify, and every other book is still served', async (_, statement, size) => {
    const other = await node.found('Turco')
    await damaged(`${statement}${statement.includes('WHERE') ? ' AND' : ' WHERE'} num = 1`, size)
    await node.reopen()
    type Verified = { verified: number; damaged: { book: string; refusal: { type: string } }[] }
    const found = await node.did<Verified>('book.verify')
    expect(found.verified).toBe(1)
    expect(found.damaged.map((one) => one.book)).toEqual([book])
    expect(found.damaged[0]?.refusal.type).toMatch(
      /^(entries-damaged|tiles-damaged|root-mismatch|checkpoint-malformed|note-malformed)$/,
    )
    await node.listen()
    for (const path of ['/', '/books', `/books/${other}`, '/api/node', '/carriage']) {
      expect((await node.get(path)).status, path).toBe(200)
    }
    const first = await (await node.get('/')).text()
    expect(first).toContain('y uno no está bien · <a href="/books/' + book)
    await node.closeListeners()
  })

  test('that all books check out stands on the first page once they were verified', async () => {
    await node.listen()
    const first = async () => (await node.get('/')).text()
    expect(await first()).not.toContain('se comprobó')
    await node.did('book.verify', { book })
    expect(await first()).not.toContain('se comprobó')
    await node.did('book.verify')
    expect(await first()).toContain('se comprobó entero un libro, y está bien')
    await node.closeListeners()
  })

  test('and so does that one does not, though it alone was verified since', async () => {
    await node.did('book.verify')
    await damaged('DELETE FROM tail WHERE seq = 1')
    await node.reopen()
    await node.did('book.verify', { book })
    await node.listen()
    expect(await (await node.get('/')).text()).toContain('y uno no está bien')
    await node.closeListeners()
  })

  test('an entry that is gone leaves a page of the book that says so', async () => {
    await damaged('DELETE FROM tail WHERE seq = 1')
    await node.reopen()
    await node.listen()
    const { status } = await node.get(`/api/books/${book}`)
    await node.closeListeners()
    expect(status).toBe(200)
  })

  test('a changed entry is not shown as verified', async () => {
    await damaged(
      `UPDATE tail SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Sajama', 'Sajamo') AS BLOB) WHERE seq = 0`,
    )
    await node.reopen()
    await node.listen()
    const shown = await node.json<{ verification: { state: string } }>(`/api/books/${book}`)
    await node.closeListeners()
    expect(shown.verification.state).toBe('broken')
  })

  test('a bundle whose lengths are damaged keeps neither the node from opening nor verify from naming it', async () => {
    await damaged(`UPDATE bundles SET bytes = CAST(X'FFFFFF' || substr(bytes, 4) AS BLOB)`, 260)
    const again = openAgain()
    await expect(again).resolves.toMatchObject({ ok: true })
  })
})
