/** Sealed entries: the public part (S1, S2) and what opens it (S3). */
import { type JsonObject, entryToBytes } from '../src/book/entry.ts'
import { type Circle, sealContent } from '../src/book/seal.ts'
import { base32, base64, utf8 } from '../src/kernel/encoding.ts'
import type { VectorFile } from './format.ts'
import { collect, entryOf, filled, otherBook, person, textOf } from './samples.ts'

const salt = filled(9)
const seal = base64(filled(8))

/** The cases of seal.json. */
export function makeSeal(): VectorFile<'seal'> {
  const { vectors, stands, breaks } = collect<'seal'>()
  const publicPart = (fields: JsonObject): string => {
    const whole: JsonObject = { circle: 'open', seal, type: 'sealed', ...fields }
    const inOrder = Object.entries(whole).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return JSON.stringify(Object.fromEntries(inOrder))
  }
  const circles: [name: string, circle: Circle][] = [
    ['open', 'open'],
    ['the members of a body', { members: otherBook }],
    ['a sealed list', { list: seal }],
  ]
  for (const [name, circle] of circles)
    stands('S2', `A circle: ${name}`, { sealed: publicPart({ circle: circle as JsonObject }) })
  const badCircles: [name: string, circle: JsonObject[string]][] = [
    ['another word', 'closed'],
    ['null', null],
    ['no field', {}],
    ['two fields', { list: seal, members: otherBook }],
    ['a field unknown', { members: otherBook, note: 1 }],
    ['members that are no book', { members: person(1) }],
    ['a list that is no seal', { list: base64(filled(8, 31)) }],
    ['a list in place of an object', ['open']],
  ]
  for (const [name, circle] of badCircles)
    breaks('S2', `A circle: ${name}`, { sealed: publicPart({ circle }) })
  breaks('S1', 'A fourth field', { sealed: publicPart({ by: person(1) }) })
  breaks('S1', 'No circle', { sealed: `{"seal":"${seal}","type":"sealed"}` })
  breaks('S1', 'No seal', { sealed: '{"circle":"open","type":"sealed"}' })
  breaks('S1', 'A seal of 31 bytes', { sealed: publicPart({ seal: base64(filled(8, 31)) }) })
  breaks('E1', 'Not canonical', { sealed: publicPart({}).replace(',', ', ') })

  const inside = entryToBytes(entryOf('vote.cast', { option: 'yes' }))
  const [insideText, saltText] = [textOf(inside), base64(salt)]
  const sealed = textOf(sealContent(otherBook, 'open', { salt, inside }))
  const opening = { sealed, book: otherBook, salt: saltText, inside: insideText }
  stands('S3', 'Opened by its inside and salt', opening, { insideType: 'vote.cast' })
  breaks('S3', 'Opened with another salt', { ...opening, salt: base64(filled(10)) })
  breaks('S3', 'Opened with another inside', { ...opening, inside: insideText.replace('yes', 'not') })
  breaks('S3', 'Opened for another book', { ...opening, book: base32(filled(6)) })
  const sealedAs = (content: Uint8Array, itsSalt = salt): typeof opening => ({
    sealed: textOf(sealContent(otherBook, 'open', { salt: itsSalt, inside: content })),
    book: otherBook,
    salt: base64(itsSalt),
    inside: textOf(content),
  })
  breaks('S3', 'A salt of 31 bytes', sealedAs(inside, filled(9, 31)))
  breaks('S3', 'A salt of 33 bytes', sealedAs(inside, filled(9, 33)))
  breaks('S3', 'A sealed entry within', sealedAs(utf8(sealed)))
  breaks('S3', 'A type sealed within, with the fields of a plain entry', {
    ...sealedAs(entryToBytes(entryOf('sealed', {}))),
  })
  breaks('S3', 'No entry within', sealedAs(utf8('{}')))
  return { format: 'seal', rules: 'docs/formats.md section 2', vectors }
}
