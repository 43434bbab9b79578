/**
 * What mutants of sealed things are made of: two books with contents, submissions and blobs; packs of them as their node
 * gives them to one that is admitted; and that node's folder in three states, opened as often as wanted.
 */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BookId } from '../../src/book/entry.ts'
import { base64, utf8 } from '../../src/kernel/encoding.ts'
import { accept, unwrap } from '../../src/kernel/result.ts'
import { decryptOwn, ownRecipient } from '../../src/node/age.ts'
import { bringBlob } from '../../src/node/blobs.ts'
import { ownManifest, packOf, partsLacking } from '../../src/node/give-out.ts'
import { ApachitaNode } from '../../src/node/node.ts'
import { submit } from '../../src/node/submissions.ts'
import { takeIn } from '../../src/node/take-in.ts'
import { nodeAdmission } from '../../src/node/write.ts'
import { actorNamed, secretary } from '../../src/testing/actors.ts'
import { personNamed, signerNamed } from '../../src/testing/keys.ts'
import { gather, inChunks } from '../../src/testing/packs.ts'
import { Nodes, type TestNode, motion } from '../support/test-node.ts'
import { type RawFrame, rawFramesOf } from './frames.ts'

export const member = actorNamed('a member')

/** `new`: follows the books and holds nothing; `before`: holds all of the time before an erasure; `after`: all of after. */
export type Standing = 'new' | 'before' | 'after'

/** All that a node may ever hold of what lies beside these books, as text to compare. */
export interface Held {
  readonly contents: ReadonlySet<string>
  readonly submissions: ReadonlySet<string>
  readonly blobs: ReadonlySet<string>
}

export interface SealedOriginals {
  readonly books: readonly [BookId, BookId]
  /** Frames of packs: of before the erasure, of after it. */
  readonly packs: readonly (readonly RawFrame[])[]
  /** Everything after the erasure, undamaged. */
  readonly wholePack: Uint8Array
  /** What was ever there, and what is there after the erasure. */
  readonly ever: Held
  readonly left: Held
  /** A blob that an entry says something untrue of. */
  readonly lyingBlob: Uint8Array
  /** Recipients: the admitted node; one that is not. */
  readonly recipient: string
  readonly stranger: string
  /** The parcel in a frame K of these packs. */
  parcelIn(frame: RawFrame): Promise<Uint8Array | undefined>
  open(standing: Standing): Promise<ApachitaNode>
  close(): Promise<void>
}

const pdf = (text: string): Uint8Array => utf8(`%PDF-1.4\n% ${text}\n%%EOF\n`)

/** Sealed and open people, submissions and documents in one book. */
async function writeBook(home: TestNode, friend: TestNode, name: string): Promise<BookId> {
  const book = await home.found(name)
  const circle = { members: book }
  const enrolled = (who: string, to: 'open' | typeof circle = circle) => ({
    type: 'person.enrolled',
    data: { person: personNamed(`${who} of ${name}`), name: `${who} of ${name}` },
    circle: to,
  })
  const [person, another] = [personNamed('a member'), personNamed('a member who writes much')]
  const written = await home.write(
    book,
    { type: 'node.admitted', data: await nodeAdmission(friend.node) },
    { type: 'key.registered', data: { person, key: signerNamed('a member').key } },
    { type: 'post.assigned', data: { person, post: 'member' } },
    motion('Riego'),
    ...['Juana', 'Pedro', 'Rosa'].map((who) => enrolled(who)),
    enrolled('Lucía', 'open'),
    { type: 'key.registered', data: { person: another, key: signerNamed('a member who writes much').key } },
    { type: 'post.assigned', data: { person: another, post: 'member' } },
  )
  unwrap(written)
  const on = await home.node.citation(book, 4)
  const correction = {
    type: 'correction.asked-within',
    data: { text: { es: 'Falta' } },
    cites: on ? [on] : [],
  }
  unwrap(await submit(home.node, secretary, book, correction, circle))
  for (const title of ['Agua', 'Camino'])
    unwrap(await submit(home.node, member, book, motion(`${title} de ${name}`), 'open'))
  for (const isOpen of [true, false]) {
    const bytes = base64(pdf(`${name} ${isOpen ? 'open' : 'within'}`))
    await home.did('document.attach', { body: book, title: { es: 'Acta' }, bytes, isOpen })
  }
  return book
}

