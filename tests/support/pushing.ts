/** Pushing to a node over HTTP, by the rules of the link and against them. */
import { type Introduced, signRequest } from '../../src/carriage/request-signature.ts'
import type { TestNode } from './test-node.ts'

/** `receiver` follows a body that `sender` hosts, and holds its book: from now on it knows the sender's key. */
export async function admitted(sender: TestNode, receiver: TestNode): Promise<void> {
  const [body] = [...sender.node.local.hosted()]
  await receiver.did('book.follow', { book: body })
  receiver.node.local.addPeer(sender.url)
  await receiver.synced(sender.url)
}

/** How a push differs from one that is as it should be. */
export interface PushOptions {
  /** The node id the request is signed for; the receiver's where absent. */
  readonly signedFor?: string
  /** The node it says signed it; the sender's where absent. */
  readonly signedAs?: string
  /** The body signed; the one sent where absent. */
  readonly signedBody?: Uint8Array
  /** Headers changed after signing. */
  readonly change?: (headers: Record<string, string>) => Record<string, string>
  readonly isPlain?: boolean
}

/** What a node gives to be signed with the next request. */
export async function introduced(receiver: TestNode): Promise<Introduced> {
  const answer = await fetch(`${receiver.url}/carriage/challenge`, { method: 'POST' })
  return (await answer.json()) as Introduced
}

/** The headers of a push of `body` that `sender` signs. */
export async function signedHeaders(
  receiver: TestNode,
  sender: TestNode,
  body: Uint8Array,
  { signedFor, signedAs, signedBody, isPlain }: PushOptions = {},
): Promise<Record<string, string>> {
  const headers = {
    'content-type': 'application/octet-stream',
    ...(isPlain === true ? {} : { 'content-encoding': 'gzip' }),
  }
  return signRequest(
    { method: 'POST', url: `${receiver.url}/carriage/pack`, headers },
    signedBody ?? body,
    { ...(await introduced(receiver)), ...(signedFor === undefined ? {} : { node: signedFor }) },
    signedAs ?? sender.node.id,
    sender.node.keys.getOrMake('node/request'),
  )
}

export async function pushTo(
  receiver: TestNode,
  sender: TestNode,
  body: Uint8Array,
  options: PushOptions = {},
): Promise<Response> {
  const signed = await signedHeaders(receiver, sender, body, options)
  return fetch(`${receiver.url}/carriage/pack`, {
    method: 'POST',
    headers: options.change === undefined ? signed : options.change(signed),
    body: body as Uint8Array<ArrayBuffer>,
  })
}
