/** What waits for somebody of a body, what is that person's own, and what is new: on the node's first page and the body's. */
import type { Child, FC } from 'hono/jsx'
import { heldText } from '../../assemblies/held-text.ts'
import type { NewsLine } from '../../assemblies/news-queries.ts'
import { dayText } from '../../offices/words.ts'
import { stepSigns } from '../../assemblies/evening-steps.tsx'
import { OutcomePill } from '../../web/components/marks.tsx'
import { Sign, type SignName } from '../../web/components/sign.tsx'
import { When, Words } from '../../web/components/words.tsx'
import { firstUpper, isolatedText } from '../../web/languages/plain-text.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import * as paths from '../../web/paths.ts'
import type { CopyLine, OfficeMine, RoleView, Task } from '../role-views.ts'

type Part = FC<{ t: Translator; role: RoleView }>

/** Whatever there is for whoever looks; the first task is the main one. */
export const RoleSections: Part = ({ t, role }) => (
  <>
    <Tasks t={t} role={role} />
    <Mine t={t} role={role} />
    <News t={t} role={role} />
    <Copies t={t} role={role} />
  </>
)

const Tasks: Part = ({ t, role: { tasks } }) =>
  tasks.length === 0 ? null : (
    <section>
      <h3>{t('role.tasks')}</h3>
      <ul class="leaves">
        {tasks.map((task, at) => (
          <li>
            <div class="row">
              <span>
                <TaskText t={t} task={task} />
              </span>
              <a class={at === 0 ? 'btn main' : 'btn'} href={task.path}>
                <Sign of={signOf(task)} />
                {doText(t, task)}
                {at === 0 || task.title === null ? null : <span class="hidden"> {t.text(task.title)}</span>}
              </a>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )

const taskSigns: Readonly<Record<Exclude<Task['kind'], 'session'>, SignName>> = {
  begin: 'sessions',
  call: 'call',
  act: 'print',
  photo: 'photo',
  position: 'decide',
  submissions: 'submissions',
  charter: 'charter',
  carry: 'carry',
}

const signOf = ({ kind, step }: Task): SignName =>
  kind === 'session' ? (step === null ? 'sessions' : stepSigns[step]) : taskSigns[kind]

/** What the button of a task says. */
const doText = (t: Translator, { kind, step }: Task): string =>
  kind === 'session'
    ? step === null
      ? t('task.session.do')
      : t(`evening.next.${step}`)
    : t(`task.${kind}.do`)

const TaskText: FC<{ t: Translator; task: Task }> = ({ t, task: { kind, count, title, at } }) => (
  <>
    {kind === 'call' ? t('task.call', { when: heldText(t, at ?? '') }) : null}
    {kind === 'act' || kind === 'photo' ? t(`task.${kind}`, { date: t.date(at ?? ''), count }) : null}
    {kind === 'submissions' || kind === 'carry' ? t(`task.${kind}`, { count }) : null}
    {kind === 'session' || kind === 'begin' || kind === 'position' || kind === 'charter'
      ? t(`task.${kind}`)
      : null}
    {title === null ? null : (
      <>
        {' '}
        <b>
          <Words t={t} of={title} />
        </b>
      </>
    )}
  </>
)

const officeName = (t: Translator, { post, name }: Pick<OfficeMine, 'post' | 'name'>): Child =>
  name === null ? firstUpper(t.word('post', post)) : <Words t={t} of={name} />

/** A person's turn, offices, ballots and submissions. */
const Mine: Part = ({ t, role }) => {
  const { body, offices, turns, call, ballots, submissions } = role
  const isNothing = [offices, turns, ballots, submissions].every((of) => of.length === 0) && call === null
  return (
    <section>
      <h3>{t('role.mine')}</h3>
      {isNothing ? (
        <p class="soft">
          {t('role.mine.none')} <a href={paths.motionsPath(body.book)}>{t('role.mine.motions')}</a>
        </p>
      ) : null}
      <ul>
        {call === null ? null : (
          <li>
            <a href={paths.sessionPath({ book: body.book, seq: call.seq })}>
              {t('task.call', { when: heldText(t, call.when) })}
            </a>
          </li>
        )}
        {offices.map((office) => (
          <li>
            {t('role.office')} <a href={paths.officePath(body.book, office.post)}>{officeName(t, office)}</a>
            {office.until === null ? null : ` ${t('role.office.until', { until: dayText(t, office.until) })}`}
          </li>
        ))}
        {turns.map((turn) => (
          <li>
            {t('role.turn', { before: turn.before })}{' '}
            <a href={paths.officePath(body.book, turn.post)}>{officeName(t, turn)}</a>
          </li>
        ))}
        {ballots.map((motion) => (
          <li>
            {t('role.ballot')}{' '}
            <a href={paths.motionPath(motion)}>
              <Words t={t} of={motion.title} />
            </a>
          </li>
        ))}
        {submissions.map(({ title, at, standing, reason }) => (
          <li>
            <a href={paths.submissionsPath(body.book)}>
              {title === null ? t('role.submission', { date: t.date(at) }) : <Words t={t} of={title} />}
            </a>
            : {t(`role.submission.${standing}`)}
            {reason === null ? null : (
              <>
                {' '}
                <Words t={t} of={reason} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const News: Part = ({ t, role: { body, news } }) =>
  news === null ? null : (
    <section>
      <h3>{t('role.news')}</h3>
      <p class="soft">
        {t('role.news.count', { entries: news.entries })}{' '}
        {news.entries === 0 ? null : <a href={paths.bookPath(body.book)}>{t('body.book')}</a>}
      </p>
      <ul>
        {news.lines.map((line) => (
          <li>
            <NewsText t={t} book={body.book} line={line} />
          </li>
        ))}
      </ul>
    </section>
  )

const NewsText: FC<{ t: Translator; book: string; line: NewsLine }> = ({ t, book, line }) => {
  const { kind, seq, title, outcome, at } = line
  const place = { book, seq }
  const path =
    kind === 'document'
      ? paths.documentsPath(book)
      : kind === 'motion' || kind === 'decided'
        ? paths.motionPath(place)
        : paths.sessionPath(place)
  return (
    <>
      {t(`news.${kind}`)} <a href={path}>{title === null ? heldText(t, at) : <Words t={t} of={title} />}</a>
      {outcome === null ? null : (
        <>
          {' '}
          <OutcomePill t={t} outcome={outcome} />
        </>
      )}
    </>
  )
}

/** How fresh the copies of others are. */
const Copies: Part = ({ t, role: { copies } }) =>
  copies === null ? null : (
    <section>
      <h3>{t('role.copies')}</h3>
      {copies.length === 0 ? <p class="soft">{t('role.copies.none')}</p> : null}
      <ul>
        {copies.map((copy) => (
          <li>
            <Copy t={t} copy={copy} />
          </li>
        ))}
      </ul>
    </section>
  )

const Copy: FC<{ t: Translator; copy: CopyLine }> = ({ t, copy: { name, lacking, at } }) => (
  <>
    {isolatedText(name)}: {t('role.copies.lacking', { lacking })}{' '}
    <span class="soft">
      (<When t={t} at={at} style="minute" />)
    </span>
  </>
)
