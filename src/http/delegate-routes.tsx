/** Pages of delegates: of their base, and of the session in which they vote. */
import { type Context, Hono } from 'hono'
import { calledOf, decisionRules } from '../bodies/queries.ts'
import { DelegatesPage, type DelegatesPageProps } from '../federation/delegates-page.tsx'
import { delegateName } from '../federation/delegate-name.ts'
import { delegatesView, sendingsTo } from '../federation/delegates-query.ts'
import {
  DelegatesVotePage,
  type Note,
  type Noted,
  fieldKeys,
  noteField,
  notes,
  sendingKey,
  textToNoted,
} from '../federation/delegates-vote-page.tsx'
import { federationView } from '../federation/queries.ts'
import type { SendingLine } from '../federation/views.ts'
import type { Refusal } from '../kernel/result.ts'
import { peopleOf } from '../people/queries.ts'
import { isolatedText } from '../web/languages/plain-text.ts'
import * as paths from '../web/paths.ts'
import { type Asked, type Filled, filledForm, formLimit, mayWriteHere, runAsked } from './form-run.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { memberOf } from './person-session.ts'
import { motionIn, textIn } from './request-parts.ts'
import { statusOf } from './status.ts'

/** What was noted of every delegate goes along in the form of their session. */
const maxVoteBytes = 512 * 1024

export function delegateRoutes(listener: Listener): Hono {
  const app = new Hono()
  app.get('/bodies/:book/delegates', (c) => showDelegates(listener, c, { done: c.req.query('done') ?? '' }))
  for (const [done, read] of [
    ['send', sendIn],
    ['bind', bindIn],
    ['recall', recallIn],
  ] as const)
    app.post(`/bodies/:book/delegates/${done}`, formLimit(listener), async (c) => {
      const form = await filledForm(listener, c)
      if (form instanceof Response) return form
      const body = c.req.param('book')
      const ran = await runAsked(listener, c, read(form, body))
      if (!ran.ok) return showDelegates(listener, c, { problem: ran.error })
      return c.redirect(`${paths.delegatesPath(body)}?done=${done}`, 303)
    })
  app.get('/motions/:book/:seq{\\d{1,15}}/delegates', (c) => showVote(listener, c, new Map(), null))
  app.post('/motions/:book/:seq{\\d{1,15}}/delegates', formLimit(listener, maxVoteBytes), (c) =>
    takeVote(listener, c),
  )
  return app
}

const idIn = (form: Filled): { readonly federation: string; readonly id: string } => {
  const federation = form.text('federation') ?? ''
  return { federation, id: federation.slice(0, 6) }
}

function sendIn(form: Filled, body: string): Asked {
  const { federation, id } = idIn(form)
  const [person, mandate] = [form.text(`person-${id}`), form.text(`mandate-${id}`)]
  return { name: 'delegate.send', input: { body, federation, person, mandate } }
}

const counts = ['present', 'yes', 'no', 'abstain', 'attesters'] as const

/** Hands as they were filled in; undefined where none were. */
function handsIn(form: Filled, kind: string): Record<string, number | undefined> | undefined {
  const given = counts.map((name) => [name, form.text(`${name}-${kind}`)] as const)
  if (given.every(([, text]) => text === undefined)) return undefined
  return Object.fromEntries(
    given.map(([name, text]) => {
      const isOptional = name === 'attesters' || name === 'abstain'
      return [name, text === undefined && isOptional ? 0 : form.number(`${name}-${kind}`)]
    }),
  )
}

function bindIn(form: Filled, body: string): Asked {
  const { federation, id } = idIn(form)
  const motion = { book: federation, seq: form.number(`motion-${id}`) }
  return { name: 'delegate.bind', input: { body, motion, ...handsIn(form, `bind-${id}`) } }
}

function recallIn(form: Filled, body: string): Asked {
  const { federation, id } = idIn(form)
  return {
    name: 'delegate.recall',
    input: {
      body,
      federation,
      person: form.text(`sent-${id}`),
      reason: form.words(`reason-${id}`),
      hands: handsIn(form, `recall-${id}`),
    },
  }
}

interface Shown {
  readonly done?: string
  readonly problem?: Refusal
}

