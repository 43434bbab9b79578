/** Pages of a federation over time: its memberships and what it has on record; and of a body, its own memberships. */
import { type Context, Hono } from 'hono'
import { bodyFacts } from '../bodies/queries.ts'
import { MembershipPage, type MembershipPageProps } from '../federation/membership-page.tsx'
import { membershipView, membershipsOf } from '../federation/membership-query.ts'
import { MembershipsPage } from '../federation/memberships-page.tsx'
import { listsPath } from '../federation/members-shown.ts'
import { federationView } from '../federation/queries.ts'
import { RecordPage } from '../federation/record-page.tsx'
import { onRecord } from '../federation/record-query.ts'
import type { Refusal } from '../kernel/result.ts'
import * as paths from '../web/paths.ts'
import { type Asked, type Filled, filledForm, formLimit, mayWriteHere, runAsked } from './form-run.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { listsAskedIn } from './request-parts.ts'
import { statusOf } from './status.ts'

interface Shown {
  readonly done?: string
  readonly problem?: Refusal
}

type Show = (listener: Listener, c: Context, shown: Shown) => Response | Promise<Response>

/** Does what a form says and shows the page again: what was done is in the address, so that nothing is sent twice. */
const does =
  (
    listener: Listener,
    show: Show,
    path: (book: string) => string,
    done: string,
    read: (form: Filled, book: string) => Asked,
  ) =>
  async (c: Context): Promise<Response> => {
    const form = await filledForm(listener, c)
    if (form instanceof Response) return form
    const book = c.req.param('book') ?? ''
    const ran = await runAsked(listener, c, read(form, book))
    return ran.ok ? c.redirect(`${path(book)}?done=${done}`, 303) : show(listener, c, { problem: ran.error })
  }

export function federationRoutes(listener: Listener): Hono {
  const app = new Hono()
  const limit = formLimit(listener)
  const done = (c: Context): Shown => ({ done: c.req.query('done') ?? '' })
  app.get('/federations/:book/membership', (c) => showMembership(listener, c, done(c)))
  for (const [what, say, read] of [
    ['note', 'noted', (_, federation) => ({ name: 'membership.note', input: { federation } })],
    ['member', 'said', memberIn],
    ['section', 'said', sectionIn],
  ] as const satisfies readonly (readonly [string, string, (form: Filled, book: string) => Asked])[])
    app.post(
      `/federations/:book/membership/${what}`,
      limit,
      does(listener, showMembership, paths.membershipPath, say, read),
    )
  app.get('/federations/:book/record', (c) => showRecord(listener, c, done(c)))
  for (const [what, read] of [
    ['standing', standingIn],
    ['objection', objectionIn],
    ['opinion', opinionIn],
    ['answer', answerIn],
  ] as const)
    app.post(
      `/federations/:book/record/${what}`,
      limit,
      does(listener, showRecord, paths.recordPath, 'recorded', read),
    )
  app.get('/bodies/:book/memberships', (c) => showMemberships(listener, c, done(c)))
  app.post(
    '/bodies/:book/memberships',
    limit,
    does(listener, showMemberships, paths.membershipsPath, 'said', ownIn),
  )
  return app
}

/** What was chosen to be done; what is none of these is refused by the command's name. */
const verbIn = (form: Filled, id: string): string => form.text(`do-${id}`) ?? ''

const memberIn = (form: Filled, federation: string): Asked => ({
  name: `member.${verbIn(form, 'member')}`,
  input: { federation, body: form.text('member'), reason: form.words('reason-member') },
})

const sectionIn = (form: Filled, federation: string): Asked => ({
  name: `section.${verbIn(form, 'section')}`,
  input: { federation, section: form.text('section'), reason: form.words('reason-section') },
})

function ownIn(form: Filled, body: string): Asked {
  const federation = form.text('federation') ?? ''
  const id = federation.slice(0, 8)
  const input = { body, federation, reason: form.words(`reason-${id}`) }
  return { name: `membership.${verbIn(form, id)}`, input }
}

