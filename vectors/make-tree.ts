/** Roots of trees (B2). */
import { leafHash, sha256 } from '../src/book/hash.ts'
import { base64, utf8 } from '../src/kernel/encoding.ts'
import type { VectorFile } from './format.ts'
import { collect, filled, rootOfLeaves } from './samples.ts'

/** The cases of tree.json. */
export function makeTree(): VectorFile<'tree'> {
  const { vectors, stands } = collect<'tree'>()
  stands(
    'B2',
    'No entries: the hash of no bytes (RFC 6962); no book has this root',
    { entryCount: 0 },
    { root: base64(sha256(new Uint8Array())) },
  )
  const sizes = [...Array.from({ length: 20 }, (_, size) => size + 1), 255, 256, 257]
  for (const entryCount of sizes) {
    const leaves = Array.from({ length: entryCount }, (_, n) => leafHash(utf8(`entry ${n}`)))
    stands('B2', `${entryCount} entries`, { entryCount }, { root: base64(rootOfLeaves(leaves)) })
  }
  const [a, b] = [filled(1), filled(2)]
  const given = [
    ['One leaf is its own root', [a]],
    ['Two leaves', [a, b]],
    ['The order of leaves counts', [b, a]],
    ['Leaves may be equal', [a, a, a]],
  ] as const
  for (const [name, leaves] of given)
    stands('B2', name, { leaves: leaves.map(base64) }, { root: base64(rootOfLeaves(leaves)) })
  return { format: 'tree', rules: 'docs/formats.md section 3', vectors }
}
