/** What of sessions stands sealed, for the people of the body: lists of those present, and ballots. */
import { type BodiesState, isOfBody } from '../bodies/state.ts'
import type { PersonId } from '../book/entry.ts'
import {
  type Project,
  type RecordedOf,
  type Room,
  type Rule,
  type ViewsDb,
  hard,
  judgeBy,
  soft,
} from '../views/room.ts'
import { assembliesWithinEntries } from './entries.ts'
import { type AssembliesState, type WithinState, initialWithinState, motionAt } from './state.ts'

interface SeesWithin {
  readonly bodies: BodiesState
  readonly assemblies: AssembliesState
  readonly 'assemblies-within': WithinState
}

const listed = (state: WithinState, session: number): readonly PersonId[] =>
  state.session === session ? state.persons : []

/** Whoever is at the open session stands once in its lists: a quorum is not met by counting somebody twice. */
const attendanceCountsEverybodyOnce: Rule<SeesWithin> = (seen, { entry }) => {
  if (entry.type !== 'attendance.listed') return undefined
  const { session, present } = seen.assemblies
  if (session === null || entry.data.session !== session) return hard('no-session-open')
  const persons = [
    ...listed(seen['assemblies-within'], session),
    ...(entry.data['persons'] as unknown as readonly PersonId[]),
  ]
  if (new Set(persons).size !== persons.length) return hard('attendance-twice')
  const isMore = present !== null && persons.length > present
  return isMore ? soft('attendance-differs', { listed: persons.length, present }) : undefined
}

/** A sealed ballot is of a person of the body, with the own key, on an open motion, and the only one. */
const sealedBallotIsTheOnlyOne: Rule<SeesWithin> = (seen, { book, entry }) => {
  if (entry.type !== 'ballot.cast-within') return undefined
  const [cited] = entry.cites
  if (cited === undefined) return hard('entry-malformed', { field: 'cites' })
  if (!isOfBody(seen.bodies, entry.by)) return hard('not-of-this-body')
  if (entry.sig === undefined) return hard('own-key-missing')
  const motion = cited.book === book ? motionAt(seen.assemblies, cited.seq)?.open : undefined
  if (motion?.leaf !== cited.leaf) return hard('motion-not-open', { motion: cited.seq })
  const isCast =
    motion.ballots?.voters.includes(entry.by) === true ||
    seen['assemblies-within'].voters[cited.seq]?.includes(entry.by) === true
  return isCast ? hard('already-voted') : undefined
}

type Types = typeof assembliesWithinEntries

/** Voters are kept as long as the motion they voted on is open. */
function evolveWithin(
  state: WithinState,
  { type, entry, data }: RecordedOf<Types>,
  { assemblies }: SeesWithin,
): WithinState {
  if (type === 'attendance.listed') {
    const persons = [...listed(state, data.session), ...data.persons]
    return { ...state, session: data.session, persons }
  }
  const motion = entry.cites[0]?.seq ?? 0
  const kept = Object.entries(state.voters).filter(
    ([seq]) => motionAt(assemblies, Number(seq))?.open !== undefined,
  )
  const voters = Object.fromEntries(kept)
  return { ...state, voters: { ...voters, [motion]: [...(voters[motion] ?? []), entry.by] } }
}

const tables = `
CREATE TABLE attendance (
  book TEXT NOT NULL, session INTEGER NOT NULL, person TEXT NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (book, session, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE ballots_within (
  book TEXT NOT NULL, motion INTEGER NOT NULL, person TEXT NOT NULL, option TEXT NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (book, motion, person)
) STRICT, WITHOUT ROWID;
`

function projector(db: ViewsDb): Project<WithinState, Types, SeesWithin> {
  const addPresent = db.prepare('INSERT INTO attendance VALUES (?, ?, ?, ?)')
  const addBallot = db.prepare('INSERT INTO ballots_within VALUES (?, ?, ?, ?, ?)')
  return ({ book, seq, type, entry, data }) => {
    if (type === 'attendance.listed')
      for (const person of data.persons) addPresent.run(book, data.session, person, seq)
    else addBallot.run(book, entry.cites[0]?.seq ?? 0, entry.by, data.option, seq)
  }
}

export const assembliesWithinRoom: Room<WithinState, SeesWithin, Types> = {
  name: 'assemblies-within',
  isSealed: true,
  entries: assembliesWithinEntries,
  initial: initialWithinState,
  judge: judgeBy<SeesWithin>([attendanceCountsEverybodyOnce, sealedBallotIsTheOnlyOne]),
  evolve: evolveWithin,
  tables,
  projector,
}
