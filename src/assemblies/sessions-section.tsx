/** What a body's sessions decided, newest first: people present, hands raised, and the position that followed. */
import type { FC } from 'hono/jsx'
import { Sign } from '../web/components/sign.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import type { SessionView, VoteView } from './views.ts'
import { VoteResult, VoteTitle } from './vote-card.tsx'
import { countedText, purposeText } from './vote-words.ts'

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
    <SessionList t={t} book={book} sessions={sessions} />
    <p>
      <a class="btn" href={paths.sessionsPath(book)}>
        <Sign of="sessions" />
        {t('sessions.all')}
      </a>
    </p>
  </section>
)

/** Newest first. */
export const SessionList: FC<SessionsSectionProps> = ({ t, book, sessions }) => (
  <ol class="leaves">
    {sessions
      .toSorted((a, b) => b.seq - a.seq)
      .map((session) => (
        <Session t={t} book={book} session={session} />
      ))}
  </ol>
)

const Session: FC<{ t: Translator; book: string; session: SessionView }> = ({ t, book, session }) => (
  <li>
    <div class="row">
      <h3>
        <a href={paths.sessionPath({ book, seq: session.seq })}>
          {t('sessions.at', { date: t.date(session.at) })}
        </a>
      </h3>
      <span class="soft">
        {session.place === null ? null : <>{isolatedText(session.place)} · </>}
        {sessionStanding(t, session)} ·{' '}
        <a href={paths.entryPath({ book, seq: session.seq })}>{t('board.leaf', { seq: session.seq })}</a>
      </span>
    </div>
    {session.votes.map((vote) => (
      <Vote t={t} book={book} vote={vote} />
    ))}
  </li>
)

export const sessionStanding = (t: Translator, { closedAt, adjourned }: SessionView): string =>
  closedAt === null ? t('sessions.open') : t(adjourned === null ? 'sessions.closed' : 'sessions.adjourned')

const Vote: FC<{ t: Translator; book: string; vote: VoteView }> = ({ t, book, vote }) => (
  <>
    <p>
      <VoteTitle t={t} vote={vote} />
    </p>
    {vote.purpose === null ? null : <p class="soft">{purposeText(t, vote)}</p>}
    <p class="row">
      <VoteResult t={t} vote={vote} />
      <span>{t('sessions.vote', { present: vote.present, hands: countedText(t, vote) })}</span>
      <span class="soft">{t('sessions.attesters', { count: vote.attesters })}</span>
      <a href={paths.entryPath({ book, seq: vote.seq })}>{t('board.leaf', { seq: vote.seq })}</a>
    </p>
  </>
)
