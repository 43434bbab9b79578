/**
 * Requests between nodes, signed by HTTP Message Signatures (RFC 9421) with the node's request key. Covered: method,
 * path, the body's digest (RFC 9530) and the receiver's node id, so that a request to one node is no request to another.
 */
import { createHash } from 'node:crypto'
import { httpbis } from 'http-message-signatures'
import { type PublicKey, type Signer, isSignedBy } from '../book/ed25519.ts'
import type { NodeId } from '../book/node-key.ts'

const fields = ['@method', '@path', 'content-digest', 'apachita-to']

const digestOf = (body: Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(body).digest('base64')}:`

/** A request as signed or to be verified; header names in lower case. */
export interface SignedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** The request's headers with digest, receiver and signature added. */
export async function signRequest(
  request: SignedRequest,
  body: Uint8Array,
  receiver: NodeId,
  sender: NodeId,
  signer: Signer,
): Promise<Record<string, string>> {
  const headers = { ...request.headers, 'content-digest': digestOf(body), 'apachita-to': receiver }
  const signed = await httpbis.signMessage(
    {
      key: { id: sender, alg: 'ed25519', sign: async (data) => Buffer.from(signer.sign(data)) },
      fields,
    },
    { method: request.method, url: request.url, headers },
  )
  return Object.fromEntries(
    Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]),
  )
}

/** The node that signed a request to `receiver`, or undefined. `keysOf`: request keys admitted for a node. */
export async function requestSigner(
  request: SignedRequest,
  body: Uint8Array,
  receiver: NodeId,
  keysOf: (node: NodeId) => readonly PublicKey[],
): Promise<NodeId | undefined> {
  if (request.headers['content-digest'] !== digestOf(body) || request.headers['apachita-to'] !== receiver)
    return undefined
  let sender: NodeId | undefined
  try {
    const isValid = await httpbis.verifyMessage(
      {
        keyLookup: async ({ keyid }) => {
          sender = keyid
          const keys = keyid === undefined ? [] : keysOf(keyid)
          return {
            id: keyid ?? '',
            algs: ['ed25519'],
            verify: async (data, signature) => keys.some((key) => isSignedBy(key, data, signature)),
          }
        },
        requiredFields: fields,
        requiredParams: ['keyid', 'created'],
      },
      { ...request, headers: { ...request.headers } },
    )
    return isValid === true ? sender : undefined
  } catch {
    return undefined
  }
}
