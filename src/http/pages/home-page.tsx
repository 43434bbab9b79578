/** The first page of a node: what it keeps, what is being decided, and which books are written here. */
import type { FC } from 'hono/jsx'
import { BookTable } from '../../bodies/books-page.tsx'
import { MotionCard } from '../../federation/federation-page.tsx'
import { FederationCards } from '../../federation/federations-page.tsx'
import { Answer } from '../../web/components/blocks.tsx'
import { Code, Words } from '../../web/components/words.tsx'
import { isolatedText } from '../../web/languages/plain-text.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import { Layout, nodeText } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'
import type { HomeView } from '../views.ts'

type Part = FC<{ t: Translator; home: HomeView }>

/** So many hosted books are listed; the page of books has them all. */
const hostedShown = 8

export const HomePage: FC<{ page: PageContext; home: HomeView }> = ({ page, home }) => {
  const { t } = page
  const bad = home.booksHeld - home.booksVerified
  return (
    <Layout
      page={page}
      title={isolatedText(home.node.name)}
      current="home"
      demonstration={home.hosted.some(({ demonstration }) => demonstration)}
    >
      <h1>{nodeText(t, home.node)}</h1>
      <Answer tone={bad > 0 ? 'failed' : home.booksHeld > 0 ? 'carried' : 'calm'}>
        <p>{t.rich('home.lead', { held: home.booksHeld, bad })}</p>
        <p>{t('home.what')}</p>
        {page.operator ? <p>{t('app.operator')}</p> : null}
      </Answer>
      <Motions t={t} home={home} />
      <h2>{t('home.federations')}</h2>
      <FederationCards t={t} federations={home.federations} />
      <Hosted t={t} home={home} />
      <p class="soft">
        {t('home.node')}: <Code text={home.node.id} />
      </p>
    </Layout>
  )
}

const Motions: Part = ({ t, home }) => (
  <section>
    <h2>{t('home.motions')}</h2>
    {home.motions.length === 0 ? <p class="soft">{t('home.motions.none')}</p> : null}
    <ul class="cards">
      {home.motions.map(({ book, seq, ...motion }) => (
        <MotionCard t={t} motion={{ ...motion, ref: { book, seq } }}>
          <Words t={t} of={motion.federation} />
        </MotionCard>
      ))}
    </ul>
  </section>
)

const Hosted: Part = ({ t, home }) => (
  <section>
    <h2>{t('home.hosted')}</h2>
    {home.hosted.length === 0 ? <p class="soft">{t('home.hosted.none')}</p> : null}
    <BookTable t={t} caption={t('home.hosted')} books={home.hosted.slice(0, hostedShown)} />
    {home.hosted.length <= hostedShown ? null : (
      <p>
        <a class="btn" href={paths.booksPath}>
          {t('home.hosted.all', { count: t.number(home.hosted.length) })}
        </a>
      </p>
    )}
  </section>
)
