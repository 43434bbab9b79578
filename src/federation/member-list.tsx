/** Around a long list of members: what of it is shown, and the way on. Around a short one nothing. */
import type { Child, FC } from 'hono/jsx'
import { Input, Submit } from '../web/components/form.tsx'
import { Filter, Pager } from '../web/components/pager.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { hasMore } from '../web/list-parts.ts'
import { type ListsAsked, type MembersShown, type Section, listsPath, membersAPart } from './members-shown.ts'

export interface MemberListProps {
  readonly t: Translator
  /** Of the page; the list is `members` on it. */
  readonly path: string
  readonly asked: ListsAsked
  /** How many members there are, whether they are asked for or not. */
  readonly count: number
  readonly shown: Pick<MembersShown<unknown>, 'groups' | 'found' | 'page' | 'before' | 'hasMore'>
  readonly sections: readonly Section[]
  /** How members can stand, as `?show=` calls it; none where that is not asked. */
  readonly standings: readonly { readonly id: string; readonly word: string }[]
  /** The file with all members; absent where there is none. */
  readonly csv?: string
  /** What is said where nobody is found, if it is not that there is no such member. */
  readonly none?: string
  /** The table. */
  readonly children?: Child
}

export const MemberList: FC<MemberListProps> = (props) => {
  const { t, path, asked, count, shown, sections, standings, children } = props
  const isAsked = asked.section !== null || asked.show !== null || asked.q !== null
  const { page } = shown
  if (count <= membersAPart && !isAsked) return <>{children}</>
  const pathTo = (change: Partial<ListsAsked>): string =>
    `${listsPath(path, { ...asked, page: 1, ...change })}#members`
  const filters = [
    { of: 'section' as const, choices: sections.map(({ id, name }) => ({ id, word: t.text(name) })) },
    { of: 'show' as const, choices: standings },
  ]
  return (
    <>
      {filters.map(({ of, choices }) =>
        choices.length < 2 ? null : (
          <Filter
            label={t(`members.filter.${of}`)}
            choices={[{ id: null, word: t('filter.all') }, ...choices].map(({ id, word }) => ({
              label: word,
              path: pathTo({ [of]: id }),
              isChosen: asked[of] === id,
            }))}
          />
        ),
      )}
      <MemberSearch {...props} />
      <ShownOf {...props} />
      {shown.found === 0 ? null : children}
      <Pager
        t={t}
        first={page === 1 ? null : pathTo({})}
        next={shown.hasMore ? pathTo({ page: page + 1 }) : null}
      />
    </>
  )
}

/** Members by name; what else is asked for stays. */
export const MemberSearch: FC<Pick<MemberListProps, 't' | 'path' | 'asked'>> = ({ t, path, asked }) => (
  <form role="search" action={`${path}#members`} aria-label={t('members.search')}>
    {(['section', 'show'] as const).map((of) =>
      asked[of] === null ? null : <input type="hidden" name={of} value={asked[of]} />,
    )}
    <Input
      name="q"
      type="text"
      label={t('members.search')}
      problem={null}
      value={asked.q ?? ''}
      maxlength={200}
    />
    <div class="acts">
      <Submit sign="search">{t('search.do')}</Submit>
    </div>
  </form>
)

const ShownOf: FC<MemberListProps> = ({ t, shown: { groups, found, before }, csv, none }) => {
  const here = groups.reduce((sum, { members }) => sum + members.length, 0)
  return (
    <p class="soft">
      {here === 0
        ? (none ?? t('members.none'))
        : t('members.shown', { from: before + 1, to: before + here, found })}{' '}
      {csv === undefined ? null : (
        <a class="screen" href={csv}>
          {t('members.csv')}
        </a>
      )}
    </p>
  )
}

export interface ListPagerProps {
  readonly t: Translator
  readonly path: string
  readonly asked: ListsAsked
  /** Of the list on its page, and in the address. */
  readonly list: 'absent' | 'uncounted' | 'waiting' | 'ended'
  readonly lines: readonly unknown[]
}

/** The way on in another list of the page; nothing where all of it is shown. */
export const ListPager: FC<ListPagerProps> = ({ t, path, asked, list, lines }) => {
  const part = asked[list]
  const pathTo = (to: number): string => `${listsPath(path, { ...asked, [list]: to })}#${list}`
  return (
    <Pager
      t={t}
      first={part === 1 ? null : pathTo(1)}
      next={hasMore(lines, part) ? pathTo(part + 1) : null}
    />
  )
}
