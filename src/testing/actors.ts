/** People of tests who do things in books: the same name is the same person with the same key in every book. */
import type { Actor } from '../node/actor.ts'
import { personNamed, signerNamed } from './keys.ts'

export function actorNamed(name: string): Actor {
  const identity = { person: personNamed(name), signer: signerNamed(name) }
  return {
    identityIn: () => identity,
    identityForNew: (toBook) => {
      toBook(identity)
      return identity
    },
  }
}

/** Whoever does everything where a test says nothing of it. */
export const secretary = actorNamed('the secretary')
