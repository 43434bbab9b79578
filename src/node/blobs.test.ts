/** Blobs that come while others go: what somebody just brought is not dropped with what failed or was erased. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'
import type { BookId } from '../book/entry.ts'
import { base64, utf8 } from '../kernel/encoding.ts'
import { accept, refuse } from '../kernel/result.ts'
import { bringBlob } from './blobs.ts'

/** A document of its own: `text` makes it another. */
const pdf = (text: string): Uint8Array => utf8(`%PDF-1.4\n% ${text}\n%%EOF\n`)

let nodes: Nodes
let node: TestNode
let body: BookId
beforeEach(async () => {
  nodes = new Nodes()
  node = await nodes.open('Nodo de San Pedro')
  body = await node.found('San Pedro')
})
afterEach(() => nodes.close())

const heldCount = async (): Promise<number> => (await node.node.archive.blobs.sizes()).size

const attach = (text: string, of = body) =>
  node.run('document.attach', { body: of, title: { es: text }, bytes: base64(pdf(text)), isOpen: true })

const bookOfNobody = 'a'.repeat(52)

/** Somebody brings a blob, and `meanwhile` happens before it is cited. */
const slowly = (text: string, meanwhile: () => Promise<unknown>, isWritten = true) =>
  bringBlob(node.node, pdf(text), async (attachment) => {
    await meanwhile()
    if (!isWritten) return refuse({ type: 'not-hosted' })
    const data = { title: { es: text }, attachments: [attachment] }
    return accept(await node.write(body, { type: 'document.attached', data } as never))
  })

describe('given somebody brings a document', () => {
  test('when it is written, then it stays; when it is refused, then it goes', async () => {
    expect(await attach('Acta')).toMatchObject({ ok: true })
    expect(await heldCount()).toBe(1)
    expect(await attach('Otra', bookOfNobody)).toMatchObject({ ok: false })
    expect(await heldCount()).toBe(1)
  })

  test('when another is refused meanwhile, then it stays', async () => {
    await slowly('Acta', () => attach('Otra', bookOfNobody))
    expect(await heldCount()).toBe(1)
  })

  test('when the same one is refused elsewhere meanwhile, then it stays', async () => {
    await slowly('Acta', () => attach('Acta', bookOfNobody))
    expect(await heldCount()).toBe(1)
  })

  test('when something is erased meanwhile, then it stays', async () => {
    const enrolled = await node.did<{ refs: { seq: number }[] }>('person.enrol', { body, name: 'Juana' })
    await slowly('Acta', () => node.did('content.erase', { body, seq: enrolled.refs[0]?.seq }))
    expect(await heldCount()).toBe(1)
  })

  test('when the same one was attached before, and is then refused, then it stays', async () => {
    await attach('Acta')
    await slowly('Acta', async () => undefined, false)
    expect(await heldCount()).toBe(1)
  })

  test('when the node breaks before it is cited, then it goes', async () => {
    const breaks = bringBlob(node.node, pdf('Acta'), () => Promise.reject(new Error('broken')))
    await expect(breaks).rejects.toThrow('broken')
    expect(await heldCount()).toBe(0)
  })

  test('when many are brought at once, half of them for a book that is not here, then the other half stays', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => attach(`Acta ${at}`, at % 2 === 0 ? body : bookOfNobody)),
    )
    expect(await heldCount()).toBe(10)
  })
})
