/**
 * Rules told as given-when-then: `given(entries…).when(entry).thenFlagged(breaches…)`. The past is folded by the same
 * judge that the author's node and every other node use; an entry of the past must be in force, or the story is wrong.
 */
import { expect } from 'vitest'
import { type Citation, signEntry, entryToBytes } from '../book/entry.ts'
import type { Signer } from '../book/ed25519.ts'
import { bookIdOf } from '../book/founding.ts'
import type { PenTerm } from '../book/handover.ts'
import { leafHash } from '../book/hash.ts'
import { type Content, sealContent } from '../book/seal.ts'
import { rooms } from '../node/rooms.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Judged, evolveStates, initialStates, judgeEntry } from '../views/fold.ts'
import type { Breach, States } from '../views/room.ts'
import { type Draft, draftToBytes, draftToEntry } from './drafts.ts'
import { signerNamed } from './keys.ts'

/** How an entry of a story enters the book. */
export interface Told extends Draft {
  /** Signed by this key as its author. */
  readonly signedWith?: Signer
  /** Last of a checkpoint that hands the pen over to this key. */
  readonly handsOverTo?: Signer
  /** Sealed for the people of the body, and its content held. */
  readonly isSealed?: boolean
}

export const author = 'San Pedro'

export interface Story {
  readonly book: string
  readonly states: States
  readonly pens: readonly PenTerm[]
  readonly size: number
}

const insideOf = (told: Told, book: string): Uint8Array =>
  told.signedWith === undefined
    ? draftToBytes(told, author)
    : entryToBytes(signEntry(book, draftToEntry(told, author), told.signedWith))

/** An entry as it stands in the book, and what opens it where it is sealed. */
function bytesOf(told: Told, book: string): { bytes: Uint8Array; content: Content | undefined } {
  const inside = insideOf(told, book)
  if (told.isSealed !== true) return { bytes: inside, content: undefined }
  const content = { salt: new Uint8Array(32).fill(7), inside }
  return { bytes: sealContent(book, { members: book }, content), content }
}

function judge(story: Story, told: Told): { judged: Judged; next: Story } {
  const { bytes, content } = bytesOf(told, story.book)
  const book = story.size === 0 ? bookIdOf(bytes) : story.book
  const seq = story.size
  const handedTo = told.handsOverTo
  const pens = handedTo === undefined ? story.pens : [...story.pens, { from: seq + 1, pen: handedTo.key }]
  const place = { book, seq, pens, isHandover: handedTo !== undefined }
  const judged = judgeEntry(rooms, story.states, place, bytes, content)
  return { judged, next: { book, pens, size: seq + 1, states: evolveStates(story.states, judged) } }
}

/** How an entry stands; of a sealed one, what is inside. */
const standing = ({ status, breaches, seal }: Judged) => seal?.inside ?? { status, breaches }

const beginning = (): Story => ({
  book: '',
  states: initialStates(rooms),
  pens: [{ from: 0, pen: signerNamed(`${author} pen`).key }],
  size: 0,
})

/** The story after entries that are all in force, or flagged where `mayBeFlagged`. */
export function tell(past: readonly Told[], mayBeFlagged = false): Story {
  let story = beginning()
  for (const told of past) {
    const { judged, next } = judge(story, told)
    if (!mayBeFlagged) expect(standing(judged).breaches, `given: ${told.type}`).toEqual([])
    story = next
  }
  return story
}

export interface Outcome {
  /** In force, and no rule breaks. */
  thenInForce(): Story
  /** In force, visibly: these soft breaches and no others. */
  thenFlagged(...breaches: Breach[]): Story
  /** Without effect: these breaches and no others, a hard one among them; the states are as before. */
  thenVoid(...breaches: Breach[]): Story
}

export const given = (...past: readonly Told[]): { when(told: Told): Outcome } => from(() => tell(past))

/** The same where the past has flagged entries. */
export const givenFlagged = (...past: readonly Told[]): { when(told: Told): Outcome } =>
  from(() => tell(past, true))

function from(past: () => Story): { when(told: Told): Outcome } {
  const found = (told: Told, status: string, breaches: readonly Breach[]): Story => {
    const story = past()
    const { judged, next } = judge(story, told)
    const stands = standing(judged)
    expect({ status: stands.status, breaches: stands.breaches }).toEqual({ status, breaches })
    if (status === 'void') expect(next.states).toBe(story.states)
    return next
  }
  return {
    when: (told) => ({
      thenInForce: () => found(told, 'in-force', []),
      thenFlagged: (...breaches) => found(told, 'flagged', breaches),
      thenVoid: (...breaches) => found(told, 'void', breaches),
    }),
  }
}

/** A citation of an entry of some other book. */
export const citing = (other: string, seq = 0): Citation => {
  const bytes = draftToBytes({ type: 'some.entry', data: { other } }, other)
  return { book: bookIdOf(bytes), seq, leaf: base64(leafHash(bytes)) }
}

/** A citation of `past[seq]` in the book that begins with `past[0]`. */
export function citingOwn(past: readonly Told[], seq: number): Citation {
  const [founding, cited] = [past[0], past[seq]]
  if (founding === undefined || cited === undefined) throw new Error(`no entry ${seq} in the past`)
  const book = bookIdOf(draftToBytes(founding, author))
  return { book, seq, leaf: base64(leafHash(bytesOf(cited, book).bytes)) }
}
