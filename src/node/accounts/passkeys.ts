/**
 * Passkeys: a second way into an account, beside its passphrase. An authenticator (in a phone, or on a key ring) shows by a
 * signature that its owner unlocked it, and computes a secret that nothing else can (WebAuthn's PRF extension). Under that
 * secret the account's own key is sealed once more, so that entering opens what a passphrase opens.
 *
 * Invariants
 * 1. A passkey is taken only with its secret: a signature alone could not open a signing key.
 * 2. The secret is in memory while one request is answered, and kept nowhere.
 * 3. A challenge serves once. The counter of an authenticator that counts only goes forward.
 *
 * Deliberately absent: sessions (sessions.ts), and what a browser is asked (http/).
 */
import { hkdfSync } from 'node:crypto'
import { Challenges } from '../../carriage/challenges.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import type { Sqlite } from '../node-db.ts'
import type { Accounts, Unlocked } from './accounts.ts'
import {
  type MadePasskey,
  type SecureOrigin,
  type ShownPasskey,
  verifyMade,
  verifyShown,
} from './webauthn.ts'

/** A passkey, as its owner is shown it. */
export interface Passkey {
  readonly id: string
  /** What its owner calls it. */
  readonly name: string
  /** RFC 3339, by this machine's clock. */
  readonly madeAt: string
  /** The host for which it was made: it works nowhere else. */
  readonly host: string
  readonly transports: readonly string[]
}

/** What is brought to add a passkey. */
export interface Adding {
  readonly passphrase: string
  readonly name: string
  readonly made: MadePasskey
  /** What the authenticator computed, base64url; undefined where it cannot. */
  readonly secret: string | undefined
  readonly at: string
}

interface PasskeyRow {
  id: string
  account: string
  name: string
  made_at: string
  host: string
  public_key: Buffer
  counter: number
  transports: string
  sealed: Buffer
}

/** What authenticators compute an account's secret from: the same for all, for which passkey is shown is not known before. */
export const secretSalt = 'apachita/passkey/v1'

/** How long a page with a challenge may stay open. */
const challengeLifeMs = 3_600_000
const mostOfAnAccount = 10
const maxNameLength = 80

export class Passkeys {
  readonly #db: Sqlite
  readonly #accounts: Accounts
  readonly #challenges: Challenges

  /** `now`: milliseconds that only run forward. */
  constructor(db: Sqlite, accounts: Accounts, now: () => number) {
    this.#db = db
    this.#accounts = accounts
    this.#challenges = new Challenges(now, challengeLifeMs)
  }

  challenge(): string {
    return this.#challenges.give()
  }

  /** The oldest first. */
  of(account: string): Passkey[] {
    return this.#db
      .prepare<[string], PasskeyRow>('SELECT * FROM passkeys WHERE account = ? ORDER BY made_at, id')
      .all(account)
      .map(({ id, name, made_at: madeAt, host, transports }) => ({
        id,
        name,
        madeAt,
        host,
        transports: JSON.parse(transports) as string[],
      }))
  }

