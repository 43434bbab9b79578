import { describe, expect, test } from 'vitest'
import { rootAt } from '../archive/subtrees.ts'
import { bookIdOf } from '../book/founding.ts'
import { entryToBytes, signEntry } from '../book/entry.ts'
import { replacementText } from '../book/key-replacement.ts'
import { base32ToBytes, base64 } from '../kernel/encoding.ts'
import { type Draft, charterOf, draft, draftToBytes, draftToEntry, founded } from '../testing/drafts.ts'
import { type Told, author, given, givenFlagged } from '../testing/given.ts'
import { rooms } from '../node/rooms.ts'
import { personNamed, signerNamed } from '../testing/keys.ts'
import { type Body, World } from '../testing/world.ts'
import { Views } from '../views/views.ts'
import { hard, soft } from '../views/room.ts'
import { Speakers } from './speakers.ts'
import { succession } from './queries.ts'

const idOf = (name: string): string => bookIdOf(draftToBytes(founded(name), name))
const leafOf = (book: string): string => base64(base32ToBytes(book) ?? new Uint8Array())
const root = base64(new Uint8Array(32).fill(7))
const federation = idOf('Federación')

const endorsing = (proposal: string, more: object = {}): Told => ({
  ...draft('successor.endorsed', { continues: { book: federation, size: 9, root }, ...more }, [
    { book: idOf(proposal), seq: 0, leaf: leafOf(idOf(proposal)) },
  ]),
  signedWith: signerNamed(author),
})

describe('endorsing a successor, in a member’s own book', () => {
  const body = founded(author)

  test('it cites entry 0 of that very proposal, and is signed by who writes it', () => {
    given(body).when(endorsing('Uno')).thenInForce()
    const cites = [{ book: idOf('Uno'), seq: 0, leaf: root }]
    given(body)
      .when({ ...endorsing('Uno'), cites })
      .thenVoid(hard('entry-malformed', { field: 'cites' }))
    const later = [{ book: idOf('Uno'), seq: 1, leaf: leafOf(idOf('Uno')) }]
    given(body)
      .when({ ...endorsing('Uno'), cites: later })
      .thenVoid(hard('entry-malformed', { field: 'cites' }))
    const { signedWith: _, ...unsigned } = endorsing('Uno')
    given(body).when(unsigned).thenVoid(hard('author-signature-invalid'))
  })

  test('once for each book continued; the second is flagged', () => {
    given(body, endorsing('Uno'))
      .when(endorsing('Dos'))
      .thenFlagged(soft('already-endorsed', { first: 1 }))
    const other = { continues: { book: idOf('Otra federación'), size: 3, root } }
    given(body, endorsing('Uno')).when(endorsing('Dos', other)).thenInForce()
  })

  test('another may stand instead of the one that stands, by its number, and of no other', () => {
    given(body, endorsing('Uno'))
      .when(endorsing('Dos', { instead: 1 }))
      .thenInForce()
    given(body)
      .when(endorsing('Dos', { instead: 1 }))
      .thenFlagged(soft('already-endorsed', { first: undefined }))
    given(body, endorsing('Uno'), endorsing('Dos', { instead: 1 }))
      .when(endorsing('Tres', { instead: 1 }))
      .thenFlagged(soft('already-endorsed', { first: 2 }))
    givenFlagged(body, endorsing('Uno'), endorsing('Dos'))
      .when(endorsing('Tres'))
      .thenFlagged(soft('already-endorsed', { first: 1 }))
  })

  test('by who holds a post that may write it', () => {
    const clerk = signerNamed(`${author} clerk`)
    given(body)
      .when({ ...endorsing('Uno'), by: `${author} clerk`, signedWith: clerk })
      .thenVoid(hard('author-not-entitled', { entryType: 'successor.endorsed' }))
  })
})

/** A body of three officers, two of whom its charter names for this. */
const council = (name: string): Draft =>
  founded(name, {
    charter: { ...charterOf(), succession: { fraction: { num: 2, den: 3 }, posts: ['secretary', 'clerk'] } },
    officers: ['president', 'secretary', 'treasurer'].map((post) => ({
      id: personNamed(`${name} ${post}`),
      key: signerNamed(`${name} ${post}`).key,
      post: post === 'president' ? 'clerk' : 'secretary',
    })),
  })

/** The founding of a book that goes on from `size` entries of a body's. */
async function proposalOf(world: World, body: Body, size: number, more: object = {}): Promise<Draft> {
  const founding = council(body.name)
  return {
    ...founding,
    by: 'Nueva secretaria',
    data: {
      ...founding.data,
      pen: signerNamed('successor pen').key,
      officers: [
        { id: personNamed('Nueva secretaria'), key: signerNamed('Nueva secretaria').key, post: 'secretary' },
      ],
      continues: { book: body.book, size, root: base64(await rootAt(world.archive, body.book, size)) },
      ...more,
    },
  }
}

