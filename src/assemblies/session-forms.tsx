/** Small forms of a session: vouching for a vote, correcting one, adjourning, closing. */
import type { FC } from 'hono/jsx'
import {
  Form,
  FormToken,
  Input,
  isShownAgain,
  Means,
  Select,
  Submit,
  TextArea,
  Tick,
} from '../web/components/form.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { adjournments } from './entries.ts'
import { type Listable, PeopleBoxes } from './session-opening.tsx'
import type { Place, SessionView, VoteView } from './views.ts'

export const AttestForm: FC<{ page: PageContext; session: Place; of: number }> = ({ page, session, of }) => (
  <form method="post" action={`${paths.sessionPath(session)}/attest`}>
    <FormToken page={page} />
    <input type="hidden" name="of" value={String(of)} />
    <Submit sign="yes" means="attest">
      {page.t('session.attest')}
    </Submit>
  </form>
)

/** What was recorded stays; what is right stands beside it. */
export const CorrectForm: FC<{ page: PageContext; session: Place; vote: VoteView }> = ({
  page,
  session,
  vote,
}) => {
  const { t } = page
  const names =
    vote.figures === null ? (['present'] as const) : (['present', 'yes', 'no', 'abstain'] as const)
  return (
    <details>
      <summary>
        {t('correction.do')} <span class="hidden">({t('board.leaf', { seq: vote.seq })})</span>
      </summary>
      <form method="post" action={`${paths.sessionPath(session)}/correct`}>
        <FormToken page={page} />
        <input type="hidden" name="of" value={String(vote.seq)} />
        <TextArea
          name={`text-${vote.seq}`}
          label={t('correction.text')}
          hint={t('correction.hint')}
          problem={null}
          required
        />
        <div class="hands">
          {names.map((name) => (
            <Input
              name={`${name}-${vote.seq}`}
              type="number"
              label={t('correction.figure', { name })}
              problem={null}
              min={0}
            />
          ))}
        </div>
        <Means id={`correct-${vote.seq}`}>{t('means.correct')}</Means>
        <Submit sign="write" means={`correct-${vote.seq}`}>
          {t('correction.save')}
        </Submit>
      </form>
    </details>
  )
}

/** Who is there, or came later: listed within, once each. */
export const AttendanceForm: FC<{
  page: PageContext
  session: Place
  people: readonly Listable[]
  isOpen: boolean
}> = ({ page, session, people, isOpen }) => {
  const { t } = page
  const action = `${paths.sessionPath(session)}/attendance`
  return (
    <details open={isOpen || isShownAgain(page, action)}>
      <summary>{t('attendance.add')}</summary>
      <Form page={page} action={action}>
        <PeopleBoxes people={people} />
        <Means id="attendance">
          {t('session.attendance.hint')} {t('means.attendance')}
        </Means>
        <Submit sign="attendance" means="attendance">
          {t('attendance.add.do')}
        </Submit>
      </Form>
    </details>
  )
}

/** How a session ends: adjourned, or closed for good. */
export const EndForms: FC<{ page: PageContext; book: string; session: SessionView }> = ({
  page,
  book,
  session,
}) => {
  const { t } = page
  const path = paths.sessionPath({ book, seq: session.seq })
  return (
    <section id="close">
      <h2>{t('session.end')}</h2>
      <details>
        <summary>{t('session.adjourn')}</summary>
        <Form page={page} action={`${path}/adjourn`}>
          <Select
            name="reason"
            label={t('session.adjourn.reason')}
            problem={null}
            value="no-quorum"
            choices={adjournments.map((value) => ({ value, label: t(`session.adjourned.${value}`) }))}
          />
          <Input name="words" type="text" label={t('session.adjourn.words')} problem={null} maxlength={300} />
          <Input name="until" type="text" label={t('session.adjourn.until')} problem={null} maxlength={100} />
          <Means id="adjourn">{t('means.adjourn')}</Means>
          <Submit sign="close" means="adjourn">
            {t('session.adjourn.do')}
          </Submit>
        </Form>
      </details>
      <form class="card" method="post" action={`${path}/close`}>
        <FormToken page={page} />
        <p id="m-close">
          {t('session.close.means')} {t('means.close')}
        </p>
        <Tick name="confirm" label={t('session.close.confirm')} problem={null} value="yes" checked={false} />
        <Submit sign="close" means="close">
          {t('session.close.do')}
        </Submit>
      </form>
    </section>
  )
}
