/** A board on the wall: the question, how it stands, and the four counts. It follows by itself. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions } from '../web/components/blocks.tsx'
import { Counts } from '../web/components/counts.tsx'
import { OutcomePill } from '../web/components/marks.tsx'
import { TallyBar } from '../web/components/tally-bar.tsx'
import { Words } from '../web/components/words.tsx'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { neededFor, wholeCounts } from './board-counts.ts'
import type { BoardView } from './views.ts'

export const BoardWall: FC<{ page: PageContext; board: BoardView }> = ({ page, board }) => {
  const { t } = page
  const { motion, federation, requirements, members, outcome } = board
  const counts = wholeCounts(board)
  const needed = neededFor(requirements[0])
  return (
    <Layout
      page={page}
      title={t.text(motion.title)}
      current="federations"
      demonstration={federation.demonstration}
      about={[federation.book, ...members.map(({ body }) => body)]}
      look="wall"
    >
      <h1>
        <Words t={t} of={motion.title} />
      </h1>
      <p>
        <OutcomePill t={t} outcome={outcome} />
      </p>
      <Counts
        t={t}
        counts={(['yes', 'no', 'abstain', 'unheard'] as const).map((of) => ({
          of,
          word: t.word('position', of),
          count: counts[of],
        }))}
      />
      <TallyBar {...counts} needed={needed} />
      {needed === null ? null : <p>{t('tally.needed', { needed })}</p>}
      {outcome === 'open' ? <p>{t('board.silence')}</p> : null}
      <Actions>
        <ActionLink path={paths.motionPath(motion.ref)} sign="back">
          {t('wall.back')}
        </ActionLink>
      </Actions>
    </Layout>
  )
}
