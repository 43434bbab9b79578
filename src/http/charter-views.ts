/** What pages show of charters: the one in force and those before it, and those that motions propose. */
import type { Context } from 'hono'
import { proposalOf } from '../assemblies/motion-queries.ts'
import { motionAt } from '../assemblies/state.ts'
import { bodyFacts, chartersOf, nodeLinesOf } from '../bodies/queries.ts'
import { mayWrite } from '../bodies/state.ts'
import type { CharterView, ProposedCharterView } from '../bodies/views.ts'
import { chartersWaiting } from '../federation/rules-of-charters.ts'
import { type SeesFederation, decisionOn } from '../federation/sees.ts'
import type { EntryRef } from '../federation/views.ts'
import type { ApachitaNode } from '../node/node.ts'
import { memberOf } from './person-session.ts'

export function charterView(node: ApachitaNode, book: string): CharterView | undefined {
  const [body, charters] = [bodyFacts(node.views.db, book), chartersOf(node.views.db, book)]
  if (body === undefined || charters === undefined) return undefined
  return { body, ...charters, nodes: nodeLinesOf(node.views.db, book) }
}

/** Whether whoever asks may write entries of a type in the body's book, which this node writes. */
export async function mayWriteNow(
  node: ApachitaNode,
  c: Context,
  book: string,
  type: string,
): Promise<boolean> {
  const member = await memberOf(node, c.get('session'), book)
  return member !== undefined && node.local.isHosted(book) && mayWrite(member.state, member.person, type)
}

const statesOf = async (node: ApachitaNode, book: string): Promise<SeesFederation> =>
  (await node.views.catchUp(book)).states as unknown as SeesFederation

/** Charters that were carried and that nobody has put into force. */
export async function waitingCharters(
  node: ApachitaNode,
  c: Context,
  book: string,
): Promise<ProposedCharterView[]> {
  const waiting = chartersWaiting(await statesOf(node, book))
  const views = await Promise.all(waiting.map((seq) => proposedCharter(node, c, { book, seq })))
  return views.filter((view) => view !== undefined)
}

/** The charter a motion proposes; undefined where it proposes none, or one that came to nothing. */
export async function proposedCharter(
  node: ApachitaNode,
  c: Context,
  motion: EntryRef,
): Promise<ProposedCharterView | undefined> {
  const { book, seq } = motion
  const proposal = proposalOf(node.views.db, book, seq)
  const view = proposal === undefined ? undefined : charterView(node, book)
  if (view === undefined || proposal === undefined) return undefined
  const seen = await statesOf(node, book)
  const since = view.history.find((line) => line.motion === seq)?.seq ?? null
  const isWaiting = chartersWaiting(seen).includes(seq)
  const isOpen = motionAt(seen.assemblies, seq)?.open !== undefined && decisionOn(seen, seq) === undefined
  if (since === null && !isWaiting && !isOpen) return undefined
  return {
    body: view.body,
    motion,
    title: proposal.title,
    proposed: proposal.charter,
    inForce: view.charter,
    nodes: view.nodes,
    standing: since === null ? (isWaiting ? 'waits' : 'open') : 'in-force',
    since,
    mayPutInForce: isWaiting && (await mayWriteNow(node, c, book, 'charter.changed')),
  }
}
