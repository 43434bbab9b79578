import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'
import { unwrap } from '../kernel/result.ts'
import { catalogue, drafts } from '../web/languages/catalogue.ts'
import { translatorFor } from '../web/languages/translator.tsx'
import { writeBackup } from './backup.ts'
import { restoreBackup } from './restore.ts'
import { type FaultyMessage, catalogueFile, messagesDigest } from './translations.ts'

const nodes = new Nodes()
let at: TestNode
beforeAll(async () => {
  at = await nodes.open('Nodo de Bolivia')
})
afterAll(() => nodes.close())
beforeEach(() => at.node.translations.forget('ay'))

const who = { at: '2026-11-20T10:00:00-04:00', by: 'Juana Mamani', reviewers: ['Teófilo Quispe'] }

/** A file as a translator gives it back. */
const fileOf = (messages: Record<string, unknown>, more: object = {}): string =>
  JSON.stringify({
    apachita: 'catalogue/v1',
    language: 'ay',
    messages: Object.fromEntries(
      Object.entries(messages).map(([key, ay]) => [key, { es: (catalogue.es as never)[key], ay }]),
    ),
    ...more,
  })

const bring = (text: string, more: Partial<typeof who> = {}) =>
  at.node.translations.bring('ay', text, { ...who, ...more })

const lineOf = (key: string) => at.node.translations.lines('ay').find((line) => line.key === key)

describe('a translation that is brought', () => {
  test('is said before what comes with the program, and by whom it was reviewed is told', () => {
    expect(lineOf('nav.federations')).toMatchObject({ text: null, standing: 'missing' })
    expect(lineOf('nav.books')).toMatchObject({ text: 'Pankanaka', standing: 'unreviewed' })
    expect(bring(fileOf({ 'nav.federations': 'Mayacht’äwinaka', 'nav.books': 'Panka' }))).toEqual({
      ok: true,
      value: 2,
    })
    expect(lineOf('nav.federations')).toMatchObject({ text: 'Mayacht’äwinaka', standing: 'reviewed' })
    const t = translatorFor('ay', { imported: at.node.translations.messages('ay') })
    expect([t('nav.books'), t('nav.home')]).toEqual(['Panka', 'Qallta'])
    expect(at.node.translations.imports('ay')).toMatchObject([{ ...who, messages: 2 }])
  })

  test('that nobody reviewed is not told to be', () => {
    bring(fileOf({ 'nav.federations': 'Mayacht’äwinaka' }), { reviewers: [] })
    expect(lineOf('nav.federations')).toMatchObject({ standing: 'unreviewed' })
  })

  test('is there when the node is opened again', async () => {
    bring(fileOf({ 'nav.federations': 'Mayacht’äwinaka' }))
    const digest = at.node.translations.digest('ay')
    await at.close()
    await at.reopen()
    expect(lineOf('nav.federations')).toMatchObject({ text: 'Mayacht’äwinaka', standing: 'reviewed' })
    expect(at.node.translations.digest('ay')).toBe(digest)
  })

  test('is in a backup, with who reviewed it', async () => {
    bring(fileOf({ 'nav.federations': 'Mayacht’äwinaka', 'nav.books': 'Panka' }), { reviewers: [] })
    bring(fileOf({ 'nav.books': 'Pankanaka' }))
    const path = join(nodes.folder, 'copia.apachita')
    unwrap(await writeBackup(at.node, path, false))
    const folder = join(nodes.folder, 'restored')
    unwrap(await restoreBackup({ folder, path, code: undefined, now: () => at.clock }))
    const { translations } = (await nodes.openFolder(folder, 'Nodo de Bolivia', 'BO')).node
    expect(translations.lines('ay')).toEqual(at.node.translations.lines('ay'))
    expect(translations.digest('ay')).toBe(at.node.translations.digest('ay'))
    expect(translations.imports('ay')).toMatchObject([
      { ...who, messages: 1 },
      { reviewers: [], messages: 2 },
    ])
  })

  test('goes back to what comes with the program', () => {
    bring(fileOf({ 'nav.books': 'Panka' }))
    expect(at.node.translations.digest('ay')).not.toBe(messagesDigest(drafts.ay))
    at.node.translations.forget('ay')
    expect(at.node.translations.digest('ay')).toBe(messagesDigest(drafts.ay))
    expect(at.node.translations.imports('ay')).toEqual([])
  })

  test('may count by the one form of the language, and write a count plainly', () => {
    const brought = bring(
      fileOf({
        'federations.members': '{count, plural, other {# masi}}',
        'vote.present': '{present} jaqi',
      }),
    )
    expect(brought).toMatchObject({ ok: true, value: 2 })
    const t = translatorFor('ay', { imported: at.node.translations.messages('ay') })
    expect(t('federations.members', { count: 1 })).toBe('1 masi')
  })

  test('is what was downloaded, with what was written in it', () => {
    const file = JSON.parse(catalogueFile('ay', at.node.translations.lines('ay'))) as {
      messages: Record<string, { es: string; ay: string }>
    }
    expect(Object.keys(file.messages)).toEqual(Object.keys(catalogue.es))
    expect(file.messages['nav.federations']).toEqual({ es: 'Federaciones', ay: '' })
    ;(file.messages['nav.federations'] as { ay: string }).ay = 'Mayacht’äwinaka'
    const brought = bring(JSON.stringify(file))
    expect(brought).toMatchObject({ ok: true, value: Object.keys(drafts.ay).length + 1 })
  })
})

