import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatAll, utf8 } from '../kernel/encoding.ts'
import { blobTypeOf, blobTypes } from './blob-type.ts'

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const zeros = (count: number): Uint8Array => new Uint8Array(count)

const uint32 = (value: number): Uint8Array => {
  const bytes = zeros(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

const png = concatAll([
  latin1('\x89PNG\r\n\x1A\n'),
  uint32(13),
  latin1('IHDR'),
  zeros(13),
  uint32(0),
  uint32(0),
  latin1('IDAT'),
  uint32(0),
  uint32(0),
  latin1('IEND'),
  uint32(0),
])
const apng = concatAll([
  png.subarray(0, 33),
  uint32(8),
  latin1('acTL'),
  zeros(8),
  uint32(0),
  png.subarray(33),
])
const jpeg = concatAll([latin1('\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01'), zeros(20), latin1('\xFF\xD9')])
const webp = concatAll([latin1('RIFF'), latin1('\x20\x00\x00\x00'), latin1('WEBPVP8 '), zeros(24)])
const pdf = utf8('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')

/** 128 kbit/s at 44,100 Hz: 417 bytes. */
const frame = concatAll([latin1('\xFF\xFB\x90\x00'), zeros(413)])
const mp3 = concatAll([frame, frame, frame])
const id3 = (body: Uint8Array): Uint8Array =>
  concatAll([latin1('ID3\x03\x00\x00\x00\x00\x01\x00'), zeros(128), body])

const page = (flags: number, body: string): Uint8Array =>
  concatAll([
    latin1('OggS\x00'),
    new Uint8Array([flags]),
    zeros(20),
    new Uint8Array([1, body.length]),
    latin1(body),
  ])
const padded = (text: string): string => text.padEnd(40, '\0')
const opus = concatAll([page(2, padded('OpusHead')), page(0, padded('OpusTags'))])
const vorbis = page(2, padded('\x01vorbis'))
const theora = page(2, padded('\x80theora'))

const box = (type: string, ...contents: Uint8Array[]): Uint8Array => {
  const content = concatAll(contents)
  return concatAll([uint32(content.length + 8), latin1(type), content])
}
const track = (handler: string): Uint8Array =>
  box('trak', box('mdia', box('hdlr', zeros(8), latin1(handler), zeros(12))))
const mp4 = (brand: string, ...handlers: string[]): Uint8Array =>
  concatAll([
    box('ftyp', latin1(brand), zeros(4)),
    box('mdat', zeros(64)),
    box('moov', box('mvhd', zeros(100)), ...handlers.map(track)),
  ])

const element = (id: string, ...contents: Uint8Array[]): Uint8Array => {
  const content = concatAll(contents)
  const size = uint32(content.length)
  size[0] = 0x10
  return concatAll([new Uint8Array(Buffer.from(id, 'hex')), size, content])
}
const unknownSize = latin1('\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF')
const matroska = (docType: string, ...trackTypes: number[]): Uint8Array =>
  concatAll([
    element('1a45dfa3', element('4282', latin1(docType))),
    new Uint8Array(Buffer.from('18538067', 'hex')),
    unknownSize,
    element('1549a966', zeros(10)),
    element(
      '1654ae6b',
      ...trackTypes.map((type) =>
        element('ae', element('d7', latin1('\x01')), element('83', new Uint8Array([type]))),
      ),
    ),
    element('1f43b675', zeros(40)),
  ])

describe('what may hang on a person', () => {
  test.each([
    ['image/jpeg', 'a JPEG', jpeg],
    ['image/png', 'a PNG', png],
    ['image/png', 'an animated PNG', apng],
    ['image/webp', 'a WebP', webp],
    ['audio/mpeg', 'an MP3', mp3],
    ['audio/mpeg', 'an MP3 with a tag', id3(mp3)],
    ['audio/ogg', 'Opus', opus],
    ['audio/ogg', 'Vorbis', vorbis],
    ['audio/ogg', 'Vorbis described by a skeleton', concatAll([vorbis, page(2, padded('fishead'))])],
    ['audio/mp4', 'a voice of an iPhone', mp4('M4A ', 'soun')],
    ['audio/mp4', 'a voice of a browser', mp4('iso5', 'soun')],
    ['audio/mp4', 'a voice with chapters', mp4('mp42', 'soun', 'text')],
    ['audio/webm', 'a voice of a browser', matroska('webm', 2)],
    ['application/pdf', 'a PDF', pdf],
  ])('%s: %s', async (type, _, bytes) => {
    expect(await blobTypeOf(bytes)).toBe(type)
    expect(blobTypes).toContain(type)
  })
})

describe('bad input: what may not', () => {
  test.each([
    ['nothing', zeros(0)],
    ['text', utf8('Juana Mamani')],
    ['HTML', utf8('<!doctype html><script>alert(1)</script>')],
    ['SVG', utf8('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['SVG behind an XML declaration', utf8('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a Windows program', concatAll([latin1('MZ\x90\x00'), zeros(100)])],
    ['a Linux program', concatAll([latin1('\x7FELF\x02\x01\x01'), zeros(100)])],
    ['a GIF', concatAll([latin1('GIF89a'), zeros(20)])],
    ['a zip', concatAll([latin1('PK\x03\x04'), zeros(60)])],
    ['an old office file', concatAll([latin1('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1'), zeros(600)])],
    ['a PDF behind a byte order mark', concatAll([latin1('\xEF\xBB\xBF'), pdf])],
    ['a PDF behind a page of HTML', concatAll([utf8('<html>'), pdf])],
    ['a JPEG behind an ID3 tag', id3(jpeg)],
    ['HTML behind an ID3 tag', id3(utf8('<html><script>alert(1)</script></html>'))],
    ['an ID3 tag alone', latin1('ID3\x03\x00\x00\x00\x00\x0F\x00')],
    [
      'text in UTF-16, which begins as MPEG frames do',
      concatAll([latin1('\xFF\xFE'), Buffer.from('hola', 'utf16le')]),
    ],
    ['one frame and then no other', concatAll([frame, zeros(500)])],
    ['Ogg with pictures', concatAll([vorbis, theora])],
    ['Ogg with pictures first', concatAll([theora, vorbis])],
    ['an MP4 with pictures', mp4('isom', 'soun', 'vide')],
    ['an M4A that has pictures after all', mp4('M4A ', 'soun', 'vide')],
    ['an MP4 without tracks', mp4('M4A ')],
    ['an MP4 cut off before its tracks', mp4('isom', 'soun').subarray(0, 60)],
    ['WebM with pictures', matroska('webm', 1, 2)],
    ['WebM without tracks', matroska('webm')],
    ['Matroska', matroska('matroska', 2)],
  ])('%s', async (_, bytes) => {
    expect(await blobTypeOf(bytes)).toBeUndefined()
  })

  test('no bytes make it throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const type = await blobTypeOf(bytes)
        expect([undefined, ...blobTypes]).toContain(type)
      }),
      { numRuns: 1000 },
    )
  })

  test('nor do bytes that were of a known type before they were changed', async () => {
    const samples = [png, apng, jpeg, webp, pdf, id3(mp3), opus, mp4('isom', 'soun'), matroska('webm', 2)]
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        async (sample, changes, cut) => {
          const bytes = sample.slice(0, cut % 4 === 0 ? cut % sample.length : sample.length)
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
          expect([undefined, ...blobTypes]).toContain(await blobTypeOf(bytes))
        },
      ),
      { numRuns: 2000 },
    )
  })
})
