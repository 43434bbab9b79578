/** What went wrong, in words, and a way onward. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions } from '../../web/components/blocks.tsx'
import { type NamedRefusal, refusalText } from '../../web/languages/refusal-text.ts'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'

export interface ErrorPageProps {
  readonly page: PageContext
  /** HTTP status, shown small. */
  readonly status: number
  readonly problem: NamedRefusal
  /** Where the reader came from on this node; null where that is not known. */
  readonly back?: string | null
}

export const ErrorPage: FC<ErrorPageProps> = ({ page, status, problem, back }) => {
  const { t } = page
  const title = t(status === 404 ? 'error.title.404' : 'error.title')
  return (
    <Layout page={page} title={title} current={null}>
      <h1>{title}</h1>
      <p class="lead">{refusalText(t, problem)}</p>
      <h2>{t('error.onward')}</h2>
      <Actions>
        {back === undefined || back === null ? null : (
          <ActionLink path={back} sign="back">
            {t('error.back')}
          </ActionLink>
        )}
        <ActionLink path={paths.homePath} sign="home" main>
          {t('error.home')}
        </ActionLink>
        <ActionLink path={paths.booksPath} sign="books">
          {t('error.books')}
        </ActionLink>
      </Actions>
      <p class="soft">{t('error.status', { status })}</p>
    </Layout>
  )
}
