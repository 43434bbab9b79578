/** What entries of any type cite beside themselves: photographs, recordings, documents, by their SHA-256. */
import { attachmentsOf } from '../kernel/schemas.ts'
import { prepared } from './prepared.ts'
import type { Recorded, ViewsDb } from './room.ts'

/** Rows of what an entry in force has attached; a blob is in the circle of what cites it. */
export function projectAttachments(db: ViewsDb, { book, seq, entry, circle }: Recorded): void {
  if (entry.data['attachments'] === undefined) return
  const add = prepared(db, 'INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
  for (const { hash, type, size } of attachmentsOf(entry.data))
    add.run(book, seq, hash, type, size, JSON.stringify(circle))
}
