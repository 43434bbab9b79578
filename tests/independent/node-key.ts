/** N2 of docs/formats.md: what `node.admitted` says of a node's keys. */
import { base64Encode } from './base.ts'
import { type Json, type JsonObject } from './canonical-json.ts'
import { isAdmissibleKey } from './ed25519.ts'
import { bytesOf, nodeIdOf } from './entry.ts'
import { demand, refuse, verdict, type Verdict } from './verdict.ts'

/** N2: `taken` are the pen at that entry and the keys that the book admitted before, in base64. */
export function checkNodeKeys(data: JsonObject, taken: readonly string[]): Verdict<{ node: string }> {
  return verdict(() => {
    const name = data.get('name')
    demand(typeof name === 'string' && name !== '' && Array.from(name).length <= 200, 'N2: name')
    const country = data.get('country')
    demand(typeof country === 'string' && /^[A-Z][A-Z]$/.test(country), 'N2: country')
    demand(!data.has('age') || isAgeRecipient(data.get('age')), 'N2: age')
    const request = keyOf(data, 'request')
    const cosign = keyOf(data, 'cosign')
    const encoded = [request, cosign].map(base64Encode)
    demand(new Set(encoded).size === 2, 'N2: one key twice')
    demand(!encoded.some((key) => taken.includes(key)), 'N2: a key of this book')
    const node = nodeIdOf(request)
    demand(data.get('node') === node, 'N1: node')
    return { node }
  })
}

/** The form alone: `age1` and 58 letters and digits of Bech32. Its checksum is for who seals to it. */
function isAgeRecipient(value: Json | undefined): boolean {
  return typeof value === 'string' && /^age1[0-9a-z]{58}$/.test(value)
}

function keyOf(data: JsonObject, name: string): Uint8Array {
  const key = bytesOf(data.get(name), 32)
  if (key === undefined) return refuse(`N2: ${name}`)
  demand(isAdmissibleKey(key), `K1: ${name}`)
  return key
}
