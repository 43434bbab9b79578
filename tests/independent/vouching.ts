/** P3 and P4 of docs/formats.md: which of two histories the witnesses of a book vouch for. */
import { base64Decode, base64Encode, utf8 } from './base.ts'
import { cosignedAtS } from './cosignature.ts'
import { verifyInclusion } from './merkle.ts'

/** P3, as it stands in JSON. */
export type Word = {
  witness: string
  size: number
  root: string
  line: string
  leaf: string
  path: readonly string[]
}

export type Vote = {
  book: string
  seq: number
  /** Node ids in the charter. */
  named: readonly string[]
  admitted: readonly { node: string; key: string }[]
  words: readonly Word[]
}

/** P3: whether one word holds, by the key of its node's admission. */
function holds({ book, seq }: Vote, word: Word, key: Uint8Array): boolean {
  const hashes = [word.root, word.leaf, ...word.path].map((text) => base64Decode(text))
  if (hashes.some((hash) => hash?.length !== 32)) return false
  const [root, leaf, ...path] = hashes as Uint8Array[]
  if (root === undefined || leaf === undefined || word.size <= seq) return false
  if (!verifyInclusion({ leafHash: leaf, index: seq, size: word.size, path, root })) return false
  const note = `apachita/${book}\n${word.size}\n${base64Encode(root)}\n\n${word.line}\n`
  return cosignedAtS(utf8(note), word.witness, key) !== undefined
}

/** P4: the leaf of the history vouched for, or undefined. */
export function vouchedFor(vote: Vote): string | undefined {
  const named = [...new Set(vote.named)]
  const votes: string[] = []
  for (const node of named) {
    const key = base64Decode(vote.admitted.findLast((admission) => admission.node === node)?.key ?? '?')
    if (key === undefined) continue
    const leaves = vote.words
      .filter((word) => word.witness === node && holds(vote, word, key))
      .map(({ leaf }) => leaf)
    const [leaf] = leaves
    if (leaf !== undefined && leaves.every((other) => other === leaf)) votes.push(leaf)
  }
  return votes.find((leaf) => {
    const count = votes.filter((other) => other === leaf).length
    return count + count + count >= named.length + named.length
  })
}
