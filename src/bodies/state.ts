/** What a book says of its body so far: the face this room shows to other rooms' rules. */
import type { PublicKey } from '../book/ed25519.ts'
import type { PersonId } from '../book/entry.ts'
import type { NodeId } from '../book/node-key.ts'
import type { RecordedOf } from '../views/room.ts'
import type { Charter, bodiesEntries } from './entries.ts'

export interface HeldPost {
  readonly person: PersonId
  readonly post: string
}

/** The keys of a node this body has admitted, and whether it still is. */
export interface NodeKeys {
  readonly request: PublicKey
  readonly cosign: PublicKey
  readonly isAdmitted: boolean
}

export interface BodiesState {
  readonly kind: string | null
  readonly charter: Charter | null
  /** Charters there were before, each up to the entry that changed it. */
  readonly earlierCharters: readonly { readonly until: number; readonly charter: Charter }[]
  /** The key by which each person signs now. */
  readonly keys: Readonly<Record<PersonId, PublicKey>>
  readonly posts: readonly HeldPost[]
  readonly nodes: Readonly<Record<NodeId, NodeKeys>>
}

export const initialBodiesState: BodiesState = {
  kind: null,
  charter: null,
  earlierCharters: [],
  keys: {},
  posts: [],
  nodes: {},
}

/** The charter in force at an entry: what was referred under it is decided under it. */
export const charterAt = (
  { charter, earlierCharters }: Pick<BodiesState, 'charter' | 'earlierCharters'>,
  seq: number,
): Charter | null => earlierCharters.find(({ until }) => seq < until)?.charter ?? charter

export const holds = ({ posts }: Pick<BodiesState, 'posts'>, person: PersonId, post: string): boolean =>
  posts.some((held) => held.person === person && held.post === post)

/** Whether a person belongs to the body: holds any post, that of a member included, with a key. */
export const isOfBody = ({ posts, keys }: BodiesState, person: PersonId): boolean =>
  Object.hasOwn(keys, person) && posts.some((held) => held.person === person)

/** Whether a person holds a post that may write entries of a type. */
export function mayWrite(
  { charter, posts }: Pick<BodiesState, 'charter' | 'posts'>,
  person: PersonId,
  type: string,
): boolean {
  const own = new Set(posts.filter((held) => held.person === person).map(({ post }) => post))
  return (
    charter?.posts.some(({ id, writes }) => own.has(id) && (writes.includes('*') || writes.includes(type))) ??
    false
  )
}

export function evolveBodies(
  state: BodiesState,
  { seq, type, data }: RecordedOf<typeof bodiesEntries>,
): BodiesState {
  switch (type) {
    case 'body.founded': {
      const { kind, charter, officers } = data
      const keys = Object.fromEntries(officers.map(({ id, key }) => [id, key]))
      return { ...state, kind, charter, keys, posts: officers.map(({ id, post }) => ({ person: id, post })) }
    }
    case 'charter.changed': {
      const before = state.charter === null ? [] : [{ until: seq, charter: state.charter }]
      return { ...state, charter: data.charter, earlierCharters: [...state.earlierCharters, ...before] }
    }
    case 'node.admitted': {
      const { node, request, cosign } = data
      return { ...state, nodes: { ...state.nodes, [node]: { request, cosign, isAdmitted: true } } }
    }
    case 'node.revoked': {
      const keys = state.nodes[data.node]
      return keys === undefined
        ? state
        : { ...state, nodes: { ...state.nodes, [data.node]: { ...keys, isAdmitted: false } } }
    }
    case 'key.registered':
    case 'key.replaced':
      return { ...state, keys: { ...state.keys, [data.person]: data.key } }
    case 'post.assigned':
      return { ...state, posts: [...state.posts, { person: data.person, post: data.post }] }
    case 'post.ended':
      return {
        ...state,
        posts: state.posts.filter(({ person, post }) => person !== data.person || post !== data.post),
      }
    default:
      return state
  }
}
