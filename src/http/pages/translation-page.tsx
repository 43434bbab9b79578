/** What is said in a language, beside the Spanish: for whoever translates or reviews; and how a translation is brought. */
import type { Child, FC } from 'hono/jsx'
import { Actions, Answer, Crumbs } from '../../web/components/blocks.tsx'
import { Refused } from '../../web/components/body-frame.tsx'
import { Input, MachineToken, Means, Submit, TextArea } from '../../web/components/form.tsx'
import { Sign } from '../../web/components/sign.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../../web/components/table.tsx'
import { Code } from '../../web/components/words.tsx'
import { isolatedText } from '../../web/languages/plain-text.ts'
import type { NamedRefusal } from '../../web/languages/refusal-text.ts'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'
import type { FaultyMessage, TranslatedLine, TranslationImport } from '../../node/translations.ts'

/** Which messages are shown. */
export const shows = ['all', 'missing', 'unreviewed', 'reviewed'] as const
export type Show = (typeof shows)[number]

/** Messages of a page. */
export const messagesAPage = 50

export interface TranslationView {
  readonly language: string
  /** What the language calls itself. */
  readonly name: string
  readonly lines: readonly TranslatedLine[]
  readonly imports: readonly TranslationImport[]
}

export interface TranslationPageProps {
  readonly page: PageContext
  readonly view: TranslationView
  readonly show: Show
  /** The first of those that are shown. */
  readonly from: number
  readonly done: 'brought' | 'forgotten' | null
  readonly problem: NamedRefusal | null
  /** What was typed and not taken. */
  readonly typed?: { readonly by: string; readonly reviewers: string }
}

type Part = FC<TranslationPageProps>

const shownOf = ({ lines }: TranslationView, show: Show): readonly TranslatedLine[] =>
  show === 'all' ? lines : lines.filter(({ standing }) => standing === show)

export const TranslationPage: Part = (props) => {
  const { page, view, done, problem } = props
  const { t } = page
  const title = t('translation.title', { language: view.name })
  const faults = (problem?.['faults'] ?? []) as readonly FaultyMessage[]
  return (
    <Layout page={page} title={title} current={null}>
      <Crumbs
        page={page}
        crumbs={[
          { label: t('languages.title'), path: paths.languagesPath },
          { label: <span lang={view.language}>{view.name}</span>, path: null },
        ]}
      />
      <h1>{title}</h1>
      {done === null ? null : (
        <Answer tone="carried" live>
          <p>{t(`translation.done.${done}`)}</p>
        </Answer>
      )}
      <Refused page={page} problem={problem} />
      {faults.length === 0 ? null : <Faults page={page} faults={faults} />}
      <Answer tone="calm">
        <p>
          {t('translation.lead', {
            total: view.lines.length,
            missing: shownOf(view, 'missing').length,
            reviewed: shownOf(view, 'reviewed').length,
          })}
        </p>
        <p>{t('translation.explain')}</p>
      </Answer>
      <Actions>
        <a
          class="btn"
          href={paths.catalogueFilePath(view.language)}
          download={`apachita-${view.language}.json`}
        >
          <Sign of="download" />
          {t('translation.export')}
        </a>
      </Actions>
      <Imports {...props} />
      {page.machineToken === null ? null : <Bring {...props} />}
      <Filter {...props} />
      <Messages {...props} />
    </Layout>
  )
}

const maxFaultsShown = 50

const Faults: FC<{ page: PageContext; faults: readonly FaultyMessage[] }> = ({ page: { t }, faults }) => (
  <section>
    <h2>{t('translation.faults')}</h2>
    <ul>
      {faults.slice(0, maxFaultsShown).map(({ key, fault }) => (
        <li>
          <Code text={key} />: {t(`fault.${fault}`)}
        </li>
      ))}
      {faults.length <= maxFaultsShown ? null : (
        <li>{t('translation.faults.more', { count: faults.length - maxFaultsShown })}</li>
      )}
    </ul>
  </section>
)

const Imports: Part = ({ page: { t }, view }) => (
  <section>
    <h2>{t('translation.imports')}</h2>
    {view.imports.length === 0 ? <p>{t('translation.imports.none')}</p> : null}
    <ul>
      {view.imports.map(({ at, by, reviewers, messages }) => (
        <li>
          {t('translation.imports.line', { date: t.date(at), by: isolatedText(by), messages })}{' '}
          {reviewers.length === 0
            ? t('translation.imports.unreviewed')
            : t('translation.reviewed-by', { names: t.list(reviewers.map(isolatedText)) })}
        </li>
      ))}
    </ul>
  </section>
)

