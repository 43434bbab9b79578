/** Checkpoints (C1-C4): a note, the book, and the keys that must sign. */
import { penVerifierKey, originOf } from '../src/book/checkpoint.ts'
import type { Signer } from '../src/book/ed25519.ts'
import { bookIdOf } from '../src/book/founding.ts'
import { type Note, keyIdOf, noteToBytes, plainEd25519, signNote } from '../src/book/note.ts'
import { base32, base64, concat, utf8 } from '../src/kernel/encoding.ts'
import { type BytesText, type CheckpointInput, type VectorFile, bytesOf } from './format.ts'
import { bookOf, collect, filled, headOf, noteOf, signer, textOf } from './samples.ts'

const entries = bookOf(3)
const book = bookIdOf(entries[0] ?? new Uint8Array())
const origin = originOf(book)
const pen = signer(1)
const head = headOf(entries, 3, pen)
const good = noteOf(head)
const [text = '', penLine = ''] = good.split('\n\n')
const root = base64(head.root)
const maxBytes = 16_384

/** A note of any text, signed by the pen. */
const signedText = (body: string, by: Signer = pen, name = origin): string =>
  textOf(noteToBytes(signNote({ text: body, signatures: [] } satisfies Note, name, by)))
const strangerLine = signedText('x\n', signer(9), 'stranger.example').split('\n\n')[1] ?? ''
const encoded = penLine.split(' ')[2]?.trim() ?? ''

const { vectors, stands, breaks } = collect<'checkpoint'>()

const inputOf = (note: BytesText, signers: readonly Signer[] = [pen]): CheckpointInput => ({
  note,
  book,
  signers: signers.map(({ key }) => key),
})
const holds = (rule: string, name: string, note: BytesText, signers: readonly Signer[] = [pen]): void =>
  stands(rule, name, inputOf(note, signers), {
    size: 3,
    root,
    verifierKeys: signers.map(({ key }) => penVerifierKey(book, key)),
  })
const fails = (rule: string, name: string, note: BytesText, signers?: readonly Signer[]): void =>
  breaks(rule, name, inputOf(note, signers))
const signedFails = (name: string, body: string): void => fails('C1', name, signedText(body))

function texts(): void {
  holds('C1', 'Three entries, signed by the pen', good)
  signedFails('An extension line', `${origin}\n3\n${root}\nmore\n`)
  signedFails('An empty line at the end', `${origin}\n3\n${root}\n\n`)
  signedFails('An empty line at the start', `\n${origin}\n3\n${root}\n`)
  signedFails('Two lines', `${origin}\n3\n`)
  for (const size of ['0', '03', '+3', '-3', '3.0', '3e0', ' 3', '3 ', '', '٣', '9007199254740992'])
    signedFails(`The size ${JSON.stringify(size)}`, `${origin}\n${size}\n${root}\n`)
  signedFails('A root of 31 bytes', `${origin}\n3\n${base64(filled(8, 31))}\n`)
  signedFails('A root without padding', `${origin}\n3\n${root.replace('=', '')}\n`)
  signedFails('A root with a space after it', `${origin}\n3\n${root} \n`)
  signedFails('Another origin', `${originOf(base32(filled(7)))}\n3\n${root}\n`)
  signedFails('An origin in upper case', `${origin.toUpperCase()}\n3\n${root}\n`)
  signedFails('An origin without its prefix', `${book}\n3\n${root}\n`)
}

function signatureLines(): void {
  fails('C1', 'Lines that end in CR LF', good.replaceAll('\n', '\r\n'))
  fails('C1', 'No newline at the end', good.slice(0, -1))
  fails('C1', 'No blank line', good.replace('\n\n', '\n'))
  fails('C1', 'No signature lines', `${text}\n\n`)
  fails('C1', 'A hyphen in place of the dash', good.replace('—', '-'))
  fails('C1', 'A line that is no signature after the pen’s', `${good}hello\n`)
  fails('C1', 'A signature line of four bytes', `${good}— stranger.example AAAAAA==\n`)
  fails('C1', 'A signature line in base64 that is not strict', good + strangerLine.replace('=', ''))
  fails('C1', 'A key name with a plus', `${good}— a+b ${encoded}\n`)
  fails('C1', 'A key name with a no-break space', `${good}— a\u00A0b ${encoded}\n`)
  fails('C1', 'A key name with a next line (U+0085), which is white space', `${good}— a\u0085b ${encoded}\n`)
  holds('C1', 'A key name with U+FEFF, which is not white space', `${good}— a\uFEFFb ${encoded}\n`)
  fails('C1', 'A tab in the name of a key', `${good}— a\tb ${encoded}\n`)
  fails('C1', 'Not UTF-8', [good, '— ', { base64: '/w==' }, ` ${encoded}\n`])
}

function limits(): void {
  holds('C1', '16 signatures', [good, { repeat: strangerLine, times: 15 }])
  fails('C1', '17 signatures', [good, { repeat: strangerLine, times: 16 }])
  const rest = bytesOf([good, `— x ${encoded}\n`]).length - 1
  const long = (length: number): BytesText => [
    good,
    '— ',
    { repeat: 'x', times: length - rest },
    ` ${encoded}\n`,
  ]
  holds('C1', '16,384 bytes', long(maxBytes))
  fails('C1', '16,385 bytes', long(maxBytes + 1))
}

function signers(): void {
  fails('C2', 'Signed under another name', signedText(`${text}\n`, pen, 'stranger.example'))
  fails('C2', 'Signed by a stranger under the name', signedText(`${text}\n`, signer(9)))
  const named = concat(keyIdOf(origin, 0x02, pen.key), pen.sign(utf8(`${text}\n`)))
  fails('C2', 'A key id of another signature type', `${text}\n\n— ${origin} ${base64(named)}\n`)

  holds('C3', 'A line of an unknown key before the pen’s is ignored', `${text}\n\n${strangerLine}${penLine}`)
  const otherOfOrigin = signedText(`${text} \n`, signer(9)).split('\n\n')[1] ?? ''
  holds('C3', 'A line of the name but an unknown key id is ignored, whatever it signs', good + otherOfOrigin)
  const ofOtherText = signedText(`${origin}\n4\n${root}\n`).split('\n\n')[1] ?? ''
  fails('C3', 'The pen’s signature of another text', `${text}\n\n${ofOtherText}`)
  fails('C3', 'A good line of the pen and a bad one', good + ofOtherText)
  holds('C3', 'The pen’s line twice', good + penLine)
  const short = concat(keyIdOf(origin, plainEd25519, pen.key), filled(1, 63))
  fails('C3', 'A line of the pen with a signature of 63 bytes', `${good}— ${origin} ${base64(short)}\n`)

  const both = [pen, signer(3)]
  const handover = noteOf(headOf(entries, 3, ...both))
  holds('C3', 'Both keys where both must sign', handover, both)
  holds('C3', 'Both keys where one must sign', handover)
  fails('C3', 'One key where both must sign', good, both)
  const badLine = signedText(`${text} \n`, signer(3)).split('\n\n')[1] ?? ''
  holds('C3', 'A bad line of a pen that need not sign this size', good + badLine)
  fails('C3', 'A bad line of one of the two that must sign', handover + badLine, both)
}

/** The cases of checkpoint.json. */
export function makeCheckpoint(): VectorFile<'checkpoint'> {
  vectors.length = 0
  for (const make of [texts, signatureLines, limits, signers]) make()
  return { format: 'checkpoint', rules: 'docs/formats.md section 4', vectors: [...vectors] }
}
