/** The recall of a pen, a double book, and a pen passed on: end to end, with real processes. */
import { cpSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DemoNode } from '../../demo/network.ts'
import type { EntryLine } from '../../src/bodies/views.ts'
import type { KeeperView } from '../../src/succession/views.ts'
import type { Written } from '../../demo/steps.ts'
import { Federation, given } from './federation.ts'

let folder: string
let federation: Federation

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apachita-recall-'))
  federation = await Federation.start(folder)
}, 120_000)

afterEach(async () => {
  await federation.stop()
  await rm(folder, { recursive: true, force: true })
})

const member = (country: 'BO' | 'CL' | 'PE', at: number): string => federation.members[country][at] ?? ''

async function expectSame(path: string, holds: object): Promise<void> {
  const [first, ...others] = await federation.shown(path)
  expect(first).toMatchObject(holds)
  for (const other of others) expect(other).toEqual(first)
}

async function endorse(node: DemoNode, successor: string, body: string): Promise<void> {
  expect(await node.cli('successor', 'endorse', successor, '--body', body)).toMatchObject({ exitCode: 0 })
}

describe('the old secretariat refuses to hand over', () => {
  test(
    'two thirds of the members endorse a successor elsewhere, and the federation goes on',
    { timeout: 180_000 },
    async () => {
      const { alliance } = federation
      const { BO, CL, PE } = federation.nodes
      const before = await federation.refer(BO, alliance, 'Antes')
      await federation.settle()
      const size = (await CL.get<KeeperView>(`/api/bodies/${alliance}/keeper`)).size

      // A card is made and sent; the old secretariat does nothing with it, and refers what nobody asked for.
      expect(await CL.cli('pen', 'offer', alliance)).toMatchObject({ exitCode: 0 })
      const afterwards = await federation.refer(BO, alliance, 'Lo que nadie pidió')
      await federation.settle()

      const proposed = await CL.cli(
        'successor',
        'propose',
        alliance,
        '--size',
        String(size),
        '--by',
        member('CL', 0),
      )
      const { book: successor } = given<Written>(proposed)
      await federation.settle()
      await endorse(CL, successor, member('CL', 1))
      await endorse(PE, successor, member('PE', 0))
      await federation.settle()
      await expectSame(`/api/bodies/${alliance}/keeper`, {
        book: alliance,
        successors: [{ book: successor, entitled: 6, needed: 4, missing: 1, isInEffect: false }],
      })
      expect(await CL.cli('successor', 'endorse', successor, '--body', member('CL', 1))).toMatchObject({
        exitCode: 1,
        refusal: { type: 'already-endorsed' },
      })
      await endorse(PE, successor, member('PE', 1))
      given(await BO.command('motion.put', { body: alliance, title: { es: 'Sigo' }, text: { es: 'yo' } }))
      await federation.settle()
      await expectSame(`/api/bodies/${alliance}/keeper`, {
        body: alliance,
        book: successor,
        kept: [
          { book: alliance, size },
          { book: successor, size: null },
        ],
        successors: [{ book: successor, missing: 0, isInEffect: true }],
      })

      const motion = await federation.refer(CL, successor, 'Después')
      await federation.settle()
      await federation.decideAll(successor, motion)
      await federation.decideAll(alliance, before)
      await federation.settle()
      const carried = { outcome: 'carried', heard: 6, entitled: 6, isInForce: true }
      await expectSame(`/api/motions/${successor}/${motion}`, carried)
      await expectSame(`/api/motions/${alliance}/${before}`, carried)
      await expectSame(`/api/motions/${alliance}/${afterwards}`, { isInForce: false })
      for (const node of federation.all) {
        const { entries } = await node.get<{ entries: EntryLine[] }>(`/api/books/${alliance}`)
        const beyond = entries.filter(({ seq }) => seq >= size)
        expect(beyond.map(({ status }) => status)).toEqual([
          'beyond-successor',
          'beyond-successor',
          'beyond-successor',
        ])
        expect((await node.get<{ book: string }[]>('/api/federations')).map(({ book }) => book)).toEqual([
          successor,
        ])
        expect(given(await node.command('book.verify', {}))).toMatchObject({ damaged: [] })
      }
    },
  )
})

