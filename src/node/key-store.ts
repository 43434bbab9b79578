/** Private keys of this machine, encrypted (AES-256-GCM) under a key file that stays beside them, readable by its owner. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { type PublicKey, type Signer, signerOf } from '../book/ed25519.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { Sqlite } from './node-db.ts'
import { openUnder, sealUnder } from './seal-key.ts'

/**
 * The 32-byte key in `path`, made whole at once if there is none yet. Refused: `key-file-missing` where keys were already
 * sealed under one that is gone, `key-file-damaged` where the file is no such key.
 */
export function openKeyFile(path: string, isInUse: boolean): Result<Uint8Array, Refusal> {
  if (!isInUse && !isKeyFile(path)) {
    writeFileSync(`${path}.new`, randomBytes(32), { mode: 0o600, flush: true })
    renameSync(`${path}.new`, path)
  }
  if (!existsSync(path)) return refuse({ type: 'key-file-missing', path })
  return isKeyFile(path) ? accept(readFileSync(path)) : refuse({ type: 'key-file-damaged', path })
}

const isKeyFile = (path: string): boolean => existsSync(path) && readFileSync(path).length === 32

/**
 * Seeds by name: `pen/<public key>`, `node/request`, `node/cosign`, `node/age`; and `officer/<person>`, from before there were
 * accounts (take-over.ts).
 */
export class KeyStore {
  readonly #db: Sqlite
  readonly #fileKey: Uint8Array
  readonly #signers = new Map<string, Signer>()

  constructor(db: Sqlite, fileKey: Uint8Array) {
    this.#db = db
    this.#fileKey = fileKey
  }

  /** Whether keys are sealed in this file already. */
  static isInUse(db: Sqlite): boolean {
    return db.prepare('SELECT 1 FROM keys LIMIT 1').get() !== undefined
  }

  /** Stores a fresh random seed under `nameOf(its public key)`, and gives its signer; durable before it returns. */
  make(nameOf: (key: PublicKey) => string): Signer {
    const seed = randomBytes(32)
    const signer = signerOf(seed)
    const name = nameOf(signer.key)
    this.#db.prepare('INSERT INTO keys (name, sealed) VALUES (?, ?)').run(name, this.#seal(name, seed))
    return signer
  }

  get(name: string): Signer | undefined {
    const known = this.#signers.get(name)
    if (known !== undefined) return known
    const row = this.#db
      .prepare<[string], { sealed: Buffer }>('SELECT sealed FROM keys WHERE name = ?')
      .get(name)
    if (row === undefined) return undefined
    const signer = signerOf(this.#open(name, row.sealed))
    this.#signers.set(name, signer)
    return signer
  }

  /** No copy of the seed is left in this folder. */
  destroy(name: string): void {
    this.#signers.delete(name)
    this.#db.prepare('DELETE FROM keys WHERE name = ?').run(name)
    this.#db.pragma('wal_checkpoint(TRUNCATE)')
  }

  getOrMake(name: string): Signer {
    return this.get(name) ?? this.make(() => name)
  }

  /** 32 random bytes that are no signing key, made once. */
  secretOrMake(name: string): Uint8Array {
    const row = this.#db
      .prepare<[string], { sealed: Buffer }>('SELECT sealed FROM keys WHERE name = ?')
      .get(name)
    if (row !== undefined) return this.#open(name, row.sealed)
    const secret = randomBytes(32)
    this.#db.prepare('INSERT INTO keys (name, sealed) VALUES (?, ?)').run(name, this.#seal(name, secret))
    return secret
  }

  /** Gives up a seed that is there: whoever `take`s it keeps it in the same file, both or neither, and no trace of it stays. */
  handOver(name: string, take: (seed: Uint8Array) => void): void {
    this.#db.transaction(() => {
      const seed = this.seeds().get(name)
      if (seed === undefined) throw new Error(`there is no key ${name}`)
      take(seed)
      this.#db.prepare('DELETE FROM keys WHERE name = ?').run(name)
    })()
    this.#signers.delete(name)
    this.#db.pragma('wal_checkpoint(TRUNCATE)')
  }

  /** Every seed by name: for a backup that was asked to hold them, and for nothing else. */
  seeds(): Map<string, Uint8Array> {
    const rows = this.#db
      .prepare<[], { name: string; sealed: Buffer }>('SELECT name, sealed FROM keys ORDER BY name')
      .all()
    return new Map(rows.map(({ name, sealed }) => [name, this.#open(name, sealed)]))
  }

  /** Takes in seeds of a backup. */
  restore(seeds: ReadonlyMap<string, Uint8Array>): void {
    const add = this.#db.prepare('INSERT INTO keys (name, sealed) VALUES (?, ?)')
    this.#db.transaction(() => {
      for (const [name, seed] of seeds) add.run(name, this.#seal(name, seed))
    })()
  }

  /** The name is bound in, so that two keys cannot be swapped in the file. */
  #seal(name: string, seed: Uint8Array): Buffer {
    return sealUnder(this.#fileKey, name, seed)
  }

  #open(name: string, sealed: Buffer): Uint8Array {
    const seed = openUnder(this.#fileKey, name, sealed)
    if (seed === undefined) throw new Error(`the key ${name} does not open`)
    return seed
  }
}
