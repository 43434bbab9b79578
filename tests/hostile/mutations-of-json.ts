/** Mutations of the frames that are JSON: lies in the manifest, huge numbers, and JSON of every strange kind. */
import type { Manifest, ManifestLine } from '../../src/carriage/pack.ts'
import { utf8, utf8ToText } from '../../src/kernel/encoding.ts'
import type { Chance } from '../crash/chance.ts'
import { type Mutations, changeFrame, changePayload } from './mutant.ts'

const numbers = [
  '9007199254740991',
  '9007199254740990',
  '9007199254740992',
  '18446744073709551616',
  '1e308',
  '1e400',
  '-1',
  '-0',
  '0.5',
  '1',
  '3',
  '4',
  '5',
  '255',
  '256',
  '257',
  '4294967296',
  '1E2',
  '00',
  '0x10',
  'NaN',
  '"0"',
  '"4"',
  'null',
  'true',
  '[]',
  '[0]',
  '{}',
  '',
  '-',
  '1,',
  '1_000',
]

const texts = [
  '""',
  '"a"',
  '"__proto__"',
  '"constructor"',
  '"../../node.db"',
  String.raw`"\u0000"`,
  String.raw`"\ud800"`,
  String.raw`"\u202e"`,
  'null',
  '0',
  '[]',
  '{}',
  '"',
  String.raw`"\x"`,
  `"${'a'.repeat(52)}"`,
  `"${'A'.repeat(52)}"`,
  `"${'é'.repeat(26)}"`,
  `"${'b'.repeat(70_000)}"`,
]

/** JSON texts that are none, or not what is expected, or dear to parse. */
const strange = [
  '',
  ' ',
  '{',
  '}',
  '[]',
  'null',
  '0',
  '"M"',
  '{}',
  '{"book":{},"from":0}',
  '{"from":0}',
  '[["a",0]]',
  '\ufeff{}',
  '{"book":"a","book":"b","from":0}',
  '{"__proto__":{"book":"a","from":0}}',
  '{"a":1}{"b":2}',
  '['.repeat(60_000),
  '{"a":'.repeat(30_000),
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  `{"books":[${'["",0,"",""],'.repeat(3000)}["",0,"",""]],"change":0,"complete":true,"epoch":"","node":""}`,
  '{"books":[[]],"change":0,"complete":true,"epoch":"","node":""}',
  String.raw`{"book":"\ud800","from":0}`,
  '{"witness":"w","size":1,"line":""}',
  '{"witness":"__proto__","size":1,"line":"\u2014 a AAAAAAA="}',
  '{"book":"a","a":"","b":"","seq":1,"leafA":"","pathA":{},"leafB":"","pathB":[]}',
]

const textOf = (payload: Uint8Array): string => utf8ToText(payload) ?? ''

/** One number or text of a JSON text replaced. */
function replaced(json: string, pattern: RegExp, by: string, chance: Chance): string {
  const found = [...json.matchAll(pattern)]
  if (found.length === 0) return json
  const { 0: match, index } = chance.pick(found)
  return json.slice(0, index) + by + json.slice(index + match.length)
}

const aNumber = /(?<=[:,])\d+(?=[,}\]])/g
const aText = /"[^"]*"(?=[,}\]])/g

/** A manifest of true form whose lines are lies. */
function lyingManifest(payload: Uint8Array, chance: Chance): string {
  const manifest = JSON.parse(textOf(payload)) as Manifest
  const lie = chance.below(7)
  const lied = manifest.books.map(([book, size, root, side]): ManifestLine => {
    if (lie === 0) return [book, Number.MAX_SAFE_INTEGER, root, side]
    if (lie === 1) return [book, 0, root, side]
    if (lie === 2) return [book, size, `A${root.slice(1)}`, side]
    if (lie === 3) return [chance.pick(manifest.books)[0], size + 1, root, side]
    return lie === 4
      ? [book, size, root, chance.pick(['', 'a'.repeat(26)])]
      : [book, chance.below(500), '', '']
  })
  const books = lie === 6 ? [...lied, ...lied, ...lied.toReversed()] : lied
  return JSON.stringify({
    ...manifest,
    books,
    complete: chance.isOneIn(2),
    node: chance.pick(['', 'x', 'a node']),
  })
}

export const mutationsOfJson: Mutations = {
  'a manifest that lies': (mutant) =>
    changePayload(mutant, 'M', () => {
      const manifest = mutant.originals.packs[0]?.find(({ kind }) => kind === 'M')
      return utf8(lyingManifest(manifest?.payload ?? utf8('{"books":[]}'), mutant.chance))
    }),
  'a strange number': (mutant) =>
    changePayload(mutant, 'MBW', (payload) =>
      utf8(replaced(textOf(payload), aNumber, mutant.chance.pick(numbers), mutant.chance)),
    ),
  'a strange start of a part': (mutant) =>
    changePayload(mutant, 'B', (payload) =>
      utf8(replaced(textOf(payload), aNumber, mutant.chance.pick(numbers), mutant.chance)),
    ),
  'a strange text': (mutant) =>
    changePayload(mutant, 'MBW', (payload) =>
      utf8(replaced(textOf(payload), aText, mutant.chance.pick(texts), mutant.chance)),
    ),
  'strange JSON': (mutant) =>
    changeFrame(mutant, 'MBW', (frame) => ({
      ...frame,
      kind: frame.kind === 'W' ? mutant.chance.pick(['W', 'F']) : frame.kind,
      payload: utf8(mutant.chance.pick(strange)),
    })),
  'JSON with spaces and other fields': (mutant) =>
    changePayload(mutant, 'MBW', (payload) =>
      utf8(` \n${textOf(payload).replace('{', '{ "more" : [1, {}],\t"books2": null, ')}\r\n`),
    ),
  'no manifest, or two': (mutant) =>
    changeFrame(mutant, 'M', (frame) => (mutant.chance.isOneIn(2) ? [] : [frame, frame])),
  'a part that is said to begin elsewhere': (mutant) =>
    changePayload(mutant, 'B', (payload) =>
      utf8(replaced(textOf(payload), aNumber, String(mutant.chance.below(14)), mutant.chance)),
    ),
}
