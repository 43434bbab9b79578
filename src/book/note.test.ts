import { describe, expect, test } from 'vitest'
import { base64, concat, utf8, utf8ToText } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import { signerNamed } from '../testing/keys.ts'
import { isNoteSignedBy, noteToBytes, parseNote, signNote } from './note.ts'

const signer = signerNamed('signer')
const line = `— name ${base64(new Uint8Array(68))}\n`
const reasonOf = (text: string) => {
  const parsed = parseNote(utf8(text))
  return parsed.ok ? 'none' : parsed.error.reason
}

describe('C2SP signed-note', () => {
  test('a signed text is read back and verifies, blank lines within it too', () => {
    for (const text of ['one line\n', 'two\nlines\n', 'a\n\nb\n', 'una línea — con raya\n']) {
      const bytes = noteToBytes(signNote({ text, signatures: [] }, 'name', signer))
      const note = unwrap(parseNote(bytes))
      expect(note.text).toBe(text)
      expect(isNoteSignedBy(note, 'name', signer.key)).toBe(true)
      expect(isNoteSignedBy(note, 'other', signer.key)).toBe(false)
      expect(utf8ToText(noteToBytes(note))).toBe(utf8ToText(bytes))
    }
  })

  test('a note nobody signed is signed by nobody', () => {
    expect(isNoteSignedBy({ text: 'text\n', signatures: [] }, 'name', signer.key)).toBe(false)
  })

  test.each([
    ['no signatures', ''],
    ['no signatures', 'text\n'],
    ['no signatures', `text\n${line}`],
    ['number of signatures', 'text\n\n'],
    ['no signatures', `text\n\n${line.slice(0, -1)}`],
    ['not plain UTF-8', `te\rxt\n\n${line}`],
    ['not plain UTF-8', `te\u0000xt\n\n${line}`],
    ['not plain UTF-8', `te\u001fxt\n\n${line}`],
    ['signature line', `text\n\n- name AAAAAAA=\n`],
    ['signature line', `text\n\n—name AAAAAAA=\n`],
    ['signature line', `text\n\n— na me AAAAAAA=\n`],
    ['signature line', `text\n\n— na+me AAAAAAA=\n`],
    ['signature line', `text\n\n— name AAAAAAA\n`],
    ['signature line', `text\n\n— name AAAAAAB=\n`],
    ['signature line', `text\n\n— name AAAA\n`],
    ['signature line', `text\n\n— name AAAAAA==\n`],
    ['signature line', `text\n\n— name AAAAAAA= \n`],
    ['signature line', `text\n\n${line}more\n`],
  ])('malformed: %s in %j', (reason, text) => {
    expect(reasonOf(text)).toBe(reason)
  })

  test('a key name has no space of Unicode', () => {
    for (const space of [' ', '\u00a0', '\u2003', '\u3000']) {
      expect(reasonOf(`text\n\n— na${space}me AAAAAAA=\n`), JSON.stringify(space)).toBe('signature line')
    }
  })

  test('… U+0085 among them', () => {
    expect(reasonOf('text\n\n— na\u0085me AAAAAAA=\n')).toBe('signature line')
  })

  test('… U+FEFF not among them', () => {
    expect(reasonOf('text\n\n— na\ufeffme AAAAAAA=\n')).toBe('none')
  })

  test('bytes that are not UTF-8 are no note', () => {
    const bytes = concat(new Uint8Array([0xff]), utf8(`text\n\n${line}`))
    expect(parseNote(bytes)).toMatchObject({ ok: false, error: { type: 'note-malformed' } })
  })
})
