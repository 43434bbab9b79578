/** The index of words alone: what is found is what is said, whatever the words are and however many begin alike. */
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addToSearch, findWords, forgetInSearch, searchedTables } from './searched.ts'

interface Said {
  readonly book: string
  readonly seq: number
  readonly title: string
  readonly words: string
}

function indexOf(all: readonly Said[]) {
  const db = new Database(':memory:')
  db.exec(searchedTables)
  for (const { book, seq, title, words } of all)
    addToSearch(db, { book, seq }, { title: [title], words: [words] })
  return db
}

const find = (db: Database.Database, words: readonly string[]) =>
  findWords(db, { words, isCut: false }, 10_000, () => true)

const keyOf = ({ book, seq }: { readonly book: string; readonly seq: number }): string => `${book} ${seq}`

const text = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'b', 'ñ'), minLength: 1, maxLength: 4 }), { maxLength: 4 })
  .map((words) => words.join(' '))
const said = fc.uniqueArray(
  fc.record({ book: fc.constantFrom('x', 'y'), seq: fc.nat(20), title: text, words: text }),
  { selector: keyOf, maxLength: 20 },
)
const asked = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'n'), minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 3,
})

describe('words are found', () => {
  test('where every one asked for begins some word that is said, and nowhere else', () => {
    fc.assert(
      fc.property(said, asked, (all, words) => {
        const isSaid = ({ title, words: rest }: Said): boolean =>
          words.every((word) =>
            `${title} ${rest}`
              .replaceAll('ñ', 'n')
              .split(' ')
              .some((one) => one.startsWith(word)),
          )
        const found = find(indexOf(all), words)
        expect(found.map(keyOf).toSorted()).toEqual(all.filter(isSaid).map(keyOf).toSorted())
      }),
    )
  })

  test('of a beginning of very many words as well, all of them', () => {
    const all = Array.from({ length: 300 }, (_, seq) => ({ book: 'x', seq, title: `casa${seq}`, words: '' }))
    const db = indexOf(all)
    expect(find(db, ['cas'])).toHaveLength(300)
    expect(find(db, ['casa29']).map(({ seq }) => seq)).toEqual([
      299, 298, 297, 296, 295, 294, 293, 292, 291, 290, 29,
    ])
  })

  test('bodies by their names first, then what is called so, then what says so', () => {
    const db = indexOf([
      { book: 'x', seq: 0, title: 'Pampa', words: '' },
      { book: 'x', seq: 1, title: 'Camino', words: 'a la pampa' },
      { book: 'y', seq: 0, title: 'Camino', words: 'pampa' },
      { book: 'y', seq: 1, title: 'Pampa', words: '' },
    ])
    expect(find(db, ['pampa']).map(keyOf)).toEqual(['x 0', 'y 1', 'y 0', 'x 1'])
  })

  test('no more once their book is forgotten', () => {
    const db = indexOf([
      { book: 'x', seq: 0, title: 'Pampa', words: '' },
      { book: 'y', seq: 0, title: 'Pampa', words: '' },
    ])
    forgetInSearch(db, 'x')
    expect(find(db, ['pampa']).map(keyOf)).toEqual(['y 0'])
  })
})
