/** Reading and writing what lies beside a book, inside the caller's transaction. */
import type { ForkProof } from '../../book/fork.ts'
import type { Cosignature, SideData } from '../contract.ts'
import type { Sqlite } from './schema.ts'

export class SideDataTables {
  readonly #cosignatures
  readonly #putCosignature
  readonly #fork
  readonly #putFork

  constructor(db: Sqlite) {
    this.#cosignatures = db.prepare<[number, number], Cosignature>(
      'SELECT witness, size, line FROM cosignatures WHERE num = ? AND change > ? ORDER BY witness',
    )
    this.#putCosignature = db.prepare(
      `INSERT INTO cosignatures (num, witness, size, line, change) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET size = excluded.size, line = excluded.line, change = excluded.change
       WHERE excluded.size > size`,
    )
    this.#fork = db.prepare<[number, number], { proof: string }>(
      'SELECT proof FROM forks WHERE num = ? AND change > ?',
    )
    this.#putFork = db.prepare(
      `INSERT INTO forks (num, seq, proof, change) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET seq = excluded.seq, proof = excluded.proof, change = excluded.change
       WHERE excluded.seq < seq`,
    )
  }

  /** Whether anything was better than what is held. */
  put(num: number, { cosignatures, fork }: SideData, change: number): boolean {
    let rows = 0
    for (const { witness, size, line } of cosignatures)
      rows += this.#putCosignature.run(num, witness, size, line, change).changes
    if (fork !== undefined) rows += this.#putFork.run(num, fork.seq, JSON.stringify(fork), change).changes
    return rows > 0
  }

  get(num: number, since: number): SideData {
    const row = this.#fork.get(num, since)
    return {
      cosignatures: this.#cosignatures.all(num, since),
      fork: row === undefined ? undefined : (JSON.parse(row.proof) as ForkProof),
    }
  }
}
