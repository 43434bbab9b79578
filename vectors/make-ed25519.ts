/** Ed25519 keys (K1) and signatures (K2). Edge cases of keys that K1 admits come from C2SP/CCTV. */
import { base64, concat, utf8 } from '../src/kernel/encoding.ts'
import {
  ed25519EdgeCases,
  isKeyAdmissible,
  isValidWithoutCofactor,
  nonCanonicalPoints,
  smallOrderPoints,
} from '../tests/published/ed25519.ts'
import type { VectorFile } from './format.ts'
import { bytesOfBase64, collect, filled, signer } from './samples.ts'

const p = 2n ** 255n - 19n
const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n

const ofHex = (text: string): string =>
  base64(Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16)))
const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 255n))
const numberOf = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)

/** The cases of ed25519.json. */
export function makeEd25519(): VectorFile<'ed25519'> {
  const { vectors, stands, breaks } = collect<'ed25519'>()
  for (const number of [0, 1, 2, 255])
    stands('K1', `The key of 32 bytes ${number}`, { key: signer(number).key })
  for (const { encoding, order } of smallOrderPoints)
    breaks('K1', order === 1 ? 'The identity' : `A point of order ${order}: ${encoding}`, {
      key: ofHex(encoding),
    })
  for (const encoding of nonCanonicalPoints)
    breaks('K1', `Not canonical: ${encoding}`, { key: ofHex(encoding) })
  const notCanonical = littleEndian(p + 3n)
  breaks('K1', 'Not canonical: y = p + 3', { key: base64(notCanonical) })
  stands('K1', 'y = 3, a point of large order', { key: base64(littleEndian(3n)) })
  stands('K1', 'y = 3 with the sign bit', { key: base64(littleEndian(3n + 2n ** 255n)) })
  breaks('K1', 'y = 2 is on no point', { key: base64(littleEndian(2n)) })
  breaks('K1', 'A key of 31 bytes', { key: base64(filled(1, 31)) })
  breaks('K1', 'A key of 33 bytes', { key: base64(concat(bytesOfBase64(signer(1).key), new Uint8Array(1))) })
  breaks('K1', 'A key of no bytes', { key: '' })

  const message = 'Taypi, the middle'
  const signature = signer(1).sign(utf8(message))
  const [r, s] = [signature.slice(0, 32), signature.slice(32)]
  const { key } = signer(1)
  const signed = (bytes: Uint8Array, text = message) => ({ key, message: text, signature: base64(bytes) })
  stands('K2', 'A signature', signed(signature))
  stands('K2', 'A signature of the empty message', signed(signer(1).sign(new Uint8Array()), ''))
  breaks('K2', 'Of another message', signed(signature, `${message}.`))
  breaks('K2', 'Of another key', { ...signed(signature), key: signer(2).key })
  breaks('K2', 'S + L in place of S', signed(concat(r, littleEndian(numberOf(s) + groupOrder))))
  breaks('K2', 'S = L', signed(concat(r, littleEndian(groupOrder))))
  breaks('K2', 'R with its sign bit turned', signed(signature.with(31, (signature[31] ?? 0) ^ 0x80)))
  breaks('K2', 'A signature of 63 bytes', signed(signature.slice(0, 63)))
  breaks('K2', 'A signature of 65 bytes', signed(concat(signature, new Uint8Array(1))))
  breaks('K2', 'No signature', signed(new Uint8Array()))
  for (const edge of ed25519EdgeCases.filter(isKeyAdmissible)) {
    const name = `CCTV ${edge.number}: ${edge.flags.join(', ') || 'no flags'}`
    const input = { key: ofHex(edge.key), message: edge.msg, signature: ofHex(edge.sig) }
    if (isValidWithoutCofactor(edge)) stands('K2', name, input)
    else breaks('K2', name, input)
  }
  return { format: 'ed25519', rules: 'docs/formats.md section 8', vectors }
}
