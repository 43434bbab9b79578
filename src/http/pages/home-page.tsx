/**
 * The first page of a node: for somebody signed in what waits in each body; for everybody what this is, who takes part, what
 * was decided last and how it is checked.
 */
import type { FC } from 'hono/jsx'
import { MotionCard } from '../../federation/federation-page.tsx'
import { FederationCards } from '../../federation/federations-page.tsx'
import { ActionLink, Actions, Answer } from '../../web/components/blocks.tsx'
import { OutcomePill } from '../../web/components/marks.tsx'
import { Sign } from '../../web/components/sign.tsx'
import { Code, When, Words } from '../../web/components/words.tsx'
import { isolatedText } from '../../web/languages/plain-text.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import { Layout, nodeText } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'
import type { FirstPageView } from '../first-page-view.ts'
import { RoleSections } from './role-sections.tsx'

type Part = FC<{ page: PageContext; home: FirstPageView }>

export const HomePage: Part = ({ page, home }) => {
  const { t } = page
  const isVisitor = home.roles.length === 0
  return (
    <Layout page={page} title={isolatedText(home.node.name)} current="home">
      <h1>{nodeText(t, home.node)}</h1>
      {page.operator ? <p class="soft">{t('app.operator')}</p> : null}
      {isVisitor ? <What page={page} home={home} /> : <Roles page={page} home={home} />}
      <Decided page={page} home={home} />
      {isVisitor ? null : <Who page={page} home={home} />}
      <Check page={page} home={home} />
      <p class="soft">
        {t('home.node')}: <Code text={home.node.id} />
      </p>
    </Layout>
  )
}

/** What this is, for who has never seen it. */
const What: Part = ({ page, home }) => {
  const { t } = page
  return (
    <>
      <Answer tone="calm">
        <p>
          <b>{t('home.what')}</b>
        </p>
        <p>{countsText(t, home)}</p>
        <Written page={page} home={home} />
        <Actions>
          <ActionLink path={paths.booksPath} main sign="books">
            {t('home.who.see')}
          </ActionLink>
          {page.person === null ? (
            <ActionLink path={paths.joinPath} sign="person">
              {t('home.join')}
            </ActionLink>
          ) : null}
          {page.person !== null && home.rolesCount === 0 ? (
            <ActionLink path={paths.foundPath} sign="write">
              {t('found.title')}
            </ActionLink>
          ) : null}
        </Actions>
      </Answer>
      <Federations page={page} home={home} />
    </>
  )
}

const countOf = ({ bodies }: FirstPageView): number => bodies.reduce((sum, { count }) => sum + count, 0)

/** How many bodies there are, and in which countries. */
function countsText(t: Translator, home: FirstPageView): string {
  const count = countOf(home)
  if (count === 0) return t('home.none')
  const where = home.bodies.map((one) => `${t.country(one.country)} (${t.number(one.count)})`)
  return t('home.who', { count, countries: where.join(' · '), hosted: home.hosted })
}

/** Some bodies whose books are written here: on a community's own node, that community. */
const Written: Part = ({ page: { t }, home: { written } }) =>
  written.length === 0 ? null : (
    <p>
      {t('home.hosted')}:{' '}
      {written.map(({ book, name }, at) => (
        <>
          {at === 0 ? null : ' · '}
          <a href={paths.bodyPath(book)}>
            <Words t={t} of={name} />
          </a>
        </>
      ))}
    </p>
  )

const Federations: Part = ({ page: { t }, home }) =>
  home.federationsCount === 0 ? null : (
    <section>
      <h2>{t('home.federations')}</h2>
      <FederationCards t={t} federations={home.federations} />
      {home.federationsCount <= home.federations.length ? null : (
        <p>
          <a class="btn" href={paths.federationsPath}>
            <Sign of="federations" />
            {t('home.federations.all', { count: home.federationsCount })}
          </a>
        </p>
      )}
    </section>
  )

const Who: Part = ({ page, home }) => (
  <>
    <section>
      <h2>{page.t('home.who.title')}</h2>
      <p>
        {countsText(page.t, home)} <a href={paths.booksPath}>{page.t('home.who.see')}</a>
      </p>
      <Written page={page} home={home} />
    </section>
    <Federations page={page} home={home} />
  </>
)

const Roles: Part = ({ page: { t }, home }) => (
  <>
    <div class="cards">
      {home.roles.map((role) => (
        <section class="card">
          <h2>
            <a href={paths.bodyPath(role.body.book)}>
              <Words t={t} of={role.body.name} />
            </a>
          </h2>
          <RoleSections t={t} role={role} />
        </section>
      ))}
    </div>
    {home.rolesCount <= home.roles.length ? null : (
      <p>
        <a class="btn" href={paths.mePath}>
          <Sign of="person" />
          {t('home.roles.all', { count: home.rolesCount })}
        </a>
      </p>
    )}
  </>
)

const Decided: Part = ({ page: { t }, home: { motions, decided } }) => (
  <section>
    <h2>{t('home.motions')}</h2>
    {motions.length + decided.length === 0 ? <p class="soft">{t('home.motions.none')}</p> : null}
    <ul class="cards">
      {motions.map(({ book, seq, ...motion }) => (
        <MotionCard t={t} motion={{ ...motion, ref: { book, seq } }}>
          <Words t={t} of={motion.federation} />
        </MotionCard>
      ))}
      {decided.map((line) => (
        <li class="card">
          <h3>
            <a href={paths.motionPath(line)}>
              <Words t={t} of={line.title} />
            </a>
          </h3>
          <p class="row">
            <OutcomePill t={t} outcome={line.outcome} />
            <When t={t} at={line.at} />
          </p>
          <p class="soft">
            <Words t={t} of={line.body.name} />, {t.country(line.body.country)}
          </p>
        </li>
      ))}
    </ul>
  </section>
)

/** How whoever doubts looks for themselves. */
const Check: Part = ({ page, home }) => {
  const { t } = page
  const { example } = home
  return (
    <section>
      <h2>{t('home.check')}</h2>
      <Verified page={page} home={home} />
      <ol class="lead">
        <li>{t('home.check.page')}</li>
        <li>{t('home.check.copies')}</li>
        <li>
          {t('home.check.own')}{' '}
          {example === null ? null : (
            <a href={paths.verifyPath(example.book)}>
              {t('home.check.example')} <Words t={t} of={example.name} />
            </a>
          )}
        </li>
      </ol>
    </section>
  )
}

/** Whether all books checked out when they were verified last. */
const Verified: Part = ({ page: { t }, home: { verified } }) =>
  verified === null ? null : (
    <Answer tone={verified.damagedCount === 0 ? 'carried' : 'failed'}>
      <p>
        {t('home.verified', {
          books: verified.books,
          damaged: verified.damagedCount,
          date: t.date(verified.at),
        })}
        {verified.damaged.map(({ book, name }) => (
          <>
            {' · '}
            <a href={paths.bookPath(book)}>
              <Words t={t} of={name} />
            </a>
          </>
        ))}
      </p>
    </Answer>
  )