const standingIn = (form: Filled, body: string): Asked => ({
  name: 'standing.record',
  input: { body, what: form.text('what'), ...saidIn(form, 'standing'), who: form.text('who-standing') },
})

const objectionIn = (form: Filled, body: string): Asked => ({
  name: 'objection.record',
  input: {
    body,
    country: form.text('country'),
    who: form.text('who-objection'),
    motion: form.number('motion-objection'),
    ...saidIn(form, 'objection'),
  },
})

const opinionIn = (form: Filled, body: string): Asked => ({
  name: 'opinion.address',
  input: {
    body,
    to: form.text('who-opinion'),
    motion: form.number('motion-opinion'),
    text: form.words('text-opinion'),
  },
})

function answerIn(form: Filled, body: string): Asked {
  const [book = '', number = ''] = (form.text('opinion') ?? '').split('/')
  const opinion = { book, seq: Number(number) }
  return {
    name: 'opinion.answer',
    input: { body, opinion, by: form.text('who-answer'), ...saidIn(form, 'answer') },
  }
}

const saidIn = (form: Filled, id: string) => ({
  text: form.words(`text-${id}`),
  source: form.text(`source-${id}`),
})

const statusFor = ({ problem }: Shown) => (problem === undefined ? 200 : statusOf(problem))

function showMembership(listener: Listener, c: Context, shown: Shown): Response | Promise<Response> {
  const { db } = listener.node.views
  const book = c.req.param('book') ?? ''
  const federation = federationView(db, book, 0)
  if (federation === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const { name, demonstration, charter } = federation
  const asked = listsAskedIn(c)
  const page = { ...pageContext(listener, c), path: listsPath(paths.membershipPath(book), asked) }
  const isDone = shown.done === 'noted' || shown.done === 'said'
  return sendPage(
    c,
    <MembershipPage
      page={page}
      federation={{ book, name, demonstration, sections: charter.sections, frozen: charter.frozen }}
      view={membershipView(db, book)}
      asked={asked}
      mayWrite={mayWriteHere(listener, c, book, 'membership.frozen')}
      done={isDone ? (shown.done as MembershipPageProps['done']) : null}
      problem={shown.problem ?? null}
    />,
    statusFor(shown),
  )
}

function showMemberships(listener: Listener, c: Context, shown: Shown): Response | Promise<Response> {
  const { db } = listener.node.views
  const book = c.req.param('book') ?? ''
  const facts = bodyFacts(db, book)
  if (facts === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  return sendPage(
    c,
    <MembershipsPage
      page={{ ...pageContext(listener, c), path: paths.membershipsPath(book) }}
      body={{ book, name: facts.name, demonstration: facts.demonstration }}
      memberships={membershipsOf(db, book)}
      mayWrite={mayWriteHere(listener, c, book, 'membership.frozen')}
      isDone={shown.done === 'said'}
      problem={shown.problem ?? null}
    />,
    statusFor(shown),
  )
}

function showRecord(listener: Listener, c: Context, shown: Shown): Response | Promise<Response> {
  const { db } = listener.node.views
  const book = c.req.param('book') ?? ''
  const facts = bodyFacts(db, book)
  const federation = federationView(db, book)
  if (facts === undefined || federation === undefined)
    return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const { name, demonstration } = facts
  const all = [...facts.country.split(';'), ...federation.members.map(({ country }) => country)]
  const countries = [...new Set(all)].filter((code) => /^[A-Z]{2}$/.test(code)).toSorted()
  return sendPage(
    c,
    <RecordPage
      page={{ ...pageContext(listener, c), path: paths.recordPath(book) }}
      federation={{ book, name, demonstration, countries }}
      record={onRecord(db, book)}
      motions={federation.motions.map(({ ref, title, outcome, isClosed }) => ({
        seq: ref.seq,
        title,
        isCarried: isClosed && outcome === 'carried',
      }))}
      mayWrite={mayWriteHere(listener, c, book, 'opinion.addressed')}
      isDone={shown.done === 'recorded'}
      problem={shown.problem ?? null}
    />,
    statusFor(shown),
  )
}
