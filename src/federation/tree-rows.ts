/**
 * Which rows the picture of a tree has: federations and sections always, members while they are few; else so many of them in one
 * row. The table beside the picture names all.
 */
import type { Translator } from '../web/languages/translator.tsx'
import type { FederationTree, TreeBody, TreeSection } from './views.ts'

/** `many`: several bodies in one row. */
export type RowLook = 'root' | 'section' | 'federation' | 'member' | 'many' | 'not-here' | 'closed'

export interface TreeRow {
  readonly label: string
  readonly look: RowLook
  readonly depth: number
  /** The row above that this one hangs on; -1 of the first. */
  readonly under: number
}

interface Limits {
  /** So many single members of a section have a row each. */
  readonly members: number
  /** So many federations of a section, and so many levels of bodies below the first. */
  readonly federations: number
  readonly levels: number
}

const attempts: readonly Limits[] = [
  { members: 6, federations: 40, levels: 8 },
  { members: 0, federations: 40, levels: 8 },
  { members: 0, federations: 12, levels: 2 },
]

/** More make a picture that nobody looks through on a phone. */
const mostRows = 60

/** The rows of the first way to draw it that is short enough, or of the shortest. */
export function treeRows(t: Translator, { root }: FederationTree): TreeRow[] {
  let rows: TreeRow[] = []
  for (const limits of attempts) {
    rows = rowsWithin(t, root, limits)
    if (rows.length <= mostRows) return rows
  }
  return rows.slice(0, mostRows)
}

function rowsWithin(t: Translator, root: TreeBody, limits: Limits): TreeRow[] {
  const rows: TreeRow[] = []
  const add = (label: string, look: RowLook, depth: number, under: number): number =>
    rows.push({ label, look, depth, under }) - 1
  const addBody = (body: TreeBody, look: RowLook, depth: number, under: number, level: number): void => {
    const at = add(nameOf(t, body), look, depth, under)
    if (body.sections.length > 0 && level > limits.levels)
      add(t('tree.members', { count: body.members }), 'many', depth + 1, at)
    else for (const section of body.sections) addSection(body, section, depth + 1, at, level)
  }
  const addSection = (above: TreeBody, section: TreeSection, depth: number, under: number, level: number) => {
    const isAlone = above.sections.length === 1
    const at = isAlone ? under : add(sectionLabel(t, section), 'section', depth, under)
    const inside = isAlone ? depth : depth + 1
    const members = inOrder(t, section.members)
    const federations = members.filter(isFederation)
    for (const one of federations.slice(0, limits.federations))
      addBody(one, one.stands === 'whole' ? 'federation' : 'closed', inside, at, level + 1)
    const more = federations.length - limits.federations
    if (more > 0) add(t('tree.federations', { count: more }), 'many', inside, at)
    const others = members.filter((one) => !isFederation(one))
    const here = others.filter(({ stands }) => stands !== 'not-here')
    addSome(here, 'member', 'tree.members', inside, at)
    addSome(
      others.filter(({ stands }) => stands === 'not-here'),
      'not-here',
      'tree.not-here',
      inside,
      at,
    )
  }
  const addSome = (
    some: readonly TreeBody[],
    look: 'member' | 'not-here',
    words: 'tree.members' | 'tree.not-here',
    depth: number,
    under: number,
  ): void => {
    if (some.length <= limits.members) for (const one of some) add(nameOf(t, one), look, depth, under)
    else if (some.length > 0)
      add(t(words, { count: some.length }), look === 'member' ? 'many' : look, depth, under)
  }
  addBody(root, 'root', 0, -1, 1)
  return rows
}

const isFederation = ({ members }: TreeBody): boolean => members > 0

/** By name, as the reader's language sorts, number 2 before number 10; those whose books are not here last. */
export const inOrder = (t: Translator, members: readonly TreeBody[]): TreeBody[] =>
  members.toSorted(
    (a, b) =>
      Number(a.facts === null) - Number(b.facts === null) ||
      nameOf(t, a).localeCompare(nameOf(t, b), t.locales, { numeric: true }),
  )

/** Its name, or the beginning of its book's id. */
export const nameOf = (t: Translator, { book, facts }: TreeBody): string =>
  facts === null ? `${book.slice(0, 8)}…` : t.text(facts.name)

/** What a section is called; of one that the charter does not name, its id. */
export const sectionText = (t: Translator, { section, name }: TreeSection): string =>
  name === null ? t.text({ es: section }) : t.text(name)

const sectionLabel = (t: Translator, section: TreeSection): string =>
  t('federation.section.count', { section: sectionText(t, section), count: section.members.length })
