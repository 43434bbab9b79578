/**
 * Importing a mutant, and what is wrong with what came of it, in words; nothing if all is well:
 *
 * 1. The import ends, in time, without throwing.
 * 2. Every book held is a prefix of the book that its pens signed, byte for byte, at a size they signed, and verifies.
 * 3. The report says what happened: books grown are those it names, to the sizes it says, and every refusal is known.
 * 4. Nothing is lost: the undamaged pack is taken in afterwards, whole.
 */
import type { Archive, BookRecord } from '../../src/archive/contract.ts'
import { rootAt } from '../../src/archive/subtrees.ts'
import { verifyBook } from '../../src/archive/verify.ts'
import { unsignedCheckpoint } from '../../src/book/checkpoint.ts'
import { cosignedWithAt } from '../../src/book/cosignature.ts'
import type { BookId } from '../../src/book/entry.ts'
import { type Admission, type ImportReport, importPack } from '../../src/carriage/import.ts'
import { takeCosignatures } from '../../src/carriage/side-data.ts'
import { inChunks } from '../../src/testing/packs.ts'
import { allEntries } from '../../src/testing/world.ts'
import type { Made } from './make-mutant.ts'
import { witness, witnessKey } from './mutations-of-side-data.ts'
import { forks } from './mutations-of-true-pens.ts'
import type { Originals, Truth } from './originals.ts'

/** The layers a refusal can come from, with the types of each. */
export const layers = {
  framing: [
    'not-a-pack',
    'unknown-pack-version',
    'pack-cut-short',
    'pack-damaged',
    'pack-too-large',
    'too-many-refusals',
  ],
  form: ['founding-malformed', 'pen-key-invalid', 'key-invalid', 'checkpoint-malformed'],
  identity: ['book-id-mismatch'],
  signature: ['wrong-pen', 'handover-invalid'],
  'side data': ['cosignature-invalid', 'witness-unknown', 'fork-proof-invalid'],
  root: ['root-mismatch', 'checkpoint-size-mismatch'],
  continuity: ['gap', 'history-rewritten', 'moved', 'book-forked'],
  quota: ['quota-exceeded'],
} as const

export const refusalTypes: readonly string[] = Object.values(layers).flat()

const patienceMs = 10_000

export interface Judgement {
  readonly problems: readonly string[]
  readonly report: ImportReport | undefined
}

export async function judgeImport(archive: Archive, mutant: Made): Promise<Judgement> {
  const before = new Map((await archive.books()).map((record) => [record.book, record]))
  let report: ImportReport
  try {
    report = await withPatience(importMutant(archive, mutant))
  } catch (error) {
    return { problems: [`it throws: ${(error as Error).stack}`], report: undefined }
  }
  const after = await archive.books()
  const grown = after.filter(({ book, size }) => before.get(book)?.size !== size)
  const changed = after.filter(({ book, change }) => before.get(book)?.change !== change)
  const problems = [
    ...(
      await Promise.all(grown.map((record) => untrue(archive, record, truthOf(mutant, record.book))))
    ).flat(),
    ...(await Promise.all(changed.map((record) => untrueSideData(archive, record, mutant)))).flat(),
    ...unknownRefusals(report),
    ...(mutant.isRaced ? [] : badReport(report, before, grown)),
  ]
  return { problems, report }
}

/** Some are raced by the undamaged pack, as when a peer's answer arrives while a stick is read. */
async function importMutant(archive: Archive, mutant: Made): Promise<ImportReport> {
  const { bytes, chunkBytes, isRaced, originals } = mutant
  const imported = importAll(archive, inChunks(bytes, chunkBytes), admissionOf(mutant))
  if (!isRaced) return imported
  const whole = importPack(archive, inChunks(originals.wholePack, chunkBytes), () => undefined)
  return (await Promise.all([imported, whole]))[0]
}

/** Cosignatures as a node takes them in, that knows the one witness. */
async function importAll(
  archive: Archive,
  chunks: AsyncIterable<Uint8Array>,
  admission: Admission,
): Promise<ImportReport> {
  const report = await importPack(archive, chunks, admission)
  const keysOf = (node: string) => (node === witness ? [witnessKey().key] : [])
  const { refused } = await takeCosignatures(archive, report.cosignatures, keysOf)
  return { ...report, refused: [...report.refused, ...refused] }
}

