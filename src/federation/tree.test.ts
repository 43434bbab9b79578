/** Trees of federations: whatever bodies are members of each other, whatever is not here, whatever came first. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Known, treeOf } from './tree.ts'
import type { TreeBody } from './views.ts'

type Members = Readonly<Record<string, readonly string[]>>

const known = (body: string, members: readonly string[], sections: readonly string[] = []): Known => ({
  body,
  book: body,
  facts: { name: { es: body }, kind: 'federation', country: 'BO', region: null },
  sections: sections.map((id) => ({ id, name: { es: `Sección ${id}` } })),
  members: members.map((one) => {
    const [book = '', section = 's'] = one.split('@')
    return { book, section }
  }),
})

const notHere = (body: string): Known => ({ body, book: body, facts: null, sections: [], members: [] })

function treeIn(members: Members, root = 'F', sections: readonly string[] = []): TreeBody {
  const knownOf = (book: string): Known => {
    const of = members[book]
    return of === undefined ? notHere(book) : known(book, of, book === root ? sections : [])
  }
  return treeOf(knownOf(root), knownOf)
}

/** `F(A(1 2) B!circle)`: what is below each, and how those stand that are not whole. */
const told = ({ book, stands, sections }: TreeBody): string => {
  const below = sections.flatMap(({ members }) => members.map(told))
  return `${book}${stands === 'whole' ? '' : `!${stands}`}${below.length === 0 ? '' : `(${below.join(' ')})`}`
}

describe('a tree', () => {
  test.each<[string, Members, string]>([
    [
      'given federations in a federation, then their members stand below them',
      { F: ['A', 'B', '1'], A: ['2', '3'], B: ['4'], 1: [], 2: [], 3: [], 4: [] },
      'F(1 A(2 3) B(4))',
    ],
    [
      'given a member whose book is not here, then it is there',
      { F: ['A', '1'], A: ['2'] },
      'F(A(2!not-here) 1!not-here)',
    ],
    [
      'given a federation that is its own member, then the circle closes there',
      { F: ['F', '1'], 1: [] },
      'F(1 F!circle)',
    ],
    [
      'given three in a circle, then each is there once, and the first again where it closes',
      { F: ['A'], A: ['B'], B: ['F'] },
      'F(A(B(F!circle)))',
    ],
    [
      'given a circle farther down, then it ends there',
      { F: ['A'], A: ['B'], B: ['A', '1'], 1: [] },
      'F(A(B(1 A!circle)))',
    ],
    [
      'given a federation on two branches, then it is opened where it stands highest',
      { F: ['A', 'B'], A: ['B'], B: ['1'], 1: [] },
      'F(A(B!elsewhere) B(1))',
    ],
    [
      'given a body in two federations, then it stands below both',
      { F: ['A', 'B'], A: ['1'], B: ['1'], 1: [] },
      'F(A(1) B(1))',
    ],
    ['given a body named twice, then it is there once', { F: ['1', '1'], 1: [] }, 'F(1)'],
  ])('%s', (_, members, expected) => {
    expect(told(treeIn(members))).toBe(expected)
  })

  test('given sections, then members stand in them in the order of the charter, strange ones last', () => {
    const members = { F: ['1@b', '2@a', '3@zz', '4@b'], 1: [], 2: [], 3: [], 4: [] }
    const { sections } = treeIn(members, 'F', ['b', 'a', 'empty'])
    const shown = sections.map(({ section, name, members: all }) => [
      section,
      name?.es,
      all.map(({ book }) => book),
    ])
    expect(shown).toEqual([
      ['b', 'Sección b', ['1', '4']],
      ['a', 'Sección a', ['2']],
      ['zz', undefined, ['3']],
    ])
  })

  test('given federations below each other without end, then it stops and says so', () => {
    const chain = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`F${at || ''}`, [`F${at + 1}`]]))
    const text = told(treeIn(chain))
    expect(text).toContain('F7(F8!deep)')
    expect(text).not.toContain('F9')
  })
})

const names = ['F', 'A', 'B', 'C', 'D', 'E']
const anyMembers: fc.Arbitrary<Members> = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names, 'x', 'y')), { maxLength: 30 })
  .map((pairs) =>
    Object.fromEntries(
      names.map((name) => [name, pairs.filter(([above]) => above === name).map(([, member]) => member)]),
    ),
  )

const all = (body: TreeBody): TreeBody[] => [
  body,
  ...body.sections.flatMap(({ members }) => members.flatMap(all)),
]

describe('whoever is a member of whom', () => {
  test('all whom memberships lead to are there, and each federation is opened once', () => {
    fc.assert(
      fc.property(anyMembers, (members) => {
        const bodies = all(treeIn(members))
        const reached = new Set(['F'])
        for (const one of reached) for (const member of members[one] ?? []) reached.add(member)
        expect(new Set(bodies.map(({ book }) => book))).toEqual(reached)
        const opened = bodies.filter(({ sections }) => sections.length > 0).map(({ book }) => book)
        expect(new Set(opened).size).toBe(opened.length)
        for (const { book, members: count, stands, sections } of bodies) {
          expect(stands === 'not-here').toBe(!(book in members))
          const below = sections.flatMap((section) => section.members)
          if (stands === 'whole') expect(below.length).toBe(new Set(members[book]).size)
          if (stands === 'whole' && below.length === 0) expect(count).toBe(0)
        }
      }),
    )
  })

  test('the order in which members are told changes nothing', () => {
    const withOrders = anyMembers.chain((members) =>
      fc.tuple(
        fc.constant(members),
        fc.tuple(
          ...names.map((name) => {
            const told = members[name] ?? []
            return fc.shuffledSubarray([...told], { minLength: told.length, maxLength: told.length })
          }),
        ),
      ),
    )
    fc.assert(
      fc.property(withOrders, ([members, orders]) => {
        const other = Object.fromEntries(names.map((name, at) => [name, orders[at] ?? []]))
        expect(told(treeIn(other))).toBe(told(treeIn(members)))
      }),
    )
  })
})
