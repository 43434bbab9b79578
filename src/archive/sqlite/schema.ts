/**
 * books.db: what a node holds. Every key starts with the book; `num` stands for its id inside this file only. `apart` keeps a
 * blob's bytes out of the pages that rows share: on pages of their own they are overwritten whole when they go.
 */
import Database from 'better-sqlite3'

export type Sqlite = Database.Database

const schema = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS books (
  num INTEGER PRIMARY KEY, book TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, root BLOB NOT NULL,
  range BLOB NOT NULL, checkpoint BLOB NOT NULL, change INTEGER NOT NULL, content_change INTEGER NOT NULL DEFAULT 0,
  settled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS changes (change INTEGER PRIMARY KEY, num INTEGER NOT NULL, size_before INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS bundles (
  num INTEGER NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (num, n)
) STRICT;
CREATE TABLE IF NOT EXISTS tail (
  num INTEGER NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL, leaf BLOB NOT NULL, PRIMARY KEY (num, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tiles (
  num INTEGER NOT NULL, level INTEGER NOT NULL, n INTEGER NOT NULL, hashes BLOB NOT NULL,
  PRIMARY KEY (num, level, n)
) STRICT;
CREATE TABLE IF NOT EXISTS cosignatures (
  num INTEGER NOT NULL, witness TEXT NOT NULL, size INTEGER NOT NULL, line TEXT NOT NULL, change INTEGER NOT NULL,
  PRIMARY KEY (num, witness)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fork_proofs (
  num INTEGER NOT NULL, seq INTEGER NOT NULL, proof TEXT NOT NULL, change INTEGER NOT NULL, PRIMARY KEY (num, seq)
) STRICT;
CREATE TABLE IF NOT EXISTS vouchings (
  num INTEGER NOT NULL, seq INTEGER NOT NULL, witness TEXT NOT NULL, leaf TEXT NOT NULL, vouching TEXT NOT NULL,
  PRIMARY KEY (num, seq, witness, leaf)
) STRICT;
CREATE TABLE IF NOT EXISTS asides (
  num INTEGER NOT NULL, place INTEGER NOT NULL, from_seq INTEGER NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL,
  checkpoint BLOB NOT NULL, handovers TEXT NOT NULL, cosignatures TEXT NOT NULL, change INTEGER NOT NULL,
  PRIMARY KEY (num, place)
) STRICT;
CREATE TABLE IF NOT EXISTS aside_entries (
  num INTEGER NOT NULL, place INTEGER NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (num, place, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS aside_contents (
  num INTEGER NOT NULL, place INTEGER NOT NULL, seq INTEGER NOT NULL, salt BLOB NOT NULL, inside BLOB NOT NULL,
  PRIMARY KEY (num, place, seq)
) STRICT;
CREATE TABLE IF NOT EXISTS contents (
  num INTEGER NOT NULL, seq INTEGER NOT NULL, salt BLOB, inside BLOB, change INTEGER NOT NULL, PRIMARY KEY (num, seq)
) STRICT;
CREATE INDEX IF NOT EXISTS contents_by_change ON contents (num, change);
CREATE TABLE IF NOT EXISTS submissions (
  num INTEGER NOT NULL, id TEXT NOT NULL, outer BLOB NOT NULL, salt BLOB, inside BLOB, change INTEGER NOT NULL,
  PRIMARY KEY (num, id)
) STRICT;
CREATE TABLE IF NOT EXISTS blobs (
  hash TEXT PRIMARY KEY, type TEXT NOT NULL, apart BLOB NOT NULL DEFAULT (zeroblob(4096)), bytes BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS handovers (
  num INTEGER NOT NULL, size INTEGER NOT NULL, checkpoint BLOB NOT NULL, PRIMARY KEY (num, size)
) STRICT, WITHOUT ROWID;
`

/** Opens (and if need be makes) a file of books; `epoch` names a new one. `:memory:` for tests. */
export function openBooksFile(path: string, epoch: string): Sqlite {
  const db = new Database(path)
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  overwriteDeleted(db)
  // Entries are written once to the log and once to their place. The log is so long (6 MB) that pages written often are copied
  // seldom, and so short that it is soon written over: a flush takes a third less where the file does not grow.
  db.pragma('wal_autocheckpoint = 1500')
  db.pragma('busy_timeout = 5000')
  keepSmall(db)
  db.exec(schema)
  addColumn(db, 'books', 'content_change', 'INTEGER NOT NULL DEFAULT 0')
  addColumn(db, 'books', 'settled', 'INTEGER NOT NULL DEFAULT 0')
  moveForks(db)
  db.prepare(`INSERT INTO meta VALUES ('epoch', ?) ON CONFLICT DO NOTHING`).run(epoch)
  return db
}

/** Of files made by an earlier version, which kept one fork a book. */
function moveForks(db: Sqlite): void {
  if (db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'forks'`).get() === undefined) return
  db.exec(
    `BEGIN; INSERT OR IGNORE INTO fork_proofs SELECT num, seq, proof, change FROM forks; DROP TABLE forks; COMMIT`,
  )
}

/**
 * SQLite would keep 16 MB of pages a file, which the operating system keeps already; folding 100,000 entries with a quarter of it
 * takes no longer.
 */
export const keepSmall = (db: Sqlite): void => void db.pragma('cache_size = -4000')

/** What is deleted is overwritten at its place, and nothing goes to a temporary file; see `rewriteTable`. */
export function overwriteDeleted(db: Sqlite): void {
  db.pragma('secure_delete = ON')
  db.pragma('temp_store = MEMORY')
}

/**
 * Writes a table's rows anew, within the caller's transaction, so that its pages are overwritten whole. A row is overwritten
 * where it last stood; when SQLite moves rows between pages, copies of them stay behind in the space between.
 */
export function rewriteTable(db: Sqlite, table: string): void {
  db.exec(`CREATE TEMP TABLE kept AS SELECT * FROM "${table}"; DELETE FROM "${table}";
    INSERT INTO "${table}" SELECT * FROM kept; DROP TABLE kept`)
}

/** The log holds pages as they were: it is emptied, so that what was overwritten is nowhere in the folder. */
export const forgetLog = (db: Sqlite): void => void db.pragma('wal_checkpoint(TRUNCATE)')

/** A column that files made by an earlier version lack. `column` and `definition` are the program's own words. */
export function addColumn(db: Sqlite, table: string, column: string, definition: string): void {
  const columns = db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)').all(table)
  if (columns.every(({ name }) => name !== column))
    db.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}`)
}
