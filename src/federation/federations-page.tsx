/** The federations whose books this node keeps. */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import { Pager } from '../web/components/pager.tsx'
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

export interface FederationsView {
  /** How many there are. */
  readonly count: number
  /** A part of them. */
  readonly federations: readonly FederationLine[]
  readonly part: number
  readonly hasMore: boolean
}

export const FederationsPage: FC<{ page: PageContext; view: FederationsView }> = ({ page, view }) => {
  const { t } = page
  const { count, federations, part } = view
  const path = (page: number | null) => paths.askedPath(paths.federationsPath, { page })
  return (
    <Layout page={page} title={t('federations.title')} current="federations">
      <h1>{t('federations.title')}</h1>
      <p class="lead">
        {t('federations.lead', { count })} {t('federations.explain')}
      </p>
      {count === 0 ? <p class="lead">{t('federations.none')}</p> : null}
      <FederationCards t={t} federations={federations} />
      <Pager t={t} first={part === 1 ? null : path(null)} next={view.hasMore ? path(part + 1) : null} />
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
