/** A mutant from a seed: a real pack, one to three mutations (the first in turn), and an archive to give it to. */
import { Chance } from '../crash/chance.ts'
import { packBytes } from './frames.ts'
import type { Mutant, Mutations } from './mutant.ts'
import { mutationsOfBooks } from './mutations-of-books.ts'
import { mutationsOfBytes, mutationsOfOrder } from './mutations-of-bytes.ts'
import { mutationsOfEntries } from './mutations-of-entries.ts'
import { mutationsOfJson } from './mutations-of-json.ts'
import { mutationsOfNotes } from './mutations-of-notes.ts'
import { mutationsOfSideData } from './mutations-of-side-data.ts'
import { mutationsOfTruePens } from './mutations-of-true-pens.ts'
import type { Originals } from './originals.ts'

const together: Mutations = {
  ...mutationsOfBytes,
  ...mutationsOfOrder,
  ...mutationsOfJson,
  ...mutationsOfEntries,
  ...mutationsOfNotes,
  ...mutationsOfBooks,
  ...mutationsOfSideData,
}

/** Every mutation by name. Those that sign with true pens stand alone: with others they could make a true history. */
export const mutations: Mutations = { ...together, ...mutationsOfTruePens }

export interface Made extends Mutant {
  readonly bytes: Uint8Array
  readonly names: readonly string[]
  /** What books nobody follows may take. */
  readonly quotaBytes: number
  /** Whether the undamaged pack is imported at the same time. */
  readonly isRaced: boolean
  readonly chunkBytes: number
}

export function makeMutant(originals: Originals, seed: number): Made {
  const chance = new Chance(seed)
  const mutant: Mutant = {
    originals,
    chance,
    frames: [...chance.pick(originals.packs)],
    envelope: {},
    cutBytes: 0,
    receiver: chance.pick(['empty', 'beginnings', 'all']),
    strangers: new Map(),
  }
  const all = Object.keys(mutations)
  const names = [all[seed % all.length] ?? '']
  const more = names[0] !== undefined && names[0] in together ? chance.pick([0, 0, 0, 1, 1, 2]) : 0
  for (let count = 0; count < more; count += 1) names.push(chance.pick(Object.keys(together)))
  for (const name of names) mutations[name]?.(mutant)
  const whole = packBytes(mutant.frames, mutant.envelope)
  const bytes = whole.slice(0, Math.max(0, whole.length - mutant.cutBytes))
  const chunkBytes = bytes.length > 8000 ? 65_536 : chance.pick([5, 64, 1000, 65_536, 65_536, 65_536])
  const quotaBytes = chance.pick([0, 2 ** 20])
  return { ...mutant, bytes, names, quotaBytes, chunkBytes, isRaced: chance.isOneIn(16) }
}
