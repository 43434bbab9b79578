/** A session that is called and that nobody has opened: when, where, what about; whoever may, opens it. */
import type { FC } from 'hono/jsx'
import { Answer } from '../web/components/blocks.tsx'
import { BodyFrame } from '../web/components/body-frame.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import type { Evening } from './evening.ts'
import { EveningSteps } from './evening-steps.tsx'
import { SessionOpening, type OpeningView } from './session-opening.tsx'
import { Agenda } from './session-page.tsx'
import { heldText } from './held-text.ts'
import type { CallView } from './views.ts'

export interface CallPageView extends OpeningView {
  readonly call: CallView
  readonly evening: Evening | null
  readonly mayHold: boolean
}

export interface CallPageProps {
  readonly page: PageContext
  readonly view: CallPageView
  readonly done: string | null
  readonly problem: NamedRefusal | null
}

export const CallPage: FC<CallPageProps> = ({ page, view, done, problem }) => {
  const { t } = page
  const { body, call, mayHold } = view
  return (
    <BodyFrame
      page={page}
      body={body}
      title={t('call.title')}
      done={done === null ? null : t.word('session-done', done)}
      problem={problem}
    >
      {view.evening === null ? null : <EveningSteps page={page} evening={view.evening} />}
      <Answer tone="open">
        <p>
          <strong>{heldText(t, call.when)}</strong> {call.place === null ? null : isolatedText(call.place)}
        </p>
        {call.notice === null ? null : <p>{t('session.notice', { notice: isolatedText(call.notice) })}</p>}
        <p class="soft">{t('call.at', { date: t.date(call.at) })}</p>
      </Answer>
      <Agenda t={t} book={body.book} agenda={call.agenda} />
      {mayHold ? <SessionOpening page={page} view={view} call={call} /> : null}
    </BodyFrame>
  )
}
