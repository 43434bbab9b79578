/**
 * A backup: what one needs to run this node again on another machine, in one file. It is a pack with the node's own facts
 * before it, so restoring verifies every book anew, and a backup that is damaged in part still gives what is good.
 *
 *   `apachita-backup/v1\n`, four bytes of length (big-endian), so many bytes of JSON (`Facts`), and a pack; gzip over all.
 *
 * Invariants
 * 1. No private key is in it unless asked for; then all are, encrypted (age, passphrase) under a code that is shown once
 *    and kept nowhere.
 * 2. What only tells how this machine stands to its peers (where pulls left off, what they were heard to hold) is not in
 *    it: after a restore it would be wrong.
 */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { base32, base64, base64ToBytes, concat, utf8, utf8ToText } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { ownManifest, packOf, partsLacking } from './give-out.ts'
import type { ApachitaNode } from './node.ts'
import { framesSetAside } from './set-aside.ts'
import { broughtTranslations } from './translations.ts'
import { writeWholeFile } from './whole-file.ts'
import { holdersOf } from './own-head.ts'

export const backupMagic = utf8('apachita-backup/v1\n')

/** What of a node is not in its books. */
export const backupFacts = z.object({
  name: z.string(),
  country: z.string(),
  /** Books written by this node, each with the nodes that are known to hold it. */
  hosted: z.array(z.object({ book: z.string(), holders: z.array(z.string()) })),
  added: z.array(z.string()),
  /** Keys made here for pens of books written elsewhere. */
  offers: z.array(z.object({ pen: z.string(), book: z.string(), person: z.string() })).default([]),
  peers: z.array(z.string()),
  /** Translations that were brought, oldest first. */
  translations: z.array(broughtTranslations).default([]),
  /** age file in ASCII armour: JSON of base64 seeds by name; null where keys were left out. */
  keys: z.string().nullable(),
})

export type BackupFacts = z.infer<typeof backupFacts>

export interface Backup {
  readonly path: string
  readonly books: number
  readonly entries: number
  /** With what the keys are opened; null where they were left out. Shown once. */
  readonly code: string | null
}

/** Writes a backup of the followed books and of what this node is. Refused: `file-unwritable`. */
export async function writeBackup(
  node: ApachitaNode,
  path: string,
  withKeys: boolean,
  onBook: (done: number, of: number) => void = () => undefined,
): Promise<Result<Backup, Refusal>> {
  const code = withKeys ? newCode() : null
  const facts = await factsOf(
    node,
    code === null ? null : await sealKeys(node.keys.seeds(), node.accounts.export(), code),
  )
  const parts = await partsLacking(node, new Map(), 'itself')
  const pack = packOf(node, await ownManifest(node), parts, {
    receivers: 'itself',
    blobs: [...(await node.archive.blobs.sizes()).keys()],
    onBook: (done) => onBook(done, parts.length),
    first: framesSetAside(
      node.archive,
      parts.map(({ record }) => record.book),
    ),
  })
  const written = await writeWholeFile(path, backupBytes(facts, pack), 0o600)
  if (!written.ok) return written
  const entries = parts.reduce((sum, { record }) => sum + record.size, 0)
  return accept({ path, books: parts.length, entries, code })
}

async function* backupBytes(facts: BackupFacts, pack: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const json = utf8(JSON.stringify(facts))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, json.length)
  yield concat(backupMagic, length, json)
  yield* pack
}

async function factsOf(node: ApachitaNode, keys: string | null): Promise<BackupFacts> {
  const hosted: BackupFacts['hosted'] = []
  for (const book of node.local.hosted()) hosted.push({ book, holders: await holdersOf(node, book) })
  return {
    name: node.name,
    country: node.country,
    hosted,
    added: node.local.added(),
    offers: node.pens.offers().map(({ pen, book, person }) => ({ pen, book, person })),
    peers: node.local.peers().map(({ url }) => url),
    translations: node.translations.export(),
    keys,
  }
}

/** 125 random bits in groups of five characters, to be copied by hand. */
const newCode = (): string =>
  base32(randomBytes(17))
    .slice(0, 25)
    .replace(/.{5}(?=.)/g, '$&-')

/** The code has all the strength there is to have; age's costly stretching is for passphrases that people think up. */
const workFactor = 10

async function sealKeys(
  seeds: ReadonlyMap<string, Uint8Array>,
  accounts: string,
  code: string,
): Promise<string> {
  const { Encrypter, armor } = await import('age-encryption')
  const encrypter = new Encrypter()
  encrypter.setPassphrase(code)
  encrypter.setScryptWorkFactor(workFactor)
  const named = Object.fromEntries([...seeds].map(([name, seed]) => [name, base64(seed)]))
  return armor.encode(await encrypter.encrypt(JSON.stringify({ seeds: named, accounts })))
}

const sealedKeys = z.object({ seeds: z.record(z.string(), z.string()), accounts: z.string() })

/** The machine's keys by name, and people's accounts, which only their passphrases open. */
export interface OpenedKeys {
  readonly seeds: ReadonlyMap<string, Uint8Array>
  readonly accounts: string | undefined
}

/** Private keys of a backup by name. Refused: `code-wrong`. */
export async function openKeys(sealed: string, code: string): Promise<Result<OpenedKeys, Refusal>> {
  const { Decrypter, armor } = await import('age-encryption')
  const decrypter = new Decrypter()
  decrypter.addPassphrase(code.trim().toLowerCase())
  try {
    const text = utf8ToText(await decrypter.decrypt(armor.decode(sealed))) ?? ''
    const { seeds, accounts } = sealedKeys.parse(JSON.parse(text))
    const all = Object.entries(seeds).map(([name, seed]) => [name, seedIn(seed)] as const)
    return accept({ seeds: new Map(all), accounts })
  } catch {
    return refuse({ type: 'code-wrong' })
  }
}

function seedIn(text: string): Uint8Array {
  const seed = base64ToBytes(text)
  if (seed?.length !== 32) throw new Error('a seed of another length')
  return seed
}
