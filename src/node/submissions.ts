/**
 * Submissions: what a member signs on this node for a book whose pen is elsewhere, or here and somebody else's to enter.
 * It travels beside the book until the book says what became of it.
 */
import { prepared } from '../views/prepared.ts'
import { randomBytes } from 'node:crypto'
import type { Submission } from '../archive/contents.ts'
import { type BookId, entryToBytes, signEntry } from '../book/entry.ts'
import { leafHash } from '../book/hash.ts'
import { type Circle, sealContent } from '../book/seal.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { judgeEntry } from '../views/fold.ts'
import type { Actor } from './actor.ts'
import { identityIn } from './identity.ts'
import type { ApachitaNode } from './node.ts'
import { rooms } from './rooms.ts'
import { submissionRefusal, submitted } from './take-sealed.ts'
import { type Draft, type Written, refusalOf, writeSubmitted } from './write.ts'

/** What became of a submission, as far as this node has heard. */
export type SubmissionStanding = 'waiting' | 'declined'

/** A submission, whose inside is here. */
export interface HeldSubmission {
  readonly id: string
  readonly type: string
  readonly at: string
  readonly by: string
  readonly data: unknown
  readonly cites: readonly { readonly book: string; readonly seq: number }[]
  readonly isSealed: boolean
  readonly standing: SubmissionStanding
  readonly reason: unknown
}

/**
 * Keeps what the actor submits, signed with the actor's own key. Refused: `not-of-this-body`, or what the book's rules would
 * refuse as it stands here.
 */
export async function submit(
  node: ApachitaNode,
  actor: Actor,
  book: BookId,
  { type, data, cites, at }: Draft,
  circle: Circle,
): Promise<Result<{ readonly id: string }, Refusal>> {
  const author = await identityIn(node, actor, book)
  if (author === undefined) return refuse({ type: 'not-of-this-body' })
  const plain = { type, at: at ?? node.now(), by: author.person, cites: cites ?? [], data }
  const inside = entryToBytes(signEntry(book, plain, author.signer))
  const content = circle === 'open' ? undefined : { salt: randomBytes(32), inside }
  const outer = content === undefined ? inside : sealContent(book, circle, content)
  const submission: Submission = { id: base64(leafHash(outer)), outer, content }
  return node.inTurn(book, async () => {
    const refusal = await refusalHere(node, book, submission)
    if (refusal !== undefined) return refuse(refusal)
    await node.archive.submissions.add(book, [submission])
    return accept({ id: submission.id })
  })
}

/** What the book's own rules say of it, as the book stands here: what they refuse is told at once. */
async function refusalHere(
  node: ApachitaNode,
  book: BookId,
  submission: Submission,
): Promise<Refusal | undefined> {
  const { size, states, pens } = await node.views.catchUp(book)
  if (size === 0) return { type: 'book-unknown', book }
  const waiting = await node.archive.submissions.of(book)
  const refusal = submissionRefusal(states, book, submission, waiting)
  if (refusal !== undefined) return refusal
  const place = { book, seq: size, pens, isHandover: false }
  return refusalOf(judgeEntry(rooms, states, place, submission.outer, submission.content), 'submission')
}

/** Submissions of a book whose inside is here, with what became of them, by date. */
export async function submissionsOf(node: ApachitaNode, book: BookId): Promise<HeldSubmission[]> {
  const reasons = declinedIn(node, book)
  const held = await node.archive.submissions.of(book)
  const lines = held.flatMap((submission) => {
    const inside = submitted(book, submission)
    if (inside === undefined) return []
    const { type, at, by, data, cites } = inside.entry
    const reason = reasons.get(submission.id)
    return [
      {
        id: submission.id,
        type,
        at,
        by,
        data,
        cites,
        isSealed: submission.content !== undefined,
        standing: reason === undefined ? ('waiting' as const) : ('declined' as const),
        reason: reason ?? null,
      },
    ]
  })
  return lines.toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

function declinedIn(node: ApachitaNode, book: BookId): Map<string, unknown> {
  const rows = prepared<[string], { submission: string; reason: string }>(
    node.views.db,
    'SELECT submission, reason FROM declined WHERE book = ?',
  ).all(book)
  return new Map(rows.map(({ submission, reason }) => [submission, JSON.parse(reason) as unknown]))
}

/** The very bytes that the author signed become the next entry; the actor must be one who may enter. */
export async function enterSubmission(
  node: ApachitaNode,
  actor: Actor,
  book: BookId,
  id: string,
): Promise<Result<Written, Refusal>> {
  const found = (await node.archive.submissions.of(book)).find((submission) => submission.id === id)
  if (found === undefined || declinedIn(node, book).has(id)) return refuse({ type: 'submission-unknown' })
  return writeSubmitted(node, actor, book, found)
}
