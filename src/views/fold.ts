/** Judging and folding one entry of one book: the same steps for the author's node and for every other. */
import {
  type BookId,
  type Entry,
  type EntryRefusal,
  objectToEntry,
  parseCanonicalObject,
} from '../book/entry.ts'
import { type PenTerm, penAt } from '../book/handover.ts'
import {
  type Circle,
  type Content,
  type SealedEntry,
  isSealed,
  objectToSealed,
  openSeal,
} from '../book/seal.ts'
import {
  type AnyRoom,
  type Breach,
  type EntryTypes,
  type RecordedOf,
  type Room,
  type States,
  hard,
} from './room.ts'

/** How an entry stands in its book. `flagged`: in force with soft breaches. `unknown`: of a type no room here knows. */
export type EntryStatus = 'in-force' | 'flagged' | 'void' | 'sealed' | 'unknown'

export interface Judged {
  readonly status: EntryStatus
  readonly breaches: readonly Breach[]
  /** Absent where the entry has no effect: void, unknown, or sealed and not opened. */
  readonly effect: Effect | undefined
  /** Of a sealed entry: its public part, and what is inside, where that is here. */
  readonly seal?: { readonly sealed: SealedEntry; readonly inside: Inside | undefined }
}

interface Effect {
  readonly recorded: RecordedOf<EntryTypes>
  readonly room: Room
}

/** How what is inside a seal stands: for those who may read it. */
export interface Inside {
  readonly entry: Entry
  readonly status: Exclude<EntryStatus, 'sealed'>
  readonly breaches: readonly Breach[]
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

/** Judges an entry's bytes; `content` opens it where it is sealed and that is held. */
export function judgeEntry(
  rooms: Rooms,
  states: States,
  place: Place,
  bytes: Uint8Array,
  content?: Content,
): Judged {
  const object = parseCanonicalObject(bytes)
  if (!object.ok) return voided(object.error)
  if (isSealed(object.value)) {
    const sealed = objectToSealed(object.value)
    return sealed.ok ? judgeSealed(rooms, states, place, sealed.value, content) : voided(sealed.error)
  }
  const entry = objectToEntry(object.value)
  return entry.ok ? judgeKnown(rooms, states, place, entry.value, bytes, undefined) : voided(entry.error)
}

/** The public part always stands as `sealed`; what is inside has its effect in the rooms whose entries are sealed. */
function judgeSealed(
  rooms: Rooms,
  states: States,
  place: Place,
  sealed: SealedEntry,
  content: Content | undefined,
): Judged {
  const entry = content === undefined ? undefined : openSeal(place.book, sealed, content)
  if (content === undefined || entry?.ok !== true)
    return { status: 'sealed', breaches: [], effect: undefined, seal: { sealed, inside: undefined } }
  const { status, breaches, effect } = judgeKnown(
    rooms,
    states,
    place,
    entry.value,
    content.inside,
    sealed.circle,
  )
  const inside = { entry: entry.value, status: status as Inside['status'], breaches }
  return { status: 'sealed', breaches: [], effect, seal: { sealed, inside } }
}

/** Judges a well-formed entry; `circle`: of the seal it is in, undefined in the open. */
function judgeKnown(
  rooms: Rooms,
  states: States,
  { book, seq, pens, isHandover }: Place,
  entry: Entry,
  bytes: Uint8Array,
  circle: Circle | undefined,
): Judged {
  const { type } = entry
  const room = rooms.find((candidate) => Object.hasOwn(candidate.entries, type))
  const schema = room?.entries[type]
  if (room === undefined || schema === undefined)
    return { status: 'unknown', breaches: [], effect: undefined }
  if ((room.isSealed === true) !== (circle !== undefined)) {
    const breach = hard(circle === undefined ? 'must-be-sealed' : 'must-be-open', { entryType: type })
    return { status: 'void', breaches: [breach], effect: undefined }
  }
  const data = schema.safeParse(entry.data)
  if (!data.success) {
    return voided({ type: 'entry-malformed', field: `data.${data.error.issues[0]?.path.join('.') ?? ''}` })
  }
  const pen = penAt(pens, seq + 1) ?? ''
  const to = circle ?? ('open' as const)
  // Written out: a spread here costs every fold two fifths of its time, and half as much memory again.
  const recorded = { book, seq, type, entry, data: data.data, bytes, pen, isHandover, circle: to }
  const breaches = rooms.flatMap((judging) => judging.judge(states, recorded))
  if (breaches.some((breach) => breach.isHard)) return { status: 'void', breaches, effect: undefined }
  return { status: breaches.length > 0 ? 'flagged' : 'in-force', breaches, effect: { recorded, room } }
}

/** The states after a judged entry. */
export function evolveStates(states: States, { effect }: Judged): States {
  if (effect === undefined) return states
  const { room, recorded } = effect
  return { ...states, [room.name]: room.evolve(states[room.name], recorded, states) }
}

/** The same of an entry that may be a book's first: where the founding is void, nothing was taken over either. */
export const evolveBook = (rooms: Rooms, states: States, seq: number, judged: Judged): States =>
  seq === 0 && judged.status === 'void' ? initialStates(rooms) : evolveStates(states, judged)

/** How a successor's founding entry stands where the book it continues is another than it says. */
export const foundedOnAnother: Judged = {
  status: 'void',
  breaches: [hard('continued-book-differs')],
  effect: undefined,
}
