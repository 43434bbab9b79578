/** Words by which motions, sessions and open documents are found. */
import type { RecordedOf } from '../views/room.ts'
import type { Texts } from '../views/searched.ts'
import type { assembliesEntries } from './entries.ts'

export function assembliesTexts({ type, data }: RecordedOf<typeof assembliesEntries>): Texts | undefined {
  switch (type) {
    case 'motion.put':
      return { title: [data.title], words: [data.text, data.source] }
    case 'session.called':
      return { words: [...data.agenda.map(({ title }) => title), data.place] }
    case 'session.opened':
      return { words: [...(data.agenda ?? []), data.place] }
    case 'document.attached':
      return { title: [data.title] }
    default:
      return undefined
  }
}
