/** Rows of memberships, referrals and positions. A row tells what its own book says; joins are made when read. */
import { prepared } from '../views/prepared.ts'
import type { Recorded, ViewsDb } from '../views/room.ts'
import { membershipAccepted, membershipApplied, motionReferred, positionRecorded } from './entries.ts'
import { type FederationState, referralKey } from './state.ts'

export const federationTables = `
CREATE TABLE applications (
  book TEXT NOT NULL, seq INTEGER NOT NULL, federation TEXT NOT NULL, section TEXT NOT NULL, leaf TEXT NOT NULL,
  PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX applications_by_federation ON applications (federation);
CREATE TABLE members (
  book TEXT NOT NULL, body TEXT NOT NULL, section TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (book, body)
) STRICT, WITHOUT ROWID;
CREATE TABLE referrals (
  book TEXT NOT NULL, seq INTEGER NOT NULL, motion INTEGER NOT NULL, rule TEXT NOT NULL, leaf TEXT NOT NULL,
  at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX referrals_by_motion ON referrals (book, motion);
CREATE TABLE electors (
  book TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, section TEXT NOT NULL, PRIMARY KEY (book, seq, body)
) STRICT, WITHOUT ROWID;
CREATE TABLE positions (
  book TEXT NOT NULL, seq INTEGER NOT NULL, referral_book TEXT NOT NULL, referral_seq INTEGER NOT NULL,
  referral_leaf TEXT NOT NULL, option TEXT NOT NULL, vote INTEGER NOT NULL, first INTEGER, at TEXT NOT NULL,
  PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX positions_by_referral ON positions (referral_book, referral_seq);
`

export function projectFederation(db: ViewsDb, recorded: Recorded, before: FederationState): void {
  const { book, seq, leaf, entry } = recorded
  const [cited] = entry.cites
  if (entry.type === 'motion.referred') return projectReferral(db, recorded, before)
  if (cited === undefined) return
  if (entry.type === 'membership.applied') {
    const { section } = membershipApplied.parse(entry.data)
    prepared(db, 'INSERT INTO applications VALUES (?, ?, ?, ?, ?)').run(book, seq, cited.book, section, leaf)
  } else if (entry.type === 'membership.accepted') {
    const { section } = membershipAccepted.parse(entry.data)
    prepared(db, 'INSERT INTO members VALUES (?, ?, ?, ?)').run(book, cited.book, section, seq)
  } else projectPosition(db, recorded, before)
}

/** The electors are the members as the federation's book has them here: frozen. */
function projectReferral(db: ViewsDb, { book, seq, leaf, entry }: Recorded, before: FederationState): void {
  const { motion, rule } = motionReferred.parse(entry.data)
  prepared(db, 'INSERT INTO referrals VALUES (?, ?, ?, ?, ?, ?)').run(book, seq, motion, rule, leaf, entry.at)
  const addElector = prepared(db, 'INSERT INTO electors VALUES (?, ?, ?, ?)')
  for (const { body, section } of before.members) addElector.run(book, seq, body, section)
}

/** `first` is the position of this body that stands, where this is another one. */
function projectPosition(db: ViewsDb, { book, seq, entry }: Recorded, before: FederationState): void {
  const { vote, option } = positionRecorded.parse(entry.data)
  const [referral] = entry.cites
  if (referral === undefined) return
  const first = before.positions[referralKey(referral)] ?? null
  prepared(db, 'INSERT INTO positions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    book,
    seq,
    referral.book,
    referral.seq,
    referral.leaf,
    option,
    vote,
    first,
    entry.at,
  )
}
