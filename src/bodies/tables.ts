/** Rows of bodies and of the nodes they admit. */
import { prepared } from '../views/prepared.ts'
import type { Recorded, ViewsDb } from '../views/room.ts'
import { bodyFounded, nodeAdmitted } from './entries.ts'

export const bodiesTables = `
CREATE TABLE bodies (
  book TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, region TEXT,
  lon REAL, lat REAL, population INTEGER, population_note TEXT, standing TEXT, sources TEXT,
  charter TEXT NOT NULL, officers TEXT NOT NULL, demonstration INTEGER NOT NULL, founded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE node_admissions (
  book TEXT NOT NULL, seq INTEGER NOT NULL, node TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL,
  request TEXT NOT NULL, cosign TEXT NOT NULL, PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX node_admissions_by_node ON node_admissions (node);
`

export function projectBodies(db: ViewsDb, { book, seq, entry }: Recorded): void {
  if (entry.type === 'body.founded') projectFounding(db, book, entry.at, bodyFounded.parse(entry.data))
  if (entry.type === 'node.admitted') {
    const { node, name, country, request, cosign } = nodeAdmitted.parse(entry.data)
    prepared(db, 'INSERT INTO node_admissions VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      book,
      seq,
      node,
      name,
      country,
      request,
      cosign,
    )
  }
}

function projectFounding(
  db: ViewsDb,
  book: string,
  at: string,
  data: ReturnType<typeof bodyFounded.parse>,
): void {
  const { population, place } = data
  prepared(db, `INSERT INTO bodies VALUES (${Array.from({ length: 15 }, () => '?').join(', ')})`).run(
    book,
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
    JSON.stringify(data.officers),
    data.demonstration === true ? 1 : 0,
    at,
  )
}
