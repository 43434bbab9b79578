/** Rows of memberships, referrals and positions. A row tells what its own book says; joins are made when read. */
import type { Citation } from '../book/entry.ts'
import { type Project, type Recorded, type ViewsDb, leafOf } from '../views/room.ts'
import type { MotionReferred, PositionRecorded, federationEntries } from './entries.ts'
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
CREATE INDEX members_by_body ON members (body);
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

export function federationProjector(db: ViewsDb): Project<FederationState, typeof federationEntries> {
  const addApplication = db.prepare('INSERT INTO applications VALUES (?, ?, ?, ?, ?)')
  const addMember = db.prepare('INSERT INTO members VALUES (?, ?, ?, ?)')
  const projectReferral = referralProjector(db)
  const projectPosition = positionProjector(db)
  return (recorded, before) => {
    const { book, seq, entry, type, data } = recorded
    const [cited] = entry.cites
    if (type === 'motion.referred') projectReferral(recorded, data, before)
    else if (cited === undefined) return
    else if (type === 'membership.applied') {
      addApplication.run(book, seq, cited.book, data.section, leafOf(recorded))
    } else if (type === 'membership.accepted') addMember.run(book, cited.book, data.section, seq)
    else projectPosition(recorded, data, cited, before)
  }
}

/** The electors are the members as the federation's book has them here: frozen. */
function referralProjector(db: ViewsDb) {
  const addReferral = db.prepare('INSERT INTO referrals VALUES (?, ?, ?, ?, ?, ?)')
  const addElector = db.prepare('INSERT INTO electors VALUES (?, ?, ?, ?)')
  return (recorded: Recorded, { motion, rule }: MotionReferred, before: FederationState): void => {
    const { book, seq, entry } = recorded
    addReferral.run(book, seq, motion, rule, leafOf(recorded), entry.at)
    for (const { body, section } of before.members) addElector.run(book, seq, body, section)
  }
}

/** `first` is the position of this body that stands, where this is another one. */
function positionProjector(db: ViewsDb) {
  const add = db.prepare('INSERT INTO positions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  return (
    { book, seq, entry }: Recorded,
    { vote, option }: PositionRecorded,
    referral: Citation,
    before: FederationState,
  ): void => {
    const first = before.positions[referralKey(referral)] ?? null
    add.run(book, seq, referral.book, referral.seq, referral.leaf, option, vote, first, entry.at)
  }
}

/** What a successor takes over: its members stand there from its entry 0 on. */
export function federationHeir(db: ViewsDb) {
  const add = db.prepare('INSERT INTO members VALUES (?, ?, ?, 0)')
  return (book: string, { members }: FederationState): void => {
    for (const { body, section } of members) add.run(book, body, section)
  }
}
