/** The people of a body, for its people: whoever is not gets the same answer as for a body that is not here. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { toString as qrToText } from 'qrcode'
import { bodyFacts } from '../bodies/queries.ts'
import { type BodiesState, isPublicPost, mayWrite } from '../bodies/state.ts'
import { type Refusal, type Result, refuse } from '../kernel/result.ts'
import { matchingNumber } from '../node/accounts/invitations.ts'
import type { Session } from '../node/accounts/sessions.ts'
import { commands } from '../node/commands/all.ts'
import { runCommand } from '../node/commands/command.ts'
import type { ApachitaNode } from '../node/node.ts'
import { type ListResult, PeoplePage, type PeopleView } from '../people/people-page.tsx'
import { householdsOf, nameOf, peopleOf } from '../people/queries.ts'
import { peopleListTemplate, readPeopleList } from '../people/read-list.ts'
import * as paths from '../web/paths.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { SlipPage, type SlipView } from './pages/slip-page.tsx'
import { ownForm } from './person-routes.tsx'
import { memberOf } from './person-session.ts'
import { textIn } from './request-parts.ts'
import { statusOf } from './status.ts'

/** A list of people; other forms are far shorter. */
const maxListBytes = 3 * 2 ** 20

interface Asking {
  readonly body: string
  readonly session: Session
  readonly person: string
  readonly state: BodiesState
}

/** Whoever is of the body; undefined for all others. */
export async function askingMember(node: ApachitaNode, c: Context): Promise<Asking | undefined> {
  const body = c.req.param('book') ?? ''
  const session = c.get('session')
  const member = await memberOf(node, session, body)
  return member === undefined || session === undefined ? undefined : { body, session, ...member }
}

export function peopleRoutes(listener: Listener): Hono {
  const { node } = listener
  const app = new Hono().basePath('/bodies/:book/people')
  const notHere = (c: Context) => sendProblem(listener, c, 404, { type: 'book-unknown' })
  app.use('/*', async (c, next) => ((await askingMember(node, c)) === undefined ? notHere(c) : next()))
  app.use(
    bodyLimit({
      maxSize: maxListBytes,
      onError: (c) => sendProblem(listener, c, 413, { type: 'input-too-large' }),
    }),
  )
  app.get('/', async (c) => show(listener, c, { done: c.req.query('done') ?? null }))
  app.get('/template.csv', (c) =>
    c.body(peopleListTemplate(), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="apachita.csv"',
    }),
  )
  app.post('/enrol', (c) => act(listener, c, enrol, 'enrolled'))
  app.post('/list', (c) => takeList(listener, c))
  app.post('/invite', (c) => invite(listener, c, 'member'))
  app.post('/recover', (c) => invite(listener, c, 'recovery'))
  for (const [action, command] of [
    ['confirm', 'key.confirm'],
    ['approve', 'recovery.approve'],
    ['decline', 'key.decline'],
  ] as const) {
    app.post(`/${action}`, (c) =>
      act(listener, c, (run, form) => run(command, { pending: textIn(form, 'id') }), action),
    )
  }
  app.post('/publish', (c) => act(listener, c, publish, 'published'))
  app.post('/withdraw', (c) =>
    act(listener, c, (run, form) => run('invitation.withdraw', { id: textIn(form, 'id') }), 'withdrawn'),
  )
  return app
}

type Run = (name: string, input: object) => Promise<Result<unknown, Refusal>>

/** Does what a form says in the name of whoever sent it, and shows the people again. */
async function act(
  listener: Listener,
  c: Context,
  todo: (
    run: Run,
    form: Record<string, unknown>,
    node: ApachitaNode,
    body: string,
  ) => Promise<Result<unknown, Refusal>>,
  done: string,
): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const body = c.req.param('book') ?? ''
  const { node } = listener
  const run: Run = (name, input) =>
    runCommand(commands, node, name, { body, ...input }, { actor: asked.session.unlocked })
  const ran = await todo(run, asked.form, node, body)
  if (!ran.ok) return show(listener, c, { problem: ran.error })
  return c.redirect(`${paths.peoplePath(body)}?done=${done}`, 303)
}

async function enrol(run: Run, form: Record<string, unknown>): Promise<Result<unknown, Refusal>> {
  const text = (name: string): string | undefined => textIn(form, name)?.trim() || undefined
  let household = text('household')
  const newHousehold = text('newHousehold')
  // Before its household is formed: this form is sent again.
  if (text('name') === undefined) return refuse({ type: 'input-invalid', field: 'name' })
  if (newHousehold !== undefined) {
    const formed = await run('household.form', { name: newHousehold, persons: [] })
    if (!formed.ok) return formed
    household = (formed.value as { household: string }).household
  }
  const [section, awayPlace] = [text('section'), text('awayPlace')]
  return run('person.enrol', {
    name: text('name') ?? '',
    ...(household === undefined ? {} : { household }),
    ...(section === undefined ? {} : { section }),
    ...(awayPlace === undefined ? {} : { away: true, awayPlace }),
  })
}

/** The name as it is enrolled, into the open book. */
function publish(
  run: Run,
  form: Record<string, unknown>,
  { views }: ApachitaNode,
  body: string,
): Promise<Result<unknown, Refusal>> {
  const [person, post] = [textIn(form, 'person') ?? '', textIn(form, 'post') ?? '']
  return run('post.assign', { person, post, name: nameOf(views.db, body, person) ?? '' })
}

