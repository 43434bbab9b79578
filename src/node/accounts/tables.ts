/** Tables of accounts, in node.db: never carried. */
export const accountTables = `
CREATE TABLE IF NOT EXISTS accounts (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL, salt BLOB NOT NULL, stretching TEXT NOT NULL,
  sealed BLOB NOT NULL, may_found INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS accounts_by_name ON accounts (folded);
CREATE TABLE IF NOT EXISTS identities (
  account TEXT NOT NULL, book TEXT NOT NULL, person TEXT NOT NULL, key TEXT NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (account, book)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS visits (
  account TEXT NOT NULL, book TEXT NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (account, book)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passkeys (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, made_at TEXT NOT NULL, host TEXT NOT NULL,
  public_key BLOB NOT NULL, counter INTEGER NOT NULL, transports TEXT NOT NULL, sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS passkeys_by_account ON passkeys (account);
CREATE TABLE IF NOT EXISTS access_tokens (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, made_at TEXT NOT NULL, sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS access_tokens_by_account ON access_tokens (account);
CREATE TABLE IF NOT EXISTS devices (
  device TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (device, account)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS invitations (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, book TEXT, person TEXT, post TEXT, account TEXT,
  expires_ms INTEGER NOT NULL, used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pending_keys (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, account TEXT NOT NULL, book TEXT NOT NULL, person TEXT NOT NULL, post TEXT,
  key TEXT NOT NULL, replaces TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS approvals (
  pending TEXT NOT NULL, person TEXT NOT NULL, sig TEXT NOT NULL, PRIMARY KEY (pending, person)
) STRICT, WITHOUT ROWID;
`
