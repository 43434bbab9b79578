/** Private keys of this machine, encrypted (AES-256-GCM) under a key file that stays beside them, readable by its owner. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type PublicKey, type Signer, signerOf } from '../book/ed25519.ts'
import type { Sqlite } from './node-db.ts'

/** The 32-byte key in `path`, made if it does not exist. A file that is no such key is a defect of the folder. */
export function openKeyFile(path: string): Uint8Array {
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600, flush: true })
  const key = readFileSync(path)
  if (key.length !== 32) throw new Error('the key file is damaged')
  return key
}

/** Seeds by name: `pen/<public key>`, `officer/<person>`, `node/request`, `node/cosign`. */
export class KeyStore {
  readonly #db: Sqlite
  readonly #fileKey: Uint8Array
  readonly #signers = new Map<string, Signer>()

  constructor(db: Sqlite, fileKey: Uint8Array) {
    this.#db = db
    this.#fileKey = fileKey
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

  getOrMake(name: string): Signer {
    return this.get(name) ?? this.make(() => name)
  }

  /** Nonce, ciphertext and tag; the name is bound in, so that two keys cannot be swapped in the file. */
  #seal(name: string, seed: Uint8Array): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#fileKey, nonce).setAAD(Buffer.from(name))
    return Buffer.concat([nonce, cipher.update(seed), cipher.final(), cipher.getAuthTag()])
  }

  #open(name: string, sealed: Buffer): Uint8Array {
    const decipher = createDecipheriv('aes-256-gcm', this.#fileKey, sealed.subarray(0, 12))
    decipher.setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(-16))
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
  }
}