async function packFor(home: TestNode, friend: TestNode): Promise<Uint8Array> {
  const receivers = [friend.node.id]
  const parts = await partsLacking(home.node, new Map(), receivers)
  const blobs = [...(await home.node.archive.blobs.sizes()).keys()]
  return gather(packOf(home.node, await ownManifest(home.node), parts, { receivers, blobs }))
}

export async function heldBy({ archive }: ApachitaNode, books: readonly BookId[]): Promise<Held> {
  const [contents, submissions] = [new Set<string>(), new Set<string>()]
  for (const book of books) {
    for (const { seq, salt, inside } of await archive.contents.read(book, 0, Number.MAX_SAFE_INTEGER))
      contents.add([book, seq, base64(salt), base64(inside)].join(' '))
    for (const { id, outer, content } of await archive.submissions.of(book))
      submissions.add([book, id, base64(outer), content && base64(content.inside)].join(' '))
  }
  const blobs = new Set<string>()
  for (const hash of (await archive.blobs.sizes()).keys()) {
    const blob = await archive.blobs.get(hash)
    blobs.add([hash, blob?.type, base64(blob?.bytes ?? new Uint8Array())].join(' '))
  }
  return { contents, submissions, blobs }
}

export const carried = (node: ApachitaNode, bytes: Uint8Array, chunkBytes = 65_536) =>
  takeIn(node, inChunks(bytes, chunkBytes), { via: 'carried', source: 'a stick', node: null })

export async function makeSealedOriginals(): Promise<SealedOriginals> {
  const nodes = new Nodes()
  const [home, friend, stranger] = [
    await nodes.open('Casa', 'BO'),
    await nodes.open('Amiga', 'CL'),
    await nodes.open('Vecina', 'PE'),
  ]
  const books = [
    await writeBook(home, friend, 'San Pedro'),
    await writeBook(home, friend, 'San Juan'),
  ] as const
  const [first] = books
  const lyingBlob = pdf('no picture')
  await bringBlob(home.node, lyingBlob, async ({ hash, size }) => {
    const attachments = [{ hash, type: 'image/png', size }]
    const lie = { type: 'document.attached', data: { title: { es: 'Foto' }, attachments } }
    const written = accept(unwrap(await home.write(first, lie)))
    await home.node.archive.blobs.drop([hash])
    return written
  })
  for (const book of books) friend.node.local.follow(book)
  const folders = new Map<Standing, string>()
  const keep = async (standing: Standing): Promise<void> => {
    await friend.close()
    folders.set(standing, join(nodes.folder, `kept ${standing}`))
    cpSync(friend.folder, folders.get(standing) ?? '', { recursive: true })
    await friend.reopen()
  }
  await keep('new')
  const before = await packFor(home, friend)
  const ever = await heldBy(home.node, books)
  await carried(friend.node, before)
  await keep('before')
  await eraseIn(home, first)
  const after = await packFor(home, friend)
  await carried(friend.node, after)
  await keep('after')
  let opened = 0
  return {
    books,
    packs: [before, after, before, after].map(rawFramesOf),
    wholePack: after,
    ever,
    left: await heldBy(home.node, books),
    lyingBlob,
    recipient: await ownRecipient(friend.node.keys),
    stranger: await ownRecipient(stranger.node.keys),
    async parcelIn({ kind, payload }) {
      if (kind !== 'K' || payload[0] !== 1) return kind === 'K' ? payload.slice(1) : undefined
      const plain = await decryptOwn(friend.node.keys, payload.slice(1))
      return plain.ok ? plain.value : undefined
    },
    async open(standing) {
      opened += 1
      const folder = join(nodes.folder, `opened ${opened}`)
      cpSync(folders.get(standing) ?? '', folder, { recursive: true })
      const node = unwrap(await ApachitaNode.open({ folder, now: () => home.clock }))
      const close = node.close.bind(node)
      node.close = async () => {
        await close()
        rmSync(folder, { recursive: true })
      }
      return node
    },
    close: () => nodes.close(),
  }
}

/** Erases a person and the document that was for the people of the body. */
async function eraseIn(home: TestNode, book: BookId): Promise<void> {
  const seals = home.node.views.db
    .prepare<[string], { seal: string; type: string }>(
      'SELECT seal, type FROM seals JOIN opened USING (book, seq) WHERE book = ? ORDER BY seq',
    )
    .all(book)
  for (const type of ['person.enrolled', 'document.attached-within']) {
    const seal = seals.find((row) => row.type === type)?.seal ?? ''
    unwrap(await home.write(book, { type: 'content.erased', data: { seal } }))
  }
}
