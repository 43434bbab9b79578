/** Statements compiled once a file: compiling one costs several times what a row does. */
import type Database from 'better-sqlite3'

type Db = Database.Database

const statements = new WeakMap<Db, Map<string, Database.Statement>>()

/** The statement of an SQL text. For texts written in the program, which are few. */
export function prepared<Parameters extends unknown[] = unknown[], Row = unknown>(
  db: Db,
  sql: string,
): Database.Statement<Parameters, Row> {
  const known = statements.get(db) ?? new Map<string, Database.Statement>()
  statements.set(db, known)
  const statement = known.get(sql) ?? db.prepare(sql)
  known.set(sql, statement)
  return statement as Database.Statement<Parameters, Row>
}
