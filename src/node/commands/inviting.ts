/**
 * Commands by which people come to sign for themselves: an officer invites, the invited accepts (joining.ts), an officer
 * confirms. What the officer may do is what the book lets that person write.
 */
import { z } from 'zod'
import { type BodiesState, hasAnotherKey, mayWrite } from '../../bodies/state.ts'
import { isSignedBy } from '../../book/ed25519.ts'
import type { JsonObject, PersonId } from '../../book/entry.ts'
import { replacementText } from '../../book/key-replacement.ts'
import { base64, base64ToBytes } from '../../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import type { PendingKey } from '../accounts/invitations.ts'
import type { Actor, Identity } from '../actor.ts'
import { identityIn } from '../identity.ts'
import { newId } from '../new-id.ts'
import type { ApachitaNode } from '../node.ts'
import { writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { book, person } from './inputs.ts'

/** Who the actor is in a hosted book, if the book lets that person write all of `types`. */
async function officerIn(
  node: ApachitaNode,
  actor: Actor,
  body: string,
  types: readonly string[],
): Promise<Result<{ readonly officer: Identity; readonly state: BodiesState }, Refusal>> {
  if (!node.local.isHosted(body)) return refuse({ type: 'not-hosted' })
  const officer = await identityIn(node, actor, body)
  if (officer === undefined) return refuse({ type: 'not-of-this-body' })
  const { states } = await node.views.catchUp(body)
  const state = states['bodies'] as BodiesState
  if (hasAnotherKey(state, officer.person, officer.signer.key)) return refuse({ type: 'not-of-this-body' })
  const entryType = types.find((type) => !mayWrite(state, officer.person, type))
  return entryType === undefined
    ? accept({ officer, state })
    : refuse({ type: 'author-not-entitled', entryType })
}

const joining = ['key.registered', 'post.assigned'] as const

/** Gives a code for one person, who may be enrolled already; the code is told once. */
const invite = personCommand({
  name: 'member.invite',
  input: z.object({ body: book, person: person.optional(), post: z.string().min(1).max(64) }),
  run: async (node, { body, person: invited, post }, { actor }) => {
    const allowed = await officerIn(node, actor, body, joining)
    if (!allowed.ok) return allowed
    const { keys, charter } = allowed.value.state
    if (invited !== undefined && Object.hasOwn(keys, invited))
      return refuse({ type: 'key-already-registered' })
    if (charter?.posts.some(({ id }) => id === post) !== true) return refuse({ type: 'post-unknown', post })
    const id = invited ?? newId()
    const made = { kind: 'member' as const, book: body, person: id, post, account: null }
    return accept({ person: id, ...node.invitations.invite(made) })
  },
})

const withdraw = personCommand({
  name: 'invitation.withdraw',
  input: z.object({ body: book, id: z.string().max(40) }),
  run: async (node, { body, id }, { actor }) => {
    const allowed = await officerIn(node, actor, body, joining)
    if (!allowed.ok) return allowed
    node.invitations.withdraw(body, id)
    return accept({ id })
  },
})

const pendingIn = (node: ApachitaNode, body: string, id: string, kind: PendingKey['kind']) =>
  node.invitations.pendingIn(body).find((pending) => pending.id === id && pending.kind === kind)

/** The numbers on both screens are the same: the key enters the book, with the post. */
const confirm = personCommand({
  name: 'key.confirm',
  input: z.object({ body: book, pending: z.string().max(40) }),
  run: async (node, { body, pending: id }, { actor }) => {
    const pending = pendingIn(node, body, id, 'member')
    if (pending === undefined) return refuse({ type: 'pending-unknown' })
    const { person: joined, post, key } = pending
    const written = await writeEntries(node, actor, body, () =>
      accept([
        { type: 'key.registered', data: { person: joined, key } as JsonObject },
        { type: 'post.assigned', data: { person: joined, post: post ?? '' } as JsonObject },
      ]),
    )
    if (written.ok) node.invitations.dropPending(id)
    return written
  },
})

/** They are not, or the person is another: whoever accepted is nobody here. */
const declineKey = personCommand({
  name: 'key.decline',
  input: z.object({ body: book, pending: z.string().max(40) }),
  run: async (node, { body, pending: id }, { actor }) => {
    const allowed = await officerIn(node, actor, body, joining)
    if (!allowed.ok) return allowed
    const pending = node.invitations.pendingIn(body).find((one) => one.id === id)
    if (pending === undefined) return refuse({ type: 'pending-unknown' })
    node.invitations.dropPending(id)
    node.accounts.dropIdentity(pending.account, body)
    if (node.accounts.nameOf(pending.account) === undefined)
      node.sessions.endOthers(pending.account, undefined)
    return accept({ pending: id })
  },
})

/** A code for somebody who lost the passphrase; with it comes another key, which two officers have to confirm. */
const recover = personCommand({
  name: 'recovery.start',
  input: z.object({ body: book, person }),
  run: async (node, { body, person: lost }, { actor }) => {
    const allowed = await officerIn(node, actor, body, ['key.replaced'])
    if (!allowed.ok) return allowed
    if (allowed.value.officer.person === lost) return refuse({ type: 'two-officers-needed' })
    const account = node.accounts.accountOf(body, allowed.value.state.keys[lost])
    if (account === undefined) return refuse({ type: 'account-unknown' })
    const made = { kind: 'recovery' as const, book: body, person: lost, post: null, account }
    return accept({ person: lost, ...node.invitations.invite(made) })
  },
})

/** An officer's word for another key of somebody; the second officer's writes it into the book. */
const approve = personCommand({
  name: 'recovery.approve',
  input: z.object({ body: book, pending: z.string().max(40) }),
  run: async (node, { body, pending: id }, { actor }) => {
    const allowed = await officerIn(node, actor, body, ['key.replaced'])
    if (!allowed.ok) return allowed
    const pending = pendingIn(node, body, id, 'recovery')
    if (pending === undefined) return refuse({ type: 'pending-unknown' })
    const { officer, state } = allowed.value
    if (officer.person === pending.person) return refuse({ type: 'two-officers-needed' })
    const text = replacementText(body, pending.person, pending.key)
    node.invitations.approve(id, officer.person, base64(officer.signer.sign(text)))
    const other = node.invitations
      .approvals(id)
      .find(({ person: by, sig }) => by !== officer.person && isApproval(state, by, sig, text))
    return other === undefined
      ? accept({ approvals: 1, needed: 2 })
      : replaceKey(node, actor, body, pending, other)
  },
})

/** An approval of before counts as long as whoever gave it may still give it, by the key of then. */
function isApproval(state: BodiesState, by: PersonId, sig: string, text: Uint8Array): boolean {
  const [key, signature] = [state.keys[by], base64ToBytes(sig)]
  const isSigned = key !== undefined && signature !== undefined && isSignedBy(key, text, signature)
  return isSigned && mayWrite(state, by, 'key.replaced')
}

async function replaceKey(
  node: ApachitaNode,
  actor: Actor,
  body: string,
  { id, person: whose, key, account, replaces }: PendingKey,
  second: { readonly person: PersonId; readonly sig: string },
): Promise<Result<unknown, Refusal>> {
  const data = { person: whose, key, second: { by: second.person, sig: second.sig } }
  const written = await writeEntries(node, actor, body, () => accept([{ type: 'key.replaced', data }]))
  if (!written.ok) return written
  node.invitations.dropPending(id)
  if (replaces !== null) {
    node.sessions.endOthers(replaces, undefined)
    node.passkeys.removeAll(replaces)
    node.accounts.takePlace(account, replaces, body)
  }
  return written
}

export const invitingCommands = [invite, withdraw, confirm, declineKey, recover, approve]
