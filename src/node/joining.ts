/** Accepting an invitation: whoever has the code gets an account and a key, and waits for an officer to confirm it. */
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import type { Unlocked } from './accounts/accounts.ts'
import type { Invitation } from './accounts/invitations.ts'
import type { ApachitaNode } from './node.ts'

/** What the invited brings: an account that is signed in, or a name (of a new account) and a passphrase. */
export type Bringing =
  { readonly unlocked: Unlocked } | { readonly name: string; readonly passphrase: string }

/**
 * Refused: what `Invitations.find` refuses, what `Accounts.open` refuses, `already-of-this-body`. A code is used up only by
 * what succeeds.
 */
export async function join(
  node: ApachitaNode,
  code: string,
  address: string,
  bringing: Bringing,
): Promise<Result<Unlocked, Refusal>> {
  const found = await node.invitations.find(code, address)
  if (!found.ok) return found
  const invitation = found.value
  if (invitation.kind === 'recovery') return recover(node, invitation, bringing)
  const opened = await accountFor(node, invitation, bringing)
  if (!opened.ok) return opened
  const unlocked = opened.value
  const { id, kind, book, person, post } = invitation
  if (
    kind === 'member' &&
    book !== null &&
    node.accounts.identities(unlocked.account).some((one) => one.book === book)
  )
    return refuse({ type: 'already-of-this-body' })
  if (!node.invitations.use(id)) return tooLate(node, unlocked, bringing)
  if (kind === 'open' || book === null || person === null) return accept(unlocked)
  const { key } = unlocked.newKey(book, person)
  node.invitations.addPending({ kind, account: unlocked.account, book, person, post, key, replaces: null })
  return accept(unlocked)
}

const accountFor = async (
  node: ApachitaNode,
  { kind }: Invitation,
  bringing: Bringing,
): Promise<Result<Unlocked, Refusal>> =>
  'unlocked' in bringing
    ? accept(bringing.unlocked)
    : node.accounts.open(bringing.name, bringing.passphrase, kind === 'open')

/** Somebody else came with the same code meanwhile: the account that was made for it goes. */
function tooLate(node: ApachitaNode, { account }: Unlocked, bringing: Bringing): Result<Unlocked, Refusal> {
  if (!('unlocked' in bringing)) node.accounts.drop(account)
  return refuse({ type: 'invitation-used' })
}

/** Another key in every book the lost account was in: each waits for two officers of that body. */
async function recover(
  node: ApachitaNode,
  { id, account }: Invitation,
  bringing: Bringing,
): Promise<Result<Unlocked, Refusal>> {
  if ('unlocked' in bringing || account === null) return refuse({ type: 'sign-out-first' })
  const opened = await node.accounts.openBeside(account, bringing.passphrase)
  if (!opened.ok) return opened
  if (!node.invitations.use(id)) return tooLate(node, opened.value, bringing)
  for (const { book, person } of node.accounts.identities(account)) {
    const { key } = opened.value.newKey(book, person)
    const pending = { account: opened.value.account, book, person, post: null, key, replaces: account }
    node.invitations.addPending({ kind: 'recovery', ...pending })
  }
  return opened
}
