/** A pen goes to another node. Wherever it breaks off, one node can write the book, or the step can be done again. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, type TestNode, motion } from '../../tests/support/test-node.ts'
import { penTermsOf } from '../archive/pens.ts'
import { verifyBook } from '../archive/verify.ts'
import { isSignedByPen, parseCheckpoint } from '../book/checkpoint.ts'
import { utf8 } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { actorNamed } from '../testing/actors.ts'
import { carryOut } from './carry-out.ts'
import { writeBackup } from './backup.ts'
import { penName } from './pen-store.ts'
import { restoreBackup } from './restore.ts'

let nodes = new Nodes()
let here: TestNode
let there: TestNode
let sajama = ''

beforeEach(async () => {
  nodes = new Nodes()
  here = await nodes.open('Nodo de la secretaría')
  there = await nodes.open('Nodo de la nueva secretaría')
  sajama = await here.found('Sajama')
  there.actor = actorNamed('la nueva secretaria')
  await there.did('book.follow', { book: sajama })
  await carry(here, there)
})
afterEach(() => nodes.close())

async function carry(from: TestNode, to: TestNode): Promise<void> {
  const path = join(nodes.folder, 'stick.apachita')
  unwrap(await carryOut(from.node, path, undefined))
  await to.did('carry.in', { path })
}

const offered = async (): Promise<string> =>
  (await there.did<{ card: string }>('pen.offer', { body: sajama })).card
const prepared = async (card: string): Promise<string> =>
  (await here.did<{ handover: string }>('pen.pass', { body: sajama, card })).handover
const signed = async (handover: string): Promise<string> =>
  (await there.did<{ signed: string }>('pen.sign', { handover })).signed
const complete = (text: string) => here.run('pen.complete', { body: sajama, signed: text })

/** Up to the new key's signature. */
async function upToSigned(): Promise<string> {
  const handover = await prepared(await offered())
  await carry(here, there)
  return signed(handover)
}

async function reopen(...all: readonly TestNode[]): Promise<void> {
  for (const one of all) {
    await one.close()
    await one.reopen()
  }
}

const refusal = async (run: Promise<unknown>): Promise<string> => {
  const ran = (await run) as { ok: boolean; error?: { type: string } }
  return ran.error?.type ?? 'nothing'
}

/** The book is written there, and no more here. */
async function expectPassed(): Promise<void> {
  await carry(here, there)
  expect([here.node.local.isHosted(sajama), there.node.local.isHosted(sajama)]).toEqual([false, true])
  expect(await refusal(here.write(sajama, motion('Aquí')))).toBe('not-hosted')
  unwrap(await there.write(sajama, motion('Allá')))
  await carry(there, here)
  expect(await here.sizeOf(sajama)).toBe(await there.sizeOf(sajama))
  for (const { node } of [here, there]) expect(await verifyBook(node.archive, sajama)).toBeUndefined()
  expect(here.node.views.dump()).toBe(there.node.views.dump())
}

describe('passing the pen', () => {
  test('the book goes on there, under a checkpoint of both keys; the old key is nowhere in the folder', async () => {
    const [first] = await penTermsOf(here.node.archive, sajama)
    unwrap(await complete(await upToSigned()))
    expect(here.node.keys.get(penName(first?.pen ?? ''))).toBeUndefined()
    const [handover] = await here.node.archive.handovers(sajama)
    const checkpoint = unwrap(parseCheckpoint(handover?.checkpoint ?? new Uint8Array()))
    const terms = await penTermsOf(here.node.archive, sajama)
    expect(terms).toHaveLength(2)
    for (const { pen } of terms) expect(isSignedByPen(checkpoint, pen)).toBe(true)
    await expectPassed()
  })

  test('whoever keeps it there has a key and a post, and can do what the old secretary could', async () => {
    unwrap(await complete(await upToSigned()))
    await expectPassed()
    unwrap(await there.run('pen.renew', { body: sajama }))
    const admitted = there.node.views.db
      .prepare('SELECT node FROM node_admissions WHERE book = ? AND ended IS NULL ORDER BY seq')
      .all(sajama)
    expect(admitted).toEqual([{ node: here.node.id }, { node: there.node.id }])
  })

  test('over the link it is the same', async () => {
    await here.listen()
    await there.did('peer.add', { url: here.url })
    const handover = await prepared(await offered())
    await there.synced()
    unwrap(await complete(await signed(handover)))
    await there.synced()
    expect(there.node.local.isHosted(sajama)).toBe(true)
    await expectPassed()
  })
})

