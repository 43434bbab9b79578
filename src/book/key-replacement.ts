/** What two officers sign to give a person another key (rule K3). */
import { utf8 } from '../kernel/encoding.ts'
import type { PublicKey } from './ed25519.ts'
import type { BookId, PersonId } from './entry.ts'

/** The bytes that the second officer's signature covers; the first signs the entry itself. */
export const replacementText = (book: BookId, person: PersonId, key: PublicKey): Uint8Array =>
  utf8(`apachita/key-replaced/v1\n${book}\n${person}\n${key}`)
