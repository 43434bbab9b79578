/** HTTP status by refusal type: the one table of this edge. What is not named here is a refused rule: 409. */
import type { Refusal } from '../kernel/result.ts'

const statuses: Readonly<Record<string, 400 | 401 | 403 | 404 | 413 | 429>> = {
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
  'input-too-large': 413,
  'blob-too-large': 413,
  'list-too-large': 413,
  'sign-in-needed': 401,
  'sign-in-refused': 401,
  'session-ended': 401,
  'session-elsewhere': 401,
  'too-many-tries': 429,
  'not-of-this-body': 403,
  'may-not-found': 403,
  'two-officers-needed': 403,
  'invitation-unknown': 404,
  'submission-unknown': 404,
  'entry-unknown': 404,
  'pending-unknown': 404,
  'passphrase-too-short': 400,
  'passphrase-too-long': 400,
  'passphrase-common': 400,
  'passphrase-differs': 400,
  'account-name-invalid': 400,
  'blob-of-unknown-kind': 400,
  'not-a-list': 400,
  'list-empty': 400,
  'list-without-names': 400,
  'not-confirmed': 400,
  'opinion-unknown': 404,
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 429

export const statusOf = ({ type }: Refusal): RefusalStatus => statuses[type] ?? 409