async function takeList(listener: Listener, c: Context): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { file } = asked.form
  const body = c.req.param('book') ?? ''
  if (!(file instanceof File)) return show(listener, c, { problem: { type: 'input-invalid', field: 'file' } })
  const read = await readPeopleList(new Uint8Array(await file.arrayBuffer()))
  if (!read.ok) return show(listener, c, { problem: read.error })
  const { rows, problems } = read.value
  if (rows.length > 0) {
    const written = await runCommand(
      commands,
      listener.node,
      'person.enrol-list',
      { body, rows },
      { actor: asked.session.unlocked },
    )
    if (!written.ok) return show(listener, c, { problem: written.error })
  }
  return show(listener, c, { list: { people: rows.length, problems } })
}

/** Where the slip is to be used: not this machine's own name for itself, which no phone reaches. */
function joinAddress({ reachableAt }: Listener, asked: string): string {
  const isOwn = /^(127\.|localhost$|\[::1\]$)/.test(new URL(asked).hostname)
  return new URL(paths.joinPath, (isOwn ? reachableAt() : undefined) ?? asked).href
}

/** The slip is shown once, as the answer to the form: its code is nowhere else. */
async function invite(listener: Listener, c: Context, kind: SlipView['kind']): Promise<Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { node } = listener
  const body = c.req.param('book') ?? ''
  const person = textIn(asked.form, kind === 'member' ? 'person' : 'id') ?? ''
  const post = kind === 'member' ? (textIn(asked.form, `post-${person.slice(0, 8)}`) ?? 'member') : null
  const input = { body, person, ...(post === null ? {} : { post }) }
  const name = kind === 'member' ? 'member.invite' : 'recovery.start'
  const invited = await runCommand(commands, node, name, input, { actor: asked.session.unlocked })
  if (!invited.ok) return show(listener, c, { problem: invited.error })
  const { code } = invited.value as { code: string }
  const address = joinAddress(listener, c.req.url)
  const slip: SlipView = {
    body: { book: body, name: bodyFacts(node.views.db, body)?.name ?? { es: body } },
    kind,
    name: nameOf(node.views.db, body, person) ?? '',
    post,
    code,
    address,
    qr: await qrToText(address, { type: 'svg', margin: 2, width: 200 }),
  }
  return sendPage(
    c,
    <SlipPage page={{ ...pageContext(listener, c), path: paths.peoplePath(body) }} slip={slip} />,
  )
}

interface Shown {
  readonly done?: string | null
  readonly problem?: Refusal
  readonly list?: ListResult
}

async function show(listener: Listener, c: Context, { done, problem, list }: Shown): Promise<Response> {
  const asking = await askingMember(listener.node, c)
  if (asking === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const from = Number(/^\d{1,9}$/.exec(c.req.query('from') ?? '')?.[0] ?? 0)
  const page = { ...pageContext(listener, c), path: paths.peoplePath(asking.body) }
  return sendPage(
    c,
    <PeoplePage
      page={page}
      view={peopleView(listener.node, asking)}
      done={done ?? null}
      problem={problem ?? null}
      list={list ?? null}
      from={from}
    />,
    problem === undefined ? 200 : statusOf(problem),
  )
}

/** What those of a body see of it; the contents it rests on are here, or it shows numbers instead of names. */
export function peopleView(node: ApachitaNode, { body, person: self, state }: Asking): PeopleView {
  const { db } = node.views
  const facts = bodyFacts(db, body)
  const enrolled = new Map(peopleOf(db, body).map((line) => [line.person, line]))
  const ids = [...new Set([...enrolled.keys(), ...Object.keys(state.keys)])]
  const nameIn = (person: string): string => enrolled.get(person)?.name ?? `${person.slice(0, 6)}…`
  const isOfficer = mayWrite(state, self, 'key.registered') && mayWrite(state, self, 'person.enrolled')
  return {
    body: {
      book: body,
      name: facts?.name ?? { es: body },
      demonstration: facts?.demonstration ?? false,
    },
    people: ids.map((person) => ({
      person,
      facts: enrolled.get(person) ?? null,
      posts: state.posts.filter((held) => held.person === person).map(({ post }) => post),
      hasKey: Object.hasOwn(state.keys, person),
      hasAccount: isOfficer && node.accounts.accountOf(body, state.keys[person]) !== undefined,
      isSelf: person === self,
      unnamedPosts: state.posts.flatMap((held) =>
        held.person === person && held.name === undefined && isPublicPost(state, held.post)
          ? [held.post]
          : [],
      ),
    })),
    households: householdsOf(db, body),
    isOfficer,
    isHosted: node.local.isHosted(body),
    posts: (state.charter?.posts ?? []).map(({ id }) => id),
    pending: isOfficer
      ? node.invitations.pendingIn(body).map(({ id, kind, person, key }) => {
          const approvals = node.invitations.approvals(id)
          return {
            id,
            kind,
            person,
            name: nameIn(person),
            number: matchingNumber(key),
            approvals: approvals.length,
            isApproved: approvals.some((approval) => approval.person === self),
          }
        })
      : [],
    invitations: isOfficer
      ? node.invitations.openOf(body).map(({ id, person, post, isExpired }) => ({
          id,
          name: nameIn(person ?? ''),
          post,
          isExpired,
        }))
      : [],
  }
}
