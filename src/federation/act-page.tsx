/**
 * The act of a decision, to be printed on A4, signed, stamped and kept on paper. It says what the books say when it is
 * drawn, of which book and of how many leaves, and leaves room for hands.
 */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Crumbs, Facts } from '../web/components/blocks.tsx'
import { OutcomeMark } from '../web/components/marks.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Code, Words } from '../web/components/words.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { conditionsOf, heardSentence } from './board-answer.tsx'
import { handsText } from './member-table.tsx'
import { neededFor, wholeCounts } from './board-counts.ts'
import { byName } from './members-shown.ts'
import type { BoardMember, BoardView } from './views.ts'

type Part = FC<{ t: Translator; board: BoardView }>

export const ActPage: FC<{ page: PageContext; board: BoardView }> = ({ page, board }) => {
  const { t } = page
  const { federation, motion } = board
  return (
    <Layout
      page={page}
      title={`${t('act.title')}: ${t.text(motion.title)}`}
      current="federations"
      demonstration={federation.demonstration}
      proof={{ name: t.text(federation.name), book: federation.book, ...board.book }}
      look="act"
    >
      <ActCrumbs page={page} board={board} />
      <Actions>
        <p class="soft">{t('act.print')}</p>
        <ActionLink path={paths.motionPath(motion.ref)} sign="back">
          {t('act.back')}
        </ActionLink>
      </Actions>
      <article class="sheet">
        <p class="folio">{t('act.folio')}</p>
        <Opening t={t} board={board} />
        <Figures t={t} board={board} />
        <Positions t={t} board={board} />
        <Proof t={t} board={board} />
        <Signatures t={t} board={board} />
      </article>
    </Layout>
  )
}

const ActCrumbs: FC<{ page: PageContext; board: BoardView }> = ({ page, board }) => (
  <Crumbs
    page={page}
    crumbs={[
      {
        label: page.t('board.crumb', { number: board.motion.ref.seq }),
        path: paths.motionPath(board.motion.ref),
      },
      { label: page.t('act.title'), path: null },
    ]}
  />
)

const Opening: Part = ({ t, board }) => (
  <>
    <h1>{t('act.title')}</h1>
    <p>
      {t(board.how === 'delegates' ? 'act.opening.delegates' : 'act.opening', {
        federation: t.text(board.federation.name),
        entitled: board.entitled,
        date: t.date(board.referral.at),
      })}
    </p>
    <h2>
      <Words t={t} of={board.motion.title} />
    </h2>
    <p class="prose">
      <Words t={t} of={board.motion.text} />
    </p>
    <div class={`answer ${board.outcome}`}>
      <p>
        <OutcomeMark t={t} outcome={board.outcome} /> {heardSentence(t, board)}{' '}
        {board.outcome === 'open' ? t('board.silence') : null}
      </p>
      <p>{t('act.rule', { conditions: t.list(conditionsOf(t, board)) })}</p>
      {board.closed === null || board.how === 'delegates' ? null : (
        <p>{t('act.closed', { date: t.date(board.closed.at), seq: board.closed.ref.seq })}</p>
      )}
      {board.absent.length === 0 ? null : (
        <p>{t('act.absent', { names: t.list(board.absent.map(({ name }) => t.text(name))) })}</p>
      )}
    </div>
  </>
)

interface FigureLine {
  readonly name: string
  readonly counts: ReturnType<typeof wholeCounts>
  readonly requirement: BoardView['sections'][number]['requirement']
}

