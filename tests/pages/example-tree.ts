/** Trees of federations on invented facts: one with all that a tree can tell, and one of a whole city. */
import { exampleId } from '../../src/federation/example-board.ts'
import { type Known, treeOf } from '../../src/federation/tree.ts'
import { treeFigures } from '../../src/federation/tree-query.ts'
import type { FederationTree } from '../../src/federation/views.ts'

type Facts = NonNullable<Known['facts']>

const councilNames = ['Alto Lima', 'Villa Adela', 'Ciudad Satélite', 'Río Seco', 'Senkata', 'Mercedario']

const facts = (name: string, more: Partial<Facts> = {}): Facts => ({
  name: { es: name },
  kind: 'neighbourhood-council',
  country: 'BO',
  region: 'La Paz',
  ...more,
})

/** A federation of `districts` federations of `councils` each; of the last only some books are here. */
function city(districts: number, councils: number, sections: number): Known[] {
  const first = 1000
  const idOf = (district: number, council: number): string => exampleId(first + district * 100 + council)
  const known = (
    book: string,
    called: Facts | null,
    members: Known['members'] = [],
    named: Known['sections'] = [],
  ): Known => ({ body: book, book, facts: called, sections: named, members })
  const all = Array.from({ length: districts }, (_, district) => {
    const members = Array.from({ length: councils }, (_, council) => idOf(district, council + 1))
    const isLast = district === districts - 1
    return [
      known(
        idOf(district, 0),
        facts(`Federación de Juntas del Distrito ${district + 1}`, { kind: 'federation' }),
        [...members, ...(isLast ? [exampleId(first - 1)] : [])].map((book) => ({ book, section: 'd' })),
      ),
      ...members.map((book, council) =>
        known(
          book,
          isLast && council % 3 === 1
            ? null
            : facts(`Junta Vecinal ${councilNames[council % 6] ?? ''} ${council + 1}`),
        ),
      ),
    ]
  })
  const uppermost = known(
    exampleId(first - 1),
    facts('Federación de Juntas Vecinales de la Ciudad de El Alto', { kind: 'federation' }),
    [
      ...all.map(([district], at) => ({ book: district?.book ?? '', section: `s${at % sections}` })),
      { book: exampleId(first - 2), section: 's0' },
    ],
    Array.from({ length: sections }, (_, at) => ({ id: `s${at}`, name: { es: ['Norte', 'Sur'][at] ?? '' } })),
  )
  return [uppermost, ...all.flat()]
}

export function exampleTree(districts: number, councils: number, sections = 2): FederationTree {
  const books = city(districts, councils, sections)
  const byBook = new Map(books.map((known) => [known.body, known]))
  const nothing = { facts: null, sections: [], members: [] }
  const [first] = books
  if (first === undefined) throw new Error('no federation')
  const root = treeOf(first, (book) => byBook.get(book) ?? { ...nothing, body: book, book })
  return { demonstration: true, root, ...treeFigures(root) }
}
