/**
 * One running node: its folder, its archive, its views, the books it writes. Where rooms are put together.
 *
 * Invariants
 * 1. One process has a folder at a time (node.db is locked).
 * 2. Nothing is written but through `write`: state caught up, every rule asked, then appended and signed in one
 *    transaction, then folded. What a rule refuses is never signed.
 * 3. Nothing comes in but through `takeIn`.
 */
import { mkdirSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { join } from 'node:path'
import { type Archive, type BookRecord, leafAt } from '../archive/contract.ts'
import { openSqliteArchive } from '../archive/sqlite/sqlite-archive.ts'
import type { BookId } from '../book/entry.ts'
import { type NodeId, nodeIdOf } from '../book/node-key.ts'
import { neighboursOf } from '../federation/queries.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { Views } from '../views/views.ts'
import { AccessTokens } from './accounts/access-tokens.ts'
import { Accounts } from './accounts/accounts.ts'
import { Devices } from './accounts/devices.ts'
import { Invitations } from './accounts/invitations.ts'
import { Passkeys } from './accounts/passkeys.ts'
import { Sessions } from './accounts/sessions.ts'
import { Visits } from './accounts/visits.ts'
import { DoneOnce } from './done-once.ts'
import { KeyStore, openKeyFile } from './key-store.ts'
import { LocalStore } from './local-store.ts'
import { newId } from './new-id.ts'
import { type Sqlite, openNodeDb } from './node-db.ts'
import { checkRolledBack } from './own-head.ts'
import { PenStore } from './pen-store.ts'
import { rooms } from './rooms.ts'
import { settlePens } from './settle-pens.ts'
import { settle } from './take-sealed.ts'
import { Translations } from './translations.ts'
import { weighForks } from './weighing.ts'
import { NodeCounts } from './tally.ts'

/** How this node is made: from its folder, with its clock. */
export interface NodeOptions {
  readonly folder: string
  /** Used when the folder is new: what people call the node, and its country (ISO 3166-1 alpha-2). */
  readonly name?: string | undefined
  readonly country?: string | undefined
  /** Private keys by name, for a folder that is restored. */
  readonly seeds?: ReadonlyMap<string, Uint8Array>
  /** The time as RFC 3339 with offset and seconds, as it is in a country. Shown and kept as the author's word; it decides nothing. */
  readonly now: (country: string) => string
}

export class ApachitaNode {
  readonly folder: string
  readonly archive: Archive
  readonly views: Views
  readonly local: LocalStore
  readonly keys: KeyStore
  readonly accounts: Accounts
  readonly passkeys: Passkeys
  readonly accessTokens: AccessTokens
  readonly invitations: Invitations
  readonly devices: Devices
  readonly visits: Visits
  readonly pens: PenStore
  readonly doneOnce: DoneOnce
  readonly translations: Translations
  readonly sessions: Sessions
  readonly now: () => string
  /** Blobs that are here before the entry that cites them: one for each time one is brought. */
  readonly comingBlobs = new Set<{ readonly hash: string }>()
  readonly counts = new NodeCounts()
  #heldThen:
    | {
        readonly followed: ReadonlySet<BookId>
        readonly change: number
        readonly books: ReadonlySet<BookId>
      }
    | undefined
  readonly #derived = new Map<unknown, { readonly when: string; readonly value: unknown }>()
  readonly #forks = new Map<BookId, number>()
  readonly #close: () => void
  readonly #turns = new Map<BookId, Promise<unknown>>()

  /** Not to be called from outside: `open` makes a node. */
  constructor(
    options: NodeOptions,
    parts: Pick<
      ApachitaNode,
      | 'archive'
      | 'views'
      | 'local'
      | 'keys'
      | 'pens'
      | 'doneOnce'
      | 'accounts'
      | 'passkeys'
      | 'accessTokens'
      | 'invitations'
      | 'devices'
      | 'translations'
      | 'visits'
    >,
    close: () => void,
  ) {
    this.folder = options.folder
    this.now = () => options.now(this.country)
    this.archive = parts.archive
    this.views = parts.views
    this.local = parts.local
    this.keys = parts.keys
    this.accounts = parts.accounts
    this.passkeys = parts.passkeys
    this.accessTokens = parts.accessTokens
    this.invitations = parts.invitations
    this.devices = parts.devices
    this.visits = parts.visits
    this.pens = parts.pens
    this.doneOnce = parts.doneOnce
    this.translations = parts.translations
    this.sessions = new Sessions({ now: () => performance.now() })
    this.#close = close
  }

  /** Opens a folder, made if it is new, and folds what was not folded yet. Refused: `folder-in-use`. */
  static async open(options: NodeOptions): Promise<Result<ApachitaNode, Refusal>> {
    if (!makeFolder(options.folder)) return refuse({ type: 'folder-unusable', path: options.folder })
    const db = openNodeDb(join(options.folder, 'node.db'))
    if (!db.ok) return db
    try {
      const opened = await openStores(options, db.value)
      if (!opened.ok) db.value.close()
      return opened
    } catch (error) {
      db.value.close()
      throw error
    }
  }

  /** The node's own id, from its request key. */
  get id(): NodeId {
    return nodeIdOf(this.keys.getOrMake('node/request').key)
  }

  get name(): string {
    return this.local.setting('name') ?? ''
  }

  get country(): string {
    return this.local.setting('country') ?? ''
  }

  /** One thing at a time on a book: `task` starts when all earlier ones on it have ended. */
  async inTurn<T>(book: BookId, task: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(book) ?? Promise.resolve()
    const mine = before.then(task, task)
    this.#turns.set(book, mine)
    try {
      return await mine
    } finally {
      if (this.#turns.get(book) === mine) this.#turns.delete(book)
    }
  }

  /** Hosted books, what the operator added, federations these belong to and their members, applicants to own ones. */
  followed(): ReadonlySet<BookId> {
    return this.derived(followedBy)
  }

  /**
   * What `make` makes of the views and of what is hosted and added here, and of nothing else; made anew only where any of these
   * changed since. For what every page asks, and costs what there is. `make` stands for itself: a function of a module.
   */
  derived<T>(make: (node: ApachitaNode) => T): T {
    const when = `${this.views.version} ${this.local.chosen}`
    const known = this.#derived.get(make)
    if (known?.when === when) return known.value as T
    const value = make(this)
    this.#derived.set(make, { when, value })
    return value
  }

  /** Followed books that stop where their pen is proven to have signed two histories, each with the number at which they part. */
  get forks(): readonly (readonly [BookId, number])[] {
    if (this.#forks.size === 0) return []
    const followed = this.followed()
    return [...this.#forks].filter(([book]) => followed.has(book))
  }

  /** Followed books that are held: another set whenever one came, or what is followed may have changed. */
  async followedHeld(): Promise<ReadonlySet<BookId>> {
    const [followed, change] = [this.followed(), await this.archive.change()]
    if (this.#heldThen?.followed !== followed || this.#heldThen.change !== change)
      this.#heldThen = {
        followed,
        change,
        books: new Set((await this.followedRecords()).map(({ book }) => book)),
      }
    return this.#heldThen.books
  }

  /** Records of the followed books that are held. */
  async followedRecords(): Promise<BookRecord[]> {
    const followed = this.followed()
    return (await this.archive.books()).filter(({ book }) => followed.has(book))
  }

  /** Folds what is held of these books and was not folded yet, followed or not: applications arrive with strangers. */
  async fold(
    books: readonly BookId[],
    onBook: (done: number, of: number) => void = () => undefined,
  ): Promise<void> {
    for (const [at, book] of books.entries()) {
      await this.#foldOne(book)
      for (const successor of this.views.continuing.successorsOf(book)) await this.#foldOne(successor)
      onBook(at + 1, books.length)
    }
  }

  async #foldOne(book: BookId): Promise<void> {
    const { forkedAt } = await this.inTurn(book, () => this.views.catchUp(book))
    if (forkedAt === undefined) this.#forks.delete(book)
    else this.#forks.set(book, forkedAt)
  }

  /**
   * Books held that nobody here follows, with the bytes they took: kept under a quota, not shown and not relayed. Of one
   * that an import broken off left behind the bytes were not noted: they are counted as 1 KiB an entry.
   */
  async waiting(): Promise<Map<BookId, number>> {
    const followed = this.followed()
    const noted = this.local.unfollowedBytes()
    const strange = (await this.archive.books()).filter(({ book }) => !followed.has(book))
    return new Map(strange.map(({ book, size }) => [book, noted.get(book) ?? size * 1024]))
  }

  /** Where an entry stands, with its leaf in base64: what others cite. */
  async citation(
    book: BookId,
    seq: number,
  ): Promise<{ book: BookId; seq: number; leaf: string } | undefined> {
    const leaf = await leafAt(this.archive, book, seq)
    return leaf === undefined ? undefined : { book, seq, leaf: base64(leaf) }
  }

  async close(): Promise<void> {
    this.local.noteLately()
    this.views.close()
    await this.archive.close()
    this.#close()
  }
}

function followedBy({ local, views }: ApachitaNode): ReadonlySet<BookId> {
  const own = [...local.hosted(), ...local.added()]
  return new Set([...own, ...neighboursOf(views.db, own)])
}

function makeFolder(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return true
  } catch {
    return false
  }
}

/** The stores of a folder whose node.db is open. */
async function openStores(options: NodeOptions, db: Sqlite): Promise<Result<ApachitaNode, Refusal>> {
  const { folder, name, country } = options
  const local = new LocalStore(db)
  const fileKey = openKeyFile(join(folder, 'node.key'), KeyStore.isInUse(db))
  if (!fileKey.ok) return fileKey
  local.setSetting('name', name ?? local.setting('name') ?? 'Apachita')
  local.setSetting('country', country ?? local.setting('country') ?? 'BO')
  const keys = new KeyStore(db, fileKey.value)
  keys.restore(options.seeds ?? new Map())
  const archive = openSqliteArchive(join(folder, 'books.db'), newId())
  const views = new Views(join(folder, 'views.db'), rooms, archive)
  const accounts = new Accounts(db)
  const people = {
    accounts,
    passkeys: new Passkeys(db, accounts, () => performance.now()),
    accessTokens: new AccessTokens(db, accounts),
    doneOnce: new DoneOnce(db),
    invitations: new Invitations(db, () => Date.parse(options.now(''))),
    devices: new Devices(db),
    visits: new Visits(db),
    pens: new PenStore(db),
    translations: new Translations(db),
  }
  const node = new ApachitaNode(options, { archive, views, local, keys, ...people }, () => db.close())
  const books = (await archive.books()).map(({ book }) => book)
  await weighForks(node, books)
  await node.fold(books)
  await settlePens(node, books)
  await checkRolledBack(node)
  await settle(node, books)
  return accept(node)
}
