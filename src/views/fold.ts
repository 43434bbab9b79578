/** Judging and folding one entry of one book: the same steps for the author's node and for every other. */
import { type BookId, type EntryRefusal, objectToEntry, parseCanonicalObject } from '../book/entry.ts'
import { type PenTerm, penAt } from '../book/handover.ts'
import { isSealed, objectToSealed } from '../book/seal.ts'
import type { AnyRoom, Breach, EntryTypes, RecordedOf, Room, States } from './room.ts'

/** How an entry stands in its book. `flagged`: in force with soft breaches. `unknown`: of a type no room here knows. */
export type EntryStatus = 'in-force' | 'flagged' | 'void' | 'sealed' | 'unknown'

export interface Judged {
  readonly status: EntryStatus
  readonly breaches: readonly Breach[]
  /** Absent where the entry has no effect: void, sealed or unknown. */
  readonly effect: { readonly recorded: RecordedOf<EntryTypes>; readonly room: Room } | undefined
}

/** What the book itself says of an entry's place. */
export interface Place {
  readonly book: BookId
  readonly seq: number
  readonly pens: readonly PenTerm[]
  readonly isHandover: boolean
}

export type Rooms = readonly Room[]

/** Rooms of different states in one list. The casts are sound: each room only ever gets states it made. */
export const roomList = (...rooms: readonly AnyRoom[]): Rooms => rooms as unknown as Rooms

export const initialStates = (rooms: Rooms): States =>
  Object.fromEntries(rooms.map((room) => [room.name, room.initial]))

const voided = (refusal: EntryRefusal): Judged => ({
  status: 'void',
  breaches: [{ ...refusal, isHard: true }],
  effect: undefined,
})

export function judgeEntry(rooms: Rooms, states: States, place: Place, bytes: Uint8Array): Judged {
  const object = parseCanonicalObject(bytes)
  if (!object.ok) return voided(object.error)
  if (isSealed(object.value)) {
    const sealed = objectToSealed(object.value)
    return sealed.ok ? { status: 'sealed', breaches: [], effect: undefined } : voided(sealed.error)
  }
  const entry = objectToEntry(object.value)
  if (!entry.ok) return voided(entry.error)
  const { type } = entry.value
  const room = rooms.find((candidate) => Object.hasOwn(candidate.entries, type))
  const schema = room?.entries[type]
  if (room === undefined || schema === undefined)
    return { status: 'unknown', breaches: [], effect: undefined }
  const data = schema.safeParse(entry.value.data)
  if (!data.success) {
    return voided({ type: 'entry-malformed', field: `data.${data.error.issues[0]?.path.join('.') ?? ''}` })
  }
  const { book, seq, pens, isHandover } = place
  const pen = penAt(pens, seq + 1) ?? ''
  const recorded = { book, seq, type, entry: entry.value, data: data.data, bytes, pen, isHandover }
  const breaches = rooms.flatMap((judging) => judging.judge(states, recorded))
  if (breaches.some((breach) => breach.isHard)) return { status: 'void', breaches, effect: undefined }
  return { status: breaches.length > 0 ? 'flagged' : 'in-force', breaches, effect: { recorded, room } }
}

/** The states after a judged entry. */
export function evolveStates(states: States, { effect }: Judged): States {
  if (effect === undefined) return states
  const { room, recorded } = effect
  return { ...states, [room.name]: room.evolve(states[room.name], recorded) }
}
