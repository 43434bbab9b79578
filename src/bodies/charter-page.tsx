/** The charter of a body in plain words, since when it holds, and those before it. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame } from '../web/components/body-frame.tsx'
import { FormToken, Input, Means, Submit, TextArea } from '../web/components/form.tsx'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { CharterQuestions } from './charter-questions.tsx'
import { CharterText } from './charter-text.tsx'
import type { Charter } from './entries.ts'
import type { Answers } from './set-up.ts'
import { ProposedCharter } from './proposed-charter.tsx'
import type { CharterView, ProposedCharterView } from './views.ts'

export interface CharterPageProps {
  readonly page: PageContext
  readonly view: CharterView
  readonly mayPropose: boolean
  /** Charters that were carried and wait to be put into force. */
  readonly waiting: readonly ProposedCharterView[]
  readonly done: string | null
  readonly problem: NamedRefusal | null
}

export const CharterPage: FC<CharterPageProps> = ({ page, view, mayPropose, waiting, done, problem }) => {
  const { t } = page
  const { body, charter, history } = view
  return (
    <BodyFrame page={page} body={body} title={t('charter.title')} done={done} problem={problem}>
      <p class="lead">{t('charter.lead', { name: t.text(body.name), seq: history[0]?.seq ?? 0 })}</p>
      {waiting.map((proposed) => (
        <ProposedCharter page={page} view={proposed} />
      ))}
      {mayPropose ? (
        <Actions>
          <ActionLink path={paths.charterChangePath(body.book)} sign="charter">
            {t('charter.change')}
          </ActionLink>
        </Actions>
      ) : null}
      <CharterText t={t} charter={charter} nodes={view.nodes} />
      {history.length < 2 ? null : <History page={page} view={view} />}
    </BodyFrame>
  )
}

const History: FC<{ page: PageContext; view: CharterView }> = ({ page: { t }, view: { body, history } }) => (
  <section>
    <h2>{t('charter.history')}</h2>
    <ul>
      {history.map(({ seq, at, motion }) => (
        <li>
          <a href={paths.entryPath({ book: body.book, seq })}>
            {t('charter.history.line', { seq, date: t.date(at) })}
          </a>
          {motion === null ? null : `, ${t('charter.history.motion', { motion })}`}
        </li>
      ))}
    </ul>
  </section>
)

export interface ChangePageProps {
  readonly page: PageContext
  readonly view: CharterView
  readonly answered: Answers
  readonly title: string
  readonly why: string
  /** What the answers come to, once they are read. */
  readonly proposed: Charter | null
  /** The node that writes the book: nobody is a witness of what it writes itself. */
  readonly thisNode: string
  readonly problem: NamedRefusal | null
}

/** A change is put as a motion: the questions, then what they come to, then the motion. */
export const CharterChangePage: FC<ChangePageProps> = ({
  page,
  view,
  answered,
  title,
  why,
  proposed,
  thisNode,
  problem,
}) => {
  const { t } = page
  const { body, charter } = view
  return (
    <BodyFrame page={page} body={body} title={t('charter.change')} done={null} problem={problem}>
      <Answer tone="calm">
        <p>{t('charter.change.lead')}</p>
      </Answer>
      <form class="card" method="post" action={paths.charterChangePath(body.book)}>
        <FormToken page={page} />
        <Input
          name="title"
          type="text"
          label={t('charter.change.title')}
          value={title}
          maxlength={200}
          problem={null}
          required
        />
        <TextArea name="why" label={t('charter.change.why')} value={why} problem={null} required />
        <CharterQuestions
          t={t}
          base={charter}
          answered={answered}
          nodes={view.nodes.filter(({ node, revokedAt }) => revokedAt === null && node !== thisNode)}
        />
        {proposed === null ? null : <Means id="put">{t('means.motion')}</Means>}
        <div class="acts">
          <Submit sign="charter" main={proposed === null} name="do" value="read">
            {t('charter.change.read')}
          </Submit>
          {proposed === null ? null : (
            <Submit sign="motions" main means="put" name="do" value="put">
              {t('charter.change.do')}
            </Submit>
          )}
        </div>
      </form>
      {proposed === null ? null : (
        <section>
          <h2>{t('found.preview')}</h2>
          <CharterText t={t} charter={proposed} nodes={view.nodes} />
        </section>
      )}
    </BodyFrame>
  )
}
