/** What pages, the API and strangers' programs are told of the nodes that countersigned a book. */
import { type BookRecord, type SideData, agreedSize } from '../archive/contract.ts'
import { nodeFacts } from '../bodies/queries.ts'
import type { WitnessLine } from '../bodies/views.ts'
import { checkpointToBytes, parseCheckpoint } from '../book/checkpoint.ts'
import { statedTimeOf, withLines } from '../book/cosignature.ts'
import { maxSignatures, parseSignatureLine } from '../book/note.ts'
import { utf8ToText } from '../kernel/encoding.ts'
import { unwrap } from '../kernel/result.ts'
import type { ApachitaNode } from '../node/node.ts'

/** Those that hold most first. Their words were verified when they came. */
export async function witnessesOf(node: ApachitaNode, record: BookRecord): Promise<WitnessLine[]> {
  const { cosignatures } = await node.archive.sideData(record.book)
  return cosignatures
    .filter(({ size }) => size <= agreedSize(record))
    .flatMap(({ witness, size, line }) => {
      const facts = nodeFacts(node.views.db, witness)
      return facts === undefined ? [] : [{ node: witness, ...facts, size, at: dateOf(line) }]
    })
    .toSorted((a, b) => b.size - a.size || a.name.localeCompare(b.name, 'es'))
}

const dateOf = (line: string): string =>
  new Date(Number(statedTimeOf(line) ?? 0n) * 1000).toISOString().replace(/\.\d+/, '')

/**
 * A book's checkpoint as it is served (C2SP tlog-checkpoint): the pen's signature, then as many cosignatures of exactly
 * this size as a note may carry (rule C1).
 */
export function servedCheckpoint(record: BookRecord, { cosignatures }: SideData): string {
  const checkpoint = unwrap(parseCheckpoint(record.checkpoint))
  const lines = cosignatures
    .filter(({ size }) => size === record.size)
    .map(({ line }) => parseSignatureLine(line))
    .filter((line) => line !== undefined)
    .slice(0, maxSignatures - checkpoint.note.signatures.length)
  return utf8ToText(checkpointToBytes(withLines(checkpoint, lines))) ?? ''
}
