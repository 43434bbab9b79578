/**
 * Looks for planted facts in bytes, in every form in which they may lie there: as they are in several encodings and
 * spellings, escaped as JSON, HTML and addresses do, in base64 at every alignment, in hexadecimal, as a plain hash; and in
 * whatever can be decompressed, wherever in the bytes it begins.
 */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, constants, inflateRawSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { foldName } from '../../src/kernel/names.ts'

/** What is looked for, each with all its forms. */
export type Plants = ReadonlyMap<string, readonly Buffer[]>

export const plantsOf = (facts: readonly string[]): Plants =>
  new Map(facts.map((fact) => [fact, formsOf(fact)]))

/** The same words as programs spell them: composed or not, folded to be compared, in one case. */
const spellingsOf = (fact: string): string[] => [
  ...new Set([
    fact,
    fact.normalize('NFD'),
    fact.normalize('NFC'),
    fact.toLowerCase(),
    fact.toUpperCase(),
    foldName(fact),
  ]),
]

const hex = (number: number, width: number): string => number.toString(16).padStart(width, '0')

const eachUnit = (text: string, to: (unit: number) => string): string =>
  Array.from({ length: text.length }, (_, at) => to(text.charCodeAt(at))).join('')

/** Characters that are not ASCII as `to` says; what is ASCII stays. */
const beyondAscii = (text: string, to: (point: number) => string): string =>
  [...text].map((c) => ((c.codePointAt(0) ?? 0) > 126 ? to(c.codePointAt(0) ?? 0) : c)).join('')

const htmlNamed = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const percentBytes = (bytes: Buffer): string => [...bytes].map((byte) => `%${hex(byte, 2)}`).join('')

