/** Rows of takers, orders, terms, excuses and things handed on. */
import type { Project, RecordedOf, ViewsDb } from '../views/room.ts'
import type { Item, officesEntries } from './entries.ts'
import type { OfficesState } from './state.ts'

export const officesTables = `
CREATE TABLE takers (
  book TEXT NOT NULL, taker TEXT NOT NULL, kind TEXT NOT NULL, name TEXT, away INTEGER NOT NULL, seq INTEGER NOT NULL,
  gone INTEGER, PRIMARY KEY (book, taker)
) STRICT, WITHOUT ROWID;
CREATE TABLE taker_parts (
  book TEXT NOT NULL, seq INTEGER NOT NULL, part TEXT NOT NULL, whole TEXT NOT NULL, PRIMARY KEY (book, seq, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE turn_orders (
  book TEXT NOT NULL, seq INTEGER NOT NULL, post TEXT NOT NULL, motion INTEGER, takers INTEGER NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE office_terms (
  book TEXT NOT NULL, seq INTEGER NOT NULL, post TEXT NOT NULL, taker TEXT, persons TEXT NOT NULL, name TEXT,
  at TEXT NOT NULL, until TEXT, sent INTEGER NOT NULL, substitute INTEGER NOT NULL, counts INTEGER NOT NULL, ended INTEGER,
  ended_at TEXT, reason TEXT, recall INTEGER, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE office_excuses (
  book TEXT NOT NULL, seq INTEGER NOT NULL, post TEXT NOT NULL, taker TEXT NOT NULL, reason TEXT NOT NULL,
  round INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE office_things (
  book TEXT NOT NULL, seq INTEGER NOT NULL, place INTEGER NOT NULL, term INTEGER NOT NULL, is_handed INTEGER NOT NULL,
  thing TEXT NOT NULL, quantity TEXT NOT NULL, unit TEXT, condition TEXT NOT NULL, why TEXT,
  PRIMARY KEY (book, seq, place)
) STRICT, WITHOUT ROWID;
`

type OfOffices = RecordedOf<typeof officesEntries>

export function officesProjector(db: ViewsDb): Project<OfficesState, typeof officesEntries> {
  const projectTaker = takerProjector(db)
  const projectTerm = termProjector(db)
  const addOrder = db.prepare('INSERT INTO turn_orders VALUES (?, ?, ?, ?, ?, ?)')
  const addExcuse = db.prepare('INSERT INTO office_excuses VALUES (?, ?, ?, ?, ?, ?, ?)')
  return (recorded, before) => {
    const { book, seq, entry, type, data } = recorded
    if (type === 'turn.adopted' || type === 'turn.continued') {
      const motion = type === 'turn.adopted' ? data.motion : null
      addOrder.run(book, seq, data.post, motion, data.order.length, entry.at)
    } else if (type === 'term.excused') {
      const turn = before.turns[data.post]
      const round = turn === undefined ? 0 : turn.round + (turn.queue.length === 0 ? 1 : 0)
      addExcuse.run(book, seq, data.post, data.taker, data.reason, round, entry.at)
    }
    projectTaker(recorded)
    projectTerm(recorded, before)
  }
}

function takerProjector(db: ViewsDb) {
  const put = db.prepare(
    `INSERT INTO takers VALUES (?, ?, ?, ?, ?, ?, NULL)
     ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name, away = excluded.away, gone = NULL`,
  )
  const move = db.prepare('UPDATE takers SET away = ? WHERE book = ? AND taker = ?')
  const go = db.prepare('UPDATE takers SET gone = ? WHERE book = ? AND taker = ?')
  const copy = db.prepare(
    `INSERT INTO takers SELECT book, ?, kind, name, away, ?, NULL FROM takers WHERE book = ? AND taker = ?
     ON CONFLICT DO UPDATE SET kind = excluded.kind, away = excluded.away, gone = NULL`,
  )
  const addPart = db.prepare('INSERT INTO taker_parts VALUES (?, ?, ?, ?)')
  return ({ book, seq, type, data }: OfOffices): void => {
    if (type === 'taker.registered') {
      const name = data.name === undefined ? null : JSON.stringify(data.name)
      put.run(book, data.taker, data.by, name, data.away === true ? 1 : 0, seq)
    } else if (type === 'taker.moved') move.run(data.away ? 1 : 0, book, data.taker)
    else if (type === 'taker.left') go.run(seq, book, data.taker)
    else if (type === 'taker.split') {
      for (const part of data.into) {
        if (part === data.taker) continue
        copy.run(part, seq, book, data.taker)
        addPart.run(book, seq, part, data.taker)
      }
      if (!data.into.includes(data.taker)) go.run(seq, book, data.taker)
    }
  }
}

