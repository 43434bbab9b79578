/**
 * How a body's delegates voted, and what it had told them: for everybody. For whoever may write, the forms to send, to tell
 * and to recall. Persons are numbers here; those of the body see the names it enrolled.
 */
import type { FC } from 'hono/jsx'
import { Answer } from '../web/components/blocks.tsx'
import { BodyFrame } from '../web/components/body-frame.tsx'
import { PositionPill } from '../web/components/marks.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { DelegateForms } from './delegates-forms.tsx'
import { Marks, ProofLink } from './member-table.tsx'
import type { DelegateLine, DelegateVoteLine, DelegatesView } from './views.ts'

export interface DelegatesPageProps {
  readonly page: PageContext
  readonly view: DelegatesView
  /** Whom the body can send, for whoever may; with their names, where those are here. */
  readonly persons: readonly { readonly person: string; readonly name: string }[]
  /** What a person is called for whoever looks. */
  readonly nameOf: (person: string) => string
  readonly mayWrite: boolean
  readonly done: 'send' | 'bind' | 'recall' | null
  readonly problem: NamedRefusal | null
}

export const DelegatesPage: FC<DelegatesPageProps> = (props) => {
  const { page, view, mayWrite, done, problem } = props
  const { t } = page
  return (
    <BodyFrame
      page={page}
      body={{ book: view.body, name: view.name, demonstration: view.demonstration }}
      title={t('delegates.title')}
      done={done === null ? null : t(`delegates.done.${done}`)}
      problem={problem}
    >
      <Answer tone="calm">
        <p>{t('delegates.lead')}</p>
      </Answer>
      {view.federations.length === 0 ? <p class="soft">{t('delegates.none')}</p> : null}
      {view.federations.map((federation) => (
        <section>
          <h2>
            <a href={paths.federationPath(federation.federation)}>
              <Words t={t} of={federation.name} />
            </a>
          </h2>
          <Sent {...props} delegates={federation.delegates} />
          <Votes {...props} votes={federation.votes} />
          {mayWrite ? <DelegateForms {...props} federation={federation} /> : null}
        </section>
      ))}
    </BodyFrame>
  )
}

const Sent: FC<DelegatesPageProps & { delegates: readonly DelegateLine[] }> = ({
  page: { t },
  nameOf,
  delegates,
}) => (
  <>
    <h3>{t('delegates.sent')}</h3>
    {delegates.length === 0 ? <p class="soft">{t('delegates.sent.none')}</p> : null}
    <ul>
      {delegates.map(({ person, mandate, sent, at, recalled }) => (
        <li>
          {isolatedText(nameOf(person))}, {t(`delegates.${mandate}`)},{' '}
          {t('delegates.since', { date: t.date(at) })} (<ProofLink t={t} proof={sent} />)
          {recalled === null ? null : (
            <>
              {' '}
              <span class="pill no">{t('delegates.recalled')}</span> <Words t={t} of={recalled.reason} />{' '}
              <ProofLink t={t} proof={recalled.proof} />
            </>
          )}
        </li>
      ))}
    </ul>
  </>
)

const Votes: FC<DelegatesPageProps & { votes: readonly DelegateVoteLine[] }> = ({
  page: { t },
  nameOf,
  votes,
}) => {
  const columns = [
    t('delegates.col.motion'),
    t('delegates.col.told'),
    t('delegates.col.vote'),
    t('board.col.proof'),
  ]
  return (
    <>
      <h3>{t('delegates.votes')}</h3>
      {votes.length === 0 ? (
        <p class="soft">{t('delegates.votes.none')}</p>
      ) : (
        <Table caption={t('delegates.votes')} columns={columns.map((title) => ({ title }))}>
          <TableGroup>
            {votes.map(({ motion, title, option, at, proof, delegate, marks }) => (
              <Row>
                <RowHead>
                  <a href={paths.motionPath(motion)}>
                    {title === null ? t('board.crumb', { number: motion.seq }) : <Words t={t} of={title} />}
                  </a>
                  <small>
                    {t.date(at)} · {isolatedText(nameOf(delegate.person))}
                  </small>
                  <Marks t={t} marks={marks} />
                </RowHead>
                <Cell label={t('delegates.col.told')}>
                  {delegate.mandate === null
                    ? t('board.mandate.none')
                    : t.word('position', delegate.mandate.option)}
                </Cell>
                <Cell look="top">
                  <PositionPill t={t} position={option} />
                </Cell>
                <Cell>
                  <ProofLink t={t} proof={proof} />
                </Cell>
              </Row>
            ))}
          </TableGroup>
        </Table>
      )}
    </>
  )
}