const Bring: Part = ({ page, view, show, typed }) => {
  const { t } = page
  const path = paths.translationPath(view.language)
  return (
    <>
      <form
        class="card"
        method="post"
        action={shownPath(view.language, show, 0)}
        enctype="multipart/form-data"
      >
        <h2 class="small">{t('translation.import')}</h2>
        <Means id="bring">{t('translation.import.explain')}</Means>
        <MachineToken page={page} />
        <Input
          name="file"
          type="file"
          label={t('translation.import.file')}
          accept=".json,application/json"
          problem={null}
        />
        <Input
          name="by"
          type="text"
          label={t('translation.import.by')}
          value={typed?.by ?? ''}
          maxlength={200}
          required
          problem={null}
        />
        <TextArea
          name="reviewers"
          label={t('translation.import.reviewers')}
          hint={t('translation.import.reviewers.hint')}
          value={typed?.reviewers ?? ''}
          problem={null}
        />
        <Submit sign="carry" main means="bring">
          {t('translation.import.do')}
        </Submit>
      </form>
      {view.imports.length === 0 ? null : (
        <details>
          <summary>{t('translation.forget')}</summary>
          <form method="post" action={`${path}/forget?show=${show}`}>
            <Means id="forget">{t('translation.forget.explain')}</Means>
            <MachineToken page={page} />
            <Submit sign="no" means="forget">
              {t('translation.forget.do')}
            </Submit>
          </form>
        </details>
      )}
    </>
  )
}

const shownPath = (language: string, show: Show, from: number): string =>
  `${paths.translationPath(language)}?show=${show}${from === 0 ? '' : `&from=${from}`}`

const Filter: Part = ({ page: { t }, view, show }) => (
  <nav class="acts" aria-label={t('translation.show')}>
    {shows.map((one) => (
      <a class="btn" href={shownPath(view.language, one, 0)} aria-current={one === show ? 'true' : undefined}>
        {one === show ? '● ' : ''}
        {t(`translation.show.${one}`, { count: shownOf(view, one).length })}
      </a>
    ))}
  </nav>
)

const Messages: Part = ({ page: { t }, view, show, from }) => {
  const all = shownOf(view, show)
  const shown = all.slice(from, from + messagesAPage)
  if (shown.length === 0) return <p>{t('translation.none')}</p>
  const more = (to: number, key: 'translation.earlier' | 'translation.later'): Child => (
    <a class="btn" href={shownPath(view.language, show, to)}>
      {t(key)}
    </a>
  )
  return (
    <>
      <Table
        caption={t('languages.title')}
        columns={(['standing', 'spanish', 'text'] as const).map((name) => ({
          title: t(`translation.col.${name}`),
        }))}
      >
        <TableGroup>
          {shown.map((line) => (
            <Message t={t} language={view.language} line={line} />
          ))}
        </TableGroup>
      </Table>
      <Actions>
        {from === 0 ? null : more(Math.max(0, from - messagesAPage), 'translation.earlier')}
        {from + messagesAPage < all.length ? more(from + messagesAPage, 'translation.later') : null}
      </Actions>
    </>
  )
}

const Message: FC<{ t: PageContext['t']; language: string; line: TranslatedLine }> = ({
  t,
  language,
  line: { key, spanish, text, standing },
}) => (
  <Row>
    <RowHead>
      {t(`translation.standing.${standing}`)}
      <small>
        <Code text={key} />
      </small>
    </RowHead>
    <Cell look="rest">
      <span lang="es">{spanish}</span>
    </Cell>
    <Cell look="rest">{text === null ? null : <span lang={language}>{text}</span>}</Cell>
  </Row>
)

/** How far a language is. */
export interface LanguageCount {
  readonly language: string
  readonly name: string
  readonly there: number
  readonly missing: number
  readonly reviewed: number
  readonly isOffered: boolean
}

export const LanguagesPage: FC<{ page: PageContext; languages: readonly LanguageCount[] }> = ({
  page,
  languages,
}) => {
  const { t } = page
  const columns = (['there', 'missing', 'reviewed', 'offered'] as const).map((name) => ({
    title: t(`languages.col.${name}`),
    numeric: name !== 'offered',
  }))
  return (
    <Layout page={page} title={t('languages.title')} current={null}>
      <h1>{t('languages.title')}</h1>
      <p class="lead">{t('languages.lead')}</p>
      <p>{t('languages.explain')}</p>
      <Table caption={t('languages.title')} columns={[{ title: t('languages.col.language') }, ...columns]}>
        <TableGroup>
          {languages.map((line) => (
            <Language page={page} line={line} />
          ))}
        </TableGroup>
      </Table>
    </Layout>
  )
}

const Language: FC<{ page: PageContext; line: LanguageCount }> = ({ page: { t }, line }) => {
  const { language, name, there, missing, reviewed, isOffered } = line
  const isSource = language === 'es'
  return (
    <Row>
      <RowHead>
        {isSource ? (
          <span lang="es">{name}</span>
        ) : (
          <a lang={language} href={paths.translationPath(language)}>
            {name}
          </a>
        )}
        {isSource ? <small>{t('translation.source')}</small> : null}
      </RowHead>
      <Cell label={t('languages.col.there')} look="num">
        {t.number(there)}
      </Cell>
      <Cell label={t('languages.col.missing')} look="num">
        {t.number(missing)}
      </Cell>
      <Cell label={t('languages.col.reviewed')} look="num">
        {isSource ? '' : t.number(reviewed)}
      </Cell>
      <Cell>{t(isOffered ? 'languages.offered' : 'languages.not-offered')}</Cell>
    </Row>
  )
}