  /**
   * Adds a passkey to an account. Refused: `passkey-without-secret`, `too-many-passkeys`, `passkey-late`, `passkey-refused`,
   * and what a passphrase is refused for.
   */
  async add(
    unlocked: Unlocked,
    { passphrase, name, made, secret, at }: Adding,
    place: SecureOrigin,
    address: string,
  ): Promise<Result<void, Refusal>> {
    const { account } = unlocked
    const opening = openingOf(account, made.id, secret)
    if (opening === undefined) return refuse({ type: 'passkey-without-secret' })
    if (this.of(account).length >= mostOfAnAccount)
      return refuse({ type: 'too-many-passkeys', most: mostOfAnAccount })
    const asked = this.#asked()
    const verifier = await verifyMade(made, place, asked.isAsked)
    if (verifier === undefined) return refuse(asked.refusal())
    const purpose = purposeOf(account, made.id)
    const sealed = await this.#accounts.sealBeside(unlocked, passphrase, address, opening, purpose)
    if (!sealed.ok) return sealed
    const shown = name.normalize('NFC').trim().slice(0, maxNameLength)
    const { publicKey, counter } = verifier
    const { changes } = this.#db
      .prepare('INSERT INTO passkeys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
      .run(
        made.id,
        account,
        shown,
        at,
        place.host,
        publicKey,
        counter,
        JSON.stringify(made.transports),
        sealed.value,
      )
    return changes === 1 ? accept(undefined) : refuse({ type: 'passkey-refused' })
  }

  /** Opens an account. Refused: `passkey-unknown`, `passkey-late`, `passkey-refused`, `too-many-tries`. */
  async enter(
    shown: ShownPasskey,
    secret: string | undefined,
    place: SecureOrigin,
    address: string,
  ): Promise<Result<Unlocked, Refusal>> {
    const row = this.#db.prepare<[string], PasskeyRow>('SELECT * FROM passkeys WHERE id = ?').get(shown.id)
    const name = row === undefined ? undefined : this.#accounts.nameOf(row.account)
    const { tries } = this.#accounts
    const may = await tries.take({ name, address, device: undefined })
    if (!may.ok) return may
    const opened =
      row === undefined || name === undefined
        ? refuse({ type: 'passkey-unknown' })
        : await this.#open(row, shown, secret, place)
    if (opened.ok) await may.value.succeeded()
    else if (opened.error.type === 'passkey-late') await may.value.giveBack()
    return opened
  }

  async #open(
    { id, account, public_key: publicKey, counter, sealed }: PasskeyRow,
    shown: ShownPasskey,
    secret: string | undefined,
    place: SecureOrigin,
  ): Promise<Result<Unlocked, Refusal>> {
    const asked = this.#asked()
    const signed = await verifyShown(shown, { publicKey, counter }, place, asked.isAsked)
    if (signed === undefined) return refuse(asked.refusal())
    const isOwners = shown.userHandle === Buffer.from(account).toString('base64url')
    const opening = isOwners ? openingOf(account, id, secret) : undefined
    const unlocked =
      opening === undefined
        ? undefined
        : this.#accounts.openBySeal(account, opening, purposeOf(account, id), sealed)
    // It may have been removed, or used elsewhere, while it was checked.
    if (unlocked === undefined || !this.#count(id, signed)) return refuse({ type: 'passkey-refused' })
    return accept(unlocked)
  }

  /** Notes how often a passkey signed; false where that is no more than was noted before. */
  #count(id: string, signed: number): boolean {
    const { changes } = this.#db
      .prepare('UPDATE passkeys SET counter = ? WHERE id = ? AND (counter < ? OR (counter = 0 AND ? = 0))')
      .run(signed, id, signed, signed)
    return changes === 1
  }

  /** Spends the challenge that is answered, and tells a late answer from a false one. */
  #asked() {
    let isLate = false
    return {
      isAsked: (challenge: string): boolean => {
        const isFresh = this.#challenges.spend(challenge)
        isLate = !isFresh
        return isFresh
      },
      refusal: (): Refusal => ({ type: isLate ? 'passkey-late' : 'passkey-refused' }),
    }
  }

  remove(account: string, id: string): void {
    this.#db.prepare('DELETE FROM passkeys WHERE account = ? AND id = ?').run(account, id)
  }

  removeAll(account: string): void {
    this.#db.prepare('DELETE FROM passkeys WHERE account = ?').run(account)
  }
}

const purposeOf = (account: string, id: string): string => `${account}/passkey/${id}`

/** The key under which an account's key is sealed: HKDF (RFC 5869) of an authenticator's 32 bytes; undefined if they are not. */
function openingOf(account: string, id: string, secret: string | undefined): Uint8Array | undefined {
  const bytes = Buffer.from(secret ?? '', 'base64url')
  if (bytes.length !== 32) return undefined
  return new Uint8Array(hkdfSync('sha256', bytes, '', `${secretSalt}\n${purposeOf(account, id)}`, 32))
}
