/** The search finds what is planted, however it lies there: a search that finds nothing would prove nothing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { bytesOfFolder, foundIn, plantsOf, shortestForm } from './plant-search.ts'

const facts = ['Zenobia O’Ñandú & <hija>', "familia D'Áchá «norte»", 'cuota de Bs 317,45']
const plants = plantsOf(facts)
const found = (...bytes: (Buffer | string)[]): string[] =>
  foundIn(plants, ...bytes.map((one) => Buffer.from(one as Buffer)))

const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => (at * 37 + 11) % 251))

/** Ways to write a text down, each by other means than the search's. */
const encodings: Readonly<Record<string, (text: string) => Buffer | string>> = {
  'as it is': (text) => text,
  'in UTF-16, little end first': (text) => Buffer.from(text, 'utf16le'),
  'in UTF-16, big end first': (text) => Buffer.from(text, 'utf16le').swap16(),
  'in JSON': (text) => JSON.stringify({ at: [text] }),
  'in JSON in JSON': (text) => JSON.stringify({ at: JSON.stringify({ text }) }),
  'in JSON, escaped': (text) =>
    JSON.stringify(text).replaceAll(/[^ -~]/g, (c) => `\\u${`000${c.charCodeAt(0).toString(16)}`.slice(-4)}`),
  'in JSON, every character escaped': (text) =>
    text.replaceAll(/[^]/g, (c) => `\\u${`000${c.charCodeAt(0).toString(16)}`.slice(-4)}`),
  'in HTML': (text) =>
    text.replaceAll(
      /[&<>"']/g,
      (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? '&#39;',
    ),
  'in HTML, by numbers': (text) =>
    text
      .replaceAll(
        /[&<>"']/g,
        (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? '&#x27;',
      )
      .replaceAll(/[^ -~]/g, (c) => `&#x${c.charCodeAt(0).toString(16)};`),
  'in an address': (text) => `/people?name=${encodeURIComponent(text)}`,
  'in a form': (text) => new URLSearchParams({ name: text }).toString(),
  'in hexadecimal': (text) => Buffer.from(`..${text}..`).toString('hex'),
  decomposed: (text) => text.normalize('NFD'),
  'in lower case': (text) => text.toLocaleLowerCase('es'),
  'in upper case': (text) => text.toLocaleUpperCase('es'),
}

const containers: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gzipSync(bytes),
  'gzip, cut short': (bytes) => gzipSync(bytes).subarray(0, -9),
  'gzip behind other bytes': (bytes) => Buffer.concat([noise(999), gzipSync(bytes), noise(50)]),
  zlib: (bytes) => Buffer.concat([noise(10), deflateSync(bytes, { level: 9 })]),
  'raw deflate': (bytes) => deflateRawSync(bytes),
  brotli: (bytes) => brotliCompressSync(bytes),
  'gzip in brotli': (bytes) => brotliCompressSync(gzipSync(bytes)),
}

describe.each(facts)('%s', (fact) => {
  test.each(Object.keys(encodings))('is found %s', (name) => {
    const encoded = Buffer.from(encodings[name]?.(fact) as Buffer)
    expect(found(Buffer.concat([noise(77), encoded, noise(5)]))).toEqual([fact])
  })

  test.each(['base64', 'base64url'] as const)('is found in %s, wherever it begins and ends', (encoding) => {
    for (const before of [0, 1, 2, 3, 40])
      for (const after of [0, 1, 2, 31]) {
        const bytes = Buffer.concat([noise(before), Buffer.from(fact), noise(after)])
        expect(found(bytes.toString(encoding)), `${before} ${after}`).toEqual([fact])
      }
  })

  test.each(Object.keys(containers))('is found in %s', (name) => {
    const packed = containers[name]?.(Buffer.concat([noise(500), Buffer.from(fact), noise(500)]))
    expect(packed?.includes(fact)).toBe(false)
    expect(found(packed as Buffer)).toEqual([fact])
  })
})

test('a sheet, which is a zip, is searched, too', async () => {
  const sheet = await writeWorkbook([[{ value: facts[2] ?? '' }]]).toBuffer()
  expect(found(sheet)).toEqual([facts[2]])
})

test('of a database a long value is found that lies in pieces in the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apachita-search-'))
  const db = new Database(join(folder, 'x.db'))
  db.exec('CREATE TABLE t (bytes BLOB)')
  const [fact = ''] = facts
  const add = db.prepare('INSERT INTO t VALUES (?)')
  for (let before = 4070; before < 4100; before += 1)
    add.run(Buffer.concat([noise(before), Buffer.from(fact), noise(9000)]))
  db.close()
  writeFileSync(join(folder, 'log.txt'), `name=${encodeURIComponent(facts[2] ?? '')}`)
  expect(found(...bytesOfFolder(folder))).toEqual([fact, facts[2]].toSorted())
  rmSync(folder, { recursive: true, force: true })
})

test('nothing is found where nothing is, and no form is so short that it might be', () => {
  expect(found(noise(100_000), gzipSync(noise(100_000)), 'Zenobia, familia, cuota')).toEqual([])
  expect(shortestForm(plants)).toBeGreaterThanOrEqual(16)
})
