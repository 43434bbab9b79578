/** What was held of a book and gave way to the history its witnesses vouch for: to be read, and of no effect. */
import type { FC } from 'hono/jsx'
import { Crumbs, Facts } from '../web/components/blocks.tsx'
import { Code, When } from '../web/components/words.tsx'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { shownTexts, typeText } from './leaf.tsx'
import type { AsideView } from './views.ts'

export const AsidePage: FC<{ page: PageContext; aside: AsideView }> = ({ page, aside }) => {
  const { t } = page
  const { book, name, place, from, size, root, entries, next } = aside
  const texts = shownTexts(entries)
  return (
    <Layout
      page={page}
      title={t('aside.title', { name: t.text(name) })}
      current="books"
      demonstration={aside.demonstration}
      about={[book]}
    >
      <Crumbs page={page} crumbs={[{ label: t('aside.short'), path: null }]} />
      <h1>{t('aside.title', { name: t.text(name) })}</h1>
      <p class="lead">{t('aside.lead', { from, last: size - 1 })}</p>
      <ol class="leaves">
        {entries.map(({ seq, type, at }, index) => (
          <li id={`e${seq}`}>
            <div class="row">
              <h2>{typeText(t, type)}</h2>
              <span class="soft">
                {t('book.entry', { seq })}
                {at === null ? null : (
                  <>
                    {' '}
                    · <When t={t} at={at} style="minute" />
                  </>
                )}
              </span>
            </div>
            <details>
              <summary>
                {t('book.entry.text')} <span class="hidden">({t('book.entry', { seq })})</span>
              </summary>
              <pre translate="no">{texts[index] ?? ''}</pre>
            </details>
          </li>
        ))}
      </ol>
      {next === null ? null : (
        <p>
          <a class="btn" href={paths.asideFromPath(book, place, next)}>
            {t('aside.more')}
          </a>
        </p>
      )}
      <Facts facts={[{ term: t('book.root'), value: <Code text={root} /> }]} />
      <p class="soft">{t('aside.whole')}</p>
    </Layout>
  )
}