describe('a double book', () => {
  test(
    'stops at the fork; a successor from there on is endorsed, and all go on with it',
    { timeout: 180_000 },
    async () => {
      const { alliance } = federation
      const { BO, CL, PE } = federation.nodes
      const parted = (await CL.get<KeeperView>(`/api/bodies/${alliance}/keeper`)).size
      await BO.stop()
      cpSync(join(folder, 'bo'), join(folder, 'copy'), { recursive: true })
      const copy = await DemoNode.start('BO', join(folder, 'copy'))
      federation.nodes.BO = await DemoNode.start('BO', join(folder, 'bo'))
      try {
        await federation.refer(federation.nodes.BO, alliance, 'Una historia')
        await federation.refer(copy, alliance, 'Otra historia')
        given(await CL.command('peer.add', { url: federation.nodes.BO.publicUrl }))
        await CL.command('node.sync', { url: federation.nodes.BO.publicUrl })
        given(await PE.command('peer.add', { url: copy.publicUrl }))
        await PE.command('node.sync', { url: copy.publicUrl })
        await federation.introduce()
        await federation.settle()
      } finally {
        await copy.stop()
      }
      for (const node of federation.all) {
        expect(await node.get(`/api/books/${alliance}`)).toMatchObject({ forkedAt: parted })
        expect(await node.get(`/api/bodies/${alliance}/keeper`)).toMatchObject({
          stands: parted,
          book: alliance,
        })
      }
      expect(
        await federation.nodes.BO.command('motion.put', {
          body: alliance,
          title: { es: 'a' },
          text: { es: 'b' },
        }),
      ).toMatchObject({
        refusal: { type: 'book-forked', seq: parted },
      })
      const proposed = await PE.cli('successor', 'propose', alliance, '--by', member('PE', 0))
      const { book: successor } = given<Written>(proposed)
      await federation.settle()
      await endorse(PE, successor, member('PE', 1))
      await endorse(CL, successor, member('CL', 0))
      await endorse(federation.nodes.BO, successor, member('BO', 0))
      await federation.settle()
      await expectSame(`/api/federations/${successor}`, { book: successor })
      const motion = await federation.refer(PE, successor, 'Seguimos')
      await federation.settle()
      await federation.decideAll(successor, motion)
      await federation.settle()
      await expectSame(`/api/motions/${successor}/${motion}`, {
        outcome: 'carried',
        heard: 6,
        isInForce: true,
      })
      for (const node of federation.all) {
        const keeper = await node.get<KeeperView>(`/api/bodies/${alliance}/keeper`)
        expect(keeper).toMatchObject({ book: successor, kept: [{ size: parted }, { size: null }] })
        const page = await (await fetch(`${node.publicUrl}/books/${alliance}`)).text()
        expect(page).toContain(`se firmaron dos hojas ${parted} distintas`)
      }
    },
  )
})

describe('a pen passed on', () => {
  test(
    'by four files of the command line; the new node writes, the old one holds a copy',
    { timeout: 180_000 },
    async () => {
      const { alliance } = federation
      const { BO, PE } = federation.nodes
      const file = (name: string): string => join(folder, name)
      const ok = { exitCode: 0 }
      expect(await PE.cli('pen', 'offer', alliance, '--out', file('card'))).toMatchObject(ok)
      expect(
        await BO.cli('pen', 'pass', alliance, '--card', file('card'), '--out', file('handover')),
      ).toMatchObject(ok)
      await federation.settle()
      expect(
        await PE.cli('pen', 'sign', '--handover', file('handover'), '--out', file('signed')),
      ).toMatchObject(ok)
      expect(await BO.cli('pen', 'complete', alliance, '--signed', file('signed'))).toMatchObject(ok)
      await federation.settle()
      const motion = await federation.refer(PE, alliance, 'Desde el otro nodo')
      await federation.settle()
      await federation.decideAll(alliance, motion)
      await federation.settle()
      await expectSame(`/api/motions/${alliance}/${motion}`, { outcome: 'carried', heard: 6 })
      expect(
        await BO.command('motion.put', { body: alliance, title: { es: 'a' }, text: { es: 'b' } }),
      ).toMatchObject({
        refusal: { type: 'not-hosted' },
      })
      await expectSame(`/api/bodies/${alliance}/keeper`, { book: alliance, successors: [] })
    },
  )
})
