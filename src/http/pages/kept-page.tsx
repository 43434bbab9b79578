/** What somebody typed before the session ended: to be looked over, and sent now. */
import type { FC } from 'hono/jsx'
import { Answer } from '../../web/components/blocks.tsx'
import { FormToken, Means, Submit } from '../../web/components/form.tsx'
import { isMessageKey } from '../../web/languages/catalogue.ts'
import { isolatedText } from '../../web/languages/plain-text.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import type { KeptForm } from '../kept-form.ts'

/** What a field is called: forms name some fields apart, as `motion-text`. */
function wordOf(t: Translator, name: string): string {
  const key = [`field.${name}`, `field.${name.split('-').at(-1)}`].find(isMessageKey)
  return key === undefined ? name : t(key)
}

export const KeptPage: FC<{ page: PageContext; kept: KeptForm }> = ({ page, kept: { path, fields } }) => {
  const { t } = page
  const typed = Object.entries(fields).filter(([, value]) => value.trim() !== '')
  return (
    <Layout page={page} title={t('kept.title')} current={null}>
      <h1>{t('kept.title')}</h1>
      <Answer tone="open">
        <p>{t('kept.explain')}</p>
      </Answer>
      <form class="card main" method="post" action={path}>
        <FormToken page={page} />
        {Object.entries(fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <dl class="facts">
          {typed.map(([name, value]) => (
            <>
              <dt>{wordOf(t, name)}</dt>
              <dd>{isolatedText(value)}</dd>
            </>
          ))}
        </dl>
        <Means id="kept">{t('means.kept')}</Means>
        <Submit sign="write" main means="kept">
          {t('kept.do')}
        </Submit>
      </form>
    </Layout>
  )
}
