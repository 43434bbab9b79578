/**
 * Requests between nodes, signed by HTTP Message Signatures (RFC 9421) with the node's request key. Covered: method,
 * path, query, the body's digest (RFC 9530) and the receiver's node id, so that a request to one node is no request to
 * another; and, as its nonce, a challenge that the receiver gave out and takes once: no clock decides what is stale.
 */
import { createHash } from 'node:crypto'
import { httpbis } from 'http-message-signatures'
import { type PublicKey, type Signer, isSignedBy } from '../book/ed25519.ts'
import type { NodeId } from '../book/node-key.ts'

const fields = ['@method', '@path', '@query', 'content-digest', 'apachita-to']

const digestOf = (body: Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(body).digest('base64')}:`

/** A request as signed or to be verified; header names in lower case. */
export interface SignedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** What a node says of itself before it is asked anything signed. */
export interface Introduced {
  readonly node: NodeId
  /** To be signed with the next request, once. */
  readonly challenge: string
}

/** The request's headers with digest, receiver and signature added. */
export async function signRequest(
  request: SignedRequest,
  body: Uint8Array,
  { node, challenge }: Introduced,
  sender: NodeId,
  signer: Signer,
): Promise<Record<string, string>> {
  const headers = { ...request.headers, 'content-digest': digestOf(body), 'apachita-to': node }
  const signed = await httpbis.signMessage(
    {
      key: { id: sender, alg: 'ed25519', sign: async (data) => Buffer.from(signer.sign(data)) },
      fields,
      params: ['created', 'keyid', 'alg', 'nonce'],
      paramValues: { nonce: challenge },
    },
    { method: request.method, url: request.url, headers },
  )
  return Object.fromEntries(
    Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]),
  )
}

/** Who signed a request, and the challenge it answers. */
export interface RequestSigner {
  readonly node: NodeId
  readonly challenge: string
}

/** The node that signed a request to `receiver`, or undefined. `keysOf`: request keys admitted for a node. */
export async function requestSigner(
  request: SignedRequest,
  body: Uint8Array,
  receiver: NodeId,
  keysOf: (node: NodeId) => readonly PublicKey[],
): Promise<RequestSigner | undefined> {
  if (request.headers['content-digest'] !== digestOf(body) || request.headers['apachita-to'] !== receiver)
    return undefined
  let signer: RequestSigner | undefined
  try {
    const isValid = await httpbis.verifyMessage(
      {
        keyLookup: async ({ keyid, nonce }) => {
          const keys = keyid === undefined ? [] : keysOf(keyid)
          signer = { node: keyid ?? '', challenge: String(nonce ?? '') }
          return {
            id: keyid ?? '',
            algs: ['ed25519'],
            verify: async (data, signature) => keys.some((key) => isSignedBy(key, data, signature)),
          }
        },
        requiredFields: fields,
        requiredParams: ['keyid', 'created', 'nonce'],
      },
      { ...request, headers: { ...request.headers } },
    )
    return isValid === true ? signer : undefined
  } catch {
    return undefined
  }
}