const Figures: Part = ({ t, board }) => {
  const lines: readonly FigureLine[] = [
    ...board.sections.map((section) => ({
      name: t.text(section.name),
      counts: section,
      requirement: section.requirement,
    })),
    { name: t('board.whole'), counts: wholeCounts(board), requirement: board.requirements[0] ?? null },
  ]
  return (
    <section>
      <h2>{t('act.figures')}</h2>
      <Table
        caption={t('act.figures')}
        columns={[
          { title: t('act.col.section') },
          ...figureColumns(t, board.how).map((title) => ({ title, numeric: true })),
          { title: t('act.col.result') },
        ]}
      >
        <TableGroup>
          {lines.map((line) => (
            <FigureRow t={t} line={line} how={board.how} />
          ))}
        </TableGroup>
      </Table>
    </section>
  )
}

const figureColumns = (t: Translator, how: BoardView['how']): readonly string[] => [
  t('act.col.entitled'),
  t('position.yes'),
  t('position.no'),
  t('position.abstain'),
  t(how === 'delegates' ? 'act.col.novote' : 'act.col.unheard'),
  t('act.col.needed'),
]

const FigureRow: FC<{ t: Translator; line: FigureLine; how: BoardView['how'] }> = ({ t, line, how }) => {
  const { name, counts, requirement } = line
  const { entitled, yes, no, abstain, unheard } = counts
  const needed = neededFor(requirement)
  const figures = [entitled, yes, no, abstain, unheard, needed]
  return (
    <Row>
      <RowHead>{name}</RowHead>
      {figureColumns(t, how).map((title, index) => (
        <Cell look="num" label={title}>
          {figureText(t, figures[index] ?? null)}
        </Cell>
      ))}
      <Cell label={t('act.col.result')}>
        {requirement === null ? '–' : t(`act.requirement.${requirement.outcome}`)}
      </Cell>
    </Row>
  )
}

const figureText = (t: Translator, figure: number | null): string =>
  figure === null ? '–' : t.number(figure)

const Positions: Part = ({ t, board }) => (
  <section>
    <h2>{t('act.positions')}</h2>
    {board.sections.map(({ section, name }) => (
      <>
        <h3>
          <Words t={t} of={name} />
        </h3>
        <ul class="names">
          {byName(
            t,
            board.members.filter((member) => member.section === section),
          ).map((member) => (
            <li>
              <b>
                <Words t={t} of={member.name} />
              </b>
              : {positionLine(t, member)}
            </li>
          ))}
        </ul>
      </>
    ))}
  </section>
)

function positionLine(t: Translator, member: BoardMember): string {
  const said = t.word('position', member.position ?? member.silence)
  const position = [said, ...member.marks.map(({ type }) => t(`mark.${type}`))].join(' · ')
  if (member.position === null) return position
  if (member.at === null || member.present === null) return position
  const { present } = member
  return t('act.position.line', {
    position,
    present,
    date: t.date(member.at, 'short-day'),
    hands: handsText(t, member),
  })
}

/** In groups of four, so that two people can read it to each other. */
const inFours = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ')

const Proof: Part = ({ t, board }) => (
  <section>
    <h2>{t('act.proof')}</h2>
    <p>{t('act.book-words', { name: t.text(board.federation.name), size: board.book.size })}</p>
    <Facts
      facts={[
        { term: t('act.book'), value: <Code text={inFours(board.federation.book)} /> },
        { term: t('act.root'), value: <Code text={inFours(board.book.root)} /> },
      ]}
    />
    <p class="soft">
      {t('act.motion-ref', { motion: board.motion.ref.seq, referral: board.referral.ref.seq })}{' '}
      {t('act.prevails.note')}
    </p>
  </section>
)

const signatureRows = [0, 1, 2] as const

const Signatures: Part = ({ t, board }) => (
  <section>
    <h2>{t('act.signatures')}</h2>
    {board.sections.map(({ name }) => (
      <table class="sign">
        <caption>{t('act.signatures.of', { section: t.text(name) })}</caption>
        <thead>
          <tr>
            {(['name', 'signature', 'fingerprint', 'stamp'] as const).map((column) => (
              <th scope="col">{t(`act.sign.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {signatureRows.map(() => (
            <tr>
              <td />
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    ))}
  </section>
)
