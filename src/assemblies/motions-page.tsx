/** Motions of a body: those to be decided, those decided, those withdrawn; a part of the list at a time. */
import type { FC } from 'hono/jsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { Filter, Pager } from '../web/components/pager.tsx'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { type MotionFilter, motionFilters } from './motion-queries.ts'
import { MotionList, PutForm } from './sessions-page.tsx'
import type { MotionLine } from './views.ts'

export interface MotionsPageView {
  readonly body: FramedBody
  readonly filter: MotionFilter
  /** Newest first; amendments among them. */
  readonly motions: readonly MotionLine[]
  /** Whether the list begins here. */
  readonly isFirst: boolean
  /** Before which entry it goes on; null: it ends here. */
  readonly next: number | null
  readonly mayPut: boolean
}

export const MotionsPage: FC<{ page: PageContext; view: MotionsPageView; problem: NamedRefusal | null }> = ({
  page,
  view,
  problem,
}) => {
  const { t } = page
  const { body, filter, motions, next, mayPut } = view
  const asked = { show: filter === 'all' ? null : filter }
  const path = (before: number | null) => paths.askedPath(paths.motionsPath(body.book), { ...asked, before })
  return (
    <BodyFrame page={page} body={body} title={t('motions.title')} done={null} problem={problem}>
      {mayPut ? <PutForm page={page} book={body.book} /> : null}
      <Filter
        label={t('motions.filter')}
        choices={motionFilters.map((choice) => ({
          label: t(`motions.filter.${choice}`),
          path: paths.askedPath(paths.motionsPath(body.book), { show: choice === 'all' ? null : choice }),
          isChosen: choice === filter,
        }))}
      />
      {motions.length === 0 ? (
        <p class="lead">
          {t(filter === 'all' ? 'motions.none' : 'motions.none.such')}{' '}
          {t(mayPut ? 'motions.none.put' : 'motions.none.who')}
        </p>
      ) : null}
      <h2 class="hidden">{t(`motions.filter.${filter}`)}</h2>
      <MotionList t={t} motions={motions} />
      <Pager t={t} first={view.isFirst ? null : path(null)} next={next === null ? null : path(next)} />
    </BodyFrame>
  )
}
