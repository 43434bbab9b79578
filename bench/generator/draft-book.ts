/**
 * A book while it is being written in memory: every entry is judged by the rules that the author's node asks, and must be
 * in force without a breach.
 */
import type { Signer } from '../../src/book/ed25519.ts'
import { type Citation, type JsonObject, entryToBytes } from '../../src/book/entry.ts'
import { bookIdOf } from '../../src/book/founding.ts'
import type { PenTerm } from '../../src/book/handover.ts'
import { leafHash } from '../../src/book/hash.ts'
import { base64 } from '../../src/kernel/encoding.ts'
import { rooms } from '../../src/node/rooms.ts'
import { evolveStates, initialStates, judgeEntry } from '../../src/views/fold.ts'
import type { States } from '../../src/views/room.ts'
import { signerFor } from './people.ts'

/** Midnight of the first day, in the authors' own time. */
const startMs = Date.UTC(2021, 0, 4)

/** Milliseconds after the start, as an author in La Paz writes them. */
export const dateOf = (sinceStartMs: number): string =>
  `${new Date(startMs + sinceStartMs).toISOString().slice(0, 19)}-04:00`

export class DraftBook {
  readonly book: string
  readonly by: string
  readonly name: string
  readonly pen: Signer
  readonly founding: Citation
  readonly entries: Uint8Array[] = []
  #states: States = initialStates(rooms)
  readonly #pens: readonly PenTerm[]

  /** Founds the book: `founding` is what its first entry says beside pen and officer. */
  constructor(seed: string, name: string, by: string, founding: JsonObject) {
    this.name = name
    this.by = by
    this.pen = signerFor(seed, `pen ${name}`)
    this.#pens = [{ from: 0, pen: this.pen.key }]
    const key = signerFor(seed, `officer ${name}`).key
    const data = { ...founding, pen: this.pen.key, officers: [{ id: by, key, post: 'secretary' }] }
    const bytes = entryToBytes({ type: 'body.founded', at: dateOf(0), by, cites: [], data })
    this.book = bookIdOf(bytes)
    this.founding = this.#add(bytes)
  }

  get size(): number {
    return this.entries.length
  }

  /** Enters what breaks no rule; a breach is a defect of the generator. Returns where it stands. */
  write(type: string, sinceStartMs: number, data: JsonObject, cites: readonly Citation[] = []): Citation {
    return this.#add(entryToBytes({ type, at: dateOf(sinceStartMs), by: this.by, cites, data }))
  }

  #add(bytes: Uint8Array): Citation {
    const place = { book: this.book, seq: this.size, pens: this.#pens, isHandover: false }
    const judged = judgeEntry(rooms, this.#states, place, bytes)
    if (judged.status !== 'in-force') {
      throw new Error(`${this.name}, entry ${this.size}: ${judged.status} ${JSON.stringify(judged.breaches)}`)
    }
    this.#states = evolveStates(this.#states, judged)
    this.entries.push(bytes)
    return { book: this.book, seq: place.seq, leaf: base64(leafHash(bytes)) }
  }
}
