/**
 * Accounts of people on this node: who they are in which body, and their keys.
 *
 * A passphrase is stretched (argon2id) to the key under which the account's own random key is sealed; under that, each
 * signing key. Signing in is opening the account's key: nothing else is kept to compare with. A passkey opens the same key
 * (passkeys.ts).
 *
 * Invariants
 * 1. No signing key opens without the passphrase or a passkey; while somebody is signed in, it is in memory only.
 * 2. A person has another key in every book: one key in two books would tell that two persons are one.
 * 3. An account that does not exist costs the same work and gives the same answer as a wrong passphrase.
 *
 * Deliberately absent: what a person may do (the body's own book says), sessions (sessions.ts), invitations.
 */
import { randomBytes } from 'node:crypto'
import { type PublicKey, type Signer, signerOf } from '../../book/ed25519.ts'
import type { BookId, PersonId } from '../../book/entry.ts'
import { foldName } from '../../kernel/names.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import type { Actor, Identity } from '../actor.ts'
import { newId } from '../new-id.ts'
import type { Sqlite } from '../node-db.ts'
import { Devices } from './devices.ts'
import { type Stretching, passphraseFault, stretch, usualStretching } from './passphrase.ts'
import { openUnder, sealUnder } from '../seal-key.ts'
import { accountTables } from './tables.ts'
import { SignInTries } from './tries.ts'

interface AccountRow {
  id: string
  name: string
  salt: Buffer
  stretching: string
  sealed: Buffer
  may_found: number
}

interface IdentityRow {
  book: BookId
  person: PersonId
  key: string
  sealed: Buffer
}

interface Made {
  readonly id: string
  readonly key: Uint8Array
  readonly secret: { readonly salt: Uint8Array; readonly stretching: string; readonly sealed: Uint8Array }
}

/** An account with its key open: whoever holds this can sign. */
export class Unlocked implements Actor {
  readonly account: string
  readonly name: string
  readonly #accounts: Accounts
  readonly #key: Uint8Array

  constructor(accounts: Accounts, account: string, name: string, key: Uint8Array) {
    this.#accounts = accounts
    this.account = account
    this.name = name
    this.#key = key
  }

  identityIn(book: BookId): Identity | undefined {
    return this.#accounts.openIdentity(this.account, this.#key, book)
  }

  identityForNew(toBook: (identity: Identity) => BookId): Identity {
    const seed = randomBytes(32)
    const identity = { person: newId(), signer: signerOf(seed) }
    this.#accounts.keepIdentity(this.account, this.#key, toBook(identity), identity.person, seed)
    return identity
  }

  /** A fresh key for a person this account is to be in a book. Durable before it returns. */
  newKey(book: BookId, person: PersonId): Signer {
    const seed = randomBytes(32)
    this.keep(book, person, seed)
    return signerOf(seed)
  }

  /** A key that was made elsewhere, of the person this account is in a book. Durable before it returns. */
  keep(book: BookId, person: PersonId, seed: Uint8Array): void {
    this.#accounts.keepIdentity(this.account, this.#key, book, person, seed)
  }
}

/** What a backup holds; one made before there were passkeys has none. */
const kept = ['accounts', 'identities', 'passkeys'] as const

export class Accounts {
  readonly #db: Sqlite
  readonly #stretching: Stretching
  readonly #devices: Devices
  readonly tries = new SignInTries()

  constructor(db: Sqlite, stretching: Stretching = usualStretching) {
    db.exec(accountTables)
    this.#db = db
    this.#stretching = stretching
    this.#devices = new Devices(db)
  }

