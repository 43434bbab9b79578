/**
 * The tree of a federation, from what each book says of its own members.
 *
 * Invariants
 * 1. It ends, however bodies are members of each other: each is opened once, where it stands highest (then first), and what
 *    stands below itself is told as that.
 * 2. A body whose book is not here is there, with nothing below it.
 * 3. Members stand in the order of the charter's sections, then of their names as written, then of their ids: which books came
 *    first cannot matter.
 */
import type { BookId } from '../book/entry.ts'
import { groupedBy } from '../kernel/grouped.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { TreeBody, TreeSection } from './views.ts'

/** What a node knows of a body. */
export interface Known {
  /** What names it for ever: its first book. */
  readonly body: BookId
  /** The book that speaks for it. */
  readonly book: BookId
  readonly facts: TreeBody['facts']
  readonly sections: readonly { readonly id: string; readonly name: LocalizedText }[]
  readonly members: readonly { readonly book: BookId; readonly section: string }[]
}

/** Farther down nobody reads: members of members … of members. */
const deepest = 8

interface Standing {
  readonly known: Known
  readonly above: Standing | null
  readonly depth: number
  readonly section: string
  stands: TreeBody['stands']
  readonly below: Standing[]
}

const standingOf = (known: Known, above: Standing | null, section: string): Standing => ({
  known,
  above,
  depth: above === null ? 0 : above.depth + 1,
  section,
  stands: 'whole',
  below: [],
})

function isBelowItself({ known, above }: Standing): boolean {
  for (let one = above; one !== null; one = one.above) if (one.known.body === known.body) return true
  return false
}

const sortKey = ({ book, facts }: Known): string => `${JSON.stringify(facts?.name ?? {})} ${book}`

/** `knownOf`: of a body by any of its books; of one that is not here, without facts. */
export function treeOf(root: Known, knownOf: (book: BookId) => Known): TreeBody {
  const top = standingOf(root, null, '')
  const opened = new Set<BookId>()
  // What is added on the way is walked, too: level by level.
  const waiting = [top]
  for (const one of waiting) {
    const { known } = one
    if (known.facts === null) one.stands = 'not-here'
    else if (known.members.length > 0) {
      one.stands = whyClosed(one, opened)
      if (one.stands === 'whole') {
        opened.add(known.body)
        one.below.push(...membersBelow(one, knownOf))
        waiting.push(...one.below)
      }
    }
  }
  return bodyOf(top)
}

function whyClosed(one: Standing, opened: ReadonlySet<BookId>): TreeBody['stands'] {
  if (isBelowItself(one)) return 'circle'
  if (opened.has(one.known.body)) return 'elsewhere'
  return one.depth >= deepest ? 'deep' : 'whole'
}

/** Its members, each once, in order. */
function membersBelow(one: Standing, knownOf: (book: BookId) => Known): Standing[] {
  const members = new Map<BookId, Standing>()
  for (const { book, section } of one.known.members) {
    const known = knownOf(book)
    members.set(known.body, standingOf(known, one, section))
  }
  const keyed = [...members.values()].map((member) => ({ member, key: sortKey(member.known) }))
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ member }) => member)
}

function bodyOf({ known, stands, below }: Standing): TreeBody {
  const { book, facts, members } = known
  return { book, facts, stands, members: members.length, sections: sectionsOf(known, below) }
}

function sectionsOf({ sections }: Known, below: readonly Standing[]): TreeSection[] {
  const bySection = groupedBy(below, ({ section }) => section)
  const named = sections.map(({ id }) => id)
  const unnamed = [...bySection.keys()].filter((id) => !named.includes(id)).toSorted()
  return [...named, ...unnamed].flatMap((section) => {
    const members = bySection.get(section)
    if (members === undefined) return []
    const name = sections.find(({ id }) => id === section)?.name ?? null
    return [{ section, name, members: members.map(bodyOf) }]
  })
}
