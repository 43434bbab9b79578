/**
 * Taking in what is sealed, once the entries that came with it are folded; and erasing what a book erased.
 *
 * Invariants
 * 1. What a book has erased is deleted before anything is served, and is not taken in again.
 * 2. A submission is kept until its book says what became of it; one that was entered is an entry, and kept no more.
 */
import type { Submission } from '../archive/contents.ts'
import { type BodiesState, mayWrite } from '../bodies/state.ts'
import { type BookId, isSignedByAuthor, parseEntry } from '../book/entry.ts'
import { openSeal } from '../book/seal.ts'
import type { ImportReport } from '../carriage/import.ts'
import { type ReceivedSealed, openReceived, sealedIn } from '../carriage/sealed.ts'
import type { BookRefusal } from '../carriage/side-data.ts'
import type { Refusal } from '../kernel/result.ts'
import { type SuccessionState, officersEndorsing } from '../succession/state.ts'
import { prepared } from '../views/prepared.ts'
import type { States } from '../views/room.ts'
import { decryptOwn } from './age.ts'
import { dropUncited, takeBlobs } from './blobs.ts'
import type { ApachitaNode } from './node.ts'
import { erasedSeals } from './sealed-out.ts'
import { eraseSetAside } from './set-aside.ts'

/** Of a pack of which so much was refused nothing sealed is judged any more. */
const maxRefused = 1000

/** Of one person, so many submissions may wait to be entered. */
const maxWaitingOfOne = 200

/** Keeps what may be kept, refolds its books; how many changes of the archive that made, and what was refused. */
export async function takeSealed(
  node: ApachitaNode,
  { sealed, blobs }: Pick<ImportReport, 'sealed' | 'blobs'>,
): Promise<{
  readonly changes: number
  readonly refused: readonly { book: BookId | null; refusal: Refusal }[]
}> {
  const refused: { book: BookId | null; refusal: Refusal }[] = []
  let changes = 0
  for (const received of sealed) {
    if (refused.length >= maxRefused) break
    const taken = await node.inTurn(received.book, () => takeOfBook(node, received))
    refused.push(...taken.refused)
    changes += taken.changes
  }
  await node.fold(sealed.map(({ book }) => book))
  for (const refusal of await takeBlobs(node, blobs)) refused.push({ book: null, refusal })
  return { changes, refused }
}

async function takeOfBook(
  node: ApachitaNode,
  received: ReceivedSealed,
): Promise<{ readonly changes: number; readonly refused: readonly BookRefusal[] }> {
  const { book } = received
  const { states } = await node.views.catchUp(book)
  const waiting = [...(await node.archive.submissions.of(book))]
  const erased = erasedSeals(node, book)
  const isKnown = (submission: Submission): boolean =>
    waiting.some(({ id }) => id === submission.id) || hasEnded(node, book, submission)
  const opened = await openReceived(node.archive, received, {
    open: (file) => decryptOwn(node.keys, file),
    isErased: (_, seal) => erased.has(seal),
    submissionRefusal: (_, submission) => {
      if (isKnown(submission)) return undefined
      const refusal = submissionRefusal(states, book, submission, waiting)
      if (refusal === undefined) waiting.push(submission)
      return refusal
    },
  })
  const fresh = opened.submissions.filter((submission) => !hasEnded(node, book, submission))
  const changes =
    (await node.archive.contents.add([{ book, contents: opened.contents }])) +
    (await node.archive.submissions.add(book, fresh))
  return { changes, refused: opened.refused }
}

/** The entry in a submission, with the bytes its author signed; undefined where it is none. */
export function submitted(book: BookId, { outer, content }: Submission) {
  const sealed = sealedIn(outer)
  if ((sealed === undefined) !== (content === undefined)) return undefined
  const opened =
    sealed === undefined || content === undefined ? parseEntry(outer) : openSeal(book, sealed, content)
  if (!opened.ok) return undefined
  return { entry: opened.value, bytes: content?.inside ?? outer, circle: sealed?.circle ?? ('open' as const) }
}