async function showDelegates(listener: Listener, c: Context, { done, problem }: Shown): Promise<Response> {
  const { node } = listener
  const body = c.req.param('book') ?? ''
  const view = delegatesView(node.views.db, body)
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const { t, ...page } = pageContext(listener, c)
  const member = await memberOf(node, c.get('session'), body)
  const people = member === undefined ? [] : peopleOf(node.views.db, body)
  const names = new Map(people.map(({ person, name }) => [person, isolatedText(name)]))
  const nameOf = (person: string): string =>
    names.get(person) ?? delegateName(t, { person, called: calledOf(node.views.db, body, person) }, view.name)
  const keyed = Object.keys(member?.state.keys ?? {}).filter((person) => !names.has(person))
  const isDone = done === 'send' || done === 'bind' || done === 'recall'
  return sendPage(
    c,
    <DelegatesPage
      page={{ ...page, t, path: paths.delegatesPath(body) }}
      view={view}
      persons={[
        ...people.filter(({ gone }) => !gone).map(({ person }) => ({ person, name: nameOf(person) })),
        ...keyed.map((person) => ({ person, name: nameOf(person) })),
      ]}
      nameOf={nameOf}
      mayWrite={mayWriteHere(listener, c, body, 'delegate.sent')}
      done={isDone ? (done as DelegatesPageProps['done']) : null}
      problem={problem ?? null}
    />,
    problem === undefined ? 200 : statusOf(problem),
  )
}

/** What a form says of the delegates it asks about, over what was noted before. */
function notedIn(form: Filled, sendings: readonly SendingLine[]): Map<string, Note> {
  const keys = fieldKeys(sendings)
  const noted = textToNoted(keys, textIn(form.fields, 'noted') ?? '')
  for (const [key, fieldKey] of keys) {
    const said = textIn(form.fields, noteField(fieldKey))
    const note = notes.find((one) => one === said)
    if (note !== undefined) noted.set(key, note)
  }
  return noted
}

async function takeVote(listener: Listener, c: Context): Promise<Response> {
  const form = await filledForm(listener, c)
  if (form instanceof Response) return form
  const motion = motionIn(c)
  const sendings = sendingsTo(listener.node.views.db, motion.book, motion.seq)
  const noted = notedIn(form, sendings)
  const rule = form.text('rule')
  if (rule === undefined) return showVote(listener, c, noted, null)
  const votes = sendings.flatMap((line) => {
    const option = noted.get(sendingKey(line))
    return option === undefined || option === 'absent'
      ? []
      : [{ body: line.body, person: line.person, option }]
  })
  const input = { body: motion.book, motion: motion.seq, rule, votes, place: form.text('place') }
  const ran = await runAsked(listener, c, { name: 'delegate.vote', input })
  if (!ran.ok) return showVote(listener, c, noted, ran.error)
  return c.redirect(paths.motionPath(motion), 303)
}

async function showVote(
  listener: Listener,
  c: Context,
  noted: Noted,
  problem: Refusal | null,
): Promise<Response> {
  const { db } = listener.node.views
  const motion = motionIn(c)
  if (c.get('session') === undefined)
    return c.redirect(`${paths.signInPath}?next=${encodeURIComponent(c.req.path)}`, 303)
  const federation = federationView(db, motion.book)
  const put = federation?.motions.find(({ ref }) => ref.seq === motion.seq)
  if (federation === undefined || put === undefined || put.outcome !== null)
    return sendProblem(listener, c, 404, { type: 'motion-unknown' })
  if (!mayWriteHere(listener, c, motion.book, 'delegates.voted'))
    return sendProblem(listener, c, 403, { type: 'author-not-entitled', entryType: 'delegates.voted' })
  const { name, demonstration, charter } = federation
  return sendPage(
    c,
    <DelegatesVotePage
      page={{ ...pageContext(listener, c), path: paths.delegatesVotePath(motion) }}
      federation={{
        book: motion.book,
        name,
        demonstration,
        sections: charter.sections,
        rules: decisionRules(db, motion.book, ['counted']),
      }}
      motion={{ seq: motion.seq, title: put.title }}
      sendings={sendingsTo(db, motion.book, motion.seq).map((line) => ({
        ...line,
        called: calledOf(db, line.book, line.person),
      }))}
      noted={noted}
      problem={problem}
    />,
    problem === null ? 200 : statusOf(problem),
  )
}
