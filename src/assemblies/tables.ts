/** Rows of motions, sessions and votes, and of what stands beside them. */
import type { Project, RecordedOf, ViewsDb } from '../views/room.ts'
import type { assembliesEntries } from './entries.ts'
import { figuresOf } from './outcome.ts'
import type { SeesAssemblies } from './rules.ts'
import { type AssembliesState, judgedOutcome } from './state.ts'

export const assembliesTables = `
CREATE TABLE motions (
  book TEXT NOT NULL, seq INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, source TEXT, at TEXT NOT NULL,
  by TEXT NOT NULL, amends INTEGER, charter TEXT, withdrawn INTEGER, withdrawn_reason TEXT,
  decided INTEGER, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX motions_undecided ON motions (book, seq) WHERE withdrawn IS NULL AND decided IS NULL;
CREATE INDEX motions_amending ON motions (book, amends) WHERE amends IS NOT NULL;
CREATE TABLE calls (
  book TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, held TEXT NOT NULL, place TEXT, notice TEXT,
  agenda TEXT NOT NULL, session INTEGER, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  book TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, place TEXT, closed_at TEXT, agenda TEXT NOT NULL,
  call INTEGER, present INTEGER, entitled INTEGER, ended INTEGER, adjourned TEXT, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE votes (
  book TEXT NOT NULL, seq INTEGER NOT NULL, session INTEGER NOT NULL, on_book TEXT NOT NULL, on_seq INTEGER NOT NULL,
  present INTEGER NOT NULL, yes INTEGER, no INTEGER, abstain INTEGER, attesters INTEGER NOT NULL,
  form TEXT NOT NULL, rule TEXT, entitled INTEGER, outcome TEXT, invalid INTEGER, said TEXT,
  objections INTEGER, subtotals TEXT, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX votes_on ON votes (book, on_seq);
CREATE INDEX votes_decided ON votes (at) WHERE on_book = book AND outcome IN ('carried', 'failed');
CREATE TABLE ballots (
  book TEXT NOT NULL, motion INTEGER NOT NULL, person TEXT NOT NULL, option TEXT NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (book, motion, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE attestations (
  book TEXT NOT NULL, of_seq INTEGER NOT NULL, person TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (book, of_seq, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE corrections (
  book TEXT NOT NULL, of_seq INTEGER NOT NULL, seq INTEGER NOT NULL, text TEXT NOT NULL, figures TEXT, at TEXT NOT NULL,
  PRIMARY KEY (book, of_seq, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE statements (
  book TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, by TEXT NOT NULL, on_book TEXT NOT NULL,
  on_seq INTEGER NOT NULL, option TEXT, text TEXT, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
  book TEXT NOT NULL, seq INTEGER NOT NULL, title TEXT NOT NULL, at TEXT NOT NULL, on_book TEXT, on_seq INTEGER,
  PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_on ON statements (on_book, on_seq);
CREATE INDEX documents_on ON documents (on_book, on_seq);
`

type Types = typeof assembliesEntries
type Of<Type extends keyof Types> = Extract<RecordedOf<Types>, { readonly type: Type }>

const jsonOrNull = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))

export function assembliesProjector(db: ViewsDb): Project<AssembliesState, Types, SeesAssemblies> {
  const projectMotion = motionProjector(db)
  const projectSession = sessionProjector(db)
  const projectVote = voteProjector(db)
  const projectBeside = besideProjector(db)
  return (recorded, before, { bodies }) => {
    switch (recorded.type) {
      case 'motion.put':
      case 'motion.withdrawn':
        return projectMotion(recorded)
      case 'session.called':
      case 'session.opened':
      case 'session.adjourned':
      case 'session.closed':
        return projectSession(recorded, before)
      case 'vote.recorded':
        return projectVote(recorded, before, bodies)
      default:
        return projectBeside(recorded)
    }
  }
}

function motionProjector(db: ViewsDb) {
  const add = db.prepare('INSERT INTO motions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)')
  const withdraw = db.prepare(
    'UPDATE motions SET withdrawn = ?, withdrawn_reason = ? WHERE book = ? AND seq = ?',
  )
  return ({ book, seq, entry, type, data }: Of<'motion.put' | 'motion.withdrawn'>): void => {
    if (type === 'motion.withdrawn') {
      withdraw.run(seq, jsonOrNull(data.reason), book, data.motion)
      return
    }
    const { title, text, source, amends, charter } = data
    const written = [JSON.stringify(title), JSON.stringify(text), source ?? null, entry.at, entry.by]
    add.run(book, seq, ...written, amends ?? null, jsonOrNull(charter))
  }
}

