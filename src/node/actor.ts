/** Whoever has a node do something in a body's book: a person with a key there. The machine's operator is none. */
import type { Signer } from '../book/ed25519.ts'
import type { BookId, PersonId } from '../book/entry.ts'

/** The person somebody is in a book, and the key that person signs with there. */
export interface Identity {
  readonly person: PersonId
  readonly signer: Signer
}

export interface Actor {
  /** Undefined where the actor is nobody in that book, as far as this node knows. */
  identityIn(book: BookId): Identity | undefined
  /**
   * A fresh identity for a book that is about to be founded: `toBook` tells the book's id once the identity is known, and
   * the key is kept, durably, before this returns.
   */
  identityForNew(toBook: (identity: Identity) => BookId): Identity
}
