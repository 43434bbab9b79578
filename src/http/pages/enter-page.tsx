/** Where the operator types the key that the terminal showed at the start. */
import type { FC } from 'hono/jsx'
import { Input, Submit } from '../../web/components/form.tsx'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'

export const EnterPage: FC<{ page: PageContext; isWrong: boolean }> = ({ page, isWrong }) => {
  const { t } = page
  return (
    <Layout page={page} title={t('enter.title')} current={null}>
      <h1>{t('enter.title')}</h1>
      <p class="lead">{t('enter.explain')}</p>
      <form class="card" method="post" action="/enter">
        <Input
          name="token"
          type="password"
          label={t('enter.token')}
          problem={isWrong ? t('enter.wrong') : null}
          required
        />
        <Submit sign="lock" main>
          {t('enter.do')}
        </Submit>
      </form>
    </Layout>
  )
}
