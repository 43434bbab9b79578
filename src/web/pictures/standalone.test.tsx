/** Pictures as files: whole by themselves, in light, and safe whatever somebody is called. */
import { describe, expect, test } from 'vitest'
import type { Picture } from '../components/picture.tsx'
import { translatorFor } from '../languages/translator.tsx'
import { fileName } from './file-name.ts'
import { pictureStyles } from './picture-styles.ts'
import { type StandaloneProps, standaloneSvg } from './standalone.tsx'
import { lettersIn, textLines } from './text-lines.ts'

const picture: Picture = {
  name: 'Árbol',
  says: 'Tres cuerpos.',
  width: 200,
  height: 100,
  drawing: <circle class="m unheard" cx="9" cy="9" r="6" fill="url(#hatch)" />,
  legend: [{ mark: <rect class="part yes" width="9" height="9" />, word: 'sí' }],
  note: 'El tamaño es la población.',
}

const svgOf = (more: Partial<StandaloneProps> = {}): string =>
  standaloneSvg({
    t: translatorFor('es'),
    picture,
    called: 'Sajama',
    about: null,
    taken: 'Hasta hoy.',
    demonstration: false,
    ...more,
  })

describe('a picture as a file', () => {
  test('says whose and what it is, and all that stands on the page beside it', () => {
    const svg = svgOf({ about: 'Turismo' })
    expect(svg).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /,
    )
    expect(svg).toContain('<title id="title">Sajama: Turismo: Árbol</title>')
    expect(svg).toContain('<desc id="says">Tres cuerpos.</desc>')
    for (const text of ['Árbol', 'Sajama', 'Turismo', 'sí', 'El tamaño es la población.', 'Hasta hoy.'])
      expect(svg).toContain(`>${text}</text>`)
  })

  test('brings the look of the sheet along: every class that is drawn, and no variable', () => {
    const svg = svgOf()
    expect(svg).not.toMatch(/var\(|<script|<link|@import|\shref=|\sstyle=/)
    expect(svg).toMatch(/\.part\.yes[^{}]*\{fill:#14746f\}/)
    expect(svg).toContain('<pattern id="hatch"')
    for (const part of [
      '.m{',
      '.m.unheard{',
      '.hatch-line{',
      '.mark{',
      '.border{',
      '.land.ours{',
      '.country{',
    ])
      expect(pictureStyles).toContain(part)
    expect(pictureStyles).not.toMatch(/\.card|\.map|undefined/)
  })

  test('says that it is invented where it is', () => {
    const words = translatorFor('es')('app.demonstration')
    const svg = svgOf({ demonstration: true })
    expect(svg).toContain(`${words}</desc>`)
    expect(svg).toMatch(/font-weight="700"[^>]*>Demostración: /)
    expect(svgOf()).not.toContain('Demostración')
  })
})

describe('bad input: hostile names', () => {
  test('are text in the picture, without what no XML may hold', () => {
    const svg = svgOf({ called: `</title><script>alert(1)</script> & "a" \u0000\u000b\uffff\ud800 fin` })
    expect(svg).not.toContain('<script')
    // oxlint-disable-next-line no-control-regex
    expect(svg).not.toMatch(/[\u0000\u000b\uffff]|\p{Cs}/u)
    expect(svg).toContain('&lt;/title&gt;&lt;script&gt;')
  })

  test.each([
    ['San Pedro de Ñuñoa', 'san-pedro-de-nunoa-tree.svg'],
    ['../../etc/passwd', 'etc-passwd-tree.svg'],
    ['a"; filename="b.exe\r\nset-cookie: x', 'a-filename-b-exe-set-cookie-x-tree.svg'],
    ['ᐃᓄᒃᑎᑐᑦ', 'apachita-tree.svg'],
    ['', 'apachita-tree.svg'],
    ['x'.repeat(500), `${'x'.repeat(60)}-tree.svg`],
  ])('%j is saved as %s', (called, expected) => {
    expect(fileName(called, 'tree', 'svg')).toBe(expected)
  })

  test('a long word is broken, and a long name is cut where there is no room', () => {
    expect(textLines('uno dos tres', 7)).toEqual(['uno dos', 'tres'])
    expect(textLines('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
    expect(textLines('uno dos tres cuatro', 8, 2)).toEqual(['uno dos', 'tres cu…'])
    expect(textLines('', 8)).toEqual([''])
    expect(lettersIn(326, 14)).toBe(42)
  })
})
