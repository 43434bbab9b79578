/** The federations whose books this node keeps. */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import { Words } from '../web/components/words.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'

export interface FederationLine {
  readonly book: string
  readonly name: LocalizedText
  readonly members: number
}

export const FederationsPage: FC<{ page: PageContext; federations: readonly FederationLine[] }> = ({
  page,
  federations,
}) => {
  const { t } = page
  return (
    <Layout page={page} title={t('federations.title')} current="federations">
      <h1>{t('federations.title')}</h1>
      <p class="lead">
        {t('federations.lead', { count: federations.length })} {t('federations.explain')}
      </p>
      <FederationCards t={t} federations={federations} />
    </Layout>
  )
}

export const FederationCards: FC<{ t: Translator; federations: readonly FederationLine[] }> = ({
  t,
  federations,
}) => (
  <ul class="cards">
    {federations.map(({ book, name, members }) => (
      <li class="card">
        <h2 class="small">
          <a href={paths.federationPath(book)}>
            <Words t={t} of={name} />
          </a>
        </h2>
        <p class="k">{t('federations.members', { count: members })}</p>
      </li>
    ))}
  </ul>
)
