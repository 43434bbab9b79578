/**
 * RFC 8785 (JSON Canonicalization Scheme) narrowed by docs/formats.md E1 and E2: every number is a safe
 * integer, every string well-formed Unicode, nesting at most 32. A strict recursive-descent parser of RFC 8259
 * and a serialiser of its own; bytes are canonical when parsing and serialising gives them back.
 */
import { equalBytes, fromUtf8, utf8 } from './base.ts'
import { demand, refuse, verdict, type Verdict } from './verdict.ts'

/** A parsed JSON value. Objects are maps, so that no name (`__proto__`) is special. */
export type Json = null | boolean | number | string | Json[] | JsonObject
/** A parsed JSON object. */
export type JsonObject = Map<string, Json>

/** E2: the outermost value is depth 1. */
const DEEPEST = 32

const SHORT_ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Parser {
  private at = 0
  constructor(private readonly text: string) {}

  whole(): Json {
    const value = this.value(1)
    this.skipSpace()
    demand(this.at === this.text.length, 'text after the JSON value')
    return value
  }

  private skipSpace(): void {
    while (' \t\n\r'.includes(this.text.charAt(this.at)) && this.at < this.text.length) this.at++
  }

  private take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false
    this.at += expected.length
    return true
  }

  private value(depth: number): Json {
    this.skipSpace()
    if (this.take('null')) return null
    if (this.take('true')) return true
    if (this.take('false')) return false
    if (this.take('"')) return this.string()
    const isObject = this.take('{')
    if (isObject || this.take('[')) {
      demand(depth <= DEEPEST, 'nested too deep')
      return isObject ? this.object(depth) : this.array(depth)
    }
    return this.number()
  }

  private object(depth: number): JsonObject {
    const object: JsonObject = new Map()
    this.skipSpace()
    if (this.take('}')) return object
    do {
      this.skipSpace()
      demand(this.take('"'), 'an object member without a name')
      const name = this.string()
      demand(!object.has(name), 'the same name twice in an object')
      this.skipSpace()
      demand(this.take(':'), 'an object member without a colon')
      object.set(name, this.value(depth + 1))
      this.skipSpace()
    } while (this.take(','))
    demand(this.take('}'), 'an object that does not end')
    return object
  }

  private array(depth: number): Json[] {
    const array: Json[] = []
    this.skipSpace()
    if (this.take(']')) return array
    do {
      array.push(this.value(depth + 1))
      this.skipSpace()
    } while (this.take(','))
    demand(this.take(']'), 'an array that does not end')
    return array
  }

  private string(): string {
    let value = ''
    while (!this.take('"')) {
      demand(this.at < this.text.length, 'a string that does not end')
      const unit = this.text.charAt(this.at++)
      demand(unit >= ' ', 'a control character in a string')
      value += unit === '\\' ? this.escape() : unit
    }
    demand(isWellFormed(value), 'a lone surrogate')
    return value
  }

  private escape(): string {
    const letter = this.text.charAt(this.at++)
    const short = SHORT_ESCAPES[letter]
    if (short !== undefined) return short
    const digits = this.text.slice(this.at, this.at + 4)
    demand(letter === 'u' && /^[0-9A-Fa-f]{4}$/.test(digits), 'an unknown escape')
    this.at += 4
    return String.fromCharCode(parseInt(digits, 16))
  }

  private number(): number {
    const found = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/.exec(this.text.slice(this.at))
    if (found === null) return refuse('no JSON value')
    this.at += found[0].length
    const value = Number(found[0])
    demand(Number.isSafeInteger(value), 'a number that is not a safe integer')
    return value
  }
}

/** Whether every surrogate is one of a pair (E2). */
export function isWellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0xd800 || unit > 0xdfff) continue
    const next = text.charCodeAt(i + 1)
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false
    i++
  }
  return true
}

/** RFC 8785 section 3.2.2.2: only what must be escaped, in the shortest of the permitted ways. */
function serialiseString(text: string): string {
  let out = '"'
  for (const letter of text) {
    const short = Object.entries(SHORT_ESCAPES).find(([name, value]) => value === letter && name !== '/')
    if (short !== undefined) out += `\\${short[0]}`
    else if (letter < ' ') out += `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
    else out += letter
  }
  return `${out}"`
}

/** RFC 8785 section 3.2.3: by the values of UTF-16 code units. */
function compareCodeUnits(a: string, b: string): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.charCodeAt(i) - b.charCodeAt(i)
  }
  return a.length - b.length
}

/** The canonical text of a value whose numbers are safe integers. */
export function serialiseJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return BigInt(value).toString()
  if (typeof value === 'string') return serialiseString(value)
  if (Array.isArray(value)) return `[${value.map(serialiseJson).join(',')}]`
  const members = [...value].sort(([a], [b]) => compareCodeUnits(a, b))
  return `{${members.map(([name, member]) => `${serialiseString(name)}:${serialiseJson(member)}`).join(',')}}`
}

/** The JSON value in UTF-8 bytes, canonical or not, within E2. */
export function parseJson(bytes: Uint8Array): Verdict<Json> {
  return verdict(() => readJson(bytes))
}

/** The JSON value in bytes that are in canonical form and within E2. */
export function parseCanonical(bytes: Uint8Array): Verdict<Json> {
  return verdict(() => {
    const value = readJson(bytes)
    demand(equalBytes(utf8(serialiseJson(value)), bytes), 'not in canonical form')
    return value
  })
}

function readJson(bytes: Uint8Array): Json {
  const text = fromUtf8(bytes)
  return text === undefined ? refuse('not UTF-8') : new Parser(text).whole()
}
