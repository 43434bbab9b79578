/** Reading and writing what lies beside a book, inside the caller's transaction. */
import type { ForkProof } from '../../book/fork.ts'
import { type Vouching, maxWordsOfOne } from '../../book/vouching.ts'
import { type Cosignature, type Fork, type SideData, maxForks } from '../contract.ts'
import type { Sqlite } from './schema.ts'

interface VouchingRow {
  seq: number
  vouching: string
}

export class SideDataTables {
  readonly #cosignatures
  readonly #putCosignature
  readonly #forks
  readonly #putFork
  readonly #hasFork
  readonly #touchFork
  readonly #surplus
  readonly #vouchings
  readonly #vouchingsOf
  readonly #putVouching
  readonly #unsettle
  readonly #drop

  constructor(db: Sqlite) {
    this.#cosignatures = db.prepare<[number, number], Cosignature>(
      'SELECT witness, size, line FROM cosignatures WHERE num = ? AND change > ? ORDER BY witness',
    )
    this.#putCosignature = db.prepare(
      `INSERT INTO cosignatures (num, witness, size, line, change) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET size = excluded.size, line = excluded.line, change = excluded.change
       WHERE excluded.size > size`,
    )
    this.#forks = db.prepare<[number, number], { seq: number; proof: string }>(
      'SELECT seq, proof FROM fork_proofs WHERE num = ? AND change > ? ORDER BY seq',
    )
    this.#putFork = db.prepare(
      'INSERT INTO fork_proofs (num, seq, proof, change) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    this.#hasFork = db.prepare<[number, number]>('SELECT 1 FROM fork_proofs WHERE num = ? AND seq = ?')
    this.#touchFork = db.prepare('UPDATE fork_proofs SET change = ? WHERE num = ? AND seq = ?')
    this.#surplus = db.prepare<[number], { seq: number }>(
      `SELECT seq FROM fork_proofs JOIN books USING (num) WHERE num = ?
       ORDER BY seq < settled, seq LIMIT -1 OFFSET ${maxForks}`,
    )
    this.#vouchings = db.prepare<[number], VouchingRow>(
      'SELECT seq, vouching FROM vouchings WHERE num = ? ORDER BY seq, witness, leaf',
    )
    this.#vouchingsOf = db.prepare<[number, number, string], { leaf: string }>(
      'SELECT leaf FROM vouchings WHERE num = ? AND seq = ? AND witness = ?',
    )
    this.#putVouching = db.prepare(
      'INSERT INTO vouchings (num, seq, witness, leaf, vouching) VALUES (?, ?, ?, ?, ?)',
    )
    this.#unsettle = db.prepare('UPDATE books SET settled = min(settled, ?) WHERE num = ?')
    this.#drop = ['fork_proofs', 'vouchings'].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE num = ? AND seq = ?`),
    )
  }

  /** Whether anything was better than what is held. */
  put(num: number, { cosignatures, forks }: SideData, change: number): boolean {
    let isNew = false
    for (const { witness, size, line } of cosignatures)
      isNew = this.#putCosignature.run(num, witness, size, line, change).changes > 0 || isNew
    for (const fork of forks) isNew = this.#putForkWith(num, fork, change) || isNew
    return isNew
  }

  #putForkWith(num: number, { proof, vouchings }: Fork, change: number): boolean {
    const { seq } = proof
    const isAdded = this.#putFork.run(num, seq, JSON.stringify(proof), change).changes > 0
    if (isAdded) {
      this.#unsettle.run(seq, num)
      const surplus = this.#surplus.all(num)
      for (const one of surplus) for (const drop of this.#drop) drop.run(num, one.seq)
      if (this.#hasFork.get(num, seq) === undefined) return false
    }
    const said = vouchings.filter((vouching) => this.#putWord(num, seq, vouching)).length
    if (said > 0) this.#touchFork.run(change, num, seq)
    return isAdded || said > 0
  }

  #putWord(num: number, seq: number, vouching: Vouching): boolean {
    const { witness, leaf } = vouching
    const held = this.#vouchingsOf.all(num, seq, witness)
    if (held.length >= maxWordsOfOne || held.some((one) => one.leaf === leaf)) return false
    this.#putVouching.run(num, seq, witness, leaf, JSON.stringify(vouching))
    return true
  }

  get(num: number, since: number): SideData {
    const forks = this.#forks.all(num, since)
    const said = forks.length === 0 ? [] : this.#vouchings.all(num)
    return {
      cosignatures: this.#cosignatures.all(num, since),
      forks: forks.map(({ seq, proof }) => ({
        proof: JSON.parse(proof) as ForkProof,
        vouchings: said.filter((row) => row.seq === seq).map((row) => JSON.parse(row.vouching) as Vouching),
      })),
    }
  }
}
