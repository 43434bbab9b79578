/** The sessions of a body: what is called, what was held; for whoever holds them, calling one and opening one. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { Form, Input, isShownAgain, Means, Submit, TextArea } from '../web/components/form.tsx'
import { Pager } from '../web/components/pager.tsx'
import { Sign } from '../web/components/sign.tsx'
import { Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { Evening } from './evening.ts'
import { EveningSteps, NextStep } from './evening-steps.tsx'
import { heldText } from './held-text.ts'
import { SessionList } from './sessions-section.tsx'
import { SessionOpening, type OpeningView } from './session-opening.tsx'
import type { CallView, MotionLine, SessionView } from './views.ts'

export interface SessionsPageView extends OpeningView {
  readonly body: FramedBody
  readonly calls: readonly CallView[]
  /** The one that is open; null: none is. */
  readonly open: SessionView | null
  /** A part of the list, newest first. */
  readonly sessions: readonly SessionView[]
  /** Whether the list begins here. */
  readonly isFirst: boolean
  /** Before which entry it goes on; null: it ends here. */
  readonly next: number | null
  /** That are open, newest first; amendments among them. */
  readonly motions: readonly MotionLine[]
  /** How far the evening is; null: whoever looks does not hold it. */
  readonly evening: Evening | null
  /** Whether whoever looks may hold sessions here. */
  readonly mayHold: boolean
  readonly mayPut: boolean
}

export interface SessionsPageProps {
  readonly page: PageContext
  readonly view: SessionsPageView
  readonly done: string | null
  readonly problem: NamedRefusal | null
}

