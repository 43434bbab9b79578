/** The keys by which a body admits a node (rules N1, N2): for requests, for cosigning, for receiving; never the pen's. */
import { base32, base64ToBytes, concat, utf8 } from '../kernel/encoding.ts'
import { type PublicKey, isAdmissibleKey } from './ed25519.ts'
import { type Json, type JsonObject, isBytes } from './entry.ts'
import { sha256 } from './hash.ts'

/** base32 of 20 bytes, 32 characters, from the node's request key. */
export type NodeId = string

export const isNodeId = (value: Json | undefined): value is NodeId =>
  typeof value === 'string' && /^[a-z2-7]{32}$/.test(value)

export function nodeIdOf(requestKey: PublicKey): NodeId {
  const key = base64ToBytes(requestKey) ?? new Uint8Array()
  return base32(sha256(concat(utf8('apachita/node/v1\n'), key)).slice(0, 20))
}

/** Why `data` of `node.admitted` cannot stand, or undefined. `pen` is the book's pen at that entry. */
export function nodeKeysFault(data: JsonObject, pen: PublicKey): string | undefined {
  const { node, name, country, request, cosign, age } = data
  if (typeof name !== 'string' || name === '' || [...name].length > 200) return 'entry-malformed'
  if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country)) return 'entry-malformed'
  if (age !== undefined && (typeof age !== 'string' || !/^age1[a-z0-9]{58}$/.test(age)))
    return 'entry-malformed'
  if (!isBytes(request, 32) || !isBytes(cosign, 32)) return 'entry-malformed'
  if (!isAdmissibleKey(request) || !isAdmissibleKey(cosign)) return 'key-invalid'
  if (new Set([request, cosign, pen]).size !== 3) return 'key-reused'
  return node === nodeIdOf(request) ? undefined : 'node-id-mismatch'
}
