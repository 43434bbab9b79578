/** Which members a page lists: those that its address asks for, a part at a time. What a page counts, it counts of all. */
import type { LocalizedText } from '../kernel/languages.ts'
import { foldName } from '../kernel/names.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { askedPath } from '../web/paths.ts'

/** What the address of a page with lists of members asks for. */
export interface ListsAsked {
  /** Only members of a section, that stand so, whose name has this in it; null: of all. */
  readonly section: string | null
  readonly show: string | null
  readonly q: string | null
  /** Which part of the members, from 1; and of the other lists of the page. */
  readonly page: number
  readonly absent: number
  readonly uncounted: number
  readonly waiting: number
  readonly ended: number
}

export const nothingAsked: ListsAsked = {
  section: null,
  show: null,
  q: null,
  page: 1,
  absent: 1,
  uncounted: 1,
  waiting: 1,
  ended: 1,
}

/** The address of a page with what is asked for. A first part is not written. */
export const listsPath = (path: string, asked: ListsAsked): string =>
  askedPath(
    path,
    Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value === 1 ? null : value])),
  )

/** So many members are one part: those of most federations are all there. */
export const membersAPart = 100

interface Listed {
  readonly name: LocalizedText
  readonly section: string
}

export interface Section {
  readonly id: string
  readonly name: LocalizedText
}

export interface MembersShown<Member> {
  /** In the order of the charter's sections; those without anybody left out. */
  readonly groups: readonly { readonly section: Section; readonly members: readonly Member[] }[]
  /** How many there are that are asked for; which part these are, the last where none is so far on; how many stand before. */
  readonly found: number
  readonly page: number
  readonly before: number
  readonly hasMore: boolean
}

/** By name, as the reader's language sorts. */
export const byName = <Named extends Pick<Listed, 'name'>>(
  t: Translator,
  members: readonly Named[],
): readonly Named[] =>
  members
    .map((member) => ({ member, name: t.text(member.name) }))
    .toSorted((one, other) => t.compare(one.name, other.name))
    .map(({ member }) => member)

/** Whether a member's name has in it what is asked for. */
export function isCalledAs(
  t: Translator,
  { q }: Pick<ListsAsked, 'q'>,
): (member: Pick<Listed, 'name'>) => boolean {
  const called = foldName(q ?? '')
  return ({ name }) => called === '' || foldName(t.text(name)).includes(called)
}

/** A part of the members of these sections. `standOf`: how one stands, as `?show=` calls it. */
export function membersShown<Member extends Listed>(
  t: Translator,
  { members, sections }: { readonly members: readonly Member[]; readonly sections: readonly Section[] },
  asked: ListsAsked,
  standOf: (member: Member) => string,
): MembersShown<Member> {
  const { section, show } = asked
  const isCalled = isCalledAs(t, asked)
  const isAsked = (member: Member): boolean =>
    (section === null || member.section === section) &&
    (show === null || standOf(member) === show) &&
    isCalled(member)
  const ids = new Set(sections.map(({ id }) => id))
  const found = members.filter((member) => ids.has(member.section) && isAsked(member))
  const page = Math.min(asked.page, Math.max(1, Math.ceil(found.length / membersAPart)))
  const [from, to] = [(page - 1) * membersAPart, page * membersAPart]
  let before = 0
  const groups = sections.map((one) => {
    const ofSection = found.filter((member) => member.section === one.id)
    const start = before
    before += ofSection.length
    const isHere = start < to && before > from
    return {
      section: one,
      members: isHere ? byName(t, ofSection).slice(Math.max(0, from - start), to - start) : [],
    }
  })
  return {
    groups: groups.filter((group) => group.members.length > 0),
    found: found.length,
    page,
    before: from,
    hasMore: found.length > to,
  }
}
