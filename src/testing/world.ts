/**
 * Books of tests: real archives in memory, every key and date from names, every checkpoint ever signed remembered, so
 * that a test can deliver any part of a book as the pen signed it.
 */
import type { Archive, Step } from '../archive/contract.ts'
import { entryAt } from '../archive/contract.ts'
import { penTermsOf } from '../archive/pens.ts'
import { openSqliteArchive } from '../archive/sqlite/sqlite-archive.ts'
import { type Checkpoint, checkpointToBytes, parseCheckpoint, signCheckpoint } from '../book/checkpoint.ts'
import type { Signer } from '../book/ed25519.ts'
import type { BookId, Citation } from '../book/entry.ts'
import { bookIdOf } from '../book/founding.ts'
import { leafHash } from '../book/hash.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Result, accept, refuse, unwrap } from '../kernel/result.ts'
import { evolveStates, initialStates, judgeEntry } from '../views/fold.ts'
import type { Breach } from '../views/room.ts'
import { type Draft, draft, draftToBytes } from './drafts.ts'
import { rooms } from '../node/rooms.ts'
import { signerNamed } from './keys.ts'

/** A body whose pen is in this world. */
export interface Body {
  readonly name: string
  readonly book: BookId
  /** Of its founding entry. */
  readonly founding: Citation
}

/** A checkpoint as it was signed. */
export interface Signed {
  readonly size: number
  readonly note: Uint8Array
  readonly isHandover: boolean
}

export type Refused = { readonly type: 'refused'; readonly breaches: readonly Breach[] }

/** An entry to write: a draft, or bytes that are no entry. */
export type Written = Draft | Uint8Array

export const openArchive = (name: string): Archive => openSqliteArchive(':memory:', `epoch of ${name}`)

export class World {
  readonly archive: Archive
  readonly #pens = new Map<BookId, Signer>()
  readonly #signed = new Map<BookId, Signed[]>()

  constructor(name = 'origin') {
    this.archive = openArchive(name)
  }

  async found(name: string, founding: Draft): Promise<Body> {
    const bytes = draftToBytes(founding, name)
    const book = bookIdOf(bytes)
    this.#pens.set(book, signerNamed(`${name} pen`))
    await this.#extend(book, 0, [bytes])
    return { name, book, founding: { book, seq: 0, leaf: base64(leafHash(bytes)) } }
  }

  penOf(body: Body): Signer {
    const pen = this.#pens.get(body.book)
    if (pen === undefined) throw new Error(`no pen of ${body.name} here`)
    return pen
  }

  /** From now on this world signs `body`'s book with `pen`, whoever's it is. */
  holdPen(body: Body, pen: Signer): void {
    this.#pens.set(body.book, pen)
  }

  /** Every checkpoint signed, in rising size. */
  signedOf = (body: Pick<Body, 'book'>): readonly Signed[] => this.#signed.get(body.book) ?? []

  /** What the author's node does: writes what breaks no rule, under one checkpoint; else nothing. */
  async write(body: Body, ...drafts: readonly Draft[]): Promise<Result<Citation[], Refused>> {
    const breaches = await this.#breachesOf(body, drafts)
    if (breaches.length > 0) return refuse({ type: 'refused', breaches })
    return accept(await this.writeAnyway(body, ...drafts))
  }

  /** Writes what must be in force, and returns where the last of it stands. */
  async wrote(body: Body, ...drafts: readonly Draft[]): Promise<Citation> {
    const last = unwrap(await this.write(body, ...drafts)).at(-1)
    if (last === undefined) throw new Error('nothing written')
    return last
  }

  /** What a node that keeps no rules does: the pen signs anything. */
  async writeAnyway(body: Body, ...written: readonly Written[]): Promise<Citation[]> {
    const size = (await this.archive.book(body.book))?.size ?? 0
    const entries = written.map((one) => (one instanceof Uint8Array ? one : draftToBytes(one, body.name)))
    await this.#extend(body.book, size, entries)
    return entries.map((bytes, at) => ({ book: body.book, seq: size + at, leaf: base64(leafHash(bytes)) }))
  }

  /** Hands the pen over: after `before`, `pen.passed` is the last entry of a checkpoint that both keys sign. */
  async passPen(body: Body, to: Signer, ...before: readonly Draft[]): Promise<void> {
    const size = (await this.archive.book(body.book))?.size ?? 0
    const passing = draft('pen.passed', { pen: to.key })
    await this.#extend(
      body.book,
      size,
      [...before, passing].map((one) => draftToBytes(one, body.name)),
      to,
    )
    this.#pens.set(body.book, to)
  }

  /** A citation of an entry that is held. */
  async citationOf(book: BookId, seq: number): Promise<Citation> {
    return { book, seq, leaf: base64(leafHash(await heldEntry(this.archive, book, seq))) }
  }

  async #extend(
    book: BookId,
    from: number,
    entries: readonly Uint8Array[],
    passedTo?: Signer,
  ): Promise<void> {
    const pen = this.#pens.get(book)
    if (pen === undefined) throw new Error('no pen')
    const signers = passedTo === undefined ? [pen] : [pen, passedTo]
    const isHandover = passedTo !== undefined
    const step: Step = {
      entries,
      conclude: (head) =>
        accept({ checkpoint: checkpointToBytes(signCheckpoint(head, ...signers)), isHandover }),
    }
    const record = unwrap(await this.archive.extend(book, from, [step]))
    const signed = { size: record.size, note: record.checkpoint, isHandover }
    this.#signed.set(book, [...(this.#signed.get(book) ?? []), signed])
  }

  async #breachesOf(body: Body, drafts: readonly Draft[]): Promise<Breach[]> {
    const { archive } = this
    const entries = await allEntries(archive, body.book)
    const pens = await penTermsOf(archive, body.book)
    const breaches: Breach[] = []
    let states = initialStates(rooms)
    for (const [seq, bytes] of [...entries, ...drafts.map((one) => draftToBytes(one, body.name))].entries()) {
      const isHandover = pens.some((term) => term.from === seq + 1)
      const judged = judgeEntry(rooms, states, { book: body.book, seq, pens, isHandover }, bytes)
      if (seq >= entries.length) breaches.push(...judged.breaches)
      states = evolveStates(states, judged)
    }
    return breaches
  }
}

export async function allEntries(archive: Archive, book: BookId): Promise<Uint8Array[]> {
  const all: Uint8Array[] = []
  for await (const batch of archive.entries(book, 0, Number.MAX_SAFE_INTEGER)) all.push(...batch)
  return all
}

/** An entry that is held. */
export async function heldEntry(archive: Archive, book: BookId, seq: number): Promise<Uint8Array> {
  const bytes = await entryAt(archive, book, seq)
  if (bytes === undefined) throw new Error(`entry ${seq} is not held`)
  return bytes
}

export const checkpointOf = (note: Uint8Array): Checkpoint => unwrap(parseCheckpoint(note))
