/** The people of a body: for its people only. Officers enrol, invite, confirm, and help back in. */
import type { Child, FC } from 'hono/jsx'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { Form, FormToken, Input, Means, Select, Submit } from '../web/components/form.tsx'
import type { SignName } from '../web/components/sign.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import { type NamedRefusal, refusalText } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { HouseholdLine, PersonLine } from './views.ts'

/** A person as shown: with posts and a key in the open book, and a name where one is enrolled. */
export interface ShownPerson {
  readonly person: string
  readonly facts: PersonLine | null
  readonly posts: readonly string[]
  readonly hasKey: boolean
  /** Signs with an account on this node, so that a lost passphrase can be replaced here. */
  readonly hasAccount: boolean
  readonly isSelf: boolean
  /** Public offices that the person holds without being named in the open book. */
  readonly unnamedPosts: readonly string[]
}

export interface PeopleView {
  readonly body: FramedBody
  readonly people: readonly ShownPerson[]
  readonly households: readonly HouseholdLine[]
  /** Whether whoever looks may enrol and invite. */
  readonly isOfficer: boolean
  /** Whether the book is written on this node. */
  readonly isHosted: boolean
  readonly posts: readonly string[]
  /** Keys that wait for an officer: the number to compare. */
  readonly pending: readonly {
    readonly id: string
    readonly kind: 'member' | 'recovery'
    readonly person: string
    readonly name: string
    readonly number: string
    readonly approvals: number
    /** Whether whoever looks has approved it already. */
    readonly isApproved: boolean
  }[]
  readonly invitations: readonly {
    readonly id: string
    readonly name: string
    readonly post: string | null
    readonly isExpired: boolean
  }[]
}

/** What a list brought, row by row. */
export interface ListResult {
  readonly people: number
  readonly problems: readonly NamedRefusal[]
}

export interface PeoplePageProps {
  readonly page: PageContext
  readonly view: PeopleView
  readonly done: string | null
  readonly problem: NamedRefusal | null
  readonly list: ListResult | null
  /** How many people are shown from where. */
  readonly from: number
}

/** So many on a page. */
export const peopleAPage = 100

type Part = FC<{ page: PageContext; view: PeopleView }>

export const PeoplePage: FC<PeoplePageProps> = ({ page, view, done, problem, list, from }) => {
  const { t } = page
  const { isOfficer, isHosted } = view
  return (
    <BodyFrame
      page={page}
      body={view.body}
      title={t('people.title')}
      done={done === null ? null : t.word('people-done', done)}
      problem={problem}
    >
      {list === null ? null : <ListAnswer t={t} list={list} />}
      <Answer tone="calm">
        <p>{t('people.lead', { people: view.people.filter(({ facts }) => facts?.gone !== true).length })}</p>
        <p>{t('people.private')}</p>
      </Answer>
      {isOfficer ? <Pending page={page} view={view} /> : null}
      <PeopleTable page={page} view={view} from={from} />
      {isOfficer && isHosted ? <OfficerForms page={page} view={view} /> : null}
      {isOfficer ? <OpenInvitations page={page} view={view} /> : null}
    </BodyFrame>
  )
}

const ListAnswer: FC<{ t: Translator; list: ListResult }> = ({ t, list }) => (
  <Answer tone={list.problems.length > 0 ? 'failed' : 'carried'} live>
    <p>{t('people.list.done', { people: list.people, problems: list.problems.length })}</p>
    <ul>
      {list.problems.slice(0, 50).map((problem) => (
        <li>
          {t('people.list.row', { row: Number(problem['row'] ?? 0) })} {refusalText(t, problem)}
        </li>
      ))}
    </ul>
  </Answer>
)

