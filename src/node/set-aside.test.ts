/** What a node set aside of a book: shown, erased where the book erases it, and there again after a restore. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Nodes, TestNode, credentials } from '../../tests/support/test-node.ts'
import { leafHash } from '../book/hash.ts'
import { sealContent } from '../book/seal.ts'
import { base64, utf8 } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { sealedIn } from '../carriage/sealed.ts'
import { draft, draftToBytes } from '../testing/drafts.ts'
import { inChunks } from '../testing/packs.ts'
import { TwoHistories } from '../testing/two-histories.ts'
import { writeBackup } from './backup.ts'
import { restoreBackup } from './restore.ts'
import { dropUncited } from './blobs.ts'
import { takeIn } from './take-in.ts'

let nodes = new Nodes()
let two: TwoHistories
let at: TestNode
const content = { salt: new Uint8Array(32).fill(9), inside: utf8('') }
let seal = ''

const take = (pack: Uint8Array) =>
  takeIn(at.node, inChunks(pack), { via: 'carried', source: 'a stick', node: null })

beforeEach(async () => {
  nodes = new Nodes()
  two = await TwoHistories.make()
  const inside = draftToBytes(draft('person.enrolled', { name: 'Nadie' }), 'San Pedro')
  const sealed = sealContent(two.book, { members: two.book }, { ...content, inside })
  seal = sealedIn(sealed)?.seal ?? ''
  const seq = await two.sizeOf(two.other)
  await two.other.writeAnyway(two.body, sealed)
  at = await nodes.listening('Nodo')
  at.node.local.follow(two.book)
  await take(await two.whole(two.other))
  await at.node.archive.contents.add([{ book: two.book, contents: [{ seq, salt: content.salt, inside }] }])
  await take(await two.whole(two.right, 'Uno', 'Tres'))
})
afterEach(() => nodes.close())

const kept = () => at.node.archive.contents.aside(two.book)

test('is told on the page of the book and of its keeper, and can be read', async () => {
  for (const path of [`/books/${two.book}`, `/bodies/${two.book}/keeper`]) {
    const page = await (await at.get(`${path}?lang=en`)).text()
    expect(page).toContain('2 of 3 witnesses of the book vouch for the one shown here')
    expect(page).toContain(`href="/books/${two.book}/set-aside/0"`)
  }
  const page = await (await at.get(`/books/${two.book}/set-aside/0?lang=es`)).text()
  expect(page).toContain('Otra sede')
  const last = await two.sizeOf(two.other)
  const view = await at.json<{ entries: object[] }>(`/api/books/${two.book}/set-aside/0?from=${last - 1}`)
  expect(view).toMatchObject({ from: two.parted, size: last, next: null, entries: [{ seq: last - 1 }] })
  expect((await at.get(`/books/${two.book}/set-aside/1`)).status).toBe(404)
  expect((await at.get(`/books/${two.book}/set-aside/999999999`)).status).toBe(404)
})

test('keeps what opens its seals until the book erases that', async () => {
  expect(await kept()).toHaveLength(1)
  await two.right.wrote(two.body, draft('content.erased', { seal: base64(leafHash(utf8('another'))) }))
  await take(await two.whole(two.right))
  expect(await kept()).toHaveLength(1)
  await two.right.wrote(two.body, draft('content.erased', { seal }))
  await take(await two.whole(two.right))
  expect(await kept()).toEqual([])
})

test('keeps the blobs that it cites', async () => {
  const hash = base64(leafHash(utf8('a photograph')))
  await at.node.archive.blobs.put({ hash, type: 'image/png', bytes: utf8('a photograph') })
  await two.other.wrote(two.body, draft('session.opened', { place: hash }))
  await dropUncited(at.node)
  expect([...(await at.node.archive.blobs.held([hash]))]).toEqual([])
  const other = await nodes.open('Otro')
  other.node.local.follow(two.book)
  at = other
  await take(await two.whole(two.other))
  await take(await two.whole(two.right, 'Uno', 'Tres'))
  await other.node.archive.blobs.put({ hash, type: 'image/png', bytes: utf8('a photograph') })
  await dropUncited(other.node)
  expect([...(await other.node.archive.blobs.held([hash]))]).toEqual([hash])
})

test('is there again after a restore', async () => {
  await at.signUp(credentials.name)
  const path = join(nodes.folder, 'backup')
  unwrap(await writeBackup(at.node, path, false))
  const folder = join(nodes.folder, 'restored')
  const restored = unwrap(await restoreBackup({ folder, path, code: undefined, now: () => at.clock }))
  expect(restored).toMatchObject({ books: 1, refused: [] })
  const node = await nodes.openFolder(folder, 'Nodo', 'BO')
  const [before, after] = [at, node].map((one) => one.node)
  expect(await after?.archive.setAsides(two.book)).toEqual(await before?.archive.setAsides(two.book))
  const texts: string[][] = []
  for (const one of [before, after]) {
    const all: string[] = []
    for await (const batch of one?.archive.asideEntries(two.book, 0, 0, 999) ?? [])
      all.push(...batch.map((bytes) => base64(bytes)))
    texts.push(all)
  }
  expect(texts[1]).toEqual(texts[0])
  expect(node.node.views.dump()).toBe(at.node.views.dump())
})
