/**
 * Access tokens: how a person's own program has done what the person may do, without the passphrase. Under what a token holds
 * the account's key is sealed once more, as it is for a passkey.
 *
 * Invariants
 * 1. A token is shown once, when it is made; what is kept here opens nothing.
 * 2. It has the person's own rights in every body, no others, and never those of whoever runs the machine.
 * 3. It serves until its owner removes it, or the account goes. A backup holds none.
 */
import { hkdfSync, randomBytes } from 'node:crypto'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import { newId } from '../new-id.ts'
import type { Sqlite } from '../node-db.ts'
import type { Accounts, Unlocked } from './accounts.ts'

/** A token, as its owner is shown it later. */
export interface AccessToken {
  readonly id: string
  /** What its owner calls the program. */
  readonly name: string
  /** RFC 3339, by this machine's clock. */
  readonly madeAt: string
}

interface TokenRow {
  readonly account: string
  readonly sealed: Buffer
}

const prefix = 'apachita_'
const mostOfAnAccount = 10
const maxNameLength = 80

/** Whether a text is meant for one: what a secret scanner looks for. */
export const isAccessToken = (text: string): boolean => text.startsWith(prefix)

const openingOf = (secret: string): Uint8Array =>
  new Uint8Array(
    hkdfSync('sha256', Buffer.from(secret, 'base64url'), new Uint8Array(), 'apachita/access-token/v1', 32),
  )

const purposeOf = (account: string, id: string): string => `${account}/token/${id}`

export class AccessTokens {
  readonly #db: Sqlite
  readonly #accounts: Accounts

  constructor(db: Sqlite, accounts: Accounts) {
    this.#db = db
    this.#accounts = accounts
  }

  /**
   * Makes one; the passphrase is asked again, so that an account left open on a shared device gains none. Refused:
   * `too-many-tokens`, `input-invalid`, `sign-in-refused`, `too-many-tries`.
   */
  async make(
    unlocked: Unlocked,
    { name, passphrase, at }: { readonly name: string; readonly passphrase: string; readonly at: string },
    address: string,
  ): Promise<Result<{ readonly id: string; readonly token: string }, Refusal>> {
    const { account } = unlocked
    const shown = name.normalize('NFC').trim().slice(0, maxNameLength)
    if (shown === '') return refuse({ type: 'input-invalid', field: 'program' })
    if (this.of(account).length >= mostOfAnAccount)
      return refuse({ type: 'too-many-tokens', most: mostOfAnAccount })
    const [id, secret] = [newId(), randomBytes(32).toString('base64url')]
    const purpose = purposeOf(account, id)
    const sealed = await this.#accounts.sealBeside(unlocked, passphrase, address, openingOf(secret), purpose)
    if (!sealed.ok) return sealed
    this.#db
      .prepare('INSERT INTO access_tokens VALUES (?, ?, ?, ?, ?)')
      .run(id, account, shown, at, sealed.value)
    return accept({ id, token: `${prefix}${id}_${secret}` })
  }

  /** The account that a token opens; undefined where it opens none, or no longer. */
  open(token: string): Unlocked | undefined {
    const [, id = '', secret = ''] = /^apachita_([a-z0-9]{1,40})_([\w-]{43})$/.exec(token) ?? []
    const row = this.#db
      .prepare<[string], TokenRow>('SELECT account, sealed FROM access_tokens WHERE id = ?')
      .get(id)
    if (row === undefined) return undefined
    return this.#accounts.openBySeal(row.account, openingOf(secret), purposeOf(row.account, id), row.sealed)
  }

  /** An account's own, the oldest first. */
  of(account: string): AccessToken[] {
    return this.#db
      .prepare<[string], AccessToken>(
        'SELECT id, name, made_at AS madeAt FROM access_tokens WHERE account = ? ORDER BY made_at, id',
      )
      .all(account)
  }

  /** Removes one of an account's own. */
  remove(account: string, id: string): void {
    this.#db.prepare('DELETE FROM access_tokens WHERE account = ? AND id = ?').run(account, id)
  }
}
