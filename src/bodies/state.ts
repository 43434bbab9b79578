/** What a book says of its body so far: the face this room shows to other rooms' rules. */
import type { Officer } from '../book/founding.ts'
import type { Recorded } from '../views/room.ts'
import { type Charter, bodyFounded } from './entries.ts'

export interface BodiesState {
  readonly kind: string | null
  readonly charter: Charter | null
  readonly officers: readonly Officer[]
  /** Request and cosign keys admitted, with the node they belong to. */
  readonly nodeKeys: readonly string[]
}

export const initialBodiesState: BodiesState = { kind: null, charter: null, officers: [], nodeKeys: [] }

export function evolveBodies(state: BodiesState, { entry }: Recorded): BodiesState {
  if (entry.type === 'body.founded') {
    const { kind, charter, officers } = bodyFounded.parse(entry.data)
    return { ...state, kind, charter, officers }
  }
  if (entry.type === 'node.admitted') {
    return { ...state, nodeKeys: [...state.nodeKeys, String(entry.data.request), String(entry.data.cosign)] }
  }
  return state
}