/** A term's taker is whose turn it was when it began, whatever it has split into since. */
function termProjector(db: ViewsDb) {
  const start = db.prepare(
    'INSERT INTO office_terms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)',
  )
  const end = db.prepare(
    'UPDATE office_terms SET ended = ?, ended_at = ?, reason = ? WHERE book = ? AND seq = ?',
  )
  const recall = db.prepare('UPDATE office_terms SET recall = ? WHERE book = ? AND seq = ?')
  const addThing = db.prepare('INSERT INTO office_things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const addThings = (
    { book, seq }: OfOffices,
    term: number,
    isHanded: boolean,
    items: readonly Item[],
  ): void => {
    for (const [place, { thing, quantity, unit, condition, why }] of items.entries()) {
      const about = [thing, quantity, unit ?? null, condition, why ?? null]
      addThing.run(book, seq, place, term, isHanded ? 1 : 0, ...about)
    }
  }
  return (recorded: OfOffices, before: OfficesState): void => {
    const { book, seq, entry, type, data } = recorded
    if (type === 'term.started') {
      const { post, taker, persons, name, until, sent, substitutes, counts, received = [] } = data
      const isTurn = substitutes === undefined || counts === true
      const holders = [post, taker ?? null, JSON.stringify(persons), name ?? null]
      const isSubstitute = substitutes !== undefined
      const when = [entry.at, until ?? null, sent === true ? 1 : 0, isSubstitute ? 1 : 0, isTurn ? 1 : 0]
      start.run(book, seq, ...holders, ...when)
      addThings(recorded, seq, false, [...(before.held[post] ?? []), ...received])
    } else if (type === 'term.ended') {
      end.run(seq, entry.at, data.reason, book, data.term)
      addThings(recorded, data.term, true, data.handed ?? [])
    } else if (type === 'office.recalled') recall.run(data.motion, book, data.term)
  }
}

/** What a successor goes on with: takers, and terms that run, with what was received (`inheritOffices`). */
export function officesHeir(db: ViewsDb) {
  const addTaker = db.prepare('INSERT INTO takers VALUES (?, ?, ?, ?, ?, ?, NULL)')
  const addTerm = db.prepare(
    'INSERT INTO office_terms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)',
  )
  const addThing = db.prepare('INSERT INTO office_things VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?)')
  return (book: string, { takers, terms }: OfficesState): void => {
    const all = Object.entries(takers)
    for (const [at, [taker, { by, name, away }]] of all.entries()) {
      const named = name === undefined ? null : JSON.stringify(name)
      addTaker.run(book, taker, by, named, away ? 1 : 0, at - all.length)
    }
    for (const [seq, { post, taker, persons, received, began }] of Object.entries(terms)) {
      const { at, until, name, sent, isSubstitute, counts } = began
      const when = [at, until ?? null, ...[sent, isSubstitute, counts].map((is) => (is ? 1 : 0))]
      addTerm.run(book, Number(seq), post, taker, JSON.stringify(persons), name ?? null, ...when)
      for (const [place, { thing, quantity, unit, condition, why }] of received.entries())
        addThing.run(
          book,
          Number(seq),
          place,
          Number(seq),
          thing,
          quantity,
          unit ?? null,
          condition,
          why ?? null,
        )
    }
  }
}