type OfSession = Of<'session.called' | 'session.opened' | 'session.adjourned' | 'session.closed'>

/** What a session is to deal with is what its call said, where it says nothing itself. */
function sessionProjector(db: ViewsDb) {
  const call = db.prepare('INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, NULL)')
  const answer = db.prepare('UPDATE calls SET session = ? WHERE book = ? AND seq = ?')
  const open = db.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, NULL, NULL)')
  const close = db.prepare('UPDATE sessions SET closed_at = ?, ended = ? WHERE book = ? AND seq = ?')
  const adjourn = db.prepare('UPDATE sessions SET adjourned = ? WHERE book = ? AND seq = ?')
  return ({ book, seq, entry, type, data }: OfSession, { session }: AssembliesState): void => {
    const { at } = entry
    if (type === 'session.called') {
      const { when, place = null, notice = null, agenda } = data
      call.run(book, seq, at, when, place, notice, JSON.stringify(agenda))
    } else if (type === 'session.opened') {
      const { place = null, present = null, entitled = null } = data
      const agenda = (data.agenda ?? []).map((title) => ({ title }))
      open.run(book, seq, at, place, JSON.stringify(agenda), data.call ?? null, present, entitled)
      if (data.call !== undefined) answer.run(seq, book, data.call)
    } else {
      close.run(at, seq, book, session)
      const { reason, words, until } = type === 'session.adjourned' ? data : {}
      if (reason !== undefined) adjourn.run(JSON.stringify({ reason, words, until }), book, session)
    }
  }
}

/**
 * In the table's order: bound by names, a row of so many columns leaves kilobytes that only a whole collection clears, which
 * was most of the memory of a fold.
 */
function voteProjector(db: ViewsDb) {
  const add = db.prepare(`INSERT INTO votes VALUES (${Array(19).fill('?').join(', ')})`)
  const decide = db.prepare('UPDATE motions SET decided = ? WHERE book = ? AND seq = ? AND decided IS NULL')
  return (
    { book, seq, entry, data }: Of<'vote.recorded'>,
    state: AssembliesState,
    bodies: SeesAssemblies['bodies'],
  ): void => {
    const [on] = entry.cites
    if (on === undefined) return
    const { yes, no, abstain, invalid } = figuresOf(data) ?? noFigures
    const { entitled, session } = state
    const { present, attesters = 0, form, said = null, objections = null } = data
    const counted = [present, yes, no, abstain, attesters]
    const decided = [form, data.rule ?? null, entitled]
    const outcome = judgedOutcome(data, state, bodies)
    const rest = [outcome, invalid, said, objections, jsonOrNull(data.subtotals), entry.at]
    add.run(book, seq, session ?? 0, on.book, on.seq, ...counted, ...decided, ...rest)
    if (on.book === book && (outcome === 'carried' || outcome === 'failed')) decide.run(seq, book, on.seq)
  }
}

const noFigures = { yes: null, no: null, abstain: null, invalid: null }

type OfBeside = Of<
  | 'ballot.cast'
  | 'act.attested'
  | 'correction.recorded'
  | 'position.stated'
  | 'correction.asked'
  | 'document.attached'
>

/** What stands beside motions, votes and sessions. Who attests twice attests once. */
function besideProjector(db: ViewsDb) {
  const addBallot = db.prepare('INSERT INTO ballots VALUES (?, ?, ?, ?, ?)')
  const addAttestation = db.prepare('INSERT INTO attestations VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
  const addCorrection = db.prepare('INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?)')
  const addDocument = db.prepare('INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)')
  const addStatement = db.prepare('INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  return ({ book, seq, entry, type, data }: OfBeside): void => {
    const { at, by } = entry
    const [on] = entry.cites
    const of = on?.seq ?? 0
    if (type === 'ballot.cast') addBallot.run(book, of, by, data.option, seq)
    else if (type === 'act.attested') addAttestation.run(book, of, by, seq, at)
    else if (type === 'correction.recorded')
      addCorrection.run(book, of, seq, JSON.stringify(data.text), jsonOrNull(data.figures), at)
    else if (type === 'document.attached')
      addDocument.run(book, seq, JSON.stringify(data.title), at, on?.book ?? null, on?.seq ?? null)
    else {
      const option = 'option' in data ? data.option : null
      addStatement.run(book, seq, type, by, on?.book ?? book, of, option, jsonOrNull(data.text), at)
    }
  }
}
