/** Rows of bodies and of the nodes they admit. */
import type { Project, ViewsDb } from '../views/room.ts'
import type { BodyFounded, bodiesEntries } from './entries.ts'
import type { BodiesState } from './state.ts'

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

export function bodiesProjector(db: ViewsDb): Project<BodiesState, typeof bodiesEntries> {
  const addBody = db.prepare(
    `INSERT INTO bodies VALUES (${Array.from({ length: 15 }, () => '?').join(', ')})`,
  )
  const addAdmission = db.prepare('INSERT INTO node_admissions VALUES (?, ?, ?, ?, ?, ?, ?)')
  return ({ book, seq, entry, type, data }) => {
    if (type === 'body.founded') addBody.run(book, ...foundingColumns(data), entry.at)
    else if (type === 'node.admitted') {
      const { node, name, country, request, cosign } = data
      addAdmission.run(book, seq, node, name, country, request, cosign)
    }
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
    JSON.stringify(data.officers),
    data.demonstration === true ? 1 : 0,
  ]
}
