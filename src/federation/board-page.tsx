/**
 * The board of a motion: who has decided what, per section, what has not been heard, and what would decide it.
 *
 * Invariants
 * 1. The answer comes first, in a sentence; the bars, the map and the table say the same thing.
 * 2. A member with no position is hatched and called not heard from; nothing colours it as a no.
 * 3. What only this node knows (arrivals, what may be written here) is shown beside, and decides nothing.
 * 4. Of many members the table shows a part, and the map marks several at once; whatever is counted is counted of all.
 */
import type { Child, FC } from 'hono/jsx'
import { ActionLink, Actions, Answer, Crumbs } from '../web/components/blocks.tsx'
import { PositionPill } from '../web/components/marks.tsx'
import { Figure } from '../web/components/picture.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Code, Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import { refusalText } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { Layout } from '../web/layout.tsx'
import { partOf } from '../web/list-parts.ts'
import { foldedMap } from '../web/map/folded-map.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { BoardAnswer } from './board-answer.tsx'
import { BarsTable } from './board-bars.tsx'
import { boardMap } from './board-map.tsx'
import { ListPager, MemberList } from './member-list.tsx'
import { Marks, MemberTable, ProofLink } from './member-table.tsx'
import { type ListsAsked, membersShown, nothingAsked } from './members-shown.ts'
import { SectionCards } from './section-cards.tsx'
import type { BoardView } from './views.ts'

export interface BoardPageProps {
  readonly page: PageContext
  readonly board: BoardView
  /** What of its lists is shown. */
  readonly asked?: ListsAsked
  /** A body whose position was just recorded here (the reader comes from the form); null otherwise. */
  readonly recorded?: string | null
  /** What other rooms have to say of the motion. */
  readonly children?: Child
}

type Part = FC<{ page: PageContext; board: BoardView }>

export const BoardPage: FC<BoardPageProps> = ({ page, board, asked = nothingAsked, recorded, children }) => {
  const { t } = page
  const { motion, federation } = board
  const map = boardMap(t, board, foldedMap)
  return (
    <Layout
      page={page}
      title={t.text(motion.title)}
      current="federations"
      demonstration={federation.demonstration}
      about={[federation.book, ...board.members.map(({ body }) => body)]}
      proof={{
        name: t.text(federation.name),
        book: federation.book,
        ...board.book,
        witnesses: board.local.witnesses,
      }}
    >
      <BoardCrumbs page={page} board={board} />
      <h1>
        <Words t={t} of={motion.title} />
      </h1>
      {recorded === undefined || recorded === null ? null : (
        <Recorded page={page} board={board} body={recorded} />
      )}
      <BoardAnswer t={t} board={board} />
      <SectionCards t={t} board={board} />
      <BarsTable t={t} board={board} />
      <BoardActions page={page} board={board} />
      <MotionText page={page} board={board} />
      {children}
      <div class={map === null ? undefined : 'two'}>
        {map === null ? null : (
          <section class="stay">
            <h2>{t('board.map')}</h2>
            <Figure t={t} picture={map} path={paths.boardMapPath(motion.ref)} table="#members" look="wide" />
          </section>
        )}
        <section id="members">
          <h2>{t('board.members')}</h2>
          <Members t={t} board={board} asked={asked} />
        </section>
      </div>
      <Absent t={t} board={board} asked={asked} />
      <Uncounted t={t} board={board} asked={asked} />
    </Layout>
  )
}

const BoardCrumbs: Part = ({ page, board }) => (
  <Crumbs
    page={page}
    crumbs={[{ label: page.t('board.crumb', { number: board.motion.ref.seq }), path: null }]}
  />
)

/** Names the consequence of what was just done, where it can be seen. */
const Recorded: FC<{ page: PageContext; board: BoardView; body: string }> = ({ page, board, body }) => {
  const { t } = page
  const member = board.members.find((candidate) => candidate.body === body)
  if (member === undefined) return null
  const name = t.text(member.name)
  const { position, proof } = member
  return (
    <Answer tone="calm" live>
      <p>
        {position === null || proof === null
          ? t('board.recorded.plain', { name })
          : t.rich(
              'board.recorded',
              { name, seq: proof.seq, position: t.word('position', position) },
              { proof: (inside) => <a href={paths.entryPath(proof)}>{inside}</a> },
            )}
      </p>
    </Answer>
  )
}

const BoardActions: Part = ({ page, board }) => {
  const { t } = page
  const mayDecide = board.local.canDecide.length > 0
  return (
    <Actions>
      {mayDecide ? (
        <ActionLink path={paths.decidePath(board.motion.ref)} main sign="decide">
          {t('board.do.record')}
        </ActionLink>
      ) : null}
      {board.local.canConfirm ? (
        <ActionLink path={paths.confirmPath(board.motion.ref)} sign="yes">
          {t('board.do.confirm')}
        </ActionLink>
      ) : null}
      {board.local.canClose ? (
        <ActionLink path={paths.closePath(board.motion.ref)} sign="close">
          {t('board.do.close')}
        </ActionLink>
      ) : null}
      <ActionLink path={paths.boardWallPath(board.motion.ref)} sign="screen">
        {t('wall.show')}
      </ActionLink>
      <ActionLink path={paths.actPath(board.motion.ref)} sign="print">
        {t('board.do.act')}
      </ActionLink>
      <ActionLink path={paths.carriagePath} sign="carry">
        {t('board.do.carry')}
      </ActionLink>
    </Actions>
  )
}

