/** The verdicts of the independent implementation on the vectors. Nothing here comes from `src/`. */
import { type DecisionInput, type PenText, type ProofInput, bytesOf } from '../../vectors/format.ts'
import { base64Decode, base64Encode, equalBytes, utf8 } from '../independent/base.ts'
import { checkFounding, walkCheckpoints, type Pen } from '../independent/book.ts'
import { parseJson } from '../independent/canonical-json.ts'
import { openBookCheckpoint, penOf } from '../independent/checkpoint.ts'
import { cosignedAtS } from '../independent/cosignature.ts'
import { outcomeOfStandings, standingsOf, type Standing } from '../independent/decision.ts'
import { isAdmissibleKey, verifyEd25519 } from '../independent/ed25519.ts'
import { checkEntry, checkOpening, nodeIdOf, verifyEntrySignature } from '../independent/entry.ts'
import { verifyForkProof } from '../independent/fork-proof.ts'
import { leafHash, treeHash, verifyConsistency, verifyInclusion } from '../independent/merkle.ts'
import { checkNodeKeys } from '../independent/node-key.ts'
import { vkeyOf } from '../independent/note.ts'
import { verdict } from '../independent/verdict.ts'
import { vouchedFor } from '../independent/vouching.ts'
import { type Implementation, type Verdict, invalid } from './verdicts.ts'

const ofBase64 = (text: string): Uint8Array => base64Decode(text) ?? new Uint8Array()

const toPen = ({ from, pen }: PenText): Pen => ({ key: ofBase64(pen), afterSize: from })
const toPenText = ({ key, afterSize }: Pen): PenText => ({ from: afterSize, pen: base64Encode(key) })

function isProven(proof: ProofInput): boolean {
  const [path, root] = [proof.path.map(ofBase64), ofBase64(proof.root)]
  if (!('seq' in proof)) {
    const { from, fromRoot, size } = proof
    return verifyConsistency({
      size1: from,
      size2: size,
      root1: ofBase64(fromRoot),
      root2: root,
      proof: path,
    })
  }
  const { seq, size, leaf } = proof
  return verifyInclusion({ leafHash: ofBase64(leaf), index: seq, size, path, root })
}

function judgeDecision({ sections, requirements, closed }: DecisionInput): Verdict<'decision'> {
  const counted = sections.map(({ entitled, ...rest }) => ({
    ...rest,
    silent: entitled - rest.yes - rest.no - rest.abstain,
  }))
  const yesIn = (section: string | null): number =>
    counted.reduce((sum, part) => (section === null || part.section === section ? sum + part.yes : sum), 0)
  const standings = standingsOf(requirements, counted, closed)
  const toExpect = ({ section, outcome, missing }: Standing) => ({
    section,
    outcome,
    ...(outcome === 'open' && missing !== null ? { neededYes: yesIn(section) + missing } : {}),
    missingYes: missing,
  })
  return {
    valid: true,
    expect: { outcome: outcomeOfStandings(standings), requirements: standings.map(toExpect) },
  }
}

export const independent: Implementation = {
  entry: ({ bytes: text, book, key }) => {
    const bytes = bytesOf(text)
    const checked = checkEntry(bytes)
    if (!checked.ok) return invalid
    if (book !== undefined && key !== undefined && !verifyEntrySignature(book, bytes, ofBase64(key)))
      return invalid
    const kind = checked.value.isSealed ? 'sealed' : 'entry'
    return { valid: true, expect: { leaf: base64Encode(leafHash(bytes)), kind } }
  },
  seal: ({ sealed, book, salt, inside }) => {
    const outside = checkEntry(bytesOf(sealed))
    if (!outside.ok || !outside.value.isSealed) return invalid
    if (book === undefined || salt === undefined || inside === undefined) return { valid: true }
    const opened = checkOpening(book, bytesOf(sealed), { salt: ofBase64(salt), inside: bytesOf(inside) })
    return opened.ok ? { valid: true, expect: { insideType: opened.value.type } } : invalid
  },
  tree: (input) => {
    const leaves =
      'leaves' in input
        ? input.leaves.map(ofBase64)
        : Array.from({ length: input.entryCount }, (_, n) => leafHash(utf8(`entry ${n}`)))
    return { valid: true, expect: { root: base64Encode(treeHash(leaves)) } }
  },
  founding: ({ bytes }) => {
    const founding = checkFounding(bytesOf(bytes))
    if (!founding.ok) return invalid
    const { bookId, pen, continues } = founding.value
    const more = continues === undefined ? {} : { continues }
    return { valid: true, expect: { book: bookId, pen: base64Encode(pen), ...more } }
  },
  checkpoint: ({ note, book, signers }) => {
    const keys = signers.map(ofBase64)
    const opened = verdict(() => openBookCheckpoint(bytesOf(note), book, keys))
    if (!opened.ok) return invalid
    const { size, root, signedBy } = opened.value
    if (!keys.every((key) => signedBy.some((signer) => equalBytes(signer, key)))) return invalid
    const verifierKeys = keys.map((key) => vkeyOf(penOf(book, key)))
    return { valid: true, expect: { size, root: base64Encode(root), verifierKeys } }
  },
  handover: ({ entries, checkpoints }) => {
    const walked = walkCheckpoints(entries.map(bytesOf), checkpoints.map(utf8))
    if (!walked.ok) return invalid
    return { valid: true, expect: { book: walked.value.bookId, pens: walked.value.pens.map(toPenText) } }
  },
  'node-key': (input) => {
    if ('request' in input) return { valid: true, expect: { node: nodeIdOf(ofBase64(input.request)) } }
    const data = parseJson(utf8(input.data))
    if (!data.ok || !(data.value instanceof Map)) return invalid
    const checked = checkNodeKeys(data.value, [input.pen, ...input.admitted])
    return checked.ok ? { valid: true, expect: checked.value } : invalid
  },
  cosignature: ({ note, book, pen, node, key }) => {
    const bytes = bytesOf(note)
    const opened = verdict(() => openBookCheckpoint(bytes, book, [ofBase64(pen)]))
    if (!opened.ok) throw new Error('the checkpoint must hold')
    const time = cosignedAtS(bytes, node, ofBase64(key))
    return time === undefined ? invalid : { valid: true, expect: { timeSeconds: String(time) } }
  },
  proofs: (proof) => (isProven(proof) ? { valid: true } : invalid),
  'fork-proof': ({ proof, pens }) => {
    const proven = verifyForkProof(proof, pens.map(toPen))
    return proven.ok ? { valid: true, expect: proven.value } : invalid
  },
  vouching: (vote) => {
    const leaf = vouchedFor(vote)
    return leaf === undefined ? invalid : { valid: true, expect: { leaf } }
  },
  ed25519: ({ key, message, signature }) => {
    const bytes = base64Decode(key)
    if (bytes === undefined || !isAdmissibleKey(bytes)) return invalid
    if (message === undefined || signature === undefined) return { valid: true }
    return verifyEd25519(bytes, bytesOf(message), ofBase64(signature)) ? { valid: true } : invalid
  },
  decision: judgeDecision,
}
