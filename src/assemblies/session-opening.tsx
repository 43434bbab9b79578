/** The form by which a session is opened: where, how many are entitled, how many or who is there. */
import type { FC } from 'hono/jsx'
import type { FramedBody } from '../web/components/body-frame.tsx'
import { Form, Input, isShownAgain, Means, Submit, Tick } from '../web/components/form.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { CallView } from './views.ts'

/** Somebody who can be listed as present. */
export interface Listable {
  readonly person: string
  readonly name: string
}

export interface OpeningView {
  readonly body: FramedBody
  /** People who can be listed, by name; empty where their names are not here or not for whoever looks. */
  readonly people: readonly Listable[]
  /** How many were entitled at the last session. */
  readonly entitled: number | null
  /** Whether a rule of the charter asks for a quorum: then the number of the entitled has to be said. */
  readonly asksQuorum: boolean
}

/** `call`: what it answers; null: it was not called here. `resumes`: the adjournment it goes on from. */
export const SessionOpening: FC<{
  page: PageContext
  view: OpeningView
  call: CallView | null
  resumes?: number
  isOpen?: boolean
}> = ({ page, view, call, resumes, isOpen }) => {
  const { t } = page
  const answered = resumes ?? call?.seq
  const action = `${paths.sessionsPath(view.body.book)}/open`
  const hidden = answered === undefined ? {} : { call: answered.toString() }
  const isAgain = isShownAgain(page, action, hidden)
  const id = `open-${answered ?? 'new'}`
  return (
    <details id="open" open={call !== null || resumes !== undefined || isOpen === true || isAgain}>
      <summary>{t(resumes === undefined ? 'session.open' : 'session.resume')}</summary>
      <Form page={page} action={action} hidden={hidden}>
        <Input
          name="place"
          type="text"
          label={t('decide.place')}
          problem={null}
          value={call?.place ?? ''}
          maxlength={200}
        />
        <Input
          name="entitled"
          type="number"
          label={t('session.entitled')}
          sign="people"
          required={view.asksQuorum}
          hint={t('session.entitled.hint')}
          problem={null}
          value={view.entitled === null ? '' : String(view.entitled)}
          min={1}
        />
        <Input
          name="present"
          type="number"
          label={t('decide.present')}
          sign="attendance"
          hint={t('session.present.hint')}
          problem={null}
          min={0}
        />
        <AttendanceList page={page} view={view} />
        <Means id={id}>{t('means.open')}</Means>
        <Submit sign="sessions" main means={id}>
          {t('session.open.do')}
        </Submit>
      </Form>
    </details>
  )
}

/** Everybody has one box: nobody is ticked twice. `ticked`: who was before. */
export const AttendanceList: FC<{ page: PageContext; view: OpeningView; ticked?: readonly string[] }> = ({
  page: { t },
  view,
  ticked = [],
}) =>
  view.people.length === 0 ? null : (
    <details open={ticked.length > 0}>
      <summary>{t('session.attendance')}</summary>
      <p class="hint wide">{t('session.attendance.hint')}</p>
      <PeopleBoxes people={view.people} ticked={ticked} />
    </details>
  )

/** A box for each. */
export const PeopleBoxes: FC<{ people: readonly Listable[]; ticked?: readonly string[] }> = ({
  people,
  ticked = [],
}) =>
  people.map(({ person, name }) => (
    <Tick
      name={`p-${person}`}
      value="yes"
      label={isolatedText(name)}
      checked={ticked.includes(person)}
      problem={null}
      isOptional
    />
  ))