const Pending: Part = ({ page, view: { body, pending } }) => {
  const { t } = page
  return pending.length === 0 ? null : (
    <section>
      <h2>{t('people.pending')}</h2>
      <p class="soft">{t('people.pending.explain')}</p>
      <ul class="cards">
        {pending.map(({ id, kind, name, number, approvals, isApproved }) => (
          <li class="card main">
            <h3>{isolatedText(name)}</h3>
            <p class="number">{number}</p>
            <p class="k">
              {t(`people.pending.${kind}`)}{' '}
              {kind === 'recovery' ? t('people.pending.approvals', { approvals }) : null}
            </p>
            <Means id={`pending-${id}`}>
              {t(kind === 'recovery' ? 'means.approve-key' : 'means.confirm-key')}
            </Means>
            <div class="acts">
              {isApproved ? null : (
                <Do
                  page={page}
                  body={body.book}
                  action={kind === 'recovery' ? 'approve' : 'confirm'}
                  id={id}
                  sign="yes"
                  means={`pending-${id}`}
                >
                  {t(kind === 'recovery' ? 'people.approve' : 'people.confirm')}
                </Do>
              )}
              <Do
                page={page}
                body={body.book}
                action="decline"
                id={id}
                sign="no"
                means={`pending-${id}`}
                quiet
              >
                {t('people.decline')}
              </Do>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A button that does one thing to one thing. */
const Do: FC<{
  page: PageContext
  body: string
  action: string
  id: string
  sign: SignName
  means: string
  quiet?: boolean
  children?: Child
}> = ({ page, body, action, id, sign, means, quiet, children }) => (
  <form method="post" action={`${paths.peoplePath(body)}/${action}`}>
    <FormToken page={page} />
    <input type="hidden" name="id" value={id} />
    <Submit sign={sign} main={quiet !== true} means={means}>
      {children}
    </Submit>
  </form>
)

const nameText = (t: Translator, { facts, person }: ShownPerson): string =>
  facts === null ? t('people.unnamed', { person: person.slice(0, 6) }) : isolatedText(facts.name)

const PeopleTable: FC<{ page: PageContext; view: PeopleView; from: number }> = ({ page, view, from }) => {
  const { t } = page
  const shown = view.people.slice(from, from + peopleAPage)
  const next = from + peopleAPage
  return (
    <section>
      <h2>{t('people.all')}</h2>
      {shown.some((person) => mayHelpBack(view, person)) ? (
        <Means id="recover">{t('means.recover')}</Means>
      ) : null}
      <Table
        caption={t('people.all')}
        columns={(['name', 'household', 'posts', 'state'] as const).map((column) => ({
          title: t(`people.col.${column}`),
        }))}
      >
        <TableGroup>
          {shown.map((person) => (
            <PersonRow page={page} view={view} person={person} />
          ))}
        </TableGroup>
      </Table>
      {next < view.people.length ? (
        <Actions>
          <ActionLink path={`${paths.peoplePath(view.body.book)}?from=${next}`} sign="people">
            {t('people.more')}
          </ActionLink>
        </Actions>
      ) : null}
    </section>
  )
}

/** Whether a lost passphrase of theirs can be replaced by whoever looks. */
const mayHelpBack = ({ isOfficer, isHosted }: PeopleView, { isSelf, hasAccount }: ShownPerson): boolean =>
  isOfficer && isHosted && !isSelf && hasAccount

const PersonRow: FC<{ page: PageContext; view: PeopleView; person: ShownPerson }> = ({
  page,
  view,
  person,
}) => {
  const { t } = page
  const { facts, posts, hasKey, isSelf } = person
  const home = [facts?.household?.name, facts?.section].filter((part) => part !== undefined && part !== null)
  const isPending = view.pending.some((pending) => pending.person === person.person)
  const states = [
    facts?.gone === true ? t('people.gone') : null,
    facts?.away === true ? t('people.away', { place: facts.awayPlace ?? '' }) : null,
    hasKey
      ? t('people.signs')
      : facts?.gone === true
        ? null
        : t(isPending ? 'people.unconfirmed' : 'people.keyless'),
  ].filter((state) => state !== null)
  const isHelper = view.isOfficer && view.isHosted && !isSelf
  return (
    <Row>
      <RowHead>
        {nameText(t, person)}
        {facts?.birthYear === null || facts === null ? null : <small>{facts.birthYear}</small>}
        {view.isOfficer && facts !== null ? (
          <small>
            <a href={paths.sealedPath(view.body.book, facts.seq)}>{t('people.leaf', { seq: facts.seq })}</a>
          </small>
        ) : null}
      </RowHead>
      <Cell label={t('people.col.household')}>{isolatedText(home.join(' · '))}</Cell>
      <Cell label={t('people.col.posts')}>{t.list(posts.map((post) => t.word('post', post)))}</Cell>
      <Cell label={t('people.col.state')}>
        {states.join(', ')}
        {isHelper && !hasKey && !isPending && facts?.gone !== true ? (
          <Invite page={page} view={view} person={person} />
        ) : null}
        {mayHelpBack(view, person) ? (
          <Do
            page={page}
            body={view.body.book}
            action="recover"
            id={person.person}
            sign="person"
            means="recover"
            quiet
          >
            {t('people.recover')}
          </Do>
        ) : null}
        {view.isOfficer && view.isHosted && facts !== null
          ? person.unnamedPosts.map((post) => (
              <Publish page={page} view={view} person={person.person} post={post} />
            ))
          : null}
      </Cell>
    </Row>
  )
}

/** A name in the open book stays there: it is told before, and behind a fold. */
const Publish: FC<{ page: PageContext; view: PeopleView; person: string; post: string }> = ({
  page,
  view,
  person,
  post,
}) => {
  const { t } = page
  const id = `${post}-${person.slice(0, 8)}`
  return (
    <details>
      <summary>{t('people.publish', { post: t.word('post', post) })}</summary>
      <form method="post" action={`${paths.peoplePath(view.body.book)}/publish`}>
        <Means id={id}>
          {t('people.publish.explain')} {t('means.publish')}
        </Means>
        <FormToken page={page} />
        <input type="hidden" name="person" value={person} />
        <input type="hidden" name="post" value={post} />
        <Submit sign="write" means={id}>
          {t('people.publish.do')}
        </Submit>
      </form>
    </details>
  )
}

const Invite: FC<{ page: PageContext; view: PeopleView; person: ShownPerson }> = ({ page, view, person }) => {
  const { t } = page
  const id = `invite-${person.person.slice(0, 8)}`
  return (
    <details>
      <summary>{t('people.invite')}</summary>
      <form method="post" action={`${paths.peoplePath(view.body.book)}/invite`}>
        <FormToken page={page} />
        <input type="hidden" name="person" value={person.person} />
        <Select
          name={`post-${person.person.slice(0, 8)}`}
          label={t('people.invite.post')}
          problem={null}
          value="member"
          choices={view.posts.map((post) => ({ value: post, label: t.word('post', post) }))}
        />
        <Means id={id}>{t('means.invite')}</Means>
        <Submit sign="print" means={id}>
          {t('people.invite.do')}
        </Submit>
      </form>
    </details>
  )
}

const OfficerForms: Part = ({ page, view }) => {
  const { t } = page
  const { body, households } = view
  const action = paths.peoplePath(body.book)
  return (
    <div class="cards">
      <Form page={page} action={`${action}/enrol`}>
        <h2 class="small">{t('people.enrol')}</h2>
        <Input
          name="name"
          type="text"
          label={t('people.enrol.name')}
          problem={null}
          maxlength={200}
          required
        />
        <Select
          name="household"
          label={t('people.enrol.household')}
          problem={null}
          value=""
          choices={[
            { value: '', label: t('people.enrol.no-household') },
            ...households.map(({ household, name }) => ({ value: household, label: isolatedText(name) })),
          ]}
        />
        <Input
          name="newHousehold"
          type="text"
          label={t('people.enrol.new-household')}
          problem={null}
          maxlength={200}
        />
        <Input name="section" type="text" label={t('people.enrol.section')} problem={null} maxlength={200} />
        <Input
          name="awayPlace"
          type="text"
          label={t('people.enrol.away')}
          hint={t('people.enrol.away.hint')}
          problem={null}
          maxlength={200}
        />
        <Means id="enrol">{t('means.enrol')}</Means>
        <Submit sign="people" main means="enrol">
          {t('people.enrol.do')}
        </Submit>
      </Form>
      <form class="card" method="post" action={`${action}/list`} enctype="multipart/form-data">
        <h2 class="small">{t('people.list')}</h2>
        <p class="k">{t('people.list.explain')}</p>
        <FormToken page={page} />
        <Input
          name="file"
          type="file"
          label={t('people.list.file')}
          problem={null}
          accept=".csv,.xlsx,text/csv"
          required
        />
        <Means id="list">{t('means.enrol')}</Means>
        <Submit sign="people" means="list">
          {t('people.list.do')}
        </Submit>
        <p class="k">
          <a href={`${action}/template.csv`}>{t('people.list.template')}</a>
        </p>
      </form>
    </div>
  )
}

const OpenInvitations: Part = ({ page, view: { body, invitations } }) => {
  const { t } = page
  return invitations.length === 0 ? null : (
    <section>
      <h2>{t('people.invitations')}</h2>
      <Means id="withdraw">{t('means.invitation.withdraw')}</Means>
      <ul class="leaves">
        {invitations.map(({ id, name, post, isExpired }) => (
          <li>
            <p>
              {isolatedText(name)} · {t.word('post', post ?? 'member')}
              {isExpired ? ` · ${t('people.invitations.expired')}` : null}
            </p>
            <Do page={page} body={body.book} action="withdraw" id={id} sign="no" means="withdraw" quiet>
              {t('people.invitations.withdraw')}
            </Do>
          </li>
        ))}
      </ul>
    </section>
  )
}