const MotionText: Part = ({ page, board }) => {
  const { t } = page
  const { motion, referral } = board
  const link = (path: string) => (inside: Child) => <a href={path}>{inside}</a>
  return (
    <section>
      <h2>{t('board.text')}</h2>
      <p class="prose">
        <Words t={t} of={motion.text} />
      </p>
      <p class="soft">
        {motion.source === null ? null : <>{t('board.source', { source: isolatedText(motion.source) })} </>}
        {t(board.how === 'delegates' ? 'board.put.delegates' : 'board.put', {
          put: t.date(motion.at),
          referred: t.date(referral.at),
        })}{' '}
        {t.rich(
          board.how === 'delegates' ? 'board.proof.delegates' : 'board.proof',
          { motionSeq: motion.ref.seq, referralSeq: referral.ref.seq },
          { motion: link(paths.entryPath(motion.ref)), referral: link(paths.entryPath(referral.ref)) },
        )}
      </p>
    </section>
  )
}

type List = FC<{ t: Translator; board: BoardView; asked: ListsAsked }>

/** How members can stand on a board, by how it is answered. */
const standings = {
  bases: ['yes', 'no', 'abstain', 'unheard'],
  delegates: ['yes', 'no', 'abstain', 'absent', 'not-voting'],
} as const

const Members: List = ({ t, board, asked }) => {
  const sections = board.sections.map(({ section, name }) => ({ id: section, name }))
  const { members, motion, how } = board
  const shown = membersShown(t, { members, sections }, asked, (member) => member.position ?? member.silence)
  return (
    <MemberList
      t={t}
      path={paths.motionPath(motion.ref)}
      asked={asked}
      count={members.length}
      shown={shown}
      sections={sections}
      standings={standings[how].map((id) => ({ id, word: t.word('position', id) }))}
      csv={`${paths.boardMapPath(motion.ref)}.csv`}
    >
      <MemberTable t={t} board={board} groups={shown.groups} />
    </MemberList>
  )
}

/** Who is not in the count, and why: frozen when it was referred, or gone by its own word since. */
const Absent: List = ({ t, board, asked }) => {
  if (board.absent.length === 0) return null
  const columns = ['member', 'absence', 'proof'] as const
  return (
    <section id="absent">
      <h2>{t('board.absent')}</h2>
      <p class="soft">{t('board.absent.intro')}</p>
      <Table
        caption={t('board.absent')}
        columns={columns.map((column) => ({ title: t(`board.col.${column}`) }))}
      >
        <TableGroup>
          {partOf(board.absent, asked.absent).map(({ body, name, why, proof, marks }) => (
            <Row>
              <RowHead>
                <a href={paths.bodyPath(body)}>
                  <Words t={t} of={name} />
                </a>
                <Marks t={t} marks={marks} />
              </RowHead>
              <Cell>{t(`board.absent.${why}`)}</Cell>
              <Cell>
                <ProofLink t={t} proof={proof} />
              </Cell>
            </Row>
          ))}
        </TableGroup>
      </Table>
      <ListPager
        t={t}
        path={paths.motionPath(board.motion.ref)}
        asked={asked}
        list="absent"
        lines={board.absent}
      />
    </section>
  )
}

const Uncounted: List = ({ t, board, asked }) => {
  if (board.uncounted.length === 0) return null
  const columns = ['member', 'position', 'reason', 'proof'] as const
  return (
    <section id="uncounted">
      <h2>{t('board.uncounted')}</h2>
      <p class="soft">{t('board.uncounted.intro')}</p>
      <Table
        caption={t('board.uncounted')}
        columns={columns.map((column) => ({ title: t(`board.col.${column}`) }))}
      >
        <TableGroup>
          {partOf(board.uncounted, asked.uncounted).map(({ body, name, position, proof, reason }) => (
            <Row>
              <RowHead>{name === null ? <Code text={body} /> : <Words t={t} of={name} />}</RowHead>
              <Cell look="top">
                <PositionPill t={t} position={position} />
              </Cell>
              <Cell>{refusalText(t, { type: reason })}</Cell>
              <Cell>
                <ProofLink t={t} proof={proof} />
              </Cell>
            </Row>
          ))}
        </TableGroup>
      </Table>
      <ListPager
        t={t}
        path={paths.motionPath(board.motion.ref)}
        asked={asked}
        list="uncounted"
        lines={board.uncounted}
      />
    </section>
  )
}