describe('bad input: a file', () => {
  const faultsOf = (text: string): readonly FaultyMessage[] => {
    const brought = bring(text)
    if (brought.ok) return []
    expect(brought.error.type).toBe('translation-faulty')
    return brought.error['faults'] as readonly FaultyMessage[]
  }

  test.each([
    ['key-unknown', 'no.such.key', 'x'],
    ['key-unknown', 'constructor', 'x'],
    ['key-unknown', 'x'.repeat(200), 'x'],
    ['not-text', 'nav.home', 7],
    ['not-text', 'nav.home', null],
    ['not-text', 'nav.home', '  '],
    ['too-long', 'nav.home', 'Qallta '.repeat(100)],
    ['characters', 'nav.home', 'Qall\u202eta'],
    ['characters', 'nav.home', 'Qall\u0000ta'],
    ['characters', 'nav.home', '\uFDD0esQallta\uFDD1'],
    ['syntax', 'nav.home', 'Qallta {'],
    ['syntax', 'nav.home', 'Qallta {x, plural, one {#}}'],
    ['syntax', 'nav.home', '<b>Qallta'],
    ['markup', 'nav.home', "'<script>'alert(1)'</script>'"],
    ['markup', 'nav.home', '1 > 0'],
    ['arguments', 'nav.home', '<script>alert(1)</script>'],
    ['arguments', 'nav.home', '<b>Qallta</b>'],
    ['arguments', 'nav.home', 'Qallta {name}'],
    ['arguments', 'book.title', 'Panka'],
    ['arguments', 'book.title', 'Panka {nombre}'],
    ['arguments', 'book.title', '{name, plural, other {Panka}}'],
    ['arguments', 'book.title', 'Panka {name, number, ::currency/USD}'],
    ['arguments', 'book.title', '{name, date, long}'],
    ['arguments', 'federations.members', '{count, selectordinal, other {# masi}}'],
    ['arguments', 'federations.members', '{count, plural, offset:1 other {# masi}}'],
    ['arguments', 'rule.all', '{how, select, other {}} {fraction} {denominator}'],
    ['arguments', 'tally.for', '{yes} {entitled}'],
    ['arguments', 'foot.book', '{name} {size}'],
  ])('is named by key and %s: %s = %j', (fault, key, text) => {
    const before = at.node.translations.digest('ay')
    expect(faultsOf(fileOf({ 'nav.books': 'Panka', [key]: text }))).toEqual([
      { key: key.slice(0, 80), fault },
    ])
    expect(at.node.translations.digest('ay')).toBe(before)
    expect(at.node.translations.imports('ay')).toEqual([])
  })

  test('that is of an older Spanish is named', () => {
    const text = JSON.stringify({
      apachita: 'catalogue/v1',
      language: 'ay',
      messages: { 'nav.home': { es: 'Comienzo', ay: 'Qallta' }, 'nav.books': 'Pankanaka', 'nav.label': [] },
    })
    expect(faultsOf(text)).toEqual([
      { key: 'nav.home', fault: 'spanish-changed' },
      { key: 'nav.books', fault: 'not-text' },
      { key: 'nav.label', fault: 'not-text' },
    ])
  })

  test('with a key that would reach the root of all objects does nothing', () => {
    const text = '{"apachita":"catalogue/v1","language":"ay","messages":{"__proto__":{"es":"x","ay":"x"}}}'
    expect(faultsOf(text)).toEqual([{ key: '__proto__', fault: 'key-unknown' }])
    expect(({} as { ay?: string }).ay).toBeUndefined()
  })

  test.each([
    ['translation-unreadable', 'no JSON'],
    ['translation-unreadable', ''],
    ['translation-unreadable', 'null'],
    ['translation-unreadable', '[]'],
    ['translation-unreadable', '{"messages":{}}'],
    ['translation-unreadable', '{"apachita":"catalogue/v1","language":"ay","messages":null}'],
    ['translation-unreadable', `{"apachita":"catalogue/v1","language":"ay","messages":"x"}`],
    ['translation-of-another', fileOf({ 'nav.home': 'x' }, { language: 'qu' })],
    ['translation-empty', fileOf({})],
    ['translation-empty', fileOf({ 'nav.home': '' })],
  ])('is refused as %s: %j', (type, text) => {
    expect(bring(text)).toMatchObject({ ok: false, error: { type } })
  })

  test('nested deep is refused, and breaks nothing', () => {
    const deep = '{how, select, other {'.repeat(60) + '}}'.repeat(60)
    expect(faultsOf(fileOf({ 'nav.home': deep })).map(({ fault }) => fault)).toEqual(['too-long'])
    expect(bring('['.repeat(100_000))).toMatchObject({ error: { type: 'translation-unreadable' } })
  })

  test.each([
    [{ by: '' }, 'who'],
    [{ by: 'x'.repeat(201) }, 'who'],
    [{ by: 'a\u202eb' }, 'who'],
    [{ reviewers: [''] }, 'reviewers'],
    [{ reviewers: Array.from({ length: 51 }, () => 'x') }, 'reviewers'],
  ])('by %j is refused', (more, field) => {
    const brought = bring(fileOf({ 'nav.books': 'Panka' }), more)
    expect(brought).toMatchObject({ ok: false, error: { type: 'input-invalid', field } })
  })
})