describe('wherever it breaks off', () => {
  test('every step given twice, with both nodes stopped between all of them, ends the same', async () => {
    const card = await offered()
    await reopen(here, there)
    expect(await offered()).toBe(card)
    const handover = await prepared(card)
    await reopen(here, there)
    expect(await prepared(card)).toBe(handover)
    await carry(here, there)
    const text = await signed(handover)
    await reopen(here, there)
    expect(await signed(handover)).toBe(text)
    unwrap(await complete(text))
    await reopen(here, there)
    expect(await refusal(complete(text))).toBe('handover-not-prepared')
    await expectPassed()
  })

  test('while it is prepared nothing else is written; the pen can be kept, and that card is of no use any more', async () => {
    const card = await offered()
    const handover = await prepared(card)
    await carry(here, there)
    const text = await signed(handover)
    expect(await refusal(here.write(sajama, motion('Entretanto')))).toBe('pen-being-passed')
    expect(await refusal(here.run('pen.renew', { body: sajama }))).toBe('pen-being-passed')
    await reopen(here)
    expect(await refusal(here.write(sajama, motion('Entretanto')))).toBe('pen-being-passed')
    unwrap(await here.run('pen.keep', { body: sajama }))
    unwrap(await here.write(sajama, motion('Sigo yo')))
    expect(await refusal(complete(text))).toBe('handover-not-prepared')
    expect(await refusal(here.run('pen.pass', { body: sajama, card }))).toBe('card-used')
    unwrap(await complete(await upToSigned()))
    await expectPassed()
  })

  test('a key that signed one head signs no other, even if the old node forgot that it gave up', async () => {
    await here.close()
    const before = join(nodes.folder, 'before')
    cpSync(here.folder, before, { recursive: true })
    await here.reopen()
    const card = await offered()
    const handover = await prepared(card)
    await carry(here, there)
    await signed(handover)
    const restored = await nodes.openFolder(before, 'Nodo de la secretaría', 'BO')
    restored.clock = '2026-03-02T09:00:00-04:00'
    await restored.did('pen.pass', { body: sajama, card })
    const again = await restored.did<{ handover: string }>('pen.pass', { body: sajama, card })
    expect(await refusal(there.run('pen.sign', again))).toBe('card-used')
  })

  test.each(['follow', 'dropHosted', 'destroy', 'endPassing'])(
    'the process ends after the handover was stored, at %s: it is as passed when it starts again',
    async (step) => {
      const [first] = await penTermsOf(here.node.archive, sajama)
      const text = await upToSigned()
      for (const part of [here.node.local, here.node.keys, here.node.pens])
        if (step in part)
          Object.assign(part, {
            [step]: () => {
              throw new Error('the power went')
            },
          })
      await expect(complete(text)).rejects.toThrow('the power went')
      await reopen(here)
      expect(here.node.keys.get(penName(first?.pen ?? ''))).toBeUndefined()
      expect(here.node.pens.passing()).toEqual([])
      await expectPassed()
    },
  )

  test('the process ends before the handover was stored: the pen is here, and the step is done again', async () => {
    const text = await upToSigned()
    const { archive } = here.node
    archive.extend = () => Promise.reject(new Error('the power went'))
    await expect(complete(text)).rejects.toThrow('the power went')
    await reopen(here)
    expect(here.node.local.isHosted(sajama)).toBe(true)
    unwrap(await complete(text))
    await expectPassed()
  })

  test('the new node ends before it noted that the pen is there: it notes it when it starts', async () => {
    unwrap(await complete(await upToSigned()))
    there.node.local.addHosted = () => {
      throw new Error('the power went')
    }
    const path = join(nodes.folder, 'stick.apachita')
    unwrap(await carryOut(here.node, path, undefined))
    await expect(there.run('carry.in', { path })).rejects.toThrow('the power went')
    await reopen(there)
    await expectPassed()
  })

  test('a new node restored from a backup signs nothing with that key, and writes once its own head was heard', async () => {
    const handover = await prepared(await offered())
    await carry(here, there)
    const file = join(nodes.folder, 'backup')
    const { code } = unwrap(await writeBackup(there.node, file, true))
    const text = await signed(handover)
    const folder = join(nodes.folder, 'restored')
    unwrap(await restoreBackup({ folder, path: file, code: code ?? '', now: () => there.clock }))
    const restored = await nodes.openFolder(folder, 'Nodo de la nueva secretaría', 'BO')
    restored.actor = there.actor
    expect(await refusal(restored.run('pen.sign', { handover }))).toBe('card-used')
    unwrap(await complete(text))
    await carry(here, restored)
    expect(restored.node.local.isHosted(sajama)).toBe(true)
    expect(restored.node.local.awaited(sajama)).toBeDefined()
    expect(await refusal(restored.write(sajama, motion('Allá')))).toBe('own-head-awaited')
  })
})

