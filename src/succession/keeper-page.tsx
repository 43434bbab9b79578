/** Who keeps a body's book: its books, what is proposed and who endorsed it, and the forms of whoever may do something. */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import { Answer } from '../web/components/blocks.tsx'
import { BodyFrame } from '../web/components/body-frame.tsx'
import { type Choice, FormToken, Input, Means, Select, Submit, Tick } from '../web/components/form.tsx'
import { Histories } from '../web/components/histories.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Words } from '../web/components/words.tsx'
import { calledPersonText } from '../web/languages/called-person.ts'
import { firstUpper } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import { refusalText } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { PassForms } from './pass-forms.tsx'
import type { EndorsementLine, KeeperView, SuccessorLine } from './views.ts'

/** What whoever looks may do here. */
export interface KeeperRights {
  /** Bodies written here in whose name a successor may be endorsed. */
  readonly bodies: readonly { readonly body: string; readonly name: LocalizedText }[]
  /** Who it is in the body, where it is a federation of none: its officers endorse. */
  readonly person: string | null
  readonly mayPropose: boolean
  /** Posts with which a successor can be kept. */
  readonly posts: readonly string[]
  readonly mayPass: boolean
  readonly mayOffer: boolean
}

export type KeeperDone = 'endorsed' | 'proposed' | 'passed' | 'kept'

export interface KeeperPageProps {
  readonly page: PageContext
  readonly view: KeeperView
  readonly rights: KeeperRights
  readonly done: KeeperDone | null
  readonly problem: NamedRefusal | null
}

type Part = FC<{ page: PageContext; view: KeeperView; rights: KeeperRights }>

export const KeeperPage: FC<KeeperPageProps> = ({ page, view, rights, done, problem }) => {
  const { t } = page
  return (
    <BodyFrame
      page={page}
      body={view}
      title={t('keeper.title')}
      done={done === null ? null : t(`keeper.${done}.done`)}
      problem={problem}
    >
      <p class="lead">{t('keeper.lead', { name: t.text(view.name) })}</p>
      <Answer tone={view.stands < view.size ? 'failed' : 'calm'}>
        <p>
          <strong>{t(view.local.isHosted ? 'keeper.here' : 'keeper.elsewhere')}</strong>{' '}
          {t('keeper.facts', { size: view.size, handovers: view.handovers.length })}
        </p>
        {view.stands < view.size ? <p>{refusalText(t, { type: 'book-forked', seq: view.stands })}</p> : null}
      </Answer>
      <Histories t={t} book={view.book} histories={view.histories} isHosted={view.local.isHosted} />
      <Books t={t} view={view} />
      <section>
        <h2>{t('keeper.proposals')}</h2>
        {view.successors.length === 0 ? <p>{t('keeper.proposals.none')}</p> : null}
        {view.successors.map((line, place) => (
          <Proposal page={page} view={view} rights={rights} line={line} place={place + 1} />
        ))}
      </section>
      <Propose page={page} view={view} rights={rights} />
      <PassForms page={page} view={view} rights={rights} />
    </BodyFrame>
  )
}

const Books: FC<{ t: Translator; view: KeeperView }> = ({ t, view: { kept } }) =>
  kept.length < 2 ? null : (
    <section>
      <h2>{t('keeper.books')}</h2>
      <p>{t('keeper.books.explain')}</p>
      <ol>
        {kept.map(({ book, size }, at) => {
          const link = { book: (inside: unknown) => <a href={paths.bookPath(book)}>{inside as never}</a> }
          return (
            <li>
              {size === null
                ? t.rich('keeper.book.now', { place: at + 1 }, link)
                : t.rich('keeper.book.upto', { place: at + 1, size }, link)}
            </li>
          )
        })}
      </ol>
    </section>
  )

interface ProposalProps {
  readonly page: PageContext
  readonly view: KeeperView
  readonly rights: KeeperRights
  readonly line: SuccessorLine
  readonly place: number
}

const Proposal: FC<ProposalProps> = ({ page, view, rights, line, place }) => {
  const { t } = page
  const { book, size, isInEffect } = line
  const title = t('keeper.proposal', { place })
  return (
    <section>
      <div class="row">
        <h3>{title}</h3>
        <span class={isInEffect ? 'pill carried' : 'pill open'}>
          {t(isInEffect ? 'keeper.proposal.effect' : 'keeper.proposal.open')}
        </span>
      </div>
      <p>{howItStands(t, line)}</p>
      <p>
        {t.rich(
          isInEffect ? 'keeper.proposal.took' : 'keeper.proposal.from',
          { size },
          { book: (inside) => <a href={paths.bookPath(book)}>{inside}</a> },
        )}
      </p>
      {isInEffect ? null : <Endorse page={page} view={view} rights={rights} line={line} />}
      <Said t={t} line={line} title={title} />
      <Unheard t={t} line={line} />
    </section>
  )
}

