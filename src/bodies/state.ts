/** What a book says of its body so far: the face this room shows to other rooms' rules. */
import type { Officer } from '../book/founding.ts'
import type { RecordedOf } from '../views/room.ts'
import type { Charter, bodiesEntries } from './entries.ts'

export interface BodiesState {
  readonly kind: string | null
  readonly charter: Charter | null
  readonly officers: readonly Officer[]
  /** Request and cosign keys admitted, with the node they belong to. */
  readonly nodeKeys: readonly string[]
}

export const initialBodiesState: BodiesState = { kind: null, charter: null, officers: [], nodeKeys: [] }

export function evolveBodies(
  state: BodiesState,
  { type, data }: RecordedOf<typeof bodiesEntries>,
): BodiesState {
  if (type === 'body.founded') {
    const { kind, charter, officers } = data
    return { ...state, kind, charter, officers }
  }
  if (type === 'node.admitted') return { ...state, nodeKeys: [...state.nodeKeys, data.request, data.cosign] }
  return state
}
