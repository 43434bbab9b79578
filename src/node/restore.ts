/** Restoring a backup into a new folder: every book is verified anew; nothing is there until all is. */
import { createReadStream, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { equalBytes, utf8ToText } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { type BackupFacts, type OpenedKeys, backupFacts, backupMagic, openKeys } from './backup.ts'
import { ByteSource } from '../carriage/byte-source.ts'
import { ApachitaNode } from './node.ts'
import { type TakenIn, takeIn } from './take-in.ts'

export interface RestoreOptions {
  readonly folder: string
  readonly path: string
  /** What opens the keys in the backup; undefined: the node is restored without them, and writes in no book. */
  readonly code: string | undefined
  readonly now: (country: string) => string
}

export interface Restored {
  readonly books: number
  readonly entries: number
  readonly refused: TakenIn['refused']
  /** Books whose pen came back, each with the nodes to be heard before it is written in again. */
  readonly awaiting: readonly { readonly book: string; readonly nodes: readonly string[] }[]
}

const maxFactsBytes = 64 * 2 ** 20

/** Refused: `folder-not-empty`, `file-missing`, `not-a-backup`, `backup-damaged`, `code-wrong`, `keys-missing`. */
export async function restoreBackup(
  options: RestoreOptions,
  onBook: (done: number) => void = () => undefined,
): Promise<Result<Restored, Refusal>> {
  const { folder, path } = options
  if (existsSync(folder) && readdirSync(folder).length > 0)
    return refuse({ type: 'folder-not-empty', path: folder })
  if (!existsSync(path)) return refuse({ type: 'file-missing', path })
  const partial = `${folder.replace(/\/+$/, '')}.restoring`
  rmSync(partial, { recursive: true, force: true })
  const restored = await restoreInto(partial, options, onBook)
  if (restored.ok) {
    rmSync(folder, { recursive: true, force: true })
    renameSync(partial, folder)
  } else rmSync(partial, { recursive: true, force: true })
  return restored
}

async function restoreInto(
  folder: string,
  { path, code, now }: RestoreOptions,
  onBook: (done: number) => void,
): Promise<Result<Restored, Refusal>> {
  const file = createReadStream(path)
  const bytes = file.pipe(createGunzip())
  file.on('error', (error) => bytes.destroy(error))
  const source = new ByteSource(bytes)
  try {
    const facts = await readFacts(source)
    if (!facts.ok) return facts
    const keys = await keysIn(facts.value, code)
    if (!keys.ok) return keys
    const { name, country } = facts.value
    const opened = await ApachitaNode.open({ folder, name, country, now, seeds: keys.value.seeds })
    if (opened.ok && keys.value.accounts !== undefined) opened.value.accounts.import(keys.value.accounts)
    return opened.ok
      ? await fill(opened.value, facts.value, keys.value.seeds.size > 0, source, path, onBook)
      : opened
  } finally {
    await source.close()
  }
}

async function readFacts(source: ByteSource): Promise<Result<BackupFacts, Refusal>> {
  const start = await source.take(backupMagic.length)
  if (start === undefined || !equalBytes(start, backupMagic)) return refuse({ type: 'not-a-backup' })
  const header = await source.take(4)
  const length = header === undefined ? 0 : new DataView(header.buffer, header.byteOffset).getUint32(0)
  const json = length <= maxFactsBytes ? await source.take(length) : undefined
  try {
    return accept(backupFacts.parse(JSON.parse(utf8ToText(json ?? new Uint8Array()) ?? '')))
  } catch {
    return refuse({ type: 'backup-damaged' })
  }
}

async function keysIn({ keys }: BackupFacts, code: string | undefined): Promise<Result<OpenedKeys, Refusal>> {
  if (code === undefined) return accept({ seeds: new Map(), accounts: undefined })
  return keys === null ? refuse({ type: 'keys-missing' }) : openKeys(keys, code)
}

/** Books whose pen did not come back are followed as copies. */
async function fill(
  node: ApachitaNode,
  { hosted, added, offers, peers, translations }: BackupFacts,
  hasKeys: boolean,
  source: ByteSource,
  path: string,
  onBook: (done: number) => void,
): Promise<Result<Restored, Refusal>> {
  for (const url of peers) node.local.addPeer(url)
  node.translations.import(translations)
  for (const book of added) node.local.follow(book)
  if (hasKeys) for (const offer of offers) node.pens.addOffer(offer, true)
  for (const { book, holders } of hosted) {
    if (!hasKeys) node.local.follow(book)
    else {
      node.local.addHosted(book)
      node.local.awaitHead(book, holders)
    }
  }
  const taken = await takeIn(node, source.rest(), { via: 'carried', source: path, node: 'a backup' }, onBook)
  const awaiting = [...node.local.hosted()].map((book) => ({
    book,
    nodes: node.local.awaited(book) ?? [],
  }))
  // A book that something was set aside of grows twice.
  const sizes = new Map(taken.grown.map(({ book, size }) => [book, size]))
  const entries = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  await node.close()
  return accept({ books: sizes.size, entries, refused: taken.refused, awaiting })
}
