/**
 * Invitations: a code on a slip of paper lets one person in, once. Whoever accepts one is nobody yet: an officer compares a
 * number with the person before a key enters the book, so that a slip passed on to somebody else lets nobody in.
 *
 * Invariants
 * 1. Of a code only its SHA-256 is kept.
 * 2. A code works once, and for a week; one for recovery, for a day.
 */
import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { BookId, PersonId } from '../../book/entry.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import type { Sqlite } from '../node-db.ts'
import { Tries } from './tries.ts'

/** `open`: by the operator, to have an account here; `member`: to be a person of a body; `recovery`: to get back in. */
export type InvitationKind = 'open' | 'member' | 'recovery'

export interface Invitation {
  readonly id: string
  readonly kind: InvitationKind
  readonly book: BookId | null
  readonly person: PersonId | null
  readonly post: string | null
  /** Whose, of a recovery. */
  readonly account: string | null
}

/** Somebody accepted: a key that waits to be confirmed. */
export interface PendingKey {
  readonly id: string
  readonly kind: 'member' | 'recovery'
  readonly account: string
  readonly book: BookId
  readonly person: PersonId
  readonly post: string | null
  readonly key: string
  /** The account whose place this one takes, of a recovery. */
  readonly replaces: string | null
}

const dayMs = 24 * 3_600_000
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const codeLength = 10

const codeHash = (code: string): string => createHash('sha256').update(`invitation ${code}`).digest('base64')

/** A code as it is typed: case, spaces and dashes do not matter, nor letters that look like digits. */
export const readCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replace(/o/g, '0')
    .replace(/[il]/g, '1')
    .replace(/u/g, 'v')

const newCode = (): string => Array.from({ length: codeLength }, () => letters[randomInt(32)]).join('')

/** Six digits of a key: the same on both screens, for two people to read to each other. */
export function matchingNumber(key: string): string {
  const digest = createHash('sha256').update(`apachita/match/v1\n${key}`).digest()
  const digits = String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
  return `${digits.slice(0, 3)} ${digits.slice(3)}`
}

const wrongCodesOfAnAddress = 10

export class Invitations {
  readonly #db: Sqlite
  readonly #nowMs: () => number
  readonly #tries = new Tries(wrongCodesOfAnAddress)

  /** `nowMs`: of the machine's clock; it decides only when a slip of this machine is too old. */
  constructor(db: Sqlite, nowMs: () => number) {
    this.#db = db
    this.#nowMs = nowMs
  }

  /** The code is shown once, and not kept. */
  invite(what: Omit<Invitation, 'id'>): { readonly id: string; readonly code: string } {
    const [id, code] = [randomBytes(9).toString('base64url'), newCode()]
    const expires = this.#nowMs() + (what.kind === 'recovery' ? dayMs : 7 * dayMs)
    const { kind, book, person, post, account } = what
    this.#db
      .prepare('INSERT INTO invitations VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)')
      .run(id, codeHash(code), kind, book, person, post, account, expires)
    return { id, code: `${code.slice(0, 5)}-${code.slice(5)}` }
  }

  /** Refused: `invitation-unknown`, `invitation-expired`, `invitation-used`, `too-many-tries`. */
  async find(typed: string, address: string): Promise<Result<Invitation, Refusal>> {
    const may = await this.#tries.take(address)
    if (!may.ok) return may
    const row = this.#db
      .prepare<[string], Invitation & { expires_ms: number; used: number }>(
        'SELECT * FROM invitations WHERE code = ?',
      )
      .get(codeHash(readCode(typed)))
    if (row === undefined) return refuse({ type: 'invitation-unknown' })
    await this.#tries.giveBack(address)
    if (row.used === 1) return refuse({ type: 'invitation-used' })
    if (row.expires_ms < this.#nowMs()) return refuse({ type: 'invitation-expired' })
    const { id, kind, book, person, post, account } = row
    return accept({ id, kind, book, person, post, account })
  }

  /** False where somebody else was faster. */
  use(id: string): boolean {
    return this.#db.prepare('UPDATE invitations SET used = 1 WHERE id = ? AND used = 0').run(id).changes === 1
  }

  withdraw(book: BookId, id: string): void {
    this.#db.prepare('DELETE FROM invitations WHERE id = ? AND book = ?').run(id, book)
  }

  /** Those of a body that nobody used yet. */
  openOf(book: BookId): (Invitation & { readonly isExpired: boolean })[] {
    return this.#db
      .prepare<[string], Invitation & { expires_ms: number }>(
        'SELECT * FROM invitations WHERE book = ? AND used = 0 ORDER BY expires_ms',
      )
      .all(book)
      .map(({ id, kind, person, post, account, expires_ms: expires }) => ({
        id,
        kind,
        book,
        person,
        post,
        account,
        isExpired: expires < this.#nowMs(),
      }))
  }

  addPending(pending: Omit<PendingKey, 'id'>): string {
    const id = randomBytes(9).toString('base64url')
    const { kind, account, book, person, post, key, replaces } = pending
    this.#db
      .prepare('INSERT INTO pending_keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, kind, account, book, person, post, key, replaces)
    return id
  }

  pendingIn(book: BookId): PendingKey[] {
    return this.#db
      .prepare<[string], PendingKey>('SELECT * FROM pending_keys WHERE book = ? ORDER BY id')
      .all(book)
  }

  /** What an account waits for. */
  pendingFor(account: string): PendingKey[] {
    return this.#db.prepare<[string], PendingKey>('SELECT * FROM pending_keys WHERE account = ?').all(account)
  }

  dropPending(id: string): void {
    this.#db.transaction(() => {
      this.#db.prepare('DELETE FROM approvals WHERE pending = ?').run(id)
      this.#db.prepare('DELETE FROM pending_keys WHERE id = ?').run(id)
    })()
  }

  /** An officer's signature for another key of somebody. */
  approve(pending: string, person: PersonId, sig: string): void {
    this.#db.prepare('INSERT OR REPLACE INTO approvals VALUES (?, ?, ?)').run(pending, person, sig)
  }

  approvals(pending: string): { person: PersonId; sig: string }[] {
    return this.#db
      .prepare<[string], { person: PersonId; sig: string }>(
        'SELECT person, sig FROM approvals WHERE pending = ? ORDER BY person',
      )
      .all(pending)
  }
}
