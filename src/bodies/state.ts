/** What a book says of its body so far: the face this room shows to other rooms' rules. */
import type { PublicKey } from '../book/ed25519.ts'
import type { PersonId } from '../book/entry.ts'
import type { NodeId } from '../book/node-key.ts'
import type { Witnesses } from '../book/vouching.ts'
import type { RecordedOf } from '../views/room.ts'
import type { Charter, bodiesEntries } from './entries.ts'

export interface HeldPost {
  readonly person: PersonId
  readonly post: string
  /** As the open book tells it, of a public office. */
  readonly name?: string | undefined
}

/** A node this body has admitted, with its keys, and whether it still is. */
export interface NodeKeys {
  readonly request: PublicKey
  readonly cosign: PublicKey
  readonly name: string
  readonly country: string
  readonly age?: string | undefined
  readonly isAdmitted: boolean
}

/** Who reviewed a language, and the digest of what they reviewed. */
export interface LanguageOn {
  readonly reviewers: readonly string[]
  readonly catalogue: string
}

export interface BodiesState {
  readonly kind: string | null
  readonly charter: Charter | null
  /** Charters there were before, each up to the entry that changed it. */
  readonly earlierCharters: readonly { readonly until: number; readonly charter: Charter }[]
  /** Motions of this book whose charter was put into force, in order: the last one's is in force. */
  readonly charterMotions: readonly number[]
  /** The key by which each person signs now. */
  readonly keys: Readonly<Record<PersonId, PublicKey>>
  readonly posts: readonly HeldPost[]
  readonly nodes: Readonly<Record<NodeId, NodeKeys>>
  /** Languages that the body turned on, each by its last entry that did. */
  readonly languagesOn: Readonly<Record<string, LanguageOn>>
}

export const initialBodiesState: BodiesState = {
  kind: null,
  charter: null,
  earlierCharters: [],
  charterMotions: [],
  keys: {},
  posts: [],
  nodes: {},
  languagesOn: {},
}

/** The charter in force at an entry: what was referred under it is decided under it. */
export const charterAt = (
  { charter, earlierCharters }: Pick<BodiesState, 'charter' | 'earlierCharters'>,
  seq: number,
): Charter | null => earlierCharters.find(({ until }) => seq < until)?.charter ?? charter

/**
 * The body's witnesses as its charter names them, and the cosigning keys of those that it has admitted itself and not
 * revoked: nobody else can say by which key they speak (rule P3).
 */
export function witnessesOf({ charter, nodes }: Pick<BodiesState, 'charter' | 'nodes'>): Witnesses {
  const named = new Set(charter?.witnesses)
  const keys = [...named].flatMap((node) =>
    nodes[node]?.isAdmitted === true ? [[node, nodes[node].cosign] as const] : [],
  )
  return { named: named.size, keys: new Map(keys) }
}

export const holds = ({ posts }: Pick<BodiesState, 'posts'>, person: PersonId, post: string): boolean =>
  posts.some((held) => held.person === person && held.post === post)

/** Whether a charter lets the holder's name of a post stand in the open. */
export const isPublicPost = ({ charter }: Pick<BodiesState, 'charter'>, post: string): boolean =>
  charter?.posts.some(({ id, public: isPublic }) => id === post && isPublic === true) ?? false

/** Whether a person belongs to the body: holds any post, that of a member included, with a key. */
export const isOfBody = ({ posts, keys }: BodiesState, person: PersonId): boolean =>
  Object.hasOwn(keys, person) && posts.some((held) => held.person === person)

/** Whether a person signs with another key than this one: one that was replaced, or that waits to be confirmed. */
export const hasAnotherKey = (
  { keys }: Pick<BodiesState, 'keys'>,
  person: PersonId,
  key: PublicKey,
): boolean => Object.hasOwn(keys, person) && keys[person] !== key

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

/** In a successor the officers its founding names hold those posts, and nobody else any more. */
const withoutPosts = (held: readonly HeldPost[], named: readonly HeldPost[]): HeldPost[] =>
  held.filter(({ post }) => !named.some((other) => other.post === post))

export function evolveBodies(
  state: BodiesState,
  { seq, type, data }: RecordedOf<typeof bodiesEntries>,
): BodiesState {
  switch (type) {
    case 'body.founded': {
      const { kind, charter, officers } = data
      const keys = { ...state.keys, ...Object.fromEntries(officers.map(({ id, key }) => [id, key])) }
      const posts = officers.map(({ id, post }) => ({ person: id, post }))
      return { ...state, kind, charter, keys, posts: [...withoutPosts(state.posts, posts), ...posts] }
    }
    case 'charter.changed': {
      const before = state.charter === null ? [] : [{ until: seq, charter: state.charter }]
      return {
        ...state,
        charter: data.charter,
        earlierCharters: [...state.earlierCharters, ...before],
        charterMotions: [...state.charterMotions, data.motion],
      }
    }
    case 'node.admitted': {
      const { node, ...facts } = data
      return { ...state, nodes: { ...state.nodes, [node]: { ...facts, isAdmitted: true } } }
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
      return { ...state, posts: [...without(state.posts, data), data] }
    case 'post.ended':
      return { ...state, posts: without(state.posts, data) }
    case 'language.turned-on': {
      const { language, ...review } = data
      return { ...state, languagesOn: { ...state.languagesOn, [language]: review } }
    }
    case 'language.turned-off': {
      const { [data.language]: _off, ...languagesOn } = state.languagesOn
      return { ...state, languagesOn }
    }
    default:
      return state
  }
}

const without = (posts: readonly HeldPost[], { person, post }: HeldPost): HeldPost[] =>
  posts.filter((held) => held.person !== person || held.post !== post)
