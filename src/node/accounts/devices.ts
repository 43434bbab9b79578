/** Whose names a shared device shows at the sign-in page: only a name, never a key. */
import { createHash } from 'node:crypto'
import type { Sqlite } from '../node-db.ts'

const hashOf = (token: string): string => createHash('sha256').update(`device ${token}`).digest('base64url')

export class Devices {
  readonly #db: Sqlite

  constructor(db: Sqlite) {
    this.#db = db
  }

  remember(token: string, account: string): void {
    this.#db.prepare('INSERT INTO devices VALUES (?, ?) ON CONFLICT DO NOTHING').run(hashOf(token), account)
  }

  forget(token: string, account: string): void {
    this.#db.prepare('DELETE FROM devices WHERE device = ? AND account = ?').run(hashOf(token), account)
  }

  /** Whether an account was opened there, and not forgotten since. */
  knows(token: string, account: string): boolean {
    const row = this.#db
      .prepare<[string, string], unknown>('SELECT 1 FROM devices WHERE device = ? AND account = ?')
      .get(hashOf(token), account)
    return row !== undefined
  }

  /** By name. */
  accountsOn(token: string): { account: string; name: string }[] {
    return this.#db
      .prepare<[string], { account: string; name: string }>(
        `SELECT accounts.id AS account, name FROM devices JOIN accounts ON accounts.id = devices.account
         WHERE device = ? ORDER BY folded`,
      )
      .all(hashOf(token))
  }
}
