/** The rooms there are, in the order in which they are folded. */
import { assembliesRoom } from '../assemblies/room.ts'
import { assembliesWithinRoom } from '../assemblies/within.ts'
import { bodiesRoom } from '../bodies/room.ts'
import { federationRoom } from '../federation/room.ts'
import { officesRoom } from '../offices/room.ts'
import { peopleRoom } from '../people/room.ts'
import { successionRoom } from '../succession/room.ts'
import { roomList } from '../views/fold.ts'

export const rooms = roomList(
  bodiesRoom,
  peopleRoom,
  successionRoom,
  assembliesRoom,
  assembliesWithinRoom,
  officesRoom,
  federationRoom,
)
