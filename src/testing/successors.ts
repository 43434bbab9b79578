/** Successors in a world of tests: proposed and endorsed at once. The world judges a book by itself alone, so nothing is refused. */
import { rootAt } from '../archive/subtrees.ts'
import { entryToBytes, signEntry } from '../book/entry.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Draft, draft, draftToEntry } from './drafts.ts'
import { personNamed, signerNamed } from './keys.ts'
import { sizeOf } from './small-federation.ts'
import type { Body, World } from './world.ts'

/**
 * A successor of a book, kept by the secretary that its body had, from `size` on: endorsed by `members` in their own books,
 * or, where none are named, by that secretary in the new book. `of`: the founding of the book it continues.
 */
export async function goesOn(
  world: World,
  body: Body,
  of: Draft,
  { size: at, members = [] }: { readonly size?: number; readonly members?: readonly Body[] } = {},
): Promise<Body> {
  const size = at ?? (await sizeOf(world, body))
  const continues = { book: body.book, size, root: base64(await rootAt(world.archive, body.book, size)) }
  const officers = [{ id: personNamed(body.name), key: signerNamed(body.name).key, post: 'secretary' }]
  const later = await world.found(body.name, { ...of, data: { ...of.data, officers, continues } })
  const endorsing = members.length > 0 ? members : [later]
  for (const { name, book } of endorsing) {
    const entry = draftToEntry(draft('successor.endorsed', { continues }, [later.founding]), name)
    const word = entryToBytes(signEntry(book, entry, signerNamed(name)))
    await world.writeAnyway({ name, book, founding: later.founding }, word)
  }
  return later
}
