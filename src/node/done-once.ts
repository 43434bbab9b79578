/**
 * What a program asks for is done once, however often it asks: it names each asking by a key of its own (the HTTP header
 * Idempotency-Key, draft-ietf-httpapi-idempotency-key-header), and asks again with it when no answer came.
 *
 * Invariants
 * 1. A key is on disk before what it is for begins, so that no crash leads to its being done twice.
 * 2. What was refused did nothing: its key is free again. What broke may have been done.
 * 3. Answers are kept in memory only, so many of all accounts together: some hold what nobody else may read. After a restart,
 *    or when others asked much since, a key only says that it was used.
 */
import { createHash } from 'node:crypto'
import { type Refusal, type Result, refuse } from '../kernel/result.ts'
import { prepared } from '../views/prepared.ts'
import type { Sqlite } from './node-db.ts'

const table = `CREATE TABLE IF NOT EXISTS asked_once (
  id INTEGER PRIMARY KEY, who TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, is_done INTEGER NOT NULL,
  UNIQUE (who, key)
) STRICT;`

/** So many keys are remembered of one account, and so many answers of all; a program that asks again asks soon. */
const remembered = 1000

interface Row {
  readonly digest: string
  readonly is_done: number
}

/** Who asks, by which key, for what. */
export interface Asking {
  /** An account, or the operator. */
  readonly who: string
  /** 1 to 255 characters. */
  readonly key: string
  /** All that decides what is done: another text under the same key is a mistake. */
  readonly what: string
}

const isKey = (key: string): boolean => /^[\x21-\x7e]{1,255}$/.test(key)

export class DoneOnce {
  readonly #db: Sqlite
  readonly #answers = new Map<string, Promise<Result<unknown, Refusal>>>()

  constructor(db: Sqlite) {
    db.exec(table)
    this.#db = db
  }

  /**
   * Does it, or gives the answer of the time it was done. Refused: `input-invalid`, `key-used-otherwise`; `done-already` where
   * it was done and the answer is gone; `outcome-unknown` where the node stopped while it was done.
   */
  async run(
    { who, key, what }: Asking,
    task: () => Promise<Result<unknown, Refusal>>,
  ): Promise<Result<unknown, Refusal>> {
    if (!isKey(key)) return refuse({ type: 'input-invalid', field: 'idempotency-key' })
    const digest = createHash('sha256').update(what).digest('base64url')
    const name = `${who} ${key}`
    const row = prepared<[string, string], Row>(
      this.#db,
      'SELECT digest, is_done FROM asked_once WHERE who = ? AND key = ?',
    ).get(who, key)
    if (row !== undefined) {
      if (row.digest !== digest) return refuse({ type: 'key-used-otherwise' })
      const answer = this.#answers.get(name)
      return answer ?? refuse({ type: row.is_done === 1 ? 'done-already' : 'outcome-unknown' })
    }
    this.#begin(who, key, digest)
    const answer = this.#doing(who, key, task, () => this.#answers.delete(name))
    this.#keep(name, answer)
    return answer
  }

  #begin(who: string, key: string, digest: string): void {
    this.#db.transaction(() => {
      prepared(this.#db, 'INSERT INTO asked_once (who, key, digest, is_done) VALUES (?, ?, ?, 0)').run(
        who,
        key,
        digest,
      )
      prepared(
        this.#db,
        `DELETE FROM asked_once WHERE who = ? AND id <=
           (SELECT id FROM asked_once WHERE who = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
      ).run(who, who, remembered)
    })()
  }

  /** `forget`: the answer, where there is none to give again. */
  async #doing(who: string, key: string, task: () => Promise<Result<unknown, Refusal>>, forget: () => void) {
    try {
      const ran = await task()
      if (ran.ok)
        prepared(this.#db, 'UPDATE asked_once SET is_done = 1 WHERE who = ? AND key = ?').run(who, key)
      else {
        prepared(this.#db, 'DELETE FROM asked_once WHERE who = ? AND key = ?').run(who, key)
        forget()
      }
      return ran
    } catch (error) {
      forget()
      throw error
    }
  }

  #keep(name: string, answer: Promise<Result<unknown, Refusal>>): void {
    this.#answers.set(name, answer)
    if (this.#answers.size <= remembered) return
    const [oldest = ''] = this.#answers.keys()
    this.#answers.delete(oldest)
  }
}