  /** Makes an account. Refused: `account-name-invalid`, `account-name-taken`, and what a passphrase must be. */
  async open(name: string, passphrase: string, mayFound = false): Promise<Result<Unlocked, Refusal>> {
    const shown = name.normalize('NFC').trim().replace(/\s+/g, ' ')
    if (!isAccountName(shown)) return refuse({ type: 'account-name-invalid' })
    const fault = passphraseFault(passphrase, shown)
    if (fault !== undefined) return refuse(fault)
    const taken = refuse({ type: 'account-name-taken', name: shown })
    if (this.#rowsOf(shown).length > 0) return taken
    const made = await this.#make(passphrase)
    // Somebody else may have taken the name while the passphrase was stretched.
    if (this.#rowsOf(shown).length > 0) return taken
    return accept(this.#add(shown, made, mayFound))
  }

  /**
   * A second account of the same name and another passphrase, for somebody who lost the first: whoever made it is nobody
   * until officers give it keys, and the first goes on as it was until then. Refused: what a passphrase must be.
   */
  async openBeside(account: string, passphrase: string): Promise<Result<Unlocked, Refusal>> {
    const row = this.#byId(account)
    if (row === undefined) return refuse({ type: 'account-unknown' })
    const fault = passphraseFault(passphrase, row.name)
    if (fault !== undefined) return refuse(fault)
    return accept(this.#add(row.name, await this.#make(passphrase), false))
  }

  async #make(passphrase: string) {
    const [id, key] = [newId(), randomBytes(32)]
    return { id, key, secret: await this.#sealed(id, key, passphrase) }
  }

  #add(name: string, { id, key, secret }: Made, mayFound: boolean): Unlocked {
    this.#db
      .prepare('INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(id, name, foldName(name), secret.salt, secret.stretching, secret.sealed, mayFound ? 1 : 0)
    return new Unlocked(this, id, name, key)
  }

  /**
   * Opens an account. Refused: `sign-in-refused`, `too-many-tries`. `address`, and `device` where the browser has a name of
   * its own: where from, for counting failures.
   */
  async unlock(
    name: string,
    passphrase: string,
    address: string,
    device?: string,
  ): Promise<Result<Unlocked, Refusal>> {
    const opened = await this.#openKey(name, passphrase, address, device)
    if (!opened.ok) return opened
    const { row, key } = opened.value
    return accept(new Unlocked(this, row.id, row.name, key))
  }

  async #openKey(
    name: string,
    passphrase: string,
    address: string,
    device: string | undefined,
  ): Promise<Result<{ readonly row: AccountRow; readonly key: Uint8Array }, Refusal>> {
    const rows = this.#rowsOf(name)
    const isAtHome = device !== undefined && rows.some(({ id }) => this.#devices.knows(device, id))
    const may = await this.tries.take({ name, address, device: isAtHome ? device : undefined })
    if (!may.ok) return may
    for (const row of rows.length === 0 ? [undefined] : rows) {
      const key = await this.#keyOf(row, passphrase)
      if (row === undefined || key === undefined) continue
      await may.value.succeeded()
      return accept({ row, key })
    }
    return refuse({ type: 'sign-in-refused' })
  }

  async #keyOf(row: AccountRow | undefined, passphrase: string): Promise<Uint8Array | undefined> {
    const stretching = row === undefined ? this.#stretching : (JSON.parse(row.stretching) as Stretching)
    const opening = await stretch(passphrase.slice(0, 1000), row?.salt ?? randomBytes(16), stretching)
    return row === undefined ? undefined : openUnder(opening, row.id, row.sealed)
  }

  async #sealed(id: string, key: Uint8Array, passphrase: string) {
    const salt = randomBytes(16)
    const opening = await stretch(passphrase, salt, this.#stretching)
    return { salt, stretching: JSON.stringify(this.#stretching), sealed: sealUnder(opening, id, key) }
  }

  /** Another passphrase for the same account and keys. Refused: `sign-in-refused`, and what a passphrase must be. */
  async changePassphrase(
    { account, name }: Unlocked,
    current: string,
    next: string,
    address: string,
    device?: string,
  ): Promise<Result<void, Refusal>> {
    const opened = await this.#openKey(name, current, address, device)
    if (!opened.ok) return opened
    const fault = passphraseFault(next, name)
    if (fault !== undefined) return refuse(fault)
    const { row, key } = opened.value
    if (row.id !== account) return refuse({ type: 'sign-in-refused' })
    const { salt, stretching, sealed } = await this.#sealed(account, key, next)
    this.#db
      .prepare('UPDATE accounts SET salt = ?, stretching = ?, sealed = ? WHERE id = ?')
      .run(salt, stretching, sealed, account)
    return accept(undefined)
  }

  /**
   * The account's key sealed under another one: for a second way in. It takes the passphrase again, so that an account left
   * open on a shared device gains none. Refused: `sign-in-refused`, `too-many-tries`.
   */
  async sealBeside(
    { account, name }: Unlocked,
    passphrase: string,
    address: string,
    opening: Uint8Array,
    purpose: string,
  ): Promise<Result<Uint8Array, Refusal>> {
    const opened = await this.#openKey(name, passphrase, address, undefined)
    if (!opened.ok) return opened
    const { row, key } = opened.value
    return row.id === account ? accept(sealUnder(opening, purpose, key)) : refuse({ type: 'sign-in-refused' })
  }

  /** The account by what `sealBeside` made of its key; undefined where that does not open it. */
  openBySeal(
    account: string,
    opening: Uint8Array,
    purpose: string,
    sealed: Uint8Array,
  ): Unlocked | undefined {
    const name = this.nameOf(account)
    const key = openUnder(opening, purpose, sealed)
    return name === undefined || key === undefined ? undefined : new Unlocked(this, account, name, key)
  }

  /** One, or two where somebody who lost a passphrase waits for officers. */
  #rowsOf(name: string): AccountRow[] {
    return this.#db
      .prepare<[string], AccountRow>('SELECT * FROM accounts WHERE folded = ? ORDER BY id')
      .all(foldName(name))
  }

  #byId(account: string): AccountRow | undefined {
    return this.#db.prepare<[string], AccountRow>('SELECT * FROM accounts WHERE id = ?').get(account)
  }

  nameOf(account: string): string | undefined {
    return this.#byId(account)?.name
  }

  /** Every account, by name. */
  all(): { account: string; name: string }[] {
    return this.#db
      .prepare<[], { account: string; name: string }>(
        'SELECT id AS account, name FROM accounts ORDER BY folded',
      )
      .all()
  }

  /** Whether the operator lets it found bodies on this machine. */
  mayFound(account: string): boolean {
    return this.#byId(account)?.may_found === 1
  }

  /** Who an account is, by book. */
  identities(account: string): { book: BookId; person: PersonId; key: string }[] {
    return this.#db
      .prepare<[string], { book: BookId; person: PersonId; key: string }>(
        'SELECT book, person, key FROM identities WHERE account = ? ORDER BY book',
      )
      .all(account)
  }

  /** The account that has a person's key here: where a passphrase was lost, a second one waits with another. */
  accountOf(book: BookId, key: PublicKey | undefined): string | undefined {
    return this.#db
      .prepare<[string, string], { account: string }>(
        'SELECT account FROM identities WHERE book = ? AND key = ?',
      )
      .get(book, key ?? '')?.account
  }

  /** Accounts and their sealed keys, as a backup that was asked to hold keys keeps them. */
  export(): string {
    const rows = (table: string): unknown[][] =>
      this.#db
        .prepare<[], unknown[]>(`SELECT * FROM ${table}`)
        .raw()
        .all()
        .map((row) =>
          (row as unknown[]).map((value) =>
            Buffer.isBuffer(value) ? { hex: value.toString('hex') } : value,
          ),
        )
    return JSON.stringify(Object.fromEntries(kept.map((table) => [table, rows(table)])))
  }

  /** Takes in what `export` gave, into a new folder. */
  import(text: string): void {
    const all = JSON.parse(text) as Partial<Record<string, unknown[][]>>
    this.#db.transaction(() => {
      for (const table of kept)
        for (const row of all[table] ?? []) {
          const values = row.map((value) =>
            typeof value === 'object' && value !== null
              ? Buffer.from((value as { hex: string }).hex, 'hex')
              : value,
          )
          this.#db.prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`).run(...values)
        }
    })()
  }

  /** For `Unlocked` only. */
  openIdentity(account: string, key: Uint8Array, book: BookId): Identity | undefined {
    const row = this.#db
      .prepare<[string, string], IdentityRow>('SELECT * FROM identities WHERE account = ? AND book = ?')
      .get(account, book)
    const seed = row === undefined ? undefined : openUnder(key, `${account}/${book}`, row.sealed)
    return row === undefined || seed === undefined
      ? undefined
      : { person: row.person, signer: signerOf(seed) }
  }

  /** For `Unlocked` only. */
  keepIdentity(account: string, key: Uint8Array, book: BookId, person: PersonId, seed: Uint8Array): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?, ?)')
      .run(account, book, person, signerOf(seed).key, sealUnder(key, `${account}/${book}`, seed))
  }

  /** The account is nobody in that book any more; one that is nobody anywhere, and may found nothing, goes. */
  dropIdentity(account: string, book: BookId): void {
    this.#db.transaction(() => {
      this.#db.prepare('DELETE FROM identities WHERE account = ? AND book = ?').run(account, book)
      this.#db.prepare('DELETE FROM visits WHERE account = ? AND book = ?').run(account, book)
      if (this.identities(account).length === 0 && !this.mayFound(account)) this.drop(account)
    })()
  }

  /** An account that two officers confirmed is in a book what the lost one was, and may found in its stead. */
  takePlace(account: string, lost: string, book: BookId): void {
    this.#db.transaction(() => {
      if (this.mayFound(lost)) {
        const setFounding = this.#db.prepare('UPDATE accounts SET may_found = ? WHERE id = ?')
        setFounding.run(1, account)
        setFounding.run(0, lost)
      }
      this.dropIdentity(lost, book)
    })()
  }

  /** For an account that has no keys. */
  drop(account: string): void {
    this.#db.transaction(() => {
      this.#db.prepare('DELETE FROM devices WHERE account = ?').run(account)
      this.#db.prepare('DELETE FROM passkeys WHERE account = ?').run(account)
      this.#db.prepare('DELETE FROM access_tokens WHERE account = ?').run(account)
      this.#db.prepare('DELETE FROM visits WHERE account = ?').run(account)
      this.#db.prepare('DELETE FROM accounts WHERE id = ?').run(account)
    })()
  }
}

const isAccountName = (name: string): boolean =>
  // oxlint-disable-next-line no-control-regex
  /^[^\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e]{1,80}$/u.test(name)