describe('bad input: cards and handovers', () => {
  test('a card that was changed, is of another book, or is none is refused by name', async () => {
    const card = await offered()
    const pass = (text: string, body = sajama) => refusal(here.run('pen.pass', { body, card: text }))
    const { pen, officer } = JSON.parse(card) as { pen: string; officer: { key: string } }
    expect(await pass('hola')).toBe('card-malformed')
    expect(await pass(card.replace(pen, officer.key))).toBe('card-signature-invalid')
    expect(await pass(card.replace(officer.key, pen))).toBe('card-signature-invalid')
    expect(await pass(card.replace('"sigs"', '"signs"'))).toBe('card-malformed')
    const putre = await here.found('Putre')
    expect(await pass(card, putre)).toBe('card-of-another-book')
    here.actor = actorNamed('nadie')
    expect(await pass(card)).toBe('author-not-entitled')
    expect(here.node.pens.passing()).toEqual([])
  })

  test('a second card while one is prepared, and offers where the pen is or no book is held', async () => {
    await prepared(await offered())
    there.actor = actorNamed('otra')
    const other = await offered()
    expect(await refusal(here.run('pen.pass', { body: sajama, card: other }))).toBe('pen-being-passed')
    expect(await refusal(here.run('pen.offer', { body: sajama }))).toBe('already-hosted')
    expect(await refusal(there.run('pen.offer', { body: 'a'.repeat(52) }))).toBe('book-unknown')
    expect(await refusal(here.run('pen.keep', { body: sajama }))).toBe('nothing')
    expect(await refusal(here.run('pen.keep', { body: sajama }))).toBe('handover-not-prepared')
  })

  test('a handover that does not go on from what is held there, or was made for another key, is not signed', async () => {
    const handover = await prepared(await offered())
    const sign = (text: string) => refusal(there.run('pen.sign', { handover: text }))
    expect(await sign(handover)).toBe('gap')
    await carry(here, there)
    const { root, size } = JSON.parse(handover) as { root: string; size: number }
    expect(await sign(handover.replace(root, Buffer.alloc(32).toString('base64')))).toBe('root-mismatch')
    expect(await sign(handover.replace(`"size": ${size}`, `"size": ${size - 1}`))).toBe('handover-stale')
    expect(await sign(handover.replace(`"size": ${size}`, '"size": 9000'))).toBe('gap')
    expect(await sign('hola')).toBe('handover-malformed')
    expect(await refusal(here.run('pen.sign', { handover }))).toBe('card-unknown')
    expect(await sign(handover)).toBe('nothing')
  })

  test('a signature by another key, or on another head, completes nothing', async () => {
    const text = await upToSigned()
    const other = unwrap(parseCheckpoint(utf8(text)))
    const [, size = ''] = text.split('\n')
    expect(await refusal(complete('hola'))).toBe('handover-invalid')
    expect(await refusal(complete(text.replace(`\n${size}\n`, `\n${Number(size) + 1}\n`)))).toBe(
      'handover-invalid',
    )
    expect(other.note.signatures).toHaveLength(1)
    const record = await here.node.archive.book(sajama)
    const own = Buffer.from(record?.checkpoint ?? []).toString()
    expect(await refusal(complete(own))).toBe('handover-invalid')
    unwrap(await complete(text))
  })
})
