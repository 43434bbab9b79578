/**
 * The words of an act's PDF as pdfmake writes it (ISO 32000-1, 9.4 and 9.10.3): glyphs of two bytes in arrays, fonts with a
 * ToUnicode map of one range. Not for the PDFs of others.
 */
import { inflateSync } from 'node:zlib'

/** All that is written on its sheets, a line of text after the other. */
export function actText(pdf: Uint8Array): string {
  const file = Buffer.from(pdf).toString('latin1')
  const objects = new Map(
    [...file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', text = '']) => [
      id,
      text,
    ]),
  )
  const fonts = new Map<string, readonly string[]>()
  for (const object of objects.values())
    for (const [, name = '', id = ''] of object.matchAll(/\/(F\d+) (\d+) 0 R/g))
      fonts.set(name, lettersOf(objects, id))
  const contents = [...objects.values()].flatMap((object) => {
    const id = /\/Type \/Page\n[\s\S]*?\/Contents (\d+) 0 R|\/Contents (\d+) 0 R/.exec(object)
    return id === null ? [] : [streamOf(objects.get(id[1] ?? id[2] ?? '') ?? '')]
  })
  return contents.map((content) => wordsIn(content, fonts)).join(' ')
}

function streamOf(object: string): string {
  const bytes = /stream\r?\n([\s\S]*)\nendstream/.exec(object)?.[1] ?? ''
  const raw = Buffer.from(bytes, 'latin1')
  return object.includes('/FlateDecode') ? inflateSync(raw).toString('latin1') : bytes
}

/** What each glyph of a font stands for, by its number. */
function lettersOf(objects: ReadonlyMap<string, string>, font: string): readonly string[] {
  const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font) ?? '')?.[1] ?? ''
  const ranges = [...streamOf(objects.get(map) ?? '').matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)]
  const letters: string[] = []
  for (const [, first = '', list = ''] of ranges)
    for (const [at, [, codes = '']] of [...list.matchAll(/<(\w*)>/g)].entries())
      letters[parseInt(first, 16) + at] = Buffer.from(codes, 'hex').swap16().toString('utf16le')
  return letters
}

function wordsIn(content: string, fonts: ReadonlyMap<string, readonly string[]>): string {
  let text = ''
  let letters: readonly string[] = []
  for (const [token, font, glyphs = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9a-fA-F]*)>|\bET\b/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? []
    else if (token === 'ET') text += ' '
    else for (const [glyph] of glyphs.matchAll(/.{4}/g)) text += letters[parseInt(glyph, 16)] ?? ''
  }
  return text.replaceAll(/\s+/g, ' ').trim()
}
