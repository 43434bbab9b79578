/** N3 of docs/formats.md: C2SP tlog-cosignature/v1 on a checkpoint. */
import { utf8 } from './base.ts'
import { parseNote, SIGNATURE_TYPE, verifyNote, type VerifierKey } from './note.ts'

/** N3: a node's cosigning key under its name. */
export function witnessOf(nodeId: string, key: Uint8Array): VerifierKey {
  return { name: `apachita-node/${nodeId}`, type: SIGNATURE_TYPE.cosignature, key }
}

/**
 * When a node says it saw a note, in seconds since 1970; undefined where it does not say so. Each line is judged
 * alone: one that does not verify drops only itself (C3).
 */
export function cosignedAtS(note: Uint8Array, nodeId: string, key: Uint8Array): bigint | undefined {
  const parsed = parseNote(note)
  if (!parsed.ok) return undefined
  const lines = new TextDecoder()
    .decode(note)
    .slice(parsed.value.text.length + 1)
    .split('\n')
    .slice(0, -1)
  const verified = lines.map((line) =>
    verifyNote(utf8(`${parsed.value.text}\n${line}\n`), [witnessOf(nodeId, key)]),
  )
  return verified.flatMap((one) => (one.ok ? one.value.by : []))[0]?.cosignedAtS
}
