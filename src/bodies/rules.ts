/** Rules of bodies: who may write, with which keys. They judge entries of every room. */
import { isAdmissibleKey } from '../book/ed25519.ts'
import { isSignedByAuthor } from '../book/entry.ts'
import { nodeKeysFault } from '../book/node-key.ts'
import { type Recorded, type Rule, hard, judgeBy } from '../views/room.ts'
import type { BodiesState } from './state.ts'

const isFounding = ({ entry }: Recorded): boolean => entry.type === 'body.founded'

/** A body is founded once, by its book's first entry. */
const bodyIsFoundedOnce: Rule<BodiesState> = (_, recorded) =>
  isFounding(recorded) === (recorded.seq === 0) ? undefined : hard('founded-twice')

/** Who writes holds a post that may write this type. */
const authorIsEntitled: Rule<BodiesState> = (state, recorded) => {
  if (isFounding(recorded)) return undefined
  const { by, type } = recorded.entry
  const mayWrite = (post: string): boolean =>
    state.charter?.posts.some(
      ({ id, writes }) => id === post && (writes.includes('*') || writes.includes(type)),
    ) ?? false
  const isEntitled = state.officers.some(({ id, post }) => id === by && mayWrite(post))
  return isEntitled ? undefined : hard('author-not-entitled', { entryType: type })
}

/** A signature, where there is one, is the author's. */
const authorSignatureIsValid: Rule<BodiesState> = (state, { book, entry, bytes }) => {
  if (entry.sig === undefined) return undefined
  const keys = state.officers.filter(({ id }) => id === entry.by).map(({ key }) => key)
  return keys.some((key) => isSignedByAuthor(book, bytes, key)) ? undefined : hard('author-signature-invalid')
}

/** Every officer holds a post the charter has. */
const officersHoldPostsOfTheCharter: Rule<BodiesState> = (_, recorded) => {
  if (!isFounding(recorded)) return undefined
  const { charter, officers } = recorded.entry.data as unknown as {
    charter: { posts: readonly { id: string }[] }
    officers: readonly { post: string }[]
  }
  const missing = officers.find(({ post }) => !charter.posts.some(({ id }) => id === post))
  return missing === undefined ? undefined : hard('post-unknown', { post: missing.post })
}

/** A node's keys are valid, its own, and used for nothing else. */
const nodeKeysAreItsOwn: Rule<BodiesState> = (state, { entry, pen }) => {
  if (entry.type !== 'node.admitted') return undefined
  const fault = nodeKeysFault(entry.data, pen)
  if (fault !== undefined) return hard(fault)
  const { request, cosign } = entry.data
  return [request, cosign].some((key) => state.nodeKeys.includes(String(key)))
    ? hard('key-reused')
    : undefined
}

/** The pen passes only at a checkpoint signed by both keys. */
const penPassesByHandover: Rule<BodiesState> = (state, { entry, isHandover }) => {
  if (entry.type !== 'pen.passed') return undefined
  if (state.nodeKeys.includes(String(entry.data.pen))) return hard('key-reused')
  if (!isAdmissibleKey(String(entry.data.pen))) return hard('pen-key-invalid')
  return isHandover ? undefined : hard('handover-invalid')
}

export const judgeBodies = judgeBy<BodiesState>([
  bodyIsFoundedOnce,
  officersHoldPostsOfTheCharter,
  authorIsEntitled,
  authorSignatureIsValid,
  nodeKeysAreItsOwn,
  penPassesByHandover,
])
