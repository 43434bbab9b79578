/** A motion that its body decides itself: what was proposed, what amends it, its votes, and what stands beside it. */
import type { Child, FC } from 'hono/jsx'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { Form, Input, isShownAgain, Means, PositionChoice, Select, Submit } from '../web/components/form.tsx'
import { When, Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { BallotCount } from './ballots.ts'
import { Documents, Statements } from './beside.tsx'
import { MotionPill, PutForm } from './sessions-page.tsx'
import type { DocumentLine, MotionView } from './views.ts'
import { Corrections, VoteCard } from './vote-card.tsx'
import { countedText, wayOf } from './vote-words.ts'

export interface MotionPageView {
  readonly body: FramedBody
  readonly motion: MotionView
  readonly documents: readonly DocumentLine[]
  /** Names of people in it for those of the body. */
  readonly names: Readonly<Record<string, string>>
  /** Posts of people in it who hold one. */
  readonly posts: Readonly<Record<string, string>>
  /** The session that is open, where the motion can be voted on. */
  readonly session: number | null
  /** Ballots held, sealed ones too, by the number of the vote that counted them; of whoever is not of the body: none. */
  readonly within: ReadonlyMap<number, BallotCount>
  readonly mayHold: boolean
  readonly mayPut: boolean
  readonly mayWithdraw: boolean
  readonly mayAttach: boolean
  /** Whether whoever looks may cast a ballot with the own key. */
  readonly mayCast: boolean
}

export interface MotionPageProps {
  readonly page: PageContext
  readonly view: MotionPageView
  readonly done: string | null
  readonly problem: NamedRefusal | null
  /** What other rooms have to say of it. */
  readonly children?: Child
}

type Part = FC<{ page: PageContext; view: MotionPageView }>

/** Whoever has no name here, by the post that everybody may know. */
const postText = (t: Translator, post: string | undefined): string =>
  post === undefined ? t('person.unnamed') : t('person.by-post', { post: t.word('post', post) })

export const MotionPage: FC<MotionPageProps> = ({ page, view, done, problem, children }) => {
  const { t } = page
  const { body, motion } = view
  const nameOf = (person: string): string => view.names[person] ?? postText(t, view.posts[person])
  return (
    <BodyFrame
      page={page}
      body={body}
      title={t.text(motion.title)}
      done={done === null ? null : t.word('session-done', done)}
      problem={problem}
    >
      <Standing page={page} view={view} />
      <p class="prose">
        <Words t={t} of={motion.text} />
      </p>
      <p class="soft">
        {t('motion.put-by', { name: isolatedText(nameOf(motion.by)), date: t.date(motion.at) })}
        {motion.source === null ? null : ` · ${isolatedText(motion.source)}`} ·{' '}
        <a href={paths.entryPath(motion)}>{t('board.leaf', { seq: motion.seq })}</a>
      </p>
      <Corrections t={t} book={body.book} corrections={motion.corrections} />
      {children}
      <Amendments page={page} view={view} />
      <Votes page={page} view={view} />
      <Documents t={t} book={body.book} documents={view.documents} />
      <Statements t={t} statements={motion.statements} nameOf={nameOf} />
      <Doing page={page} view={view} />
    </BodyFrame>
  )
}

const tones = {
  open: 'open',
  carried: 'carried',
  failed: 'failed',
  withdrawn: 'calm',
  fallen: 'calm',
} as const

const Standing: Part = ({ page, page: { t }, view, view: { motion } }) => (
  <Answer tone={tones[motion.standing]}>
    <p>
      <MotionPill t={t} motion={motion} /> {decidedText(t, motion)}{' '}
      {motion.proposesCharter ? t('motion.proposes-charter') : null}
    </p>
    {motion.amended === null ? null : (
      <p>
        {t('motion.amends')}{' '}
        <a href={paths.motionPath(motion.amended)}>
          <Words t={t} of={motion.amended.title} />
        </a>
      </p>
    )}
    <WithdrawnReason page={page} view={view} />
  </Answer>
)

/** How it was decided, in a sentence, where a vote of its own body did. */
function decidedText(t: Translator, { votes }: MotionView): string | null {
  const vote = votes.find(({ outcome }) => outcome === 'carried' || outcome === 'failed')
  return vote === undefined
    ? null
    : t('motion.decided', {
        date: t.date(vote.at),
        way: wayOf(t, vote).join(', '),
        result: countedText(t, vote),
      })
}

const WithdrawnReason: Part = ({ page: { t }, view: { motion } }) => {
  const reason = motion.withdrawn?.reason ?? null
  return reason === null ? null : (
    <p>
      <Words t={t} of={reason} />
    </p>
  )
}

/** What was carried changes what is proposed: it stands with its text. */
const Amendments: Part = ({ page: { t }, view: { motion } }) =>
  motion.amendments.length === 0 ? null : (
    <section>
      <h2>{t('motion.amendments')}</h2>
      <ol class="leaves">
        {motion.amendments.map((amendment) => (
          <li>
            <div class="row">
              <h3>
                <a href={paths.motionPath(amendment)}>
                  <Words t={t} of={amendment.title} />
                </a>
              </h3>
              <MotionPill t={t} motion={amendment} />
              <span class="soft">
                <When t={t} at={amendment.at} />
              </span>
            </div>
            <p class="prose">
              <Words t={t} of={amendment.text} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  )

/** Its votes; and the ballots so far, until a vote counts them. */
const Votes: Part = ({ page: { t }, view: { body, motion, within } }) => {
  const ballots = motion.standing === 'open' ? motion.ballots : null
  if (motion.votes.length === 0 && ballots === null) return null
  return (
    <section>
      <h2>{t('session.decisions')}</h2>
      {ballots === null ? null : <p>{t('motion.ballots', { hands: t('tally.hands', { ...ballots }) })}</p>}
      <ul class="cards">
        {motion.votes.map((vote) => (
          <VoteCard t={t} book={body.book} vote={vote} within={within.get(vote.seq) ?? null}>
            <p>
              <a href={paths.sessionPath({ book: body.book, seq: vote.session })}>
                {t('sessions.at', { date: t.date(vote.at) })}
              </a>
            </p>
          </VoteCard>
        ))}
      </ul>
    </section>
  )
}

/** What whoever looks may do with it. */
const Doing: Part = ({ page, view }) => {
  const { t } = page
  const { body, motion, session } = view
  const isOpen = motion.standing === 'open'
  return (
    <>
      <Actions>
        {isOpen && view.mayHold && session !== null ? (
          <ActionLink path={paths.votePath({ book: body.book, seq: session }, motion)} main sign="decide">
            {t('session.vote')}
          </ActionLink>
        ) : null}
        {view.mayAttach ? (
          <ActionLink path={paths.attachPath(motion)} sign="documents">
            {t('motion.attach')}
          </ActionLink>
        ) : null}
        <ActionLink path={paths.sessionsPath(body.book)} sign="sessions">
          {t('sessions.all')}
        </ActionLink>
      </Actions>
      {isOpen && view.mayCast ? <BallotForm page={page} view={view} /> : null}
      {isOpen && view.mayPut ? <PutForm page={page} book={body.book} amends={motion.seq} /> : null}
      {isOpen && view.mayWithdraw ? <WithdrawForm page={page} view={view} /> : null}
    </>
  )
}

const BallotForm: Part = ({ page, view: { motion } }) => {
  const { t } = page
  const action = `${paths.motionPath(motion)}/ballot`
  return (
    <details open={isShownAgain(page, action)}>
      <summary>{t('ballot.title')}</summary>
      <Form page={page} action={action}>
        <PositionChoice
          name="option"
          label={t('ballot.option')}
          problem={null}
          labelOf={(option) => t.word('position', option)}
        />
        <Select
          name="circle"
          label={t('documents.attach.circle')}
          problem={null}
          value="within"
          choices={[
            { value: 'within', label: t('documents.attach.within') },
            { value: 'open', label: t('documents.attach.open') },
          ]}
        />
        <Means id="ballot">
          {t('ballot.final')} {t('means.ballot')}
        </Means>
        <Submit sign="decide" main means="ballot">
          {t('ballot.do')}
        </Submit>
      </Form>
    </details>
  )
}

const WithdrawForm: Part = ({ page, view: { motion } }) => {
  const { t } = page
  return (
    <details>
      <summary>{t('motion.withdraw')}</summary>
      <Form page={page} action={`${paths.motionPath(motion)}/withdraw`}>
        <Input name="reason" type="text" label={t('motion.withdraw.reason')} problem={null} maxlength={300} />
        <Means id="withdraw">{t('means.motion.withdraw')}</Means>
        <Submit sign="no" means="withdraw">
          {t('motion.withdraw.do')}
        </Submit>
      </Form>
    </details>
  )
}
