/** What an entry of this room says, by its place alone: for lists in which entries of any kind stand. */
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import type { AgendaItem } from './entries.ts'

export interface Said {
  readonly kind: 'motion' | 'document' | 'session' | 'call'
  /** null: it is called by its date (`at`). */
  readonly title: LocalizedText | null
  readonly text: LocalizedText | null
  /** As its author wrote it; of a call, when it is to be held. */
  readonly at: string
}

interface SaidRow {
  readonly kind: Said['kind']
  readonly title: string | null
  readonly text: string | null
  readonly at: string
}

const selectSaid = `
  SELECT 'motion' AS kind, title, text, at FROM motions WHERE book = @book AND seq = @seq
  UNION ALL SELECT 'document', title, NULL, at FROM documents WHERE book = @book AND seq = @seq
  UNION ALL SELECT 'session', NULL, agenda, at FROM sessions WHERE book = @book AND seq = @seq
  UNION ALL SELECT 'call', NULL, agenda, held FROM calls WHERE book = @book AND seq = @seq`

/** Of a motion, a document, a session or a call; undefined of anything else. */
export function saidAt(db: ViewsDb, book: BookId, seq: number): Said | undefined {
  const row = prepared<[{ book: BookId; seq: number }], SaidRow>(db, selectSaid).get({ book, seq })
  if (row === undefined) return undefined
  const { kind, title, text, at } = row
  return {
    kind,
    title: title === null ? null : (JSON.parse(title) as LocalizedText),
    text: text === null ? null : textOf(text),
    at,
  }
}

/** A text, or an agenda as one. */
function textOf(json: string): LocalizedText {
  const said = JSON.parse(json) as LocalizedText | AgendaItem[]
  if (!Array.isArray(said)) return said
  const [first] = said.flatMap(({ title }) => Object.keys(title))
  const items = said.map(({ title }) => Object.values(title)[0] ?? '')
  return items.length === 0 ? {} : { [first ?? 'es']: items.join(' · ') }
}
