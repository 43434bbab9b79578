/** Rows of memberships, referrals and positions. A row tells what its own book says; joins are made when read. */
import type { Citation } from '../book/entry.ts'
import { type Project, type Recorded, type ViewsDb, leafOf } from '../views/room.ts'
import type { PositionRecorded, federationEntries } from './entries.ts'
import { citedOfMembers } from './members.ts'
import type { FederationState } from './state.ts'
import {
  delegatesProjector,
  delegatesTables,
  electorsProjector,
  recordProjector,
  recordTables,
} from './tables-of-delegates.ts'

export const federationTables = `
CREATE TABLE applications (
  book TEXT NOT NULL, seq INTEGER NOT NULL, federation TEXT NOT NULL, section TEXT NOT NULL, leaf TEXT NOT NULL,
  PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX applications_by_federation ON applications (federation);
CREATE TABLE members (
  book TEXT NOT NULL, body TEXT NOT NULL, section TEXT NOT NULL, seq INTEGER NOT NULL, cited_book TEXT NOT NULL,
  cited_seq INTEGER NOT NULL, ended INTEGER, PRIMARY KEY (book, body, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_body ON members (body);
CREATE TABLE membership_changes (
  book TEXT NOT NULL, seq INTEGER NOT NULL, other TEXT NOT NULL, said TEXT NOT NULL, word TEXT NOT NULL, reason TEXT,
  motion INTEGER, cited_book TEXT NOT NULL, cited_seq INTEGER NOT NULL, known INTEGER NOT NULL, cited_leaf TEXT NOT NULL,
  leaf TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_changes_of ON membership_changes (book, other, seq);
CREATE INDEX membership_changes_by_other ON membership_changes (other);
CREATE TABLE section_changes (
  book TEXT NOT NULL, seq INTEGER NOT NULL, section TEXT NOT NULL, said TEXT NOT NULL, reason TEXT, cites TEXT NOT NULL,
  at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE referrals (
  book TEXT NOT NULL, seq INTEGER NOT NULL, motion INTEGER NOT NULL, rule TEXT NOT NULL, leaf TEXT NOT NULL,
  at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX referrals_by_motion ON referrals (book, motion);
CREATE TABLE electors (
  book TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, section TEXT NOT NULL, heard_in TEXT NOT NULL,
  heard INTEGER NOT NULL, frozen INTEGER NOT NULL, PRIMARY KEY (book, seq, body)
) STRICT, WITHOUT ROWID;
CREATE TABLE positions (
  book TEXT NOT NULL, seq INTEGER NOT NULL, referral_book TEXT NOT NULL, referral_seq INTEGER NOT NULL,
  referral_leaf TEXT NOT NULL, option TEXT NOT NULL, vote INTEGER, motion INTEGER, corrects INTEGER,
  leaf TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX positions_by_vote ON positions (book, vote) WHERE vote IS NOT NULL;
CREATE INDEX positions_by_referral ON positions (referral_book, referral_seq, book);
CREATE TABLE closings (
  book TEXT NOT NULL, referred_in TEXT NOT NULL, motion INTEGER NOT NULL, seq INTEGER NOT NULL, outcome TEXT NOT NULL,
  at TEXT NOT NULL, PRIMARY KEY (book, referred_in, motion)
) STRICT, WITHOUT ROWID;
CREATE INDEX closings_of ON closings (referred_in, motion);
CREATE TABLE closing_lines (
  book TEXT NOT NULL, referred_in TEXT NOT NULL, motion INTEGER NOT NULL, body TEXT NOT NULL, seq INTEGER NOT NULL,
  cited_book TEXT NOT NULL, cited_seq INTEGER NOT NULL, cited_leaf TEXT NOT NULL, mark TEXT NOT NULL,
  PRIMARY KEY (book, referred_in, motion, body)
) STRICT, WITHOUT ROWID;
${delegatesTables}${recordTables}`

export function federationProjector(db: ViewsDb): Project<FederationState, typeof federationEntries> {
  const addApplication = db.prepare('INSERT INTO applications VALUES (?, ?, ?, ?, ?)')
  const addMember = db.prepare('INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, NULL)')
  const addSectionChange = db.prepare('INSERT INTO section_changes VALUES (?, ?, ?, ?, ?, ?, ?)')
  const projectChange = changeProjector(db)
  const projectReferral = referralProjector(db)
  const projectPosition = positionProjector(db)
  const projectClosing = closingProjector(db)
  const projectDelegates = delegatesProjector(db)
  const projectRecord = recordProjector(db)
  return (recorded, before) => {
    const { book, seq, entry, type, data } = recorded
    const [cited] = entry.cites
    if (type === 'membership.applied' && cited !== undefined)
      addApplication.run(book, seq, cited.book, data.section, leafOf(recorded))
    else if (type === 'membership.accepted' && cited !== undefined)
      addMember.run(book, cited.book, data.section, seq, cited.book, cited.seq)
    else if (type === 'membership.frozen' || type === 'membership.resumed' || type === 'membership.ended')
      projectChange(recorded)
    else if (type === 'section.frozen' || type === 'section.resumed') {
      const reason = textOf(data.reason)
      const cites = JSON.stringify(entry.cites)
      addSectionChange.run(book, seq, data.section, saidOf(type), reason, cites, entry.at)
    } else if (type === 'motion.referred') projectReferral(recorded, before)
    else if (type === 'position.recorded' && cited !== undefined) projectPosition(recorded, data, cited)
    else if (type === 'decision.closed') projectClosing(recorded)
    projectDelegates(recorded, before)
    projectRecord(recorded)
  }
}