export const SessionsPage: FC<SessionsPageProps> = ({ page, view, done, problem }) => {
  const { t } = page
  const { body, calls, sessions, open, mayHold, next } = view
  return (
    <BodyFrame
      page={page}
      body={body}
      title={t('sessions.title')}
      done={done === null ? null : t.word('session-done', done)}
      problem={problem}
    >
      {view.evening === null ? null : (
        <>
          <EveningSteps page={page} evening={view.evening} />
          <NextStep page={page} evening={view.evening} />
        </>
      )}
      {open === null ? null : (
        <Answer tone="open">
          <p>
            <strong>{t('session.standing.open')}</strong>{' '}
            <a href={paths.sessionPath({ book: body.book, seq: open.seq })}>
              {t('sessions.at', { date: t.date(open.at) })}
            </a>
          </p>
        </Answer>
      )}
      {calls.length === 0 ? null : (
        <section>
          <h2>{t('calls.title')}</h2>
          <ul class="cards">
            {calls.map((call) => (
              <CallCard t={t} book={body.book} call={call} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t('sessions.held')}</h2>
        {sessions.length === 0 ? (
          <p class="soft">
            {t('sessions.none')} {mayHold ? t('sessions.none.open') : null}
          </p>
        ) : null}
        <SessionList t={t} book={body.book} sessions={sessions} />
        <Pager
          t={t}
          first={view.isFirst ? null : paths.sessionsPath(body.book)}
          next={next === null ? null : paths.askedPath(paths.sessionsPath(body.book), { before: next })}
        />
      </section>
      <Motions t={t} view={view} />
      {view.mayPut ? <PutForm page={page} book={body.book} /> : null}
      {mayHold ? <CallForm page={page} view={view} /> : null}
      {mayHold ? <Opening page={page} view={view} /> : null}
      {mayHold && open === null ? (
        <Actions>
          <ActionLink path={paths.paperMinutePath(body.book)} sign="write">
            {t('minute.title')}
          </ActionLink>
        </Actions>
      ) : null}
    </BodyFrame>
  )
}

/** Where none is open; and where opening was refused, perhaps because somebody else opened one meanwhile, as it was typed. */
const Opening: FC<{ page: PageContext; view: SessionsPageView }> = ({ page, view }) => {
  const { book } = view.body
  const isAgain = isShownAgain(page, `${paths.sessionsPath(book)}/open`)
  if (view.open !== null && !isAgain) return null
  const answered = isAgain ? Number(page.typed?.fields['call']) : undefined
  const call = view.calls.find(({ seq }) => seq === answered) ?? null
  const resumes = view.sessions.find(
    ({ ended, adjourned }) => adjourned !== null && ended === answered,
  )?.ended
  return (
    <SessionOpening
      page={page}
      view={view}
      call={call}
      isOpen={view.calls.length === 0}
      {...(typeof resumes === 'number' ? { resumes } : {})}
    />
  )
}

const CallCard: FC<{ t: Translator; book: string; call: CallView }> = ({ t, book, call }) => (
  <li class="card">
    <h3>
      <a href={paths.sessionPath({ book, seq: call.seq })}>{heldText(t, call.when)}</a>
    </h3>
    {call.place === null ? null : <p>{isolatedText(call.place)}</p>}
    <p class="k">{t('calls.items', { count: call.agenda.length })}</p>
  </li>
)

const Motions: FC<{ t: Translator; view: SessionsPageView }> = ({ t, view: { body, motions } }) => (
  <section>
    <h2>{t('session.to-decide')}</h2>
    {motions.length === 0 ? <p class="soft">{t('motions.none.open')}</p> : null}
    <MotionList t={t} motions={motions} />
    <p>
      <a class="btn" href={paths.motionsPath(body.book)}>
        <Sign of="motions" />
        {t('motions.all')}
      </a>
    </p>
  </section>
)

export const MotionList: FC<{ t: Translator; motions: readonly MotionLine[] }> = ({ t, motions }) => (
  <ul class="leaves">
    {motions.map((motion) => (
      <li>
        <div class="row">
          <h3>
            <a href={paths.motionPath(motion)}>
              <Words t={t} of={motion.title} />
            </a>
          </h3>
          <MotionPill t={t} motion={motion} />
          {motion.amends === null ? null : <span class="soft">{t('motion.is-amendment')}</span>}
        </div>
      </li>
    ))}
  </ul>
)

const looks = {
  open: 'open',
  carried: 'carried',
  failed: 'failed',
  withdrawn: 'none',
  fallen: 'none',
} as const

export const MotionPill: FC<{ t: Translator; motion: MotionLine }> = ({ t, motion }) => {
  const { standing, isReferred } = motion
  const isAway = isReferred && standing === 'open'
  return (
    <span class={`pill ${isAway ? 'none' : looks[standing]}`}>
      {t.word('motion-standing', isAway ? 'referred' : standing)}
    </span>
  )
}

/** Puts a motion, or an amendment of `amends`. `session`: where to go back to. */
export const PutForm: FC<{
  page: PageContext
  book: string
  amends?: number
  session?: number
  isOpen?: boolean
}> = ({ page, book, amends, session, isOpen }) => {
  const { t } = page
  const isAmendment = amends !== undefined
  const action = paths.motionsPath(book)
  const id = isAmendment ? 'amend' : 'put'
  const hidden = { amends: amends?.toString(), session: session?.toString() }
  return (
    <details open={isOpen === true || isShownAgain(page, action, hidden)}>
      <summary>{t(isAmendment ? 'motion.amend' : 'motion.put')}</summary>
      <Form page={page} action={action} hidden={hidden}>
        <Input
          name="title"
          type="text"
          label={t('submissions.motion.title')}
          problem={null}
          maxlength={300}
          required
        />
        <TextArea
          name="text"
          label={t(isAmendment ? 'motion.amend.text' : 'submissions.motion.text')}
          problem={null}
          required
        />
        <Means id={id}>{t('means.motion')}</Means>
        <Submit sign="motions" main means={id}>
          {t(isAmendment ? 'motion.amend.do' : 'motion.put.do')}
        </Submit>
      </Form>
    </details>
  )
}

const CallForm: FC<{ page: PageContext; view: SessionsPageView }> = ({ page, view }) => {
  const { t } = page
  const action = `${paths.sessionsPath(view.body.book)}/call`
  const open = view.motions
    .filter(({ standing, isReferred, amends }) => standing === 'open' && !isReferred && amends === null)
    .toSorted((a, b) => a.seq - b.seq)
  return (
    <details open={isShownAgain(page, action)}>
      <summary>{t('session.call')}</summary>
      <Form page={page} action={action}>
        <Input
          name="when"
          type="text"
          label={t('session.call.when')}
          hint={t('session.call.when.hint')}
          problem={null}
          maxlength={100}
          required
        />
        <Input name="call-place" type="text" label={t('decide.place')} problem={null} maxlength={200} />
        <Input
          name="notice"
          type="text"
          label={t('session.call.notice')}
          hint={t('session.call.notice.hint')}
          problem={null}
          maxlength={300}
        />
        <TextArea
          name="agenda"
          label={t('session.agenda')}
          hint={t('session.call.agenda.hint')}
          problem={null}
        />
        {open.length === 0 ? null : (
          <fieldset>
            <legend>{t('session.call.motions')}</legend>
            {open.map(({ seq, title }) => (
              <div class="field tick">
                <input id={`f-motion-${seq}`} type="checkbox" name={`motion-${seq}`} value="yes" checked />
                <label for={`f-motion-${seq}`}>
                  <Words t={t} of={title} />
                </label>
              </div>
            ))}
          </fieldset>
        )}
        <Means id="call">{t('means.call')}</Means>
        <Submit sign="call" main means="call">
          {t('session.call.do')}
        </Submit>
      </Form>
    </details>
  )
}
