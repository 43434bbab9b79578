/** What members submitted to a body and the pen has not entered; who may enter enters or declines, with a reason. */
import type { FC } from 'hono/jsx'
import { type LocalizedText } from '../kernel/languages.ts'
import { Answer } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import {
  Form,
  FormToken,
  Input,
  Means,
  PositionChoice,
  Select,
  Submit,
  TextArea,
} from '../web/components/form.tsx'
import { When, Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import { type NamedRefusal } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'

export interface SubmissionLine {
  readonly id: string
  readonly type: string
  readonly at: string
  /** Who submitted it: a name for those of the body, else a short number. */
  readonly by: string
  readonly title: LocalizedText | null
  readonly text: LocalizedText | null
  readonly option: 'yes' | 'no' | 'abstain' | null
  readonly isSealed: boolean
  readonly standing: 'waiting' | 'declined'
  readonly reason: LocalizedText | null
}

export interface SubmissionsView {
  readonly body: FramedBody
  readonly submissions: readonly SubmissionLine[]
  /** Types that whoever looks may submit. */
  readonly maySubmit: boolean
  /** Whether whoever looks may enter and decline here. */
  readonly mayEnter: boolean
  /** Motions a position may be stated on. */
  readonly motions: readonly { readonly book: string; readonly seq: number; readonly title: LocalizedText }[]
}

export interface SubmissionsPageProps {
  readonly page: PageContext
  readonly view: SubmissionsView
  readonly done: 'submitted' | 'entered' | 'declined' | null
  readonly problem: NamedRefusal | null
}

type Part = FC<{ page: PageContext; view: SubmissionsView }>

export const SubmissionsPage: FC<SubmissionsPageProps> = ({ page, view, done, problem }) => {
  const { t } = page
  const { submissions } = view
  const waiting = submissions.filter(({ standing }) => standing === 'waiting').length
  return (
    <BodyFrame
      page={page}
      body={view.body}
      title={t('submissions.title')}
      done={done === null ? null : t(`submissions.done.${done}`)}
      problem={problem}
    >
      <Answer tone={waiting > 0 ? 'open' : 'calm'}>
        <p>{t('submissions.lead', { waiting })}</p>
        <p>{t('submissions.explain')}</p>
      </Answer>
      {view.mayEnter && waiting > 0 ? <Means id="enter">{t('means.enter')}</Means> : null}
      <ol class="leaves">
        {submissions.map((line) => (
          <Line page={page} view={view} line={line} />
        ))}
      </ol>
      {view.maySubmit ? <Forms page={page} view={view} /> : null}
    </BodyFrame>
  )
}

const standingText = (t: Translator, { standing }: SubmissionLine): string =>
  t(standing === 'waiting' ? 'submissions.waiting' : 'submissions.declined')

const Line: FC<{ page: PageContext; view: SubmissionsView; line: SubmissionLine }> = ({
  page,
  view,
  line,
}) => {
  const { t } = page
  const { type, at, by, title, text, option, isSealed, standing, reason } = line
  return (
    <li>
      <div class="row">
        <h2>{title === null ? t.word('entry', type) : <Words t={t} of={title} />}</h2>
        <span class={standing === 'waiting' ? 'pill open' : 'pill no'}>{standingText(t, line)}</span>
        {isSealed ? <span class="pill sealed">{t('submissions.within')}</span> : null}
      </div>
      <p class="soft">
        {title === null ? null : `${t.word('entry', type)} · `}
        {isolatedText(by)} · <When t={t} at={at} />
      </p>
      {option === null ? null : <p>{t.word('position', option)}</p>}
      {text === null ? null : (
        <p class="prose">
          <Words t={t} of={text} />
        </p>
      )}
      {reason === null ? null : (
        <p>
          <b>{t('submissions.reason')}</b> <Words t={t} of={reason} />
        </p>
      )}
      {view.mayEnter && standing === 'waiting' ? <Answering page={page} view={view} line={line} /> : null}
    </li>
  )
}

const Answering: FC<{ page: PageContext; view: SubmissionsView; line: SubmissionLine }> = ({
  page,
  view,
  line,
}) => {
  const { t } = page
  const action = paths.submissionsPath(view.body.book)
  const id = line.id.slice(0, 6).replace(/\W/g, '')
  return (
    <div class="acts">
      <form method="post" action={`${action}/enter`}>
        <FormToken page={page} />
        <input type="hidden" name="id" value={line.id} />
        <Submit sign="write" main means="enter">
          {t('submissions.enter')}
        </Submit>
      </form>
      <details>
        <summary>{t('submissions.decline')}</summary>
        <form method="post" action={`${action}/decline`}>
          <FormToken page={page} />
          <input type="hidden" name="id" value={line.id} />
          <Input
            name={`reason-${id}`}
            type="text"
            label={t('submissions.decline.reason')}
            hint={t('submissions.decline.hint')}
            problem={null}
            maxlength={500}
            required
          />
          <Means id={`decline-${id}`}>{t('means.decline')}</Means>
          <Submit sign="no" means={`decline-${id}`}>
            {t('submissions.decline.do')}
          </Submit>
        </form>
      </details>
    </div>
  )
}

const Forms: Part = ({ page, view }) => {
  const { t } = page
  const action = paths.submissionsPath(view.body.book)
  return (
    <section>
      <h2>{t('submissions.new')}</h2>
      <div class="cards">
        <Form page={page} action={`${action}/motion`}>
          <h3>{t('submissions.new.motion')}</h3>
          <Input
            name="title"
            type="text"
            label={t('submissions.motion.title')}
            problem={null}
            maxlength={300}
            required
          />
          <TextArea name="motion-text" label={t('submissions.motion.text')} problem={null} required />
          <Means id="motion">{t('means.submit')}</Means>
          <Submit sign="motions" main means="motion">
            {t('submissions.submit')}
          </Submit>
        </Form>
        <PositionForm page={page} view={view} />
        <Form page={page} action={`${action}/correction`}>
          <h3>{t('submissions.new.correction')}</h3>
          <Input
            name="of"
            type="number"
            label={t('submissions.correction.of')}
            problem={null}
            min={0}
            required
          />
          <TextArea name="correction-text" label={t('submissions.correction.text')} problem={null} required />
          <Means id="correction">
            {t('submissions.correction.explain')} {t('means.submit.within')}
          </Means>
          <Submit sign="motions" means="correction">
            {t('submissions.submit')}
          </Submit>
        </Form>
      </div>
    </section>
  )
}

const PositionForm: Part = ({ page, view }) => {
  const { t } = page
  const action = paths.submissionsPath(view.body.book)
  return view.motions.length === 0 ? null : (
    <Form page={page} action={`${action}/position`}>
      <h3>{t('submissions.new.position')}</h3>
      <Select
        name="on"
        label={t('submissions.position.on')}
        problem={null}
        choices={view.motions.map(({ book, seq, title }) => ({
          value: `${book}/${seq}`,
          label: t.text(title),
        }))}
      />
      <PositionChoice
        name="option"
        label={t('submissions.position.option')}
        problem={null}
        labelOf={(option) => t.word('position', option)}
      />
      <Means id="position">{t('means.submit')}</Means>
      <Submit sign="motions" means="position">
        {t('submissions.submit')}
      </Submit>
    </Form>
  )
}