function howItStands(t: Translator, { of, entitled, endorsed, needed, missing }: SuccessorLine): string {
  if (needed === null || missing === null) return t('keeper.proposal.nobody')
  return t(`keeper.proposal.${of}`, { heard: endorsed.length, entitled, needed, missing })
}

type Elector = Pick<EndorsementLine, 'elector' | 'name' | 'called'>

/** A body by its name; an officer by the public name or the post. */
const Name: FC<{ t: Translator; elector: Elector }> = ({ t, elector: { elector, name, called } }) => {
  if (name !== null) return <Words t={t} of={name} />
  const text = called === undefined ? null : calledPersonText(t, called)
  return text === null ? <code>{elector.slice(0, 6)}…</code> : <>{firstUpper(text)}</>
}

const Said: FC<{ t: Translator; line: SuccessorLine; title: string }> = ({ t, line, title }) => {
  if (line.endorsed.length + line.uncounted.length === 0) return null
  const stand = t('keeper.col.stand')
  const proven = (one: EndorsementLine, text: string) => (
    <Row>
      <RowHead>
        <Name t={t} elector={one} />
      </RowHead>
      <Cell label={stand}>
        {text} · <a href={paths.entryPath(one.proof)}>{t.date(one.at, 'day')}</a>
      </Cell>
    </Row>
  )
  return (
    <Table caption={title} columns={[{ title: t('keeper.col.who') }, { title: stand }]}>
      <TableGroup>
        {line.endorsed.map((one) => proven(one, t('keeper.endorsed')))}
        {line.uncounted.map((one) =>
          proven(one, `${t('keeper.uncounted')}. ${refusalText(t, { type: one.reason })}`),
        )}
      </TableGroup>
    </Table>
  )
}

/** There may be hundreds: they are named where somebody asks. */
const Unheard: FC<{ t: Translator; line: SuccessorLine }> = ({ t, line: { unheard } }) =>
  unheard.length === 0 ? null : (
    <details>
      <summary>{t('keeper.unheard', { count: unheard.length })}</summary>
      <ul>
        {unheard.map((elector) => (
          <li>
            <Name t={t} elector={elector} />
          </li>
        ))}
      </ul>
    </details>
  )

/** Field names are told apart: a page may have several proposals. */
const fieldOf = (line: SuccessorLine, name: string): string => `${name}-${line.book.slice(0, 6)}`

const Endorse: FC<Omit<ProposalProps, 'place'>> = ({ page, view, rights, line }) => {
  const { t } = page
  const isWaitedFor = (elector: string): boolean => line.unheard.some((one) => one.elector === elector)
  const bodies = rights.bodies.filter(({ body }) => isWaitedFor(body))
  const isOfficer = line.of === 'officers' && rights.person !== null && isWaitedFor(rights.person)
  if (bodies.length === 0 && !isOfficer) return null
  return (
    <details>
      <summary>{t('keeper.endorse')}</summary>
      <form method="post" action={`${paths.keeperPath(view.body)}/endorse`}>
        <FormToken page={page} />
        <input type="hidden" name="successor" value={line.book} />
        {isOfficer ? null : (
          <Select
            name={fieldOf(line, 'body')}
            label={t('keeper.endorse.body')}
            problem={null}
            choices={bodies.map(({ body, name }) => ({ value: body, label: t.text(name) }))}
          />
        )}
        <Tick
          name={fieldOf(line, 'confirm')}
          label={t(isOfficer ? 'keeper.endorse.officer' : 'keeper.endorse.confirm')}
          value="yes"
          checked={false}
          problem={null}
        />
        <Submit sign="yes" main>
          {t('keeper.endorse')}
        </Submit>
      </form>
    </details>
  )
}

const Propose: Part = ({ page, view, rights }) => {
  const { t } = page
  if (!rights.mayPropose) return null
  // Members endorse, not the body whose book it is.
  const others = rights.bodies.filter(({ body }) => body !== view.body)
  const members: Choice[] = others.map(({ body, name }) => ({ value: body, label: t.text(name) }))
  return (
    <section>
      <h2>{t('keeper.propose')}</h2>
      <p>{t('keeper.propose.explain')}</p>
      <details>
        <summary>{t('keeper.propose')}</summary>
        <form method="post" action={`${paths.keeperPath(view.body)}/propose`}>
          <FormToken page={page} />
          <Input
            name="size"
            type="number"
            label={t('keeper.propose.size')}
            hint={t('keeper.propose.size.hint')}
            value={String(view.stands)}
            min={1}
            max={view.stands}
            problem={null}
            required
          />
          <Select
            name="post"
            label={t('keeper.propose.post')}
            problem={null}
            choices={rights.posts.map((post) => ({ value: post, label: t.word('post', post) }))}
          />
          <Select
            name="by"
            label={t('keeper.propose.by')}
            problem={null}
            choices={[{ value: '', label: t('keeper.propose.nobody') }, ...members]}
          />
          <Means id="propose">{t('means.propose')}</Means>
          <Submit sign="books" main means="propose">
            {t('keeper.propose.do')}
          </Submit>
        </form>
      </details>
    </section>
  )
}
