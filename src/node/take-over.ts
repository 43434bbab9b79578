/**
 * Folders made before there were accounts: the key of a body's officer lies in the key store, where whoever ran the machine
 * wrote with it. It is moved into the account of the person whose office it is; until then nobody writes in that book.
 */
import type { BodiesState } from '../bodies/state.ts'
import type { BookId, PersonId } from '../book/entry.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { ApachitaNode } from './node.ts'

const keyNameOf = (person: PersonId): string => `officer/${person}`

/**
 * From then on the account is that officer in the body, and the key store has the key no more: both or neither. Refused:
 * `officer-key-missing`, `already-of-this-body`, and what `Accounts.unlock` refuses.
 */
export async function takeOver(
  node: ApachitaNode,
  body: BookId,
  name: string,
  passphrase: string,
): Promise<Result<{ readonly name: string; readonly person: PersonId }, Refusal>> {
  const { states } = await node.views.catchUp(body)
  const { keys } = states['bodies'] as BodiesState
  const person = Object.keys(keys).find((one) => node.keys.get(keyNameOf(one))?.key === keys[one])
  if (person === undefined) return refuse({ type: 'officer-key-missing' })
  const opened = await node.accounts.unlock(name, passphrase, 'here')
  if (!opened.ok) return opened
  const unlocked = opened.value
  if (node.accounts.identities(unlocked.account).some(({ book }) => book === body))
    return refuse({ type: 'already-of-this-body' })
  node.keys.handOver(keyNameOf(person), (seed) => unlocked.keep(body, person, seed))
  return accept({ name: unlocked.name, person })
}
