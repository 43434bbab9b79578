/** Memberships of a federation over time: who froze and why, by whose word, and the forms to say it. */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import { Answer } from '../web/components/blocks.tsx'
import type { FramedBody } from '../web/components/body-frame.tsx'
import { Form, FormToken, Means, Select, Submit } from '../web/components/form.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Words } from '../web/components/words.tsx'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { partOf } from '../web/list-parts.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { FederationFrame } from './federation-frame.tsx'
import { ListPager, MemberList, MemberSearch } from './member-list.tsx'
import { type ListsAsked, byName, isCalledAs, membersAPart, membersShown } from './members-shown.ts'
import { WhatAndWhy } from './membership-form.tsx'
import { Said } from './membership-words.tsx'
import type { MembershipView } from './views.ts'

export interface MembershipPageProps {
  readonly page: PageContext
  readonly federation: FramedBody & {
    readonly sections: readonly { readonly id: string; readonly name: LocalizedText }[]
    /** What the charter says happens to the frozen. */
    readonly frozen: 'stay' | 'leave'
  }
  readonly view: MembershipView
  /** What of its lists is shown. */
  readonly asked: ListsAsked
  /** Whether whoever looks may write it here. */
  readonly mayWrite: boolean
  readonly done: 'noted' | 'said' | null
  readonly problem: NamedRefusal | null
}

export const MembershipPage: FC<MembershipPageProps> = (props) => {
  const { page, federation, view, mayWrite, done, problem } = props
  const { t } = page
  return (
    <FederationFrame
      page={page}
      federation={federation}
      title={t('membership.title')}
      done={done === null ? null : t(`membership.done.${done}`)}
      problem={problem}
    >
      <Answer tone="calm">
        <p>{t.rich('membership.lead', { frozen: view.members.filter(isFrozenNow(view)).length })}</p>
        <p>{t(`membership.charter.${federation.frozen}`)}</p>
      </Answer>
      <Unnoted {...props} />
      {view.members.some(hasChanged) ? <Members {...props} /> : <p class="soft">{t('membership.none')}</p>}
      <Sections {...props} />
      <Ended {...props} />
      {mayWrite ? <Forms {...props} /> : null}
    </FederationFrame>
  )
}

type Member = MembershipView['members'][number]

const hasChanged = ({ own, byFederation }: Member): boolean => own !== null || byFederation !== null

const isFrozenNow =
  ({ sections }: MembershipView) =>
  ({ own, byFederation, section }: Member): boolean =>
    own?.said === 'frozen' ||
    byFederation?.said === 'frozen' ||
    sections.some((one) => one.section === section && one.said === 'frozen')

/** So many are told by name. */
const mostNamed = 20

const Unnoted: FC<MembershipPageProps> = ({ page, federation, view, mayWrite }) => {
  const { t } = page
  const names = view.members.filter(({ isUnnoted }) => isUnnoted).map(({ name }) => t.text(name))
  if (names.length === 0) return null
  const others = names.length - mostNamed
  const told =
    others > 0 ? `${names.slice(0, mostNamed).join(', ')} ${t('list.and-others', { others })}` : t.list(names)
  return (
    <Answer tone="open">
      <p>{t('membership.unnoted', { count: names.length, names: told })}</p>
      {mayWrite ? (
        <form method="post" action={`${paths.membershipPath(federation.book)}/note`}>
          <FormToken page={page} />
          <Means id="note">{t('means.written')}</Means>
          <Submit sign="write" main means="note">
            {t('membership.note')}
          </Submit>
        </form>
      ) : null}
    </Answer>
  )
}

const Members: FC<MembershipPageProps> = ({ page: { t }, federation, view, asked }) => {
  const columns = [t('membership.member'), t('membership.own'), t('membership.federations')]
  const { book, sections } = federation
  const shown = membersShown(t, { members: view.members.filter(hasChanged), sections }, asked, () => '')
  return (
    <section id="members">
      <h2 class="hidden">{t('membership.title')}</h2>
      <MemberList
        t={t}
        path={paths.membershipPath(book)}
        asked={asked}
        count={view.members.length}
        shown={shown}
        sections={sections}
        standings={[]}
        none={t('membership.none-changed')}
      >
        <Table caption={t('membership.title')} columns={columns.map((title) => ({ title }))}>
          {shown.groups.map(({ section, members }) => (
            <TableGroup title={<Words t={t} of={section.name} />} columns={columns.length}>
              {members.map(({ body, name, own, byFederation }) => (
                <Row>
                  <RowHead>
                    <a href={paths.bodyPath(body)}>
                      <Words t={t} of={name} />
                    </a>
                  </RowHead>
                  <Cell label={t('membership.own')}>
                    <Said t={t} change={own} />
                  </Cell>
                  <Cell label={t('membership.federations')}>
                    <Said t={t} change={byFederation} />
                  </Cell>
                </Row>
              ))}
            </TableGroup>
          ))}
        </Table>
      </MemberList>
    </section>
  )
}

