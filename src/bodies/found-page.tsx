/** Founding a body by questions: what it is, then who it is and how it governs itself, then its charter read aloud. */
import type { FC } from 'hono/jsx'
import { Answer, Crumbs } from '../web/components/blocks.tsx'
import { Refused } from '../web/components/body-frame.tsx'
import { FormToken, Input, Means, Submit, TextArea } from '../web/components/form.tsx'
import { firstUpper } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { CharterQuestions } from './charter-questions.tsx'
import { CharterText } from './charter-text.tsx'
import { type Charter, kinds } from './entries.ts'
import { type Answers, type Kind, kindsWithSections } from './set-up.ts'

export interface Founding {
  readonly kind: Kind
  readonly name: string
  readonly country: string
  readonly region: string
  /** As written: one section a line. */
  readonly sections: string
  readonly base: Charter
  readonly answered: Answers
}

export interface FoundPageProps {
  readonly page: PageContext
  /** Whether whoever looks may found bodies here. */
  readonly mayFound: boolean
  /** null while the kind is not chosen. */
  readonly founding: Founding | null
  /** What the answers come to, once they are read. */
  readonly read: Charter | null
  readonly problem: NamedRefusal | null
}

export const FoundPage: FC<FoundPageProps> = ({ page, mayFound, founding, read, problem }) => {
  const { t } = page
  return (
    <Layout page={page} title={t('found.title')} current="books">
      <Crumbs
        page={page}
        crumbs={[
          { label: t('nav.books'), path: paths.booksPath },
          { label: t('found.title'), path: null },
        ]}
      />
      <h1>{t('found.title')}</h1>
      <p class="lead">{t('found.lead')}</p>
      <Refused page={page} problem={problem} />
      {mayFound ? null : (
        <Answer tone="open">
          <p>{t('found.may-not')}</p>
        </Answer>
      )}
      {mayFound && founding === null ? <Kinds page={page} /> : null}
      {mayFound && founding !== null ? <Questions page={page} founding={founding} read={read} /> : null}
    </Layout>
  )
}

const Kinds: FC<{ page: PageContext }> = ({ page: { t } }) => (
  <form class="card" method="get" action={paths.foundPath}>
    <fieldset>
      <legend>{t('found.kind')}</legend>
      {kinds.map((kind, at) => (
        <div class="field tick">
          <input id={`f-${kind}`} type="radio" name="kind" value={kind} checked={at === 0} />
          <label for={`f-${kind}`}>{firstUpper(t.word('kind', kind))}</label>
        </div>
      ))}
    </fieldset>
    <Submit sign="charter" main>
      {t('found.choose')}
    </Submit>
  </form>
)

const Questions: FC<{ page: PageContext; founding: Founding; read: Charter | null }> = ({
  page,
  founding,
  read,
}) => {
  const { t } = page
  return (
    <>
      <form class="card" method="post" action={paths.foundPath}>
        <FormToken page={page} />
        <input type="hidden" name="kind" value={founding.kind} />
        <h2>{firstUpper(t.word('kind', founding.kind))}</h2>
        <Identity page={page} founding={founding} />
        <CharterQuestions t={t} base={founding.base} answered={founding.answered} nodes={[]} />
        {read === null ? null : <Means id="found">{t('means.found')}</Means>}
        <div class="acts">
          <Submit sign="charter" main={read === null} name="do" value="read">
            {t('found.read')}
          </Submit>
          {read === null ? null : (
            <Submit sign="write" main means="found" name="do" value="found">
              {t('found.do')}
            </Submit>
          )}
        </div>
      </form>
      {read === null ? null : (
        <section>
          <h2>{t('found.preview')}</h2>
          <p>{t('found.preview.lead')}</p>
          <CharterText t={t} charter={read} />
        </section>
      )}
    </>
  )
}

const Identity: FC<{ page: PageContext; founding: Founding }> = ({ page: { t }, founding }) => {
  const { kind, name, country, region, sections } = founding
  return (
    <>
      <Input
        name="name"
        type="text"
        label={t('found.name')}
        value={name}
        maxlength={200}
        problem={null}
        required
      />
      {kindsWithSections.has(kind) ? (
        <TextArea
          name="sections"
          label={t('found.sections')}
          hint={t('found.sections.hint')}
          value={sections}
          problem={null}
          required
        />
      ) : null}
      <Input
        name="country"
        type="text"
        label={t('found.country')}
        hint={t('found.country.hint')}
        value={country}
        maxlength={100}
        problem={null}
        required
      />
      <Input
        name="region"
        type="text"
        label={t('found.region')}
        value={region}
        maxlength={200}
        problem={null}
      />
    </>
  )
}