/** Rule Y1: why a submission is not kept, or undefined. */
export function submissionRefusal(
  states: States,
  book: BookId,
  submission: Submission,
  waiting: readonly Submission[],
): Refusal | undefined {
  const inside = submitted(book, submission)
  if (inside === undefined) return { type: 'submission-malformed' }
  const { entry, bytes } = inside
  const { keys, ...bodies } = states['bodies'] as BodiesState
  const officers = officersEndorsing(states['succession'] as SuccessionState, book, entry)
  const key = (officers ?? keys)[entry.by]
  if (key === undefined || !isSignedByAuthor(book, bytes, key)) return { type: 'author-signature-invalid' }
  if (officers === undefined && !mayWrite(bodies, entry.by, entry.type))
    return { type: 'author-not-entitled', entryType: entry.type }
  const own = waiting.filter((other) => submitted(book, other)?.entry.by === entry.by).length
  return own >= maxWaitingOfOne ? { type: 'too-many-submissions', most: maxWaitingOfOne } : undefined
}

/** The number at which a submission stands in its book; undefined where it was not entered, as far as is known here. */
export function enteredAt(node: ApachitaNode, book: BookId, { id, outer }: Submission): number | undefined {
  const seal = sealedIn(outer)?.seal
  const row =
    seal === undefined
      ? node.views.db
          .prepare<[string, string], { seq: number }>(
            'SELECT seq FROM signed_entries WHERE book = ? AND leaf = ?',
          )
          .get(book, id)
      : node.views.db
          .prepare<[string, string], { seq: number }>('SELECT seq FROM seals WHERE book = ? AND seal = ?')
          .get(book, seal)
  return row?.seq
}

/** Whether nothing of it is to be kept: it was entered, or what it says was erased. */
function hasEnded(node: ApachitaNode, book: BookId, submission: Submission): boolean {
  const seal = sealedIn(submission.outer)?.seal
  return (
    enteredAt(node, book, submission) !== undefined ||
    (seal !== undefined && erasedSeals(node, book).has(seal))
  )
}

/** Deletes what these books have erased and what of submissions has ended, wherever it lies here, and folds them anew. */
export async function settle(node: ApachitaNode, books: readonly BookId[]): Promise<void> {
  let hasErased = false
  for (const book of books) {
    if (!(await isToSettle(node, book))) continue
    const gone = await node.inTurn(book, async () => {
      await dropEnded(node, book)
      const aside = await eraseSetAside(node, book, erasedSeals(node, book))
      return aside + (await node.archive.contents.erase(book, await erasedAndHeld(node, book)))
    })
    if (gone === 0) continue
    hasErased = true
    await node.fold([book])
  }
  if (!hasErased) return
  await dropUncited(node)
  node.views.forgetGone()
}

/** Asked after every append: whether a book has erased anything, or submissions of it wait here. */
const isToSettle = async (node: ApachitaNode, book: BookId): Promise<boolean> =>
  prepared<[string]>(node.views.db, 'SELECT 1 FROM erasures WHERE book = ? LIMIT 1').get(book) !==
    undefined || (await node.archive.submissions.isAny(book))

async function dropEnded(node: ApachitaNode, book: BookId): Promise<void> {
  const waiting = await node.archive.submissions.of(book)
  const ended = waiting.filter((submission) => hasEnded(node, book, submission)).map(({ id }) => id)
  if (ended.length > 0) await node.archive.submissions.drop(book, ended)
}

/** Numbers of the seals that a book erased and whose content is held here. */
async function erasedAndHeld(node: ApachitaNode, book: BookId): Promise<number[]> {
  const erased = node.views.db
    .prepare<[string], { seq: number }>(
      'SELECT seals.seq FROM seals JOIN erasures USING (book, seal) WHERE book = ?',
    )
    .all(book)
    .map(({ seq }) => seq)
  if (erased.length === 0) return []
  const held = new Set(await node.archive.contents.seqs(book))
  return erased.filter((seq) => held.has(seq))
}
