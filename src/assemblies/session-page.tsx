/**
 * One session, as it is held and as it is read afterwards: who is there, what it deals with, what it decided; and, for
 * whoever holds it, what comes next, in the order of an assembly: each motion, its vote, the closing, the act.
 */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { Means } from '../web/components/form.tsx'
import { Sign } from '../web/components/sign.tsx'
import { TallyBar } from '../web/components/tally-bar.tsx'
import { Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { Documents } from './beside.tsx'
import type { BallotCount } from './ballots.ts'
import type { Decidable, Evening } from './evening.ts'
import { EveningSteps, NextStep } from './evening-steps.tsx'
import { AttendanceForm, AttestForm, CorrectForm, EndForms } from './session-forms.tsx'
import { SessionOpening, type OpeningView } from './session-opening.tsx'
import { heldText } from './held-text.ts'
import { PutForm } from './sessions-page.tsx'
import type { AgendaItem } from './entries.ts'
import type { DocumentLine, SessionView, VoteView } from './views.ts'
import { VoteCard } from './vote-card.tsx'

export interface SessionPageView extends OpeningView {
  readonly body: FramedBody
  readonly session: SessionView
  /** Names in its sealed lists; null: not for whoever looks. */
  readonly attendance: readonly string[] | null
  /** Ballots held, sealed ones too, by the number of the vote that counted them; of whoever is not of the body: none. */
  readonly within: ReadonlyMap<number, BallotCount>
  /** How many have to be present, by the rules of the charter that say so: the most that any asks. */
  readonly quorum: number | null
  readonly documents: readonly DocumentLine[]
  /** What may be decided in it, in order; none of a session that ended. */
  readonly decidables: readonly Decidable[]
  /** How far the evening is; null: whoever looks does not hold it. */
  readonly evening: Evening | null
  /** Persons who can still be added to the list of those present. */
  readonly unlisted: OpeningView['people']
  readonly mayHold: boolean
  readonly mayAttest: boolean
  /** Votes that whoever looks has vouched for. */
  readonly attested: readonly number[]
  readonly mayAttach: boolean
  /** Whether an adjourned session can go on: no other answers it. */
  readonly mayResume: boolean
}

export interface SessionPageProps {
  readonly page: PageContext
  readonly view: SessionPageView
  readonly done: string | null
  readonly problem: NamedRefusal | null
}

type Part = FC<{ page: PageContext; view: SessionPageView }>

export const SessionPage: FC<SessionPageProps> = ({ page, view, done, problem }) => {
  const { t } = page
  const { body, session, mayHold } = view
  const isOpen = session.closedAt === null
  return (
    <BodyFrame
      page={page}
      body={body}
      title={t('sessions.at', { date: t.date(session.at) })}
      done={done === null ? null : t.word('session-done', done)}
      problem={problem}
    >
      {view.evening === null ? null : (
        <>
          <EveningSteps page={page} evening={view.evening} />
          <NextStep page={page} evening={view.evening} />
        </>
      )}
      <Standing page={page} view={view} />
      <Attendance page={page} view={view} />
      <Agenda t={t} book={body.book} agenda={session.agenda} />
      <Decisions page={page} view={view} />
      {isOpen && mayHold ? <ToDecide page={page} view={view} /> : null}
      <Documents t={t} book={body.book} documents={view.documents} />
      {isOpen && mayHold ? <EndForms page={page} book={body.book} session={session} /> : null}
      {view.mayResume && session.ended !== null ? (
        <SessionOpening page={page} view={view} call={null} resumes={session.ended} />
      ) : null}
    </BodyFrame>
  )
}

const Standing: Part = ({ page: { t }, view: { body, session, mayAttach, evening } }) => {
  const { place, call, adjourned, closedAt, resumes, ended } = session
  return (
    <Answer tone={closedAt === null ? 'open' : 'calm'}>
      <p>
        <strong>{t(`session.standing.${standingOf(session)}`)}</strong>{' '}
        {place === null ? null : isolatedText(place)}
      </p>
      {call === null ? null : (
        <p>
          {t('session.called', { when: heldText(t, call.when) })}{' '}
          {call.notice === null ? null : t('session.notice', { notice: isolatedText(call.notice) })}
        </p>
      )}
      {resumes === null ? null : (
        <p>
          <a href={paths.sessionPath({ book: body.book, seq: resumes })}>{t('session.resumes')}</a>
        </p>
      )}
      {adjourned === null ? null : (
        <p>
          {t(`session.adjourned.${adjourned.reason}`)}{' '}
          {adjourned.words === undefined ? null : <Words t={t} of={adjourned.words} />}{' '}
          {adjourned.until === undefined
            ? null
            : t('session.adjourned.until', { until: heldText(t, adjourned.until) })}
        </p>
      )}
      {closedAt !== null ? null : (
        <ActionLink path={paths.sessionWallPath({ book: body.book, seq: session.seq })} sign="screen">
          {t('wall.show')}
        </ActionLink>
      )}
      {closedAt === null || ended === null || evening !== null ? null : (
        <Actions>
          <ActionLink path={paths.sessionActPath({ book: body.book, seq: session.seq })} main sign="print">
            {t('session.act')}
          </ActionLink>
          {mayAttach ? (
            <ActionLink path={paths.attachPath({ book: body.book, seq: ended })} sign="photo">
              {t('session.act.photo')}
            </ActionLink>
          ) : null}
        </Actions>
      )}
    </Answer>
  )
}

const standingOf = ({ closedAt, adjourned }: SessionView) =>
  closedAt === null ? ('open' as const) : adjourned === null ? ('closed' as const) : ('adjourned' as const)

/** The quorum as a picture with its figures. */
const Attendance: Part = ({ page, view }) => {
  const { t } = page
  const { body, session, attendance, quorum, unlisted, evening } = view
  const { present, entitled, closedAt } = session
  const mayList = evening !== null && closedAt === null && unlisted.length > 0
  if (present === null && (attendance === null || attendance.length === 0) && !mayList) return null
  return (
    <section id="attendance">
      <h2>{t('session.attendance.title')}</h2>
      {present === null ? null : (
        <div class="card">
          <p class="big">
            <b>{t.number(present)}</b>{' '}
            {entitled === null ? t('session.present.only') : t('session.present.of', { entitled })}
          </p>
          {entitled === null ? null : (
            <TallyBar
              entitled={entitled}
              yes={present}
              no={0}
              abstain={0}
              unheard={Math.max(0, entitled - present)}
              needed={quorum}
            />
          )}
          {quorum === null ? null : (
            <p class="k">
              {t(present >= quorum ? 'session.quorum.there' : 'session.quorum.missing', { quorum, present })}
            </p>
          )}
        </div>
      )}
      {attendance === null || attendance.length === 0 ? null : (
        <details>
          <summary>{t('session.attendance.list', { count: attendance.length })}</summary>
          {present !== null && present !== attendance.length ? (
            <p>{t('refusal.attendance-differs', { listed: attendance.length, present })}</p>
          ) : null}
          <ul class="names">
            {attendance.map((name) => (
              <li>{isolatedText(name)}</li>
            ))}
          </ul>
        </details>
      )}
      {mayList ? (
        <AttendanceForm
          page={page}
          session={{ book: body.book, seq: session.seq }}
          people={unlisted}
          isOpen={evening.current === 'attendance'}
        />
      ) : null}
    </section>
  )
}

export const Agenda: FC<{ t: Translator; book: string; agenda: readonly AgendaItem[] }> = ({
  t,
  book,
  agenda,
}) =>
  agenda.length === 0 ? null : (
    <section>
      <h2>{t('session.agenda')}</h2>
      <ol class="lead">
        {agenda.map(({ title, motion }) => (
          <li>
            {motion === undefined ? (
              <Words t={t} of={title} />
            ) : (
              <a href={paths.motionPath({ book, seq: motion })}>
                <Words t={t} of={title} />
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  )

const Decisions: Part = ({ page, view }) => {
  const { t } = page
  const { body, session, within, mayHold, mayAttest, attested } = view
  const mayAttestTo = ({ seq }: VoteView): boolean => mayAttest && !attested.includes(seq)
  return (
    <section>
      <h2>{t('session.decisions')}</h2>
      {session.votes.length === 0 ? <p class="soft">{t('session.decisions.none')}</p> : null}
      {session.votes.some(mayAttestTo) ? <Means id="attest">{t('means.attest')}</Means> : null}
      <ul class="cards">
        {session.votes.map((vote) => (
          <VoteCard t={t} book={body.book} vote={vote} within={within.get(vote.seq) ?? null}>
            {mayAttestTo(vote) ? (
              <AttestForm page={page} session={{ book: body.book, seq: session.seq }} of={vote.seq} />
            ) : null}
            {mayHold ? (
              <CorrectForm page={page} session={{ book: body.book, seq: session.seq }} vote={vote} />
            ) : null}
          </VoteCard>
        ))}
      </ul>
    </section>
  )
}

const ToDecide: Part = ({ page, view: { body, session, decidables, evening } }) => {
  const { t } = page
  const place = { book: body.book, seq: session.seq }
  return (
    <section id="decisions">
      <h2>{t('session.to-decide')}</h2>
      {decidables.length === 0 ? <p class="soft">{t('session.to-decide.none')}</p> : null}
      <ul class="cards">
        {decidables.map(({ motion, title, federation, isAmendment }) => (
          <li class="card">
            <h3>
              <a href={paths.motionPath(motion)}>
                <Words t={t} of={title} />
              </a>
            </h3>
            {isAmendment ? <p class="k">{t('motion.is-amendment')}</p> : null}
            {federation === null ? null : (
              <p class="k">{t('session.referred-by', { federation: t.text(federation) })}</p>
            )}
            <p>
              <a class="btn" href={paths.votePath(place, motion)}>
                <Sign of="decide" />
                {t('session.vote')} <span class="hidden">{t.text(title)}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
      <div id="motions">
        <PutForm page={page} book={body.book} session={session.seq} isOpen={evening?.current === 'motions'} />
      </div>
    </section>
  )
}
