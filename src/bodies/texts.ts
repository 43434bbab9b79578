/** Words by which a body is found: its name, where it is, the names it gave its posts. */
import type { RecordedOf } from '../views/room.ts'
import type { Texts } from '../views/searched.ts'
import type { Charter, bodiesEntries } from './entries.ts'

const postNames = ({ posts }: Charter) => posts.map(({ name }) => name)

export function bodiesTexts({ type, data }: RecordedOf<typeof bodiesEntries>): Texts | undefined {
  if (type === 'body.founded') return { title: [data.name], words: [data.region, ...postNames(data.charter)] }
  return type === 'charter.changed' ? { words: postNames(data.charter) } : undefined
}