/** Words kept are the witness's on the root held; a fork is proven where the true pen signed another history. */
async function untrueSideData(archive: Archive, record: BookRecord, { names }: Made): Promise<string[]> {
  const { book, size, forkedAt } = record
  const problems: string[] = []
  for (const { witness: of, size: said, line } of (await archive.sideData(book)).cosignatures) {
    const root = said <= size ? await rootAt(archive, book, said) : undefined
    const checkpoint = root === undefined ? undefined : unsignedCheckpoint({ book, size: said, root })
    const isTrue =
      checkpoint !== undefined &&
      of === witness &&
      cosignedWithAt(checkpoint, line, witness, witnessKey().key) !== undefined
    if (!isTrue) problems.push(`accepted a word that is none: ${book} ${said}`)
  }
  const isForked = names.some((name) => forks.includes(name))
  if (forkedAt !== undefined && !isForked) problems.push(`accepted a fork that is none: ${book} ${forkedAt}`)
  return problems
}

function admissionOf({ originals, quotaBytes }: Made): Admission {
  let used = 0
  return (book, bytes) => {
    if (originals.truths.has(book)) return undefined
    used += bytes
    return used > quotaBytes ? { type: 'quota-exceeded', quotaBytes } : undefined
  }
}

async function withPatience<T>(task: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not done in ${patienceMs} ms`)), patienceMs)
  })
  const begun = performance.now()
  try {
    const done = await Promise.race([task, tooLong])
    if (performance.now() - begun > patienceMs) throw new Error('it ends, but far too late')
    return done
  } finally {
    clearTimeout(timer)
  }
}

const truthOf = ({ originals, strangers }: Made, book: BookId): Truth | undefined =>
  originals.truths.get(book) ?? strangers.get(book)

async function untrue(archive: Archive, record: BookRecord, truth: Truth | undefined): Promise<string[]> {
  const { book, size } = record
  if (truth === undefined) return [`accepted a book that nobody signed: ${book}`]
  const problems: string[] = []
  if (!truth.signed.some((signed) => signed.size === size))
    problems.push(`accepted at a size not signed: ${size}`)
  const entries = await allEntries(archive, book)
  const isPrefix = entries.every(
    (entry, at) => Buffer.compare(entry, truth.entries[at] ?? new Uint8Array()) === 0,
  )
  if (entries.length !== size || !isPrefix)
    problems.push(`accepted entries that are not the original: ${book}`)
  const refusal = await verifyBook(archive, book)
  if (refusal !== undefined) problems.push(`accepted what does not verify: ${JSON.stringify(refusal)}`)
  const handovers = (await archive.handovers(book)).map((handover) => handover.size)
  const expected = truth.signed.filter((signed) => signed.isHandover && signed.size <= size)
  if (handovers.join() !== expected.map((signed) => signed.size).join())
    problems.push(`accepted other handovers: ${handovers.join()}`)
  return problems
}

function badReport(
  report: ImportReport,
  before: ReadonlyMap<BookId, BookRecord>,
  grown: readonly BookRecord[],
): string[] {
  const said = new Map(report.grown.map(({ book, size }) => [book, size]))
  const problems: string[] = []
  for (const { book, size } of grown) {
    if (said.get(book) !== size)
      problems.push(`${book} grew to ${size}, and the report says ${said.get(book)}`)
    if (size <= (before.get(book)?.size ?? 0)) problems.push(`${book} changed without growing`)
  }
  if (said.size !== grown.length) problems.push('the report tells of books that did not grow')
  return problems
}

const unknownRefusals = ({ refused }: ImportReport): string[] =>
  refused
    .filter(({ refusal }) => !refusalTypes.includes(refusal.type))
    .map(({ refusal }) => `a refusal of no layer: ${refusal.type}`)

/** What the undamaged pack brings afterwards: everything, or why not. */
export async function notHealed(archive: Archive, { truths, wholePack }: Originals): Promise<string[]> {
  const { refused } = await importPack(archive, inChunks(wholePack, 65_536), () => undefined)
  const problems = refused.map(({ refusal }) => `sent again undamaged, it is refused: ${refusal.type}`)
  for (const { book, entries } of truths.values()) {
    if ((await archive.book(book))?.size !== entries.length) problems.push(`sent again, ${book} is not whole`)
  }
  return problems
}
