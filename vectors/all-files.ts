/** Every file of vectors, by name, as its text: the same bytes on every run. */
import { makeCheckpoint } from './make-checkpoint.ts'
import { makeCosignature } from './make-cosignature.ts'
import { makeDecision } from './make-decision.ts'
import { makeEd25519 } from './make-ed25519.ts'
import { makeEntry } from './make-entry.ts'
import { makeForkProofs } from './make-fork-proof.ts'
import { makeFounding } from './make-founding.ts'
import { makeHandover } from './make-handover.ts'
import { makeNodeKey } from './make-node-key.ts'
import { makeProofs } from './make-proofs.ts'
import { makeSeal } from './make-seal.ts'
import { makeTree } from './make-tree.ts'
import { makeVouching } from './make-vouching.ts'

const makers = [
  makeEntry,
  makeSeal,
  makeTree,
  makeFounding,
  makeCheckpoint,
  makeHandover,
  makeNodeKey,
  makeCosignature,
  makeProofs,
  makeForkProofs,
  makeVouching,
  makeEd25519,
  makeDecision,
]

/** One vector a line, so that a change of one is one line of a diff. */
export function allFiles(): Map<string, string> {
  return new Map(
    makers.map((make) => {
      const { format, rules, vectors } = make()
      const lines = vectors.map((vector) => `  ${JSON.stringify(vector)}`).join(',\n')
      const head = `{\n "format": ${JSON.stringify(format)},\n "rules": ${JSON.stringify(rules)},\n`
      return [`${format}.json`, `${head} "vectors": [\n${lines}\n ]\n}\n`]
    }),
  )
}
