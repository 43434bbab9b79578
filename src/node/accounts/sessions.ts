/**
 * Who is signed in: in memory only, so that a restart ends every session and no file holds a key that is open.
 *
 * Invariants
 * 1. A session ends after a quarter of an hour without use, after twelve hours, and when it is used from elsewhere than it
 *    was started: a stolen token ends what it was stolen from.
 * 2. What a browser holds is not kept here, only its SHA-256.
 */
import { createHash, randomBytes } from 'node:crypto'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import type { Unlocked } from './accounts.ts'

/** Where a request is from. */
export interface From {
  readonly address: string
  /** The browser, as it calls itself. */
  readonly agent: string
}

export interface Session {
  /** Signed in by an access token, for one request: whatever is shown, nobody looked. */
  readonly isOfToken?: true
  readonly id: string
  readonly unlocked: Unlocked
  /** Sent back with every form: known only to pages of this session. */
  readonly formToken: string
  readonly from: From
  /** By the sessions' own clock. */
  readonly startedMs: number
  usedMs: number
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

export interface SessionOptions {
  /** Milliseconds that only run forward. */
  readonly now: () => number
  readonly idleMs?: number
  readonly absoluteMs?: number
}

const maxOfAnAccount = 10

export class Sessions {
  readonly #byToken = new Map<string, Session>()
  readonly #now: () => number
  readonly #idleMs: number
  readonly #absoluteMs: number

  constructor({ now, idleMs = 15 * 60_000, absoluteMs = 12 * 3_600_000 }: SessionOptions) {
    this.#now = now
    this.#idleMs = idleMs
    this.#absoluteMs = absoluteMs
  }

  /** A new session, with the token a browser is given; the oldest of too many ends. */
  start(unlocked: Unlocked, from: From): { readonly token: string; readonly session: Session } {
    this.#endStale()
    const own = [...this.#byToken].filter(
      ([
        ,
        {
          unlocked: { account },
        },
      ]) => account === unlocked.account,
    )
    for (const [key] of own.slice(0, Math.max(0, own.length - maxOfAnAccount + 1))) this.#byToken.delete(key)
    const token = randomBytes(32).toString('base64url')
    const now = this.#now()
    const session: Session = {
      id: randomBytes(9).toString('base64url'),
      unlocked,
      formToken: hashOf(`form ${token}`),
      from,
      startedMs: now,
      usedMs: now,
    }
    this.#byToken.set(hashOf(token), session)
    return { token, session }
  }

  /**
   * Refused: `session-ended`, `session-elsewhere`. `isUse`: not where a page looks for itself whether something is new, which
   * must not keep open what nobody uses.
   */
  find(token: string, from: From, isUse = true): Result<Session, Refusal> {
    this.#endStale()
    const key = hashOf(token)
    const session = this.#byToken.get(key)
    if (session === undefined) return refuse({ type: 'session-ended' })
    if (session.from.address !== from.address || session.from.agent !== from.agent) {
      this.#byToken.delete(key)
      return refuse({ type: 'session-elsewhere' })
    }
    if (isUse) session.usedMs = this.#now()
    return accept(session)
  }

  end(token: string): void {
    this.#byToken.delete(hashOf(token))
  }

  /** Ends one of an account's own sessions, by its id. */
  endById(account: string, id: string): void {
    for (const [key, session] of this.#byToken)
      if (session.unlocked.account === account && session.id === id) this.#byToken.delete(key)
  }

  /** Ends all of an account's sessions but one. */
  endOthers(account: string, but: Session | undefined): void {
    for (const [key, session] of this.#byToken)
      if (session.unlocked.account === account && session !== but) this.#byToken.delete(key)
  }

  /** Where an account is signed in, the latest first. */
  of(account: string): Session[] {
    this.#endStale()
    return [...this.#byToken.values()]
      .filter(({ unlocked }) => unlocked.account === account)
      .toSorted((a, b) => b.usedMs - a.usedMs)
  }

  #endStale(): void {
    const now = this.#now()
    for (const [key, { startedMs, usedMs }] of this.#byToken) {
      const isOver = now - usedMs > this.#idleMs || now - startedMs > this.#absoluteMs
      if (isOver) this.#byToken.delete(key)
    }
  }
}
