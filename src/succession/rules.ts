/** Rules of endorsing a successor that one book can tell. Whether the endorser is entitled spans books: joined when read. */
import { isSignedByAuthor } from '../book/entry.ts'
import { base32ToBytes, base64 } from '../kernel/encoding.ts'
import { type Recorded, type Rule, hard, judgeBy, soft } from '../views/room.ts'
import { type SuccessionState, officersEndorsing, standsInstead } from './state.ts'

const isEndorsement = ({ entry }: Recorded): boolean => entry.type === 'successor.endorsed'
const isOwn = ({ book, entry }: Recorded): boolean => entry.cites[0]?.book === book

/** A founding is named by its book's id, which is its leaf hash. */
const endorsementCitesAFounding: Rule<SuccessionState> = (_, recorded) => {
  if (!isEndorsement(recorded)) return undefined
  const [cited, ...more] = recorded.entry.cites
  const isFounding = cited?.seq === 0 && cited.leaf === base64(base32ToBytes(cited.book) ?? new Uint8Array())
  return isFounding && more.length === 0 ? undefined : hard('entry-malformed', { field: 'cites' })
}

/** It binds the body: the pen alone does not vouch for it. */
const endorsementIsSigned: Rule<SuccessionState> = (_, recorded) =>
  isEndorsement(recorded) && recorded.entry.sig === undefined ? hard('author-signature-invalid') : undefined

/** In the proposed book itself endorse officers of the book it continues, with the keys they had there. */
const officerIsEntitledThere: Rule<SuccessionState> = (state, { book, entry, bytes }) => {
  const officers = officersEndorsing(state, book, entry)
  if (officers === undefined) return undefined
  const key = officers[entry.by]
  if (key === undefined) return hard('not-entitled-to-endorse')
  return isSignedByAuthor(book, bytes, key) ? undefined : hard('author-signature-invalid')
}

/** Of successors of one book, one is endorsed; another only instead of a void one, by name. */
const endorsesOnce: Rule<SuccessionState> = ({ endorsed, endorsedBy }, recorded) => {
  if (!isEndorsement(recorded)) return undefined
  const { continues, instead } = recorded.entry.data as { continues: { book: string }; instead?: number }
  const first = isOwn(recorded) ? endorsedBy[recorded.entry.by] : endorsed[continues.book]
  return standsInstead(first, instead) ? undefined : soft('already-endorsed', { first })
}

export const judgeSuccession = judgeBy<SuccessionState>([
  endorsementCitesAFounding,
  endorsementIsSigned,
  officerIsEntitledThere,
  endorsesOnce,
])
