/** Rows of delegates, mandates and votes, and of what is put on record. */
import { type Project, type Recorded, type ViewsDb, leafOf } from '../views/room.ts'
import type { federationEntries } from './entries.ts'
import { citedOfMembers, isFrozen } from './members.ts'
import type { FederationState } from './state.ts'

export const delegatesTables = `
CREATE TABLE delegates_sent (
  book TEXT NOT NULL, seq INTEGER NOT NULL, federation TEXT NOT NULL, person TEXT NOT NULL, mandate TEXT NOT NULL,
  leaf TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX delegates_sent_to ON delegates_sent (federation, book);
CREATE TABLE delegate_recalls (
  book TEXT NOT NULL, seq INTEGER NOT NULL, federation TEXT NOT NULL, person TEXT NOT NULL, known INTEGER NOT NULL,
  reason TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX delegate_recalls_from ON delegate_recalls (federation, book);
CREATE TABLE mandates (
  book TEXT NOT NULL, seq INTEGER NOT NULL, on_book TEXT NOT NULL, on_seq INTEGER NOT NULL, option TEXT NOT NULL,
  vote INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX mandates_on ON mandates (on_book, on_seq, book);
CREATE TABLE delegates_there (
  book TEXT NOT NULL, session INTEGER NOT NULL, body TEXT NOT NULL, person TEXT NOT NULL, seq INTEGER NOT NULL,
  sent_book TEXT NOT NULL, sent_seq INTEGER NOT NULL, sent_leaf TEXT NOT NULL, PRIMARY KEY (book, session, body, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE delegate_decisions (
  book TEXT NOT NULL, motion INTEGER NOT NULL, seq INTEGER NOT NULL, rule TEXT NOT NULL, session INTEGER NOT NULL,
  outcome TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (book, motion)
) STRICT, WITHOUT ROWID;
CREATE TABLE delegate_votes (
  book TEXT NOT NULL, motion INTEGER NOT NULL, body TEXT NOT NULL, person TEXT NOT NULL, option TEXT NOT NULL,
  seq INTEGER NOT NULL, sent_book TEXT NOT NULL, sent_seq INTEGER NOT NULL, sent_leaf TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (book, motion, body)
) STRICT, WITHOUT ROWID;
CREATE INDEX delegate_votes_of ON delegate_votes (body, book);
`

export const recordTables = `
CREATE TABLE on_record (
  book TEXT NOT NULL, seq INTEGER NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL, text TEXT NOT NULL, country TEXT,
  motion INTEGER, source TEXT, answers_book TEXT, answers_seq INTEGER, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX on_record_answers ON on_record (answers_book, answers_seq);
`

type OfFederation = Parameters<Project<FederationState, typeof federationEntries>>[0]
type Of<Type extends OfFederation['type']> = Extract<OfFederation, { readonly type: Type }>

export function delegatesProjector(db: ViewsDb) {
  const send = db.prepare('INSERT INTO delegates_sent VALUES (?, ?, ?, ?, ?, ?, ?)')
  const recall = db.prepare('INSERT INTO delegate_recalls VALUES (?, ?, ?, ?, ?, ?)')
  const tell = db.prepare('INSERT INTO mandates VALUES (?, ?, ?, ?, ?, ?, ?)')
  const addPresent = db.prepare('INSERT INTO delegates_there VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const projectVotes = votesProjector(db)
  return (recorded: OfFederation, before: FederationState): void => {
    const { book, seq, entry, type, data } = recorded
    const [cited] = entry.cites
    if (cited === undefined && type !== 'delegates.voted') return
    if (type === 'delegate.sent')
      send.run(book, seq, cited?.book, data.person, data.mandate, leafOf(recorded), entry.at)
    else if (type === 'delegate.recalled') {
      const known = Math.max(...entry.cites.map((one) => one.seq))
      recall.run(book, seq, cited?.book, data.person, known, JSON.stringify(data.reason))
    } else if (type === 'mandate.given')
      tell.run(book, seq, cited?.book, cited?.seq, data.option, data.vote, entry.at)
    else if (type === 'delegates.present') {
      const bodies = citedOfMembers(entry)
      for (const [at, sent] of entry.cites.entries()) {
        const delegate = [bodies[at]?.book, data.persons[at]]
        addPresent.run(book, data.session, ...delegate, seq, sent.book, sent.seq, sent.leaf)
      }
    } else if (type === 'delegates.voted') projectVotes(recorded, before)
  }
}

/** The members as the federation's book has them here, and which of them are frozen. */
export function electorsProjector(db: ViewsDb) {
  const add = db.prepare('INSERT INTO electors VALUES (?, ?, ?, ?, ?, ?, ?)')
  return ({ book, seq }: Recorded, state: FederationState): void => {
    for (const member of state.members) {
      if (member.ended !== undefined) continue
      const { body, section, heard, heardIn = body } = member
      add.run(book, seq, body, section, heardIn, heard, isFrozen(state, member) ? 1 : 0)
    }
  }
}

/** The last page freezes who was entitled, as a referral does. */
function votesProjector(db: ViewsDb) {
  const forget = db.prepare('DELETE FROM delegate_votes WHERE book = ? AND motion = ?')
  const add = db.prepare('INSERT INTO delegate_votes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const decide = db.prepare('INSERT INTO delegate_decisions VALUES (?, ?, ?, ?, ?, ?, ?)')
  const addElectors = electorsProjector(db)
  return (recorded: Of<'delegates.voted'>, before: FederationState): void => {
    const { book, seq, entry, data } = recorded
    const { motion, page, votes, outcome } = data
    if (page === 1) forget.run(book, motion)
    const bodies = citedOfMembers(entry)
    for (const [at, sent] of entry.cites.entries()) {
      const said = [bodies[at]?.book, votes[at]?.person, votes[at]?.option]
      add.run(book, motion, ...said, seq, sent.book, sent.seq, sent.leaf, entry.at)
    }
    if (outcome === undefined) return
    decide.run(book, motion, seq, data.rule, data.session, outcome, entry.at)
    addElectors(recorded, before)
  }
}

/** `who`: to whom, of an opinion; by whom, of an answer. */
export function recordProjector(db: ViewsDb) {
  const add = db.prepare('INSERT INTO on_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  return ({ book, seq, entry, type, data }: OfFederation): void => {
    const [cited] = entry.cites
    const put = (
      what: string,
      who: string,
      { country = null, motion = null, source = null }: Record<string, string | number | null | undefined>,
      answered?: { readonly book: string; readonly seq: number },
    ): void => {
      const text = 'text' in data ? JSON.stringify(data.text) : ''
      add.run(
        book,
        seq,
        what,
        who,
        text,
        country,
        motion,
        source,
        answered?.book ?? null,
        answered?.seq ?? null,
        entry.at,
      )
    }
    if (type === 'standing.recorded') put(data.what, data.who, { source: data.source })
    else if (type === 'objection.recorded') {
      const { country, motion, source } = data
      put('objection', data.who, { country, motion, source })
    } else if (type === 'opinion.addressed') put('opinion', data.to, { motion: data.motion })
    else if (type === 'opinion.answered') put('answer', data.by, { source: data.source }, cited)
  }
}
