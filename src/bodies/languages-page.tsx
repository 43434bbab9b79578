/** The languages that a body turned on, who reviewed them, and how it turns one on. */
import type { FC } from 'hono/jsx'
import { Answer } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { Form, FormToken, Means, Select, Submit, TextArea } from '../web/components/form.tsx'
import { type DraftLanguage, isDraftLanguage, shippedMessages } from '../web/languages/catalogue.ts'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { LanguageLine } from './languages-on.ts'

export interface BodyLanguagesView {
  readonly body: FramedBody
  readonly on: readonly LanguageLine[]
  /** Languages of which this node has a draft, with the digest of what it says in them. */
  readonly drafts: readonly { readonly language: DraftLanguage; readonly digest: string }[]
  /** Whether whoever looks may turn on and off here. */
  readonly mayTurn: boolean
}

export interface BodyLanguagesPageProps {
  readonly page: PageContext
  readonly view: BodyLanguagesView
  readonly done: 'on' | 'off' | null
  readonly problem: NamedRefusal | null
}

export const BodyLanguagesPage: FC<BodyLanguagesPageProps> = ({ page, view, done, problem }) => {
  const { t } = page
  return (
    <BodyFrame
      page={page}
      body={view.body}
      title={t('spoken.title')}
      done={done === null ? null : t(`spoken.done.${done}`)}
      problem={problem}
    >
      <Answer tone="calm">
        <p>{t('spoken.lead', { count: view.on.length })}</p>
        <p>{t('spoken.explain')}</p>
      </Answer>
      {view.on.length === 0 ? null : (
        <>
          {view.mayTurn ? <Means id="off">{t('means.language.off')}</Means> : null}
          <ul class="leaves">
            {view.on.map((line) => (
              <TurnedOn page={page} view={view} line={line} />
            ))}
          </ul>
        </>
      )}
      {view.mayTurn ? <TurnOn page={page} view={view} /> : null}
    </BodyFrame>
  )
}

/** What a language calls itself; one that this program does not know by its tag. */
export const nameOfLanguage = (language: string): string =>
  isDraftLanguage(language) ? (shippedMessages[language]['language.name'] ?? language) : language

const TurnedOn: FC<{ page: PageContext; view: BodyLanguagesView; line: LanguageLine }> = ({
  page,
  view,
  line,
}) => {
  const { t } = page
  const { language, reviewers, seq } = line
  const book = view.body.book
  const draft = view.drafts.find((one) => one.language === language)
  const name = isolatedText(nameOfLanguage(language))
  return (
    <li>
      <div class="row">
        <strong lang={language}>{name}</strong>
        {seq < 0 ? null : <a href={paths.entryPath({ book, seq })}>{t('board.leaf', { seq })}</a>}
      </div>
      <p>{t('translation.reviewed-by', { names: t.list(reviewers.map(isolatedText)) })}</p>
      {draft === undefined ? null : (
        <p class="soft">
          {t(draft.digest === line.catalogue ? 'spoken.same' : 'spoken.other')}{' '}
          <a href={paths.translationPath(language)}>{t('spoken.read')}</a>
        </p>
      )}
      {view.mayTurn ? (
        <form method="post" action={`${paths.bodyLanguagesPath(book)}/off`}>
          <FormToken page={page} />
          <input type="hidden" name="language" value={language} />
          <Submit sign="no" means="off">
            {t('spoken.off.do', { language: name })}
          </Submit>
        </form>
      ) : null}
    </li>
  )
}

const TurnOn: FC<{ page: PageContext; view: BodyLanguagesView }> = ({ page, view }) => {
  const { t } = page
  return (
    <Form page={page} action={`${paths.bodyLanguagesPath(view.body.book)}/on`}>
      <h2 class="small">{t('spoken.on')}</h2>
      {view.drafts.map(({ language, digest }) => (
        <input type="hidden" name={`catalogue-${language}`} value={digest} />
      ))}
      <Select
        name="language"
        label={t('spoken.language')}
        problem={null}
        choices={view.drafts.map(({ language }) => ({ value: language, label: nameOfLanguage(language) }))}
      />
      <p>
        {view.drafts.map(({ language }) => (
          <>
            <a href={paths.translationPath(language)}>
              {t('spoken.read')}: {nameOfLanguage(language)}
            </a>{' '}
          </>
        ))}
      </p>
      <TextArea
        name="reviewers"
        label={t('spoken.reviewers')}
        hint={t('spoken.reviewers.hint')}
        required
        problem={null}
      />
      <Means id="on">{t('means.language.on')}</Means>
      <Submit sign="yes" main means="on">
        {t('spoken.on.do')}
      </Submit>
    </Form>
  )
}