const Sections: FC<MembershipPageProps> = ({ page: { t }, federation, view }) =>
  view.sections.length === 0 ? null : (
    <section>
      <h2>{t('membership.sections')}</h2>
      <ul>
        {view.sections.map((change) => (
          <li>
            <b>{sectionName(t, federation, change.section)}</b>.{' '}
            <Said t={t} change={{ ...change, motion: null }} /> (
            {t('membership.section.word', { count: change.word.length })})
          </li>
        ))}
      </ul>
    </section>
  )

function sectionName(t: Translator, { sections }: MembershipPageProps['federation'], id: string): string {
  const found = sections.find((section) => section.id === id)
  return found === undefined ? id : t.text(found.name)
}

const Ended: FC<MembershipPageProps> = ({ page: { t }, federation, view, asked }) =>
  view.ended.length === 0 ? null : (
    <section id="ended">
      <h2>{t('membership.ended')}</h2>
      <ul>
        {partOf(view.ended, asked.ended).map(({ body, name, change }) => (
          <li>
            <a href={paths.bodyPath(body)}>
              <Words t={t} of={name} />
            </a>
            . <Said t={t} change={change} />
          </li>
        ))}
      </ul>
      <ListPager
        t={t}
        path={paths.membershipPath(federation.book)}
        asked={asked}
        list="ended"
        lines={view.ended}
      />
    </section>
  )

/** Members to choose among: of very many those whose name is asked for, and the one that was chosen before. */
function choosable({ page: { t, typed }, view: { members }, asked }: MembershipPageProps): readonly Member[] {
  if (members.length <= membersAPart) return byName(t, members)
  const called = byName(t, members.filter(isCalledAs(t, asked))).slice(0, membersAPart)
  const before = members.filter(
    ({ body }) => body === typed?.fields['member'] && !called.some((one) => one.body === body),
  )
  return [...before, ...called]
}

const Forms: FC<MembershipPageProps> = (props) => {
  const { page, federation, view, asked } = props
  const { t } = page
  const isLong = view.members.length > membersAPart
  const action = paths.membershipPath(federation.book)
  return (
    <section id={view.members.some(hasChanged) ? undefined : 'members'}>
      <h2>{t('membership.write')}</h2>
      {isLong && !view.members.some(hasChanged) ? <MemberSearch t={t} path={action} asked={asked} /> : null}
      <div class="cards">
        {view.members.length === 0 ? null : (
          <Form page={page} action={`${action}/member`}>
            <h3>{t('membership.of-member')}</h3>
            <p class="k">{t('membership.of-member.explain')}</p>
            <Select
              name="member"
              label={t('membership.member')}
              {...(isLong
                ? {
                    hint: t(asked.q === null ? 'membership.member.first' : 'membership.member.many', {
                      most: membersAPart,
                    }),
                  }
                : {})}
              problem={null}
              choices={choosable(props).map(({ body, name }) => ({ value: body, label: t.text(name) }))}
            />
            <WhatAndWhy t={t} id="member" verbs={['freeze', 'resume', 'end']} />
          </Form>
        )}
        {federation.sections.length === 0 ? null : (
          <Form page={page} action={`${action}/section`}>
            <h3>{t('membership.of-section')}</h3>
            <p class="k">{t('membership.of-section.explain')}</p>
            <Select
              name="section"
              label={t('membership.section')}
              problem={null}
              choices={federation.sections.map(({ id, name }) => ({ value: id, label: t.text(name) }))}
            />
            <WhatAndWhy t={t} id="section" verbs={['freeze', 'resume']} />
          </Form>
        )}
      </div>
    </section>
  )
}