/** Texts in which a text may be written down by a program. */
function escapesOf(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const unicode = (unit: number): string => (unit > 126 ? `\\u${hex(unit, 4)}` : String.fromCharCode(unit))
  const html = htmlNamed(text)
  const quotes = ['&#39;', '&#x27;', '&apos;'].map((quote) => html.replaceAll("'", quote))
  const inAddress = encodeURIComponent(text)
  return [
    text,
    json,
    JSON.stringify(json).slice(1, -1),
    eachUnit(json, unicode),
    eachUnit(json, unicode).replaceAll(/\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`),
    eachUnit(text, (unit) => `\\u${hex(unit, 4)}`),
    html,
    ...quotes,
    ...[html, ...quotes].map((escaped) => beyondAscii(escaped, (point) => `&#${point};`)),
    ...[html, ...quotes].map((escaped) => beyondAscii(escaped, (point) => `&#x${hex(point, 0)};`)),
    inAddress,
    inAddress.replaceAll('%20', '+'),
    inAddress.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    encodeURI(text),
    new URLSearchParams({ q: text }).toString().slice(2),
    percentBytes(Buffer.from(text)),
    percentBytes(Buffer.from(text)).toUpperCase(),
  ]
}

/** base64 of bytes wherever they begin in what is encoded: without the characters that what is around them decides. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '')
    const isEven = (before + bytes.length) % 3 === 0
    const inner = whole.slice(before === 0 ? 0 : before + 1, isEven ? undefined : -1)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

const hexForms = (bytes: Buffer): string[] => [bytes.toString('hex'), bytes.toString('hex').toUpperCase()]

function formsOf(fact: string): Buffer[] {
  const forms: (string | Buffer)[] = []
  for (const spelling of spellingsOf(fact)) {
    const utf16 = Buffer.from(spelling, 'utf16le')
    forms.push(...escapesOf(spelling), utf16, Buffer.from(utf16).swap16(), Buffer.from(spelling, 'latin1'))
    for (const bytes of [Buffer.from(spelling), utf16]) forms.push(...base64Forms(bytes), ...hexForms(bytes))
    const hash = createHash('sha256').update(spelling).digest()
    forms.push(hash, ...base64Forms(hash), ...hexForms(hash))
  }
  const all = forms.map((form) => Buffer.from(form as Buffer))
  return [...new Map(all.map((form) => [form.toString('latin1'), form])).values()]
}

/** No form is so short that it might stand somewhere by chance. */
export const shortestForm = (plants: Plants): number =>
  Math.min(...[...plants.values()].flat().map(({ length }) => length))

/** Which of the plants are in there. */
export function foundIn(plants: Plants, ...all: readonly Buffer[]): string[] {
  const layers = all.flatMap((bytes) => [...layersOf(bytes)])
  return [...plants]
    .filter(([, forms]) => layers.some((bytes) => forms.some((form) => bytes.includes(form))))
    .map(([plant]) => plant)
    .toSorted()
}

const maxDepth = 4
const limits = { maxOutputLength: 64 * 2 ** 20 }
const cutShort = { ...limits, finishFlush: constants.Z_SYNC_FLUSH }

/** The bytes, and all that decompresses of them, in layers. */
function* layersOf(bytes: Buffer, depth = 0): Generator<Buffer> {
  yield bytes
  if (depth >= maxDepth) return
  for (const inner of unpacked(bytes)) if (inner.length > 0) yield* layersOf(inner, depth + 1)
}

function* unpacked(bytes: Buffer): Generator<Buffer> {
  const brotli = { ...limits, finishFlush: constants.BROTLI_OPERATION_FLUSH }
  yield* tried(() => brotliDecompressSync(bytes, brotli))
  for (const at of deflatedFrom(bytes))
    if (at < bytes.length) yield* tried(() => inflateRawSync(bytes.subarray(at), cutShort))
}

/** Where something deflated may begin: at once, and behind every head of gzip, zlib or a file of a zip. */
function* deflatedFrom(bytes: Buffer): Generator<number> {
  yield 0
  for (const at of placesOf(bytes, Buffer.from([0x1f, 0x8b, 8]))) yield behindGzipHead(bytes, at)
  for (const level of [0x01, 0x5e, 0x9c, 0xda])
    for (const at of placesOf(bytes, Buffer.from([0x78, level]))) yield at + 2
  for (const at of placesOf(bytes, Buffer.from('PK\x03\x04', 'latin1')))
    if (at + 30 <= bytes.length) yield at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
}

/** RFC 1952: ten bytes, and what its flags say follows: a field, a name, a comment, a checksum. */
function behindGzipHead(bytes: Buffer, at: number): number {
  const flags = bytes[at + 3] ?? 0
  let next = at + 10
  if ((flags & 4) !== 0 && next + 2 <= bytes.length) next += 2 + bytes.readUInt16LE(next)
  for (const flag of [8, 16]) if ((flags & flag) !== 0) next = bytes.indexOf(0, next) + 1 || bytes.length
  return (flags & 2) === 0 ? next : next + 2
}

function* tried(unpack: () => Buffer): Generator<Buffer> {
  try {
    yield unpack()
  } catch {
    // It was none.
  }
}

function* placesOf(bytes: Buffer, mark: Buffer): Generator<number> {
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) yield at
}

/** Every file of a folder byte by byte; of a database also every value, for a long one lies in pieces in the file. */
export function bytesOfFolder(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      const named = Buffer.from(entry.name)
      return [named, readFileSync(path), ...(entry.name.endsWith('.db') ? valuesOf(path) : [])]
    })
}

/** Every value of every table of a database that nobody has open: texts and bytes. */
function valuesOf(path: string): Buffer[] {
  const db = new Database(path)
  try {
    const tables = db
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all()
    return tables.flatMap(({ name }) =>
      (db.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][])
        .flat()
        .flatMap((value) =>
          typeof value === 'string' || Buffer.isBuffer(value) ? [Buffer.from(value as Buffer)] : [],
        ),
    )
  } finally {
    db.close()
  }
}
