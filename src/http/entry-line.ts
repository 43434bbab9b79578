/** An entry as pages and the API show it. */
import { parseCanonicalObject } from '../book/entry.ts'
import type { EntryLine } from '../bodies/views.ts'
import { base64, utf8ToText } from '../kernel/encoding.ts'

export function entryLine(seq: number, bytes: Uint8Array, status: string, breaches: string): EntryLine {
  const parsed = parseCanonicalObject(bytes)
  const { type, at, by } = parsed.ok ? parsed.value : {}
  return {
    seq,
    type: typeof type === 'string' ? type : '',
    at: typeof at === 'string' ? at : null,
    by: typeof by === 'string' ? by : null,
    status,
    breaches: JSON.parse(breaches) as { type: string }[],
    json: utf8ToText(bytes) ?? base64(bytes),
  }
}
