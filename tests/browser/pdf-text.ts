/**
 * The words of a PDF as chromium writes it (Skia: one content stream a page, fonts named by their object's number and
 * with a ToUnicode map; ISO 32000-1, 9.10.3). Not for the PDFs of others.
 */
import { inflateSync } from 'node:zlib'

/** Text of each sheet, in the order it was drawn, with one space between words. */
export function sheetsOf(pdf: Uint8Array): string[] {
  const objects = objectsOf(Buffer.from(pdf).toString('latin1'))
  const pages = [...objects.values()].filter((object) => object.includes('/Type /Page\n'))
  return pages.map((page) => {
    const content = streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '') ?? '')
    return textOf(content, (font) => glyphsOf(objects, font))
  })
}

/** Objects by number, in the order of the file, which is that of the pages. */
function objectsOf(file: string): Map<string, string> {
  const found = file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)
  return new Map([...found].map(([, number = '', object = '']) => [number, object]))
}

function streamOf(object: string): string {
  const bytes = /stream\r?\n([\s\S]*)\nendstream/.exec(object)?.[1] ?? ''
  const raw = Buffer.from(bytes, 'latin1')
  return object.includes('/FlateDecode') ? inflateSync(raw).toString('latin1') : bytes
}

/** Characters by glyph, both in four hexadecimal digits; empty for a font of pictures. */
function glyphsOf(objects: ReadonlyMap<string, string>, font: string): ReadonlyMap<string, string> {
  const object = objects.get(font) ?? ''
  const map = /\/Identity-H[\s\S]*\/ToUnicode (\d+) 0 R/.exec(object)?.[1] ?? ''
  const cmap = map === '' ? '' : streamOf(objects.get(map) ?? '')
  const glyphs = new Map<string, string>()
  for (const [, lines = ''] of cmap.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', text = ''] of lines.matchAll(/<(\w+)> <(\w+)>/g))
      glyphs.set(glyph, fromHex(text))
  for (const [, lines = ''] of cmap.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, first = '', last = '', text = ''] of lines.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let at = parseInt(first, 16); at <= parseInt(last, 16); at++)
        glyphs.set(hex(at), String.fromCharCode(parseInt(text, 16) + at - parseInt(first, 16)))
  return glyphs
}

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0')

const fromHex = (text: string): string =>
  (text.match(/.{4}/g) ?? []).map((code) => String.fromCharCode(parseInt(code, 16))).join('')

function textOf(content: string, glyphsOfFont: (font: string) => ReadonlyMap<string, string>): string {
  let text = ''
  let glyphs: ReadonlyMap<string, string> = new Map()
  for (const [token, font, shown = ''] of content.matchAll(/\/F(\d+) [\d.]+ Tf|<([0-9A-F]*)>|\bET\b/g)) {
    if (font !== undefined) glyphs = glyphsOfFont(font)
    else if (token === 'ET') text += ' '
    else text += (shown.match(/.{4}/g) ?? []).map((glyph) => glyphs.get(glyph) ?? '').join('')
  }
  return text.replaceAll(/\s+/g, ' ').trim()
}
