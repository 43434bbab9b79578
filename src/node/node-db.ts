/**
 * node.db: what belongs to this machine and is never carried: keys, which books it writes and follows, how and when
 * things arrived, what peers were heard to hold. It also is the folder's lock: SQLite's exclusive lock ends with the
 * process, however that ends.
 */
import Database from 'better-sqlite3'
import { addColumn } from '../archive/sqlite/schema.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'

export type Sqlite = Database.Database

const schema = `
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS keys (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hosted (
  book TEXT PRIMARY KEY, officer TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS awaited (
  book TEXT NOT NULL, node TEXT NOT NULL, PRIMARY KEY (book, node)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS added (book TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unfollowed (book TEXT PRIMARY KEY, bytes INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS arrivals (
  book TEXT PRIMARY KEY, at TEXT NOT NULL, via TEXT NOT NULL, size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS peers (
  url TEXT PRIMARY KEY, node TEXT, pull_epoch TEXT, pull_change INTEGER, failure TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS heard (node TEXT PRIMARY KEY, at TEXT NOT NULL, via TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS holdings (
  node TEXT NOT NULL, book TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL, side TEXT NOT NULL,
  held TEXT NOT NULL DEFAULT '[]', sealed TEXT NOT NULL DEFAULT '', PRIMARY KEY (node, book)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS wanted (node TEXT PRIMARY KEY, hashes TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refusals (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, source TEXT NOT NULL, book TEXT, type TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS translation_imports (
  id INTEGER PRIMARY KEY, language TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, reviewers TEXT NOT NULL,
  messages INTEGER NOT NULL, digest TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS translations (
  language TEXT NOT NULL, key TEXT NOT NULL, message TEXT NOT NULL, import INTEGER NOT NULL, PRIMARY KEY (language, key)
) STRICT, WITHOUT ROWID;
`

/** Opens the file and holds it until the process ends; a second process is refused as `folder-in-use`. */
export function openNodeDb(path: string): Result<Sqlite, Refusal> {
  const db = new Database(path, { timeout: 200 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    // A key that is destroyed must be nowhere in the file.
    db.pragma('secure_delete = ON')
    db.exec(schema)
    addColumn(db, 'holdings', 'held', `TEXT NOT NULL DEFAULT '[]'`)
    addColumn(db, 'holdings', 'sealed', `TEXT NOT NULL DEFAULT ''`)
    return accept(db)
  } catch (error) {
    db.close()
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return refuse({ type: 'folder-in-use' })
    throw error
  }
}
