/** A session on the wall: who is there, and the last that was decided, as it is recorded. It follows by itself. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions } from '../web/components/blocks.tsx'
import type { FramedBody } from '../web/components/body-frame.tsx'
import { Counts } from '../web/components/counts.tsx'
import { Words } from '../web/components/words.tsx'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { SessionView, VoteView } from './views.ts'
import { VoteResult } from './vote-card.tsx'
import { countedText, quorumText } from './vote-words.ts'

export interface SessionWallProps {
  readonly page: PageContext
  readonly body: FramedBody
  readonly session: SessionView
  /** How many have to be present; null: no rule says. */
  readonly quorum: number | null
}

export const SessionWall: FC<SessionWallProps> = ({ page, body, session, quorum }) => {
  const { t } = page
  const vote = session.votes.at(-1)
  return (
    <Layout
      page={page}
      title={t('sessions.at', { date: t.date(session.at) })}
      current="books"
      demonstration={body.demonstration}
      about={[body.book]}
      look="wall"
    >
      <h1>
        <Words t={t} of={body.name} />
      </h1>
      <p>{t('sessions.at', { date: t.date(session.at) })}</p>
      {vote === undefined ? (
        <There page={page} session={session} quorum={quorum} />
      ) : (
        <Decided page={page} vote={vote} />
      )}
      <Actions>
        <ActionLink path={paths.sessionPath({ book: body.book, seq: session.seq })} sign="back">
          {t('wall.back')}
        </ActionLink>
      </Actions>
    </Layout>
  )
}

const There: FC<Pick<SessionWallProps, 'page' | 'session' | 'quorum'>> = ({
  page: { t },
  session,
  quorum,
}) => {
  const { present, entitled } = session
  return present === null ? (
    <p>{t('wall.nothing')}</p>
  ) : (
    <>
      <Counts
        t={t}
        counts={[
          { of: 'there', word: t('wall.present'), count: present },
          ...(entitled === null ? [] : [{ of: 'there' as const, word: t('wall.entitled'), count: entitled }]),
        ]}
      />
      {quorum === null ? null : (
        <p>{t(present >= quorum ? 'session.quorum.there' : 'session.quorum.missing', { quorum, present })}</p>
      )}
    </>
  )
}

const Decided: FC<{ page: PageContext; vote: VoteView }> = ({ page: { t }, vote }) => {
  const { figures, title } = vote
  return (
    <>
      <h2>{title === null ? t('sessions.on') : <Words t={t} of={title} />}</h2>
      <p>
        <VoteResult t={t} vote={vote} />
      </p>
      {figures === null ? (
        <p>{countedText(t, vote)}</p>
      ) : (
        <Counts
          t={t}
          counts={(['yes', 'no', 'abstain'] as const).map((of) => ({
            of,
            word: t.word('position', of),
            count: figures[of],
          }))}
        />
      )}
      <p>{quorumText(t, vote)}</p>
    </>
  )
}
