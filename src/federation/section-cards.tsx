/** How the whole and each section stand: a card each, a bar with the mark of what is needed, and the same in words. */
import type { Child, FC } from 'hono/jsx'
import type { RequirementState } from '../kernel/decision.ts'
import { Words } from '../web/components/words.tsx'
import { TallyBar } from '../web/components/tally-bar.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { type Counts, neededFor, showsWhole, wholeCounts } from './board-counts.ts'
import { byName } from './members-shown.ts'
import type { BoardView } from './views.ts'

export const SectionCards: FC<{ t: Translator; board: BoardView }> = ({ t, board }) => (
  <div class="cards">
    {showsWhole(board) ? (
      <TallyCard
        t={t}
        title={t('board.whole')}
        counts={wholeCounts(board)}
        requirement={board.requirements[0] ?? null}
        board={board}
        look="card main"
      />
    ) : null}
    {board.sections.map((section) => (
      <TallyCard
        t={t}
        title={<Words t={t} of={section.name} />}
        counts={section}
        requirement={section.requirement}
        board={board}
        look="card"
      >
        <Silent t={t} board={board} section={section.section} />
        <LastNews t={t} board={board} section={section.section} />
      </TallyCard>
    ))}
  </div>
)

interface TallyCardProps {
  readonly t: Translator
  readonly title: Child
  readonly counts: Counts
  readonly requirement: RequirementState | null
  readonly board: Pick<BoardView, 'how' | 'closed'>
  readonly look: string
  readonly children?: Child
}

const TallyCard: FC<TallyCardProps> = ({ t, title, counts, requirement, board, look, children }) => {
  const { entitled } = counts
  const needed = neededFor(requirement)
  return (
    <section class={look}>
      <h2 class="small">{title}</h2>
      {entitled === 0 ? (
        <p class="k">{t('board.section.nobody')}</p>
      ) : (
        <Counted t={t} counts={counts} needed={needed} how={board.how} />
      )}
      {requirement === null ? null : (
        <p class="k">{requirementSentence(t, requirement, board.closed !== null)}</p>
      )}
      {children}
    </section>
  )
}

interface CountedProps {
  readonly t: Translator
  readonly counts: Counts
  readonly needed: number | null
  readonly how: BoardView['how']
}

const Counted: FC<CountedProps> = ({ t, counts: { entitled, yes, no, abstain, unheard }, needed, how }) => (
  <>
    <p class="big">
      {t.rich('tally.for', { yes, entitled })}{' '}
      {needed === null ? null : <span>{t('tally.needed', { needed })}</span>}
    </p>
    <TallyBar entitled={entitled} yes={yes} no={no} abstain={abstain} unheard={unheard} needed={needed} />
    <p class="k">
      {t.rich(how === 'delegates' ? 'tally.words.delegates' : 'tally.words', { yes, no, abstain, unheard })}
    </p>
  </>
)

/** How a requirement stands, in words. */
function requirementSentence(
  t: Translator,
  { outcome, missingYes, tally }: RequirementState,
  isClosed: boolean,
): string {
  if (isClosed)
    return t(outcome === 'carried' ? 'board.section.carried.closed' : 'board.section.failed.closed')
  const isComplete = tally.unheard === 0
  if (outcome === 'carried') return t(isComplete ? 'board.section.carried.all' : 'board.section.carried')
  if (outcome === 'failed') return t(isComplete ? 'board.section.failed.all' : 'board.section.failed')
  return t('board.section.open', { missing: missingYes ?? 0, unheard: tally.unheard })
}

/** So many names can be read in a card; where more are missing, the table has them. */
const namesShown = 8

/** Who has not been heard from, by name: on a phone the table is far below. */
const Silent: FC<{ t: Translator; board: BoardView; section: string }> = ({ t, board, section }) => {
  if (board.how === 'delegates') return null
  const silent = board.members.filter((one) => one.section === section && one.position === null)
  return silent.length === 0 || silent.length > namesShown ? null : (
    <p class="k">
      {t('board.section.silent', { names: t.list(byName(t, silent).map(({ name }) => t.text(name))) })}
    </p>
  )
}

/** What last came of this section's books: a fact of this node only. */
const LastNews: FC<{ t: Translator; board: BoardView; section: string }> = ({ t, board, section }) => {
  const arrivals = board.members
    .filter((member) => member.section === section)
    .flatMap(({ body }) => board.local.arrivals[body] ?? [])
    .map((arrival) => ({ ...arrival, time: Date.parse(arrival.at) }))
  const last = arrivals.toSorted((a, b) => b.time - a.time)[0]
  return last === undefined ? null : (
    <p class="k">
      {t('board.section.last', { date: t.date(last.at, 'short-day'), via: t.word('via', last.via) })}
    </p>
  )
}
