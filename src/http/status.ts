/** HTTP status by refusal type: the one table of this edge. What is not named here is a refused rule: 409. */
import type { Refusal } from '../kernel/result.ts'

const statuses: Readonly<Record<string, 400 | 403 | 404 | 413>> = {
  'input-invalid': 400,
  'entry-malformed': 400,
  'command-unknown': 404,
  'book-unknown': 404,
  'motion-unknown': 404,
  'peer-unknown': 404,
  'file-missing': 404,
  'not-hosted': 403,
  'author-not-entitled': 403,
  'pack-too-large': 413,
}

export const statusOf = ({ type }: Refusal): 400 | 403 | 404 | 409 | 413 => statuses[type] ?? 409
