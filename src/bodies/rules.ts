/** Rules of bodies: who may write, with which keys. They judge entries of every room. */
import { isAdmissibleKey } from '../book/ed25519.ts'
import { isSignedByAuthor } from '../book/entry.ts'
import { nodeKeysFault } from '../book/node-key.ts'
import { type Recorded, type Rule, hard, judgeBy } from '../views/room.ts'
import { charterFault } from './charter-faults.ts'
import { type Charter, bodyFounded } from './entries.ts'
import { rulesOfPeople } from './rules-of-people.ts'
import { type BodiesState, mayWrite } from './state.ts'

const isFounding = ({ entry }: Recorded): boolean => entry.type === 'body.founded'

/** In a successor's own book, of whom the book it continues entitles: the room of successions judges those. */
const isOwnEndorsement = ({ book, entry }: Recorded): boolean =>
  entry.type === 'successor.endorsed' && entry.cites[0]?.book === book

/** A body is founded once, by its book's first entry. */
const bodyIsFoundedOnce: Rule<BodiesState> = (_, recorded) =>
  isFounding(recorded) === (recorded.seq === 0) ? undefined : hard('founded-twice')

/** Who writes holds a post that may write this type. */
const authorIsEntitled: Rule<BodiesState> = (state, recorded) => {
  if (isFounding(recorded) || isOwnEndorsement(recorded)) return undefined
  const { by, type } = recorded.entry
  return mayWrite(state, by, type) ? undefined : hard('author-not-entitled', { entryType: type })
}

/** A signature, where there is one, is the author's. */
const authorSignatureIsValid: Rule<BodiesState> = (state, recorded) => {
  const { book, entry, bytes } = recorded
  if (entry.sig === undefined || isOwnEndorsement(recorded)) return undefined
  const key = state.keys[entry.by]
  return key !== undefined && isSignedByAuthor(book, bytes, key)
    ? undefined
    : hard('author-signature-invalid')
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

/** A successor changes who keeps the book, and nothing else: kind, charter and everybody's keys are those it continues. */
const successorChangesNothingElse: Rule<BodiesState> = (state, recorded) => {
  if (!isFounding(recorded) || state.charter === null) return undefined
  const { kind, charter, officers } = bodyFounded.parse(recorded.entry.data)
  if (kind !== state.kind) return hard('successor-differs', { field: 'kind' })
  if (JSON.stringify(charter) !== JSON.stringify(state.charter))
    return hard('successor-differs', { field: 'charter' })
  const isOther = officers.some(({ id, key }) =>
    Object.entries(state.keys).some(([person, known]) => (person === id) !== (known === key)),
  )
  return isOther ? hard('successor-differs', { field: 'officers' }) : undefined
}

const hasCharter: ReadonlySet<string> = new Set(['body.founded', 'charter.changed', 'motion.put'])

/** A charter can be lived by, one that is only proposed too. */
const charterIsSound: Rule<BodiesState> = (_, { entry }) => {
  if (!hasCharter.has(entry.type) || entry.data['charter'] === undefined) return undefined
  const fault = charterFault(entry.data['charter'] as unknown as Charter)
  return fault === undefined ? undefined : hard('charter-unsound', { ...fault })
}

/** A node's keys are valid, its own, and used for nothing else. One admitted before comes back with its own keys. */
const nodeKeysAreItsOwn: Rule<BodiesState> = (state, { entry, pen }) => {
  if (entry.type !== 'node.admitted') return undefined
  const fault = nodeKeysFault(entry.data, pen)
  if (fault !== undefined) return hard(fault)
  const { node, request, cosign } = entry.data
  const others = Object.entries(state.nodes).filter(([id]) => id !== node)
  const taken = new Set(others.flatMap(([, keys]) => [keys.request, keys.cosign]))
  return [request, cosign].some((key) => taken.has(String(key))) ? hard('key-reused') : undefined
}

/** Only a node that is admitted can be revoked. */
const revokedNodeWasAdmitted: Rule<BodiesState> = (state, { entry }) => {
  if (entry.type !== 'node.revoked') return undefined
  return state.nodes[String(entry.data.node)]?.isAdmitted === true ? undefined : hard('node-not-admitted')
}

/** Only a language that is on can be turned off. */
const languageTurnedOffWasOn: Rule<BodiesState> = (state, { entry }) => {
  if (entry.type !== 'language.turned-off') return undefined
  return Object.hasOwn(state.languagesOn, String(entry.data['language']))
    ? undefined
    : hard('language-not-on')
}

const nodeKeysOf = (state: BodiesState): string[] =>
  Object.values(state.nodes).flatMap(({ request, cosign }) => [request, cosign])

/** The pen passes only at a checkpoint signed by both keys. */
const penPassesByHandover: Rule<BodiesState> = (state, { entry, isHandover }) => {
  if (entry.type !== 'pen.passed') return undefined
  if (nodeKeysOf(state).includes(String(entry.data.pen))) return hard('key-reused')
  if (!isAdmissibleKey(String(entry.data.pen))) return hard('pen-key-invalid')
  return isHandover ? undefined : hard('handover-invalid')
}

export const judgeBodies = judgeBy<BodiesState>([
  bodyIsFoundedOnce,
  officersHoldPostsOfTheCharter,
  charterIsSound,
  successorChangesNothingElse,
  authorIsEntitled,
  authorSignatureIsValid,
  nodeKeysAreItsOwn,
  revokedNodeWasAdmitted,
  languageTurnedOffWasOn,
  penPassesByHandover,
  ...rulesOfPeople,
])
