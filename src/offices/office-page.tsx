/** One office: who holds it, the whole order, its history, and what was handed over. Prints as the sheet that both sides sign. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { Figure } from '../web/components/picture.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { OfficeFormsSection } from './office-forms.tsx'
import { heldText } from './offices-page.tsx'
import type { OfficeForms, OfficeView, TermLine } from './views.ts'
import { wheelPicture } from './wheel.tsx'
import { calledText, dayText, firstUpper, howText, itemText, postText } from './words.ts'

export interface OfficePageView {
  readonly body: FramedBody
  readonly office: OfficeView
  /** Newest first. */
  readonly terms: readonly TermLine[]
  /** null: whoever looks may not have it written. */
  readonly forms: OfficeForms | null
}

export interface OfficePageProps {
  readonly page: PageContext
  readonly view: OfficePageView
  readonly done: string | null
  readonly problem: NamedRefusal | null
}

export const OfficePage: FC<OfficePageProps> = ({ page, view, done, problem }) => {
  const { t } = page
  const { body, office, terms, forms } = view
  const name = postText(t, office)
  return (
    <BodyFrame page={page} body={body} title={name} done={done} problem={problem}>
      <Answer tone={office.vacant > 0 ? 'open' : 'calm'}>
        {office.running.map((term) => (
          <p>
            <b>{heldText(t, term)}</b>
            {term.until === null ? null : ` · ${t('offices.until', { day: dayText(t, term.until) })}`}
          </p>
        ))}
        {office.assigned > 0 ? <p>{t('offices.assigned', { persons: office.assigned })}</p> : null}
        {office.vacant > 0 ? <p>{t('offices.vacant.one', { seats: office.vacant })}</p> : null}
        {office.next === null ? null : (
          <p>{t('offices.next', { name: calledText(t, office.next.called), place: office.next.place })}</p>
        )}
        <p class="soft">{firstUpper(howText(t, office))}</p>
      </Answer>
      {forms === null ? null : (
        <OfficeFormsSection page={page} body={body.book} office={office} forms={forms} />
      )}
      {office.takers.length === 0 ? null : <Order page={page} view={view} />}
      <History t={t} terms={terms} />
      <Things t={t} office={office} terms={terms} />
      <Actions>
        <ActionLink path={paths.officesPath(body.book)} sign="offices">
          {t('offices.title')}
        </ActionLink>
        <ActionLink path={paths.bookPath(body.book)} sign="books">
          {t('body.book')}
        </ActionLink>
      </Actions>
    </BodyFrame>
  )
}

const Order: FC<{ page: PageContext; view: OfficePageView }> = ({ page: { t }, view: { body, office } }) => (
  <section>
    <h2>{t('offices.order')}</h2>
    <div class="two">
      <div>
        <Figure
          t={t}
          picture={wheelPicture(t, office)}
          path={paths.wheelPath(body.book, office.post)}
          table="#order"
        />
        {office.adopted === null ? null : (
          <p class="soft">
            <a href={paths.entryPath({ book: body.book, seq: office.adopted.seq })}>
              {t('offices.adopted', { day: t.date(office.adopted.at) })}
            </a>
          </p>
        )}
      </div>
      <div id="order">
        {' '}
        <Table
          caption={t('offices.order')}
          columns={(['place', 'who', 'state'] as const).map((column) => ({
            title: t(`offices.col.${column}`),
          }))}
        >
          <TableGroup>
            {office.takers.map(({ place, called, away, state, excuses }) => (
              <Row>
                <RowHead>{t('offices.place', { place })}</RowHead>
                <Cell>
                  {calledText(t, called)}
                  {away ? ` (${t('offices.away')})` : ''}
                </Cell>
                <Cell>
                  {t(`turn.${state}`)}
                  {excuses > 0 ? ` · ${t('offices.excused', { times: excuses })}` : ''}
                </Cell>
              </Row>
            ))}
          </TableGroup>
        </Table>
      </div>
    </div>
  </section>
)

/** Terms on a page: earlier ones are in the book. */
const mostTerms = 100

const History: FC<{ t: Translator; terms: readonly TermLine[] }> = ({ t, terms }) =>
  terms.length === 0 ? null : (
    <section>
      <h2>{t('offices.history')}</h2>
      <Table
        caption={t('offices.history')}
        columns={(['holders', 'since', 'ended'] as const).map((column) => ({
          title: t(`offices.col.${column}`),
        }))}
      >
        <TableGroup>
          {terms.slice(0, mostTerms).map((term) => (
            <Row>
              <RowHead>{heldText(t, term)}</RowHead>
              <Cell label={t('offices.col.since')}>{t.date(term.at, 'short-day')}</Cell>
              <Cell label={t('offices.col.ended')}>
                {term.endedAt === null
                  ? t('turn.serving')
                  : `${t.date(term.endedAt, 'short-day')} · ${t.word('end', term.reason ?? 'other')}`}
              </Cell>
            </Row>
          ))}
        </TableGroup>
      </Table>
    </section>
  )

/** What goes with the office: what was handed over last, and room for both sides to sign. */
const Things: FC<{ t: Translator; office: OfficeView; terms: readonly TermLine[] }> = ({
  t,
  office,
  terms,
}) => {
  const last = terms.find(({ handed }) => handed.length > 0)
  const now = office.running.flatMap(({ received }) => received)
  if (last === undefined && now.length === 0) return null
  return (
    <section class="sheet">
      <h2>{t('offices.things')}</h2>
      {now.length === 0 ? null : (
        <>
          <p>{t('offices.things.now')}</p>
          <ul>
            {now.map((item) => (
              <li>{itemText(t, item)}</li>
            ))}
          </ul>
        </>
      )}
      {last === undefined ? null : (
        <>
          <p>{t('offices.things.handed', { day: t.date(last.endedAt ?? last.at) })}</p>
          <ul>
            {last.handed.map((item) => (
              <li>{itemText(t, item)}</li>
            ))}
          </ul>
        </>
      )}
      <table class="sign">
        <caption>{t('offices.things.sign')}</caption>
        <tbody>
          {(['gives', 'takes', 'attests'] as const).map((side) => (
            <tr>
              <th scope="row">{t(`offices.things.${side}`)}</th>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
