/** Rows of bodies and of the nodes they admit. */
import type { Project, RecordedOf, ViewsDb } from '../views/room.ts'
import type { BodyFounded, bodiesEntries } from './entries.ts'
import type { BodiesState } from './state.ts'

export const bodiesTables = `
CREATE TABLE bodies (
  book TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, region TEXT,
  lon REAL, lat REAL, population INTEGER, population_note TEXT, standing TEXT, sources TEXT,
  charter TEXT NOT NULL, demonstration INTEGER NOT NULL, founded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX bodies_listed ON bodies (country, kind, name, demonstration);
CREATE INDEX bodies_with_sections ON bodies (name) WHERE json_extract(charter, '$.sections') IS NOT NULL;
CREATE TABLE charters (
  book TEXT NOT NULL, seq INTEGER NOT NULL, charter TEXT NOT NULL, motion INTEGER, at TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE node_admissions (
  book TEXT NOT NULL, seq INTEGER NOT NULL, node TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL,
  request TEXT NOT NULL, cosign TEXT NOT NULL, age TEXT, ended INTEGER, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX node_admissions_by_node ON node_admissions (node);
CREATE TABLE person_keys (
  book TEXT NOT NULL, person TEXT NOT NULL, key TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (book, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE posts_held (
  book TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, person TEXT NOT NULL, post TEXT NOT NULL,
  name TEXT, ended INTEGER, PRIMARY KEY (book, seq, at)
) STRICT, WITHOUT ROWID;
CREATE TABLE erasures (
  book TEXT NOT NULL, seal TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (book, seal)
) STRICT, WITHOUT ROWID;
CREATE TABLE declined (
  book TEXT NOT NULL, submission TEXT NOT NULL, seq INTEGER NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (book, submission)
) STRICT, WITHOUT ROWID;
CREATE TABLE languages_on (
  book TEXT NOT NULL, language TEXT NOT NULL, seq INTEGER NOT NULL, reviewers TEXT NOT NULL, catalogue TEXT NOT NULL,
  PRIMARY KEY (book, language)
) STRICT, WITHOUT ROWID;
`