type OfFederation = Parameters<ReturnType<typeof federationProjector>>[0]
type Of<Type extends OfFederation['type']> = Extract<OfFederation, { readonly type: Type }>

const textOf = (text: object | undefined): string | null => (text === undefined ? null : JSON.stringify(text))

/** `frozen`, `resumed`, `ended`. */
const saidOf = (type: string): string => type.slice(type.indexOf('.') + 1)

/** `known`: how far the entry knows the other book, by what it cites of it. `other`: of a member the book it is known by. */
function changeProjector(db: ViewsDb) {
  const add = db.prepare('INSERT INTO membership_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const end = db.prepare('UPDATE members SET ended = ? WHERE book = ? AND body = ? AND ended IS NULL')
  return (recorded: Of<'membership.frozen' | 'membership.resumed' | 'membership.ended'>): void => {
    const { book, seq, entry, type, data } = recorded
    const [cited] = entry.cites
    if (cited === undefined) return
    const { as, reason, motion } = data
    const known = Math.max(...entry.cites.map((one) => one.seq))
    const said = saidOf(type)
    const other = as === 'member' ? cited.book : (citedOfMembers(entry)[0]?.book ?? cited.book)
    add.run(
      book,
      seq,
      other,
      said,
      as,
      textOf(reason),
      motion ?? null,
      cited.book,
      cited.seq,
      known,
      cited.leaf,
      leafOf(recorded),
      entry.at,
    )
    if (said === 'ended' && as !== 'member') end.run(seq, book, other)
  }
}

function referralProjector(db: ViewsDb) {
  const addReferral = db.prepare('INSERT INTO referrals VALUES (?, ?, ?, ?, ?, ?)')
  const addElectors = electorsProjector(db)
  return (recorded: Of<'motion.referred'>, before: FederationState): void => {
    const { book, seq, entry, data } = recorded
    addReferral.run(book, seq, data.motion, data.rule, leafOf(recorded), entry.at)
    addElectors(recorded, before)
  }
}

function positionProjector(db: ViewsDb) {
  const add = db.prepare('INSERT INTO positions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  return (
    recorded: Recorded,
    { vote, motion, option, corrects }: PositionRecorded,
    { book: referralBook, seq: referralSeq, leaf }: Citation,
  ): void => {
    const { book, seq, entry } = recorded
    const rests = [vote ?? null, motion ?? null, corrects ?? null]
    add.run(book, seq, referralBook, referralSeq, leaf, option, ...rests, leafOf(recorded), entry.at)
  }
}

/** Pages of a closing as they come; a first page takes the place of those of a closing that was not ended. */
function closingProjector(db: ViewsDb) {
  const forget = db.prepare('DELETE FROM closing_lines WHERE book = ? AND referred_in = ? AND motion = ?')
  const addLine = db.prepare('INSERT INTO closing_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const add = db.prepare('INSERT INTO closings VALUES (?, ?, ?, ?, ?, ?)')
  return ({ book, seq, entry, data }: Of<'decision.closed'>): void => {
    const { motion, referredIn = book, page, marks, outcome } = data
    const about = [book, referredIn, motion]
    if (page === 1) forget.run(...about)
    const bodies = citedOfMembers(entry)
    for (const [at, cited] of entry.cites.entries())
      addLine.run(...about, bodies[at]?.book, seq, cited.book, cited.seq, cited.leaf, marks[at])
    if (outcome !== undefined) add.run(...about, seq, outcome, entry.at)
  }
}

/** What a successor takes over: its members stand there from its entry 0 on. */
export function federationHeir(db: ViewsDb) {
  const add = db.prepare('INSERT INTO members VALUES (?, ?, ?, 0, ?, ?, NULL)')
  return (book: string, { members }: FederationState): void => {
    for (const { body, section, heard, heardIn, ended } of members)
      if (ended === undefined) add.run(book, body, section, heardIn ?? body, heard)
  }
}
