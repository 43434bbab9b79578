/**
 * Encryption to nodes (age, X25519): the one form in which what is sealed leaves a node. The library is loaded when it is
 * first needed: a node that only keeps copies never does.
 */
import { bech32 } from '@scure/base'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { KeyStore } from './key-store.ts'

const age = () => import('age-encryption')

const identityOf = (keys: KeyStore): string =>
  bech32.encodeFromBytes('AGE-SECRET-KEY-', keys.secretOrMake('node/age')).toUpperCase()

/** The recipient by which bodies admit this node. */
export const ownRecipient = async (keys: KeyStore): Promise<string> =>
  (await age()).identityToRecipient(identityOf(keys))

/** A file of age that each of `recipients` can open. */
export async function encryptTo(recipients: readonly string[], plain: Uint8Array): Promise<Uint8Array> {
  const { Encrypter } = await age()
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(plain)
}

/** What is in a file of age; undefined where it is for others. Refused where it is none, or was changed on the way. */
export async function decryptOwn(
  keys: KeyStore,
  file: Uint8Array,
): Promise<Result<Uint8Array | undefined, Refusal>> {
  const { Decrypter } = await age()
  const decrypter = new Decrypter()
  decrypter.addIdentity(identityOf(keys))
  try {
    return accept(await decrypter.decrypt(file))
  } catch (error) {
    // Only the library's words tell the one from the other.
    const isForOthers = (error as Error).message.startsWith('no identity matched')
    return isForOthers ? accept(undefined) : refuse({ type: 'contents-malformed' })
  }
}