export function bodiesProjector(db: ViewsDb): Project<BodiesState, typeof bodiesEntries> {
  const addBody = db.prepare(
    `INSERT INTO bodies VALUES (${Array.from({ length: 14 }, () => '?').join(', ')})`,
  )
  const addCharter = db.prepare('INSERT INTO charters VALUES (?, ?, ?, ?, ?)')
  const setCharter = db.prepare('UPDATE bodies SET charter = ? WHERE book = ?')
  const projectNode = nodeProjector(db)
  const projectPerson = personProjector(db)
  const projectLanguage = languageProjector(db)
  const erase = db.prepare('INSERT INTO erasures VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
  const decline = db.prepare('INSERT INTO declined VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
  return (recorded) => {
    const { book, seq, entry, type, data } = recorded
    if (type === 'body.founded') {
      addBody.run(book, ...foundingColumns(data), entry.at)
      addCharter.run(book, seq, JSON.stringify(data.charter), null, entry.at)
    } else if (type === 'charter.changed') {
      addCharter.run(book, seq, JSON.stringify(data.charter), data.motion, entry.at)
      setCharter.run(JSON.stringify(data.charter), book)
    } else if (type === 'content.erased') erase.run(book, data.seal, seq)
    else if (type === 'submission.declined')
      decline.run(book, data.submission, seq, JSON.stringify(data.reason), entry.at)
    projectNode(recorded)
    projectPerson(recorded)
    projectLanguage(recorded)
  }
}

type OfBodies = RecordedOf<typeof bodiesEntries>

/** An admission ends where the node is revoked, or admitted anew. */
function nodeProjector(db: ViewsDb) {
  const add = db.prepare('INSERT INTO node_admissions VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)')
  const end = db.prepare('UPDATE node_admissions SET ended = ? WHERE book = ? AND node = ? AND ended IS NULL')
  return ({ book, seq, type, data }: OfBodies): void => {
    if (type === 'node.revoked') end.run(seq, book, data.node)
    if (type !== 'node.admitted') return
    const { node, name, country, request, cosign, age } = data
    end.run(seq, book, node)
    add.run(book, seq, node, name, country, request, cosign, age ?? null)
  }
}

/** Who signs with which key now, and every term of a post; a holder who is named holds it on under the name. */
function personProjector(db: ViewsDb) {
  const setKey = db.prepare(
    `INSERT INTO person_keys VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET key = excluded.key, seq = excluded.seq`,
  )
  const endAll = db.prepare('UPDATE posts_held SET ended = ? WHERE book = ? AND post = ? AND ended IS NULL')
  const assign = db.prepare('INSERT INTO posts_held VALUES (?, ?, ?, ?, ?, ?, NULL)')
  const end = db.prepare(
    'UPDATE posts_held SET ended = ? WHERE book = ? AND person = ? AND post = ? AND ended IS NULL',
  )
  return ({ book, seq, type, data }: OfBodies): void => {
    if (type === 'body.founded') {
      for (const { post } of data.officers) endAll.run(seq, book, post)
      for (const [at, { id, key, post }] of data.officers.entries()) {
        setKey.run(book, id, key, seq)
        assign.run(book, seq, at, id, post, null)
      }
    } else if (type === 'key.registered' || type === 'key.replaced')
      setKey.run(book, data.person, data.key, seq)
    else if (type === 'post.assigned') {
      end.run(seq, book, data.person, data.post)
      assign.run(book, seq, 0, data.person, data.post, data.name ?? null)
    } else if (type === 'post.ended') end.run(seq, book, data.person, data.post)
  }
}

/** Languages that are on now, by the last entry that turned each on. */
function languageProjector(db: ViewsDb) {
  const turnOn = db.prepare('INSERT OR REPLACE INTO languages_on VALUES (?, ?, ?, ?, ?)')
  const turnOff = db.prepare('DELETE FROM languages_on WHERE book = ? AND language = ?')
  return ({ book, seq, type, data }: OfBodies): void => {
    if (type === 'language.turned-on')
      turnOn.run(book, data.language, seq, JSON.stringify(data.reviewers), data.catalogue)
    else if (type === 'language.turned-off') turnOff.run(book, data.language)
  }
}

/** What a successor takes over: it stands before its own entry 0. */
export function bodiesHeir(db: ViewsDb) {
  const addKey = db.prepare('INSERT INTO person_keys VALUES (?, ?, ?, -1)')
  const assign = db.prepare('INSERT INTO posts_held VALUES (?, -1, ?, ?, ?, ?, NULL)')
  const admit = db.prepare('INSERT INTO node_admissions VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)')
  const turnOn = db.prepare('INSERT INTO languages_on VALUES (?, ?, -1, ?, ?)')
  return (book: string, { keys, posts, nodes, languagesOn }: BodiesState): void => {
    for (const [person, key] of Object.entries(keys)) addKey.run(book, person, key)
    for (const [at, { person, post, name }] of posts.entries())
      assign.run(book, at, person, post, name ?? null)
    const admitted = Object.entries(nodes).filter(([, { isAdmitted }]) => isAdmitted)
    for (const [at, [node, { name, country, request, cosign, age }]] of admitted.entries())
      admit.run(book, -1 - at, node, name, country, request, cosign, age ?? null)
    for (const [language, { reviewers, catalogue }] of Object.entries(languagesOn))
      turnOn.run(book, language, JSON.stringify(reviewers), catalogue)
  }
}

/** What the founding says of a body, from `name` to `demonstration`. */
function foundingColumns(data: BodyFounded): (string | number | null)[] {
  const { population, place } = data
  return [
    JSON.stringify(data.name),
    data.kind,
    data.country ?? data.countries?.join(';') ?? '',
    data.region ?? null,
    place === undefined ? null : Number(place.lon),
    place === undefined ? null : Number(place.lat),
    population?.count ?? null,
    population === undefined ? null : `${population.year} ${population.kind}`,
    data.standing ?? null,
    data.sources ?? null,
    JSON.stringify(data.charter),
    data.demonstration === true ? 1 : 0,
  ]
}