describe('a body without members: officers endorse, in the proposed book', () => {
  async function setUp() {
    const world = new World()
    const body = await world.found('Junta', { ...council('Junta'), by: 'Junta secretary' })
    await world.wrote(body, {
      ...draft('motion.put', { title: { es: 'Agua' }, text: { es: 'Pozo' } }),
      by: 'Junta secretary',
    })
    return { world, body }
  }

  async function word(world: World, proposed: Body, continued: Body, size: number, who: string, key = who) {
    const root = base64(await rootAt(world.archive, continued.book, size))
    const said = draft('successor.endorsed', { continues: { book: continued.book, size, root } }, [
      proposed.founding,
    ])
    const entry = draftToEntry({ ...said, by: who }, 'nobody')
    return entryToBytes(signEntry(proposed.book, entry, signerNamed(key)))
  }

  /** In the old book, after the prefix: the president's key is replaced by the two others. */
  function replacement(book: string): Uint8Array {
    const [person, { key }] = [personNamed('Junta president'), signerNamed('Junta president’s new key')]
    const sig = base64(signerNamed('Junta treasurer').sign(replacementText(book, person, key)))
    const said = draft('key.replaced', { person, key, second: { by: personNamed('Junta treasurer'), sig } })
    const entry = draftToEntry({ ...said, by: 'Junta secretary' }, 'nobody')
    return entryToBytes(signEntry(book, entry, signerNamed('Junta secretary')))
  }

  async function tally(world: World, body: Body) {
    const views = new Views(':memory:', rooms, world.archive)
    for (const { book } of await world.archive.books()) await views.catchUp(book)
    const { successors } = succession(views.db, body.book)
    const speaker = new Speakers(views.db).speakerOf(body.book)
    const flags = views.db.prepare('SELECT book, seq, status, breaches FROM flags ORDER BY book, seq').all()
    views.close()
    return { successors, speaker, flags: flags as { seq: number; status: string; breaches: string }[] }
  }

  test('two thirds of three officers, with the keys they had there: the key that came later counts for nothing', async () => {
    const { world, body } = await setUp()
    const size = 2
    await world.writeAnyway(body, replacement(body.book))
    const proposed = await world.found('successor', await proposalOf(world, body, size))
    const say = async (who: string, key = who) =>
      world.writeAnyway(proposed, await word(world, proposed, body, size, who, key))
    await say('Junta president', 'Junta president’s new key')
    await say('Nueva secretaria')
    expect(await tally(world, body)).toMatchObject({
      speaker: body.book,
      successors: [{ of: 'officers', entitled: 3, needed: 2, missing: 2 }],
      flags: [
        { seq: 1, breaches: JSON.stringify([hard('author-signature-invalid')]) },
        { seq: 2, breaches: JSON.stringify([hard('not-entitled-to-endorse')]) },
      ],
    })
    await say('Junta treasurer')
    await say('Junta treasurer')
    expect(await tally(world, body)).toMatchObject({
      speaker: body.book,
      successors: [{ missing: 1, uncounted: [{ reason: 'already-endorsed' }] }],
    })
    await say('Junta president')
    expect(await tally(world, body)).toMatchObject({ speaker: proposed.book, successors: [{ missing: 0 }] })
  })

  test('a proposal that changes the charter, the kind, or somebody’s key is void', async () => {
    const { world, body } = await setUp()
    const differing = async (more: object) => {
      const name = `successor ${JSON.stringify(more).length}`
      const draftOf = await proposalOf(world, body, 2, more)
      await world.found(name, { ...draftOf, data: { ...draftOf.data, pen: signerNamed(`${name} pen`).key } })
    }
    await differing({ charter: charterOf() })
    await differing({ kind: 'community' })
    const treasurer = {
      id: personNamed('Junta treasurer'),
      key: signerNamed('Nueva secretaria').key,
      post: 'secretary',
    }
    await differing({
      officers: [
        { id: personNamed('Nueva secretaria'), key: signerNamed('x').key, post: 'secretary' },
        treasurer,
      ],
    })
    const { successors, flags } = await tally(world, body)
    expect(successors).toEqual([])
    expect(flags.map(({ breaches }) => breaches).toSorted()).toEqual(
      ['charter', 'kind', 'officers']
        .map((field) => JSON.stringify([{ field, type: 'successor-differs', isHard: true }]))
        .toSorted(),
    )
  })
})
