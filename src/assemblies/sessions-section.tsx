/** What a body's sessions decided, newest first: people present, hands raised, and the position that followed. */
import type { FC } from 'hono/jsx'
import { PositionPill } from '../web/components/marks.tsx'
import { Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import type { SessionView } from './views.ts'

export interface SessionsSectionProps {
  readonly t: Translator
  /** The body's book: proofs point into it. */
  readonly book: string
  readonly sessions: readonly SessionView[]
}

/** A part of the page of a body; the room of bodies knows nothing of it. */
export const SessionsSection: FC<SessionsSectionProps> = ({ t, book, sessions }) => (
  <section>
    <h2>{t('sessions.title')}</h2>
    {sessions.length === 0 ? <p class="soft">{t('sessions.none')}</p> : null}
    <ol class="leaves">
      {sessions
        .toSorted((a, b) => b.seq - a.seq)
        .map((session) => (
          <Session t={t} book={book} session={session} />
        ))}
    </ol>
  </section>
)

const Session: FC<{ t: Translator; book: string; session: SessionView }> = ({ t, book, session }) => (
  <li>
    <div class="row">
      <h3>{t('sessions.at', { date: t.date(session.at) })}</h3>
      <span class="soft">
        {session.place === null ? null : <>{isolatedText(session.place)} · </>}
        {session.closedAt === null ? t('sessions.open') : t('sessions.closed')} ·{' '}
        <a href={paths.entryPath({ book, seq: session.seq })}>{t('board.leaf', { seq: session.seq })}</a>
      </span>
    </div>
    {session.votes.map((vote) => (
      <Vote t={t} book={book} vote={vote} />
    ))}
  </li>
)

type VoteView = SessionView['votes'][number]

const Vote: FC<{ t: Translator; book: string; vote: VoteView }> = ({ t, book, vote }) => {
  const { present, yes, no, abstain, attesters, position } = vote
  return (
    <>
      <p>
        {vote.title === null ? (
          t('sessions.on')
        ) : (
          <a href={vote.motion === null ? paths.entryPath(vote.on) : paths.motionPath(vote.motion)}>
            <Words t={t} of={vote.title} />
          </a>
        )}
      </p>
      <p class="row">
        {position === null ? null : <PositionPill t={t} position={position} />}
        <span>{t('sessions.vote', { present, hands: t('tally.hands', { yes, no, abstain }) })}</span>
        <span class="soft">{t('sessions.attesters', { count: attesters })}</span>
        <a href={paths.entryPath({ book, seq: vote.seq })}>{t('board.leaf', { seq: vote.seq })}</a>
      </p>
    </>
  )
}
