/** How many members it takes: exact, for federations of one, two, three and more. */
import { expect, test } from 'vitest'
import { rootAt } from '../archive/subtrees.ts'
import { base64 } from '../kernel/encoding.ts'
import { entryToBytes, signEntry } from '../book/entry.ts'
import { draft, draftToEntry, founded, foundedAlliance } from '../testing/drafts.ts'
import { rooms } from '../node/rooms.ts'
import { personNamed, signerNamed } from '../testing/keys.ts'
import { World } from '../testing/world.ts'
import { Views } from '../views/views.ts'
import { succession } from './queries.ts'

test.each([
  [0, null],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
  [6, 4],
  [7, 5],
])('of %i members it takes %s: with one fewer it is not in effect', async (count, needed) => {
  const world = new World()
  const alliance = await world.found('Alianza', foundedAlliance('Alianza', ['BO']))
  const members = []
  for (let at = 0; at < count; at += 1) {
    const body = await world.found(`Miembro ${at}`, founded(`Miembro ${at}`))
    await world.wrote(body, draft('membership.applied', { section: 'BO' }, [alliance.founding]))
    const application = await world.citationOf(body.book, 1)
    await world.wrote(alliance, draft('membership.accepted', { section: 'BO' }, [application]))
    members.push(body)
  }
  const size = count + 1
  const continues = {
    book: alliance.book,
    size,
    root: base64(await rootAt(world.archive, alliance.book, size)),
  }
  const of = foundedAlliance('Alianza', ['BO'])
  const officers = [{ id: personNamed('Otra'), key: signerNamed('Otra').key, post: 'secretary' }]
  const pen = signerNamed('Otra pen').key
  const proposal = await world.found('Otra', { ...of, data: { ...of.data, pen, officers, continues } })
  const standing = async () => {
    const views = new Views(':memory:', rooms, world.archive)
    for (const { book } of await world.archive.books()) await views.catchUp(book)
    const [line] = succession(views.db, alliance.book).successors
    views.close()
    return line
  }
  expect(await standing()).toMatchObject({ entitled: count, needed, missing: needed, isInEffect: false })
  for (const [at, body] of members.slice(0, needed ?? 0).entries()) {
    expect(await standing()).toMatchObject({ missing: (needed ?? 0) - at, isInEffect: false })
    const said = draftToEntry(draft('successor.endorsed', { continues }, [proposal.founding]), body.name)
    await world.writeAnyway(body, entryToBytes(signEntry(body.book, said, signerNamed(body.name))))
  }
  expect(await standing()).toMatchObject(
    needed === null ? { isInEffect: false } : { missing: 0, isInEffect: true },
  )
})
