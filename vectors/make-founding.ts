/** Founding entries (B1, B4, B5): the book's id and first pen, or a refusal. */
import { type Entry, type JsonObject, entryToBytes, signEntry } from '../src/book/entry.ts'
import { bookIdOf } from '../src/book/founding.ts'
import { base32, base64 } from '../src/kernel/encoding.ts'
import { type BytesText, type FoundingExpect, type VectorFile, bytesOf } from './format.ts'
import {
  collect,
  entryOf,
  filled,
  foundingBytes,
  foundingData,
  otherBook,
  person,
  signer,
  textOf,
} from './samples.ts'

const identity = base64(new Uint8Array(32).with(0, 1))
const offCurve = base64(new Uint8Array(32).with(0, 2))
const officer = { id: person(1), key: signer(2).key, post: 'secretary' }
const continues = { book: otherBook, size: 1, root: base64(filled(8)) }

const founded = (fields: Partial<Entry>): Uint8Array =>
  entryToBytes({ ...entryOf('body.founded', foundingData()), ...fields })

/** The cases of founding.json. */
export function makeFounding(): VectorFile<'founding'> {
  const { vectors, stands, breaks } = collect<'founding'>()
  const founds = (rule: string, name: string, bytes: Uint8Array, more: Partial<FoundingExpect> = {}): void =>
    stands(rule, name, { bytes: textOf(bytes) }, { book: bookIdOf(bytes), pen: signer(1).key, ...more })
  const refused = (rule: string, name: string, bytes: Uint8Array): void =>
    breaks(rule, name, { bytes: textOf(bytes) })

  founds('B1', 'A book of one officer', foundingBytes())
  founds('B1', 'Other data gives another id', foundingBytes({ name: { es: 'Ayllu' } }))
  refused('B1', 'Another type', founded({ type: 'body.renamed' }))
  refused('B4', 'An entry 0 that breaks E3', founded({ by: 'x' }))
  breaks('B4', 'An entry 0 that is not canonical', { bytes: `${textOf(foundingBytes())} ` })
  breaks('B4', 'An entry 0 that is sealed', {
    bytes: `{"circle":"open","seal":"${base64(filled(8))}","type":"sealed"}`,
  })
  refused(
    'B4',
    'An entry 0 that bears a sig',
    entryToBytes(signEntry(otherBook, entryOf('body.founded', foundingData()), signer(2))),
  )
  const pens: [name: string, pen: JsonObject[string]][] = [
    ['of 31 bytes', base64(filled(1, 31))],
    ['that is null', null],
    ['without padding', signer(1).key.replace('=', '')],
  ]
  for (const [name, pen] of pens) refused('B4', `A pen ${name}`, foundingBytes({ pen }))
  const { pen: _, ...withoutPen } = foundingData()
  refused('B4', 'No pen', founded({ data: withoutPen }))
  refused('K1', 'A pen that is the identity', foundingBytes({ pen: identity }))
  refused('K1', 'A pen that is no point', foundingBytes({ pen: offCurve }))

  const officers = (count: number): BytesText => {
    const [before = '', after = ''] = textOf(foundingBytes({ officers: [] })).split('[]')
    const one = `{"id":"${officer.id}","key":"${officer.key}","post":"secretary"}`
    return [before, '[', { repeat: `${one},`, times: count - 1 }, one, ']', after]
  }
  const book = bookIdOf(bytesOf(officers(64)))
  stands('B4', '64 officers', { bytes: officers(64) }, { book, pen: signer(1).key })
  breaks('B4', '65 officers', { bytes: officers(65) })
  refused('B4', 'No officers', foundingBytes({ officers: [] }))
  founds('B4', 'An officer with fields unknown here', foundingBytes({ officers: [{ ...officer, note: 1 }] }))
  const bad: [rule: string, name: string, officers: JsonObject[string]][] = [
    ['B4', 'Officers that are no list', officer],
    ['B4', 'An officer that is a text', ['x']],
    ['B4', 'By is no officer', [{ ...officer, id: person(2) }]],
    ['B4', 'An officer whose id is a book', [officer, { ...officer, id: otherBook }]],
    ['B4', 'An officer without post', [{ id: officer.id, key: officer.key }]],
    ['B4', 'An officer whose key is of 33 bytes', [{ ...officer, key: base64(filled(1, 33)) }]],
    ['K1', 'An officer whose key is the identity', [{ ...officer, key: identity }]],
    ['K1', 'A second officer whose key is no point', [officer, { ...officer, key: offCurve }]],
  ]
  for (const [rule, name, value] of bad) refused(rule, name, foundingBytes({ officers: value }))

  founds('B5', 'A book that continues another', foundingBytes({ continues }), { continues })
  const notContinued: [name: string, continues: JsonObject[string]][] = [
    ['null', null],
    ['a text', otherBook],
    ['size 0', { ...continues, size: 0 }],
    ['a size that is a text', { ...continues, size: '1' }],
    ['a root of 31 bytes', { ...continues, root: base64(filled(8, 31)) }],
    ['a book of 20 bytes', { ...continues, book: base32(filled(7, 20)) }],
    ['no root', { book: otherBook, size: 1 }],
  ]
  for (const [name, value] of notContinued)
    refused('B5', `continues: ${name}`, foundingBytes({ continues: value }))
  return { format: 'founding', rules: 'docs/formats.md section 3', vectors }
}
