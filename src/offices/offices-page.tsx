/** The offices of a body: who serves, whose turn is next, what is vacant, and in how few hands they have been. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame } from '../web/components/body-frame.tsx'
import { FormToken, Means, Submit } from '../web/components/form.tsx'
import { Figure } from '../web/components/picture.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { ConcentrationSection } from './concentration-section.tsx'
import type { OfficeView, OfficesView, TermLine } from './views.ts'
import { turnStates, wheelPicture } from './wheel.tsx'
import { calledText, dayText, firstUpper, holdersText, howText, postText } from './words.ts'

export interface OfficesPageProps {
  readonly page: PageContext
  readonly view: OfficesView
  readonly done: string | null
  readonly problem: NamedRefusal | null
}

export const OfficesPage: FC<OfficesPageProps> = ({ page, view, done, problem }) => {
  const { t } = page
  const vacant = view.offices.filter((office) => office.vacant > 0)
  return (
    <BodyFrame page={page} body={view.body} title={t('offices.title')} done={done} problem={problem}>
      <Answer tone={vacant.length === 0 ? 'calm' : 'open'}>
        <p>
          {vacant.length === 0
            ? t('offices.all-held')
            : t('offices.vacant', {
                offices: vacant.length,
                names: t.list(vacant.map((office) => postText(t, office))),
              })}
        </p>
        {view.isOfBody ? null : <p>{t('offices.open')}</p>}
      </Answer>
      <Ending t={t} view={view} />
      {view.offices.map((office) => (
        <Office page={page} view={view} office={office} />
      ))}
      <ConcentrationSection t={t} view={view} />
      <Actions>
        <ActionLink path={paths.officesCalendarPath(view.body.book)} sign="download">
          {t('offices.calendar')}
        </ActionLink>
      </Actions>
    </BodyFrame>
  )
}

/** Terms that run, those that end soonest first. */
const Ending: FC<{ t: Translator; view: OfficesView }> = ({ t, view }) => {
  const running = view.offices.flatMap((office) => office.running.map((term) => ({ office, term })))
  if (running.length === 0) return null
  const sorted = running.toSorted((a, b) => (a.term.until ?? '9').localeCompare(b.term.until ?? '9'))
  return (
    <section>
      <h2>{t('offices.running')}</h2>
      <Table
        caption={t('offices.running')}
        columns={(['post', 'holders', 'since', 'until'] as const).map((column) => ({
          title: t(`offices.col.${column}`),
        }))}
      >
        <TableGroup>
          {sorted.map(({ office, term }) => (
            <Row>
              <RowHead>
                <a href={paths.officePath(view.body.book, office.post)}>{postText(t, office)}</a>
              </RowHead>
              <Cell label={t('offices.col.holders')}>{heldText(t, term)}</Cell>
              <Cell label={t('offices.col.since')}>{t.date(term.at, 'short-day')}</Cell>
              <Cell label={t('offices.col.until')}>{term.until === null ? '' : dayText(t, term.until)}</Cell>
            </Row>
          ))}
        </TableGroup>
      </Table>
    </section>
  )
}

/** Whose turn it is and who holds it, with what there is to say of it. */
export function heldText(t: Translator, term: TermLine): string {
  const turn = term.taker === null ? null : calledText(t, term.called)
  const who = [turn, holdersText(t, term)].filter((part) => part !== null).join(' · ')
  const more = [term.sent ? t('offices.sent') : null, term.isSubstitute ? t('offices.substitute') : null]
  return [who, ...more.filter((part) => part !== null)].join(', ')
}

const Office: FC<{ page: PageContext; view: OfficesView; office: OfficeView }> = ({ page, view, office }) => {
  const { t } = page
  const name = postText(t, office)
  const path = paths.officePath(view.body.book, office.post)
  const hasTurn = office.takers.length > 0
  return (
    <section>
      <h2>{name}</h2>
      <div class={hasTurn ? 'two' : undefined}>
        {hasTurn ? (
          <Figure
            t={t}
            picture={wheelPicture(t, office)}
            path={paths.wheelPath(view.body.book, office.post)}
            table={`${path}#order`}
          />
        ) : null}
        <div>
          {hasTurn ? <TurnTable t={t} office={office} /> : null}
          <p class="soft">{firstUpper(howText(t, office))}</p>
          {office.vacant > 0 ? <p>{t('offices.vacant.one', { seats: office.vacant })}</p> : null}
          {office.by !== null && office.round === 0 ? <p>{t('offices.no-order')}</p> : null}
          {view.canWrite && office.vacant > 0 && office.next !== null ? (
            <Means id={office.post}>{t('means.written')}</Means>
          ) : null}
          <div class="acts">
            {view.canWrite && office.vacant > 0 && office.next !== null ? (
              <form method="post" action={`${path}/start`}>
                <FormToken page={page} />
                <Submit sign="offices" main means={office.post}>
                  {t('offices.start.next', { name: calledText(t, office.next.called) })}
                </Submit>
              </form>
            ) : null}
            <ActionLink path={path} sign="offices">
              {t('offices.more')}
            </ActionLink>
          </div>
        </div>
      </div>
    </section>
  )
}

/** The wheel in words: how many stand how, and the first of them. The whole order is on the page of the office. */
const TurnTable: FC<{ t: Translator; office: OfficeView }> = ({ t, office: { takers } }) => (
  <Table
    caption={t('offices.round')}
    columns={[
      { title: t('offices.col.state') },
      { title: t('offices.col.takers'), numeric: true },
      { title: t('offices.col.who') },
    ]}
  >
    <TableGroup>
      {turnStates.map((state) => {
        const those = takers.filter((taker) => taker.state === state)
        const named = those.slice(0, 5)
        const names = named.map(
          ({ place, called, away }) =>
            `${t('offices.place', { place })} ${calledText(t, called)}${away ? ` (${t('offices.away')})` : ''}`,
        )
        const others = those.length - named.length
        return (
          <Row>
            <RowHead>{firstUpper(t(`turn.${state}`))}</RowHead>
            <Cell look="num top">{t.number(those.length)}</Cell>
            <Cell look="rest">
              {names.join('; ')}
              {others > 0 ? ` ${t('list.and-others', { others })}` : null}
            </Cell>
          </Row>
        )
      })}
    </TableGroup>
  </Table>
)
