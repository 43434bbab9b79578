/** Rules of who signs with which key and holds which post. */
import { isAdmissibleKey, isSignedBy } from '../book/ed25519.ts'
import type { PersonId } from '../book/entry.ts'
import { replacementText } from '../book/key-replacement.ts'
import { base64ToBytes } from '../kernel/encoding.ts'
import { type Rule, hard, soft } from '../views/room.ts'
import type { Charter } from './entries.ts'
import { type BodiesState, holds, isPublicPost, mayWrite } from './state.ts'

const text = (value: unknown): string => String(value)

/** A person's first key is valid, and nobody else's. */
const keyIsRegisteredOnce: Rule<BodiesState> = (state, { entry }) => {
  if (entry.type !== 'key.registered') return undefined
  const { person, key } = entry.data
  if (Object.hasOwn(state.keys, text(person))) return hard('key-already-registered')
  return keyFault(state, text(key))
}

function keyFault(state: BodiesState, key: string) {
  if (!isAdmissibleKey(key)) return hard('key-invalid')
  return Object.values(state.keys).includes(key) ? hard('key-reused') : undefined
}

/** A key is replaced by two officers, neither of them the person whose key it is, each with a signature. */
const keyIsReplacedByTwoOfficers: Rule<BodiesState> = (state, { book, entry }) => {
  if (entry.type !== 'key.replaced') return undefined
  const { person, key, second } = entry.data as unknown as {
    person: PersonId
    key: string
    second: { by: PersonId; sig: string }
  }
  if (!Object.hasOwn(state.keys, person)) return hard('key-missing')
  const fault = keyFault(state, key)
  if (fault !== undefined) return fault
  const officers = [entry.by, second.by]
  const areTwoOthers = new Set([...officers, person]).size === 3
  if (entry.sig === undefined || !areTwoOthers) return hard('two-officers-needed')
  const secondKey = state.keys[second.by]
  const signature = base64ToBytes(second.sig)
  const isSigned =
    secondKey !== undefined &&
    signature !== undefined &&
    mayWrite(state, second.by, entry.type) &&
    isSignedBy(secondKey, replacementText(book, person, key), signature)
  return isSigned ? undefined : hard('two-officers-needed')
}

/**
 * A post is the charter's, and held by a person who has a key; whoever holds it already is not given it again, but to tell
 * the name, or to set it right.
 */
const postIsAssignedToAKey: Rule<BodiesState> = (state, { entry }) => {
  if (entry.type !== 'post.assigned') return undefined
  const [person, post] = [text(entry.data.person), text(entry.data.post)]
  if (state.charter?.posts.some(({ id }) => id === post) !== true) return hard('post-unknown', { post })
  if (!Object.hasOwn(state.keys, person)) return hard('key-missing')
  const held = state.posts.find((one) => one.person === person && one.post === post)
  if (held === undefined) return undefined
  const { name } = entry.data
  return name === undefined || name === held.name ? soft('post-already-held', { post }) : undefined
}

/** A name stands in the open only of a public office: all others are sealed. */
const nameIsOfAPublicOffice: Rule<BodiesState> = (state, { entry }) => {
  if (entry.type !== 'post.assigned' || entry.data.name === undefined) return undefined
  const post = text(entry.data.post)
  return isPublicPost(state, post) ? undefined : hard('name-not-public', { post })
}

/** A post that ends was held. */
const postThatEndsWasHeld: Rule<BodiesState> = (state, { entry }) => {
  if (entry.type !== 'post.ended') return undefined
  const [person, post] = [text(entry.data.person), text(entry.data.post)]
  return holds(state, person, post) ? undefined : hard('post-not-held', { post })
}

/** Somebody remains who can assign posts: a body that nobody may write for is lost. */
const somebodyCanAssignPosts: Rule<BodiesState> = (state, { entry }) => {
  if (entry.type === 'charter.changed')
    return somebodyAssigns(entry.data['charter'] as unknown as Charter, state.posts)
  if (entry.type !== 'post.ended') return undefined
  const { person: leaving, post: ended } = entry.data
  return somebodyAssigns(
    state.charter,
    state.posts.filter(({ person, post }) => person !== leaving || post !== ended),
  )
}

const somebodyAssigns = (charter: BodiesState['charter'], posts: BodiesState['posts']) =>
  posts.some(({ person }) => mayWrite({ charter, posts }, person, 'post.assigned'))
    ? undefined
    : hard('nobody-left-to-write')

export const rulesOfPeople: readonly Rule<BodiesState>[] = [
  keyIsRegisteredOnce,
  keyIsReplacedByTwoOfficers,
  postIsAssignedToAKey,
  nameIsOfAPublicOffice,
  postThatEndsWasHeld,
  somebodyCanAssignPosts,
]
