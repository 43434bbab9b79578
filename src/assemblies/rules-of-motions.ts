/** Rules of motions: what may be amended, withdrawn, decided, and what stands beside it. */
import { type BodiesState, isOfBody, mayWrite } from '../bodies/state.ts'
import type { Citation } from '../book/entry.ts'
import { type Recorded, type Rule, hard } from '../views/room.ts'
import type { SeesAssemblies } from './rules.ts'
import { motionAt } from './state.ts'

const citing: ReadonlySet<string> = new Set([
  'vote.recorded',
  'ballot.cast',
  'position.stated',
  'correction.asked',
  'correction.recorded',
  'act.attested',
])

/** A vote says what it is on; so does what a member says. */
const voteCitesItsSubject: Rule<SeesAssemblies> = (_, { entry }) =>
  citing.has(entry.type) && entry.cites.length === 0 ? hard('entry-malformed', { field: 'cites' }) : undefined

const ofThisBook: ReadonlySet<string> = new Set(['correction.recorded', 'act.attested'])

/** What is corrected or vouched for is an earlier entry of this book. */
const citesThisBook: Rule<SeesAssemblies> = (_, { book, seq, entry }) => {
  const [cited] = entry.cites
  if (!ofThisBook.has(entry.type) || cited === undefined) return undefined
  return cited.book === book && cited.seq < seq ? undefined : hard('entry-malformed', { field: 'cites' })
}

/** The motions of this book that an entry rests on, with the citation where there is one. */
function motionsNamed({ book, entry }: Recorded): { readonly motion: number; readonly cited?: Citation }[] {
  const [cited] = entry.cites
  if (entry.type === 'motion.withdrawn') return [{ motion: Number(entry.data.motion) }]
  if (entry.type === 'motion.put')
    return entry.data['amends'] === undefined ? [] : [{ motion: Number(entry.data['amends']) }]
  if (entry.type === 'ballot.cast' && cited !== undefined) return [{ motion: cited.seq, cited }]
  if (entry.type === 'vote.recorded' && cited?.book === book) return [{ motion: cited.seq, cited }]
  return []
}

/** Without a rule of the charter a vote decides no motion: it may be on something else, such as the sending of a delegate. */
const mayBeOnSomethingElse = ({ entry: { type, data } }: Recorded): boolean =>
  type === 'vote.recorded' && data['rule'] === undefined

/** Only a motion that was put, and neither decided nor withdrawn, is amended, withdrawn or decided. */
const motionIsOpen: Rule<SeesAssemblies> = ({ assemblies }, recorded) => {
  for (const { motion, cited } of motionsNamed(recorded)) {
    const isOther = cited !== undefined && cited.book !== recorded.book
    const found = isOther ? undefined : motionAt(assemblies, motion)
    if (!isOther && found === undefined && mayBeOnSomethingElse(recorded)) continue
    if (found === undefined) return hard('motion-unknown', { motion })
    if (found.open === undefined) return hard('motion-not-open', { motion })
    if (cited !== undefined && cited.leaf !== found.open.leaf) return hard('motion-unknown', { motion })
  }
  return undefined
}

/** An agenda names motions that were put. */
const agendaNamesMotionsPut: Rule<SeesAssemblies> = ({ assemblies }, { entry }) => {
  if (entry.type !== 'session.called') return undefined
  const items = (entry.data['agenda'] ?? []) as unknown as readonly { readonly motion?: number }[]
  const missing = items.find(
    ({ motion }) => motion !== undefined && motionAt(assemblies, motion) === undefined,
  )
  return missing === undefined ? undefined : hard('motion-unknown', { motion: missing.motion })
}

/** Whether a person's post lets it hold sessions: who may, is an officer here. */
const isOfficer = (bodies: BodiesState, person: string): boolean => mayWrite(bodies, person, 'session.opened')

/** A motion is withdrawn by whoever put it, or by an officer. */
const motionIsWithdrawnByItsAuthor: Rule<SeesAssemblies> = ({ bodies, assemblies }, { entry }) => {
  if (entry.type !== 'motion.withdrawn') return undefined
  const motion = motionAt(assemblies, Number(entry.data.motion))?.open
  if (motion === undefined || motion.by === entry.by || isOfficer(bodies, entry.by)) return undefined
  return hard('not-the-author')
}

const byOwnKey: ReadonlySet<string> = new Set(['ballot.cast', 'act.attested'])

/** Ballots and attestations are of people of the body, each by the own key. */
const isSignedByAPersonOfTheBody: Rule<SeesAssemblies> = ({ bodies }, { entry }) => {
  if (!byOwnKey.has(entry.type)) return undefined
  if (!isOfBody(bodies, entry.by)) return hard('not-of-this-body')
  return entry.sig === undefined ? hard('own-key-missing') : undefined
}

export const rulesOfMotions: readonly Rule<SeesAssemblies>[] = [
  voteCitesItsSubject,
  citesThisBook,
  motionIsOpen,
  agendaNamesMotionsPut,
  motionIsWithdrawnByItsAuthor,
  isSignedByAPersonOfTheBody,
]
