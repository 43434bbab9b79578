/** A vote: what was decided, the figures as bars of what they are a part of, who vouches for it, what corrects it. */
import type { Child, FC } from 'hono/jsx'
import { PositionPill } from '../web/components/marks.tsx'
import { PictureFiles } from '../web/components/picture.tsx'
import { TallyBar } from '../web/components/tally-bar.tsx'
import { When, Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import { BallotsBeside } from './ballots-beside.tsx'
import type { BallotCount } from './ballots.ts'
import type { ConditionView, CorrectionView, VoteView } from './views.ts'
import { type VoteBar, barsOf, conditionBar } from './vote-bars.tsx'
import {
  conditionText,
  correctedText,
  countedText,
  purposeText,
  quorumText,
  resultLook,
  resultText,
  wayOf,
} from './vote-words.ts'

export interface VoteCardProps {
  readonly t: Translator
  readonly book: string
  readonly vote: VoteView
  /** All ballots held, sealed ones too: for people of the body only. */
  readonly within?: BallotCount | null
  /** What whoever looks may do with it. */
  readonly children?: Child
}

export const VoteCard: FC<VoteCardProps> = ({ t, book, vote, within, children }) => (
  <li class="card main">
    <div class="row">
      <h3>
        <VoteTitle t={t} vote={vote} />
      </h3>
      <VoteResult t={t} vote={vote} />
    </div>
    {vote.purpose === null ? null : <p>{purposeText(t, vote)}</p>}
    <p>
      <b>{countedText(t, vote)}</b>
    </p>
    {vote.conditions.map((condition) => (
      <Condition t={t} vote={vote} condition={condition} />
    ))}
    {vote.rule === null ? barsOf(vote).map((bar) => <Bar bar={bar} />) : null}
    <Places t={t} vote={vote} />
    <BallotsBeside t={t} vote={vote} within={within ?? null} />
    <p class="k">
      {wayOf(t, vote).join(' · ')} · {quorumText(t, vote)} ·{' '}
      {t('sessions.attesters', { count: vote.attesters })}
      {vote.attested === 0 ? null : ` · ${t('vote.attested', { count: vote.attested })}`} ·{' '}
      <a href={paths.entryPath({ book, seq: vote.seq })}>{t('board.leaf', { seq: vote.seq })}</a>
    </p>
    <BarFiles t={t} book={book} vote={vote} />
    <Corrections t={t} book={book} corrections={vote.corrections} />
    {children}
  </li>
)

export const VoteTitle: FC<{ t: Translator; vote: VoteView }> = ({ t, vote }) =>
  vote.title === null ? (
    <>{t(vote.purpose?.kind === 'recall' ? 'vote.recall' : 'sessions.on')}</>
  ) : (
    <a href={vote.motion === null ? paths.entryPath(vote.on) : paths.motionPath(vote.motion)}>
      <Words t={t} of={vote.title} />
    </a>
  )

/** Decided by the body itself; or, of what others decide, what it says. Without quorum it says so either way. */
export const VoteResult: FC<{ t: Translator; vote: VoteView }> = ({ t, vote }) => (
  <>
    {vote.outcome === null || (vote.purpose !== null && vote.outcome !== 'no-quorum') ? null : (
      <span class={`pill ${resultLook(vote)}`}>{resultText(t, vote)}</span>
    )}
    {vote.purpose === null || vote.purpose.kind === 'recall' ? null : (
      <PositionPill t={t} position={vote.purpose.option} />
    )}
  </>
)

const Condition: FC<{ t: Translator; vote: VoteView; condition: ConditionView }> = ({
  t,
  vote,
  condition,
}) => (
  <>
    <Bar bar={conditionBar(vote, condition)} />
    <p class="k">{conditionText(t, condition)}</p>
  </>
)

const Bar: FC<{ bar: VoteBar | null }> = ({ bar }) => (bar === null ? null : <TallyBar {...bar} />)

/** Ways to save the bars, where there are any. */
const BarFiles: FC<Pick<VoteCardProps, 't' | 'book' | 'vote'>> = ({ t, book, vote }) => {
  if (barsOf(vote).length === 0) return null
  const of = vote.title === null ? t('vote.bars') : `${t('vote.bars')}: ${t.text(vote.title)}`
  const name = `${of}, ${t('board.leaf', { seq: vote.seq })}`
  return <PictureFiles t={t} name={name} path={paths.voteBarsPath({ book, seq: vote.seq })} />
}

const Places: FC<{ t: Translator; vote: VoteView }> = ({ t, vote: { subtotals } }) =>
  subtotals.length === 0 ? null : (
    <details>
      <summary>{t('vote.places', { count: subtotals.length })}</summary>
      <ul>
        {subtotals.map(({ place, yes, no, abstain }) => (
          <li>
            {isolatedText(place)}: {t('tally.hands', { yes, no, abstain })}
          </li>
        ))}
      </ul>
    </details>
  )

export const Corrections: FC<{
  t: Translator
  book: string
  corrections: readonly CorrectionView[]
}> = ({ t, book, corrections }) => (
  <>
    {corrections.map((correction) => (
      <div class="answer open">
        <p>
          <b>{t('correction.title')}</b> <Words t={t} of={correction.text} /> {correctedText(t, correction)}
        </p>
        <p class="soft">
          <When t={t} at={correction.at} /> ·{' '}
          <a href={paths.entryPath({ book, seq: correction.seq })}>
            {t('board.leaf', { seq: correction.seq })}
          </a>
        </p>
      </div>
    ))}
  </>
)
