/** Whether the figures of a vote agree with the ballots by own key: of the open ones to all, of sealed ones within. */
import type { FC } from 'hono/jsx'
import type { Translator } from '../web/languages/translator.tsx'
import { type BallotCount, ballotsAgainst, uncountedOptions } from './ballots.ts'
import type { VoteView } from './views.ts'

interface BesideProps {
  readonly t: Translator
  readonly vote: VoteView
  /** All ballots held, sealed ones too: for people of the body only; null where none is sealed, or others look. */
  readonly within: BallotCount | null
}

export const BallotsBeside: FC<BesideProps> = ({ t, vote, within }) => {
  const recorded = rightFigures(vote)
  if (recorded === null) return null
  return (
    <>
      {vote.ballots === null ? null : <Line t={t} held={vote.ballots} recorded={recorded} which="open" />}
      {within === null ? null : <Line t={t} held={within} recorded={recorded} which="within" />}
    </>
  )
}

/** The figures as they were last corrected. */
function rightFigures({ figures, corrections }: VoteView): BallotCount | null {
  if (figures === null) return null
  const corrected = corrections.map((correction) => correction.figures ?? {})
  const { yes, no, abstain } = Object.assign({ ...figures }, ...corrected) as BallotCount
  return { yes, no, abstain }
}

const Line: FC<{ t: Translator; held: BallotCount; recorded: BallotCount; which: 'open' | 'within' }> = ({
  t,
  held,
  recorded,
  which,
}) => {
  const stand = ballotsAgainst(held, recorded)
  const sentence = t('vote.ballots', { which, hands: t('tally.hands', { ...held }) })
  if (stand === 'same') return <p class="k">{`${sentence} ${t('vote.ballots.same')}`}</p>
  if (stand === 'fewer') return <p class="k">{`${sentence} ${t('vote.ballots.fewer')}`}</p>
  const said = uncountedOptions(held, recorded).map((option) => t.word('position', option))
  return (
    <div class="answer failed">
      <p>
        {sentence} <b>{t('vote.ballots.more', { options: t.list(said) })}</b>
      </p>
    </div>
  )
}
