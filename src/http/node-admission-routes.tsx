/** Nodes of a body: the list is for all, as the book is; admitting from a card and revoking are for whoever may. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cardFingerprint, cardToText, maxCardChars, textToCard } from '../bodies/node-card.ts'
import { AdmitPage, NodesPage, type NodesPageProps, type NodesView } from '../bodies/nodes-page.tsx'
import { bodyFacts, nodeLinesOf } from '../bodies/queries.ts'
import { mayWrite } from '../bodies/state.ts'
import type { BookId } from '../book/entry.ts'
import { type Refusal, type Result, refuse } from '../kernel/result.ts'
import type { Session } from '../node/accounts/sessions.ts'
import { commands } from '../node/commands/all.ts'
import { runCommand } from '../node/commands/command.ts'
import type { ApachitaNode } from '../node/node.ts'
import * as paths from '../web/paths.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { ownForm } from './person-routes.tsx'
import { memberOf } from './person-session.ts'
import { textIn } from './request-parts.ts'
import { statusOf } from './status.ts'

const maxFormBytes = 64 * 1024

export function nodeAdmissionRoutes(listener: Listener): Hono {
  const app = new Hono().basePath('/bodies/:book/nodes')
  const limit = bodyLimit({
    maxSize: maxFormBytes,
    onError: (c) => sendProblem(listener, c, 413, { type: 'input-too-large' }),
  })
  app.get('/', (c) => show(listener, c, { done: doneIn(c) }))
  app.post('/card', limit, async (c) => {
    const asked = await ownForm(listener, c)
    if (asked instanceof Response) return asked
    const text = await cardIn(asked.form)
    return text === undefined
      ? show(listener, c, { problem: { type: 'input-invalid', field: 'card' } })
      : confirm(listener, c, text, null)
  })
  app.post('/admit', limit, async (c) => {
    const asked = await ownForm(listener, c)
    if (asked instanceof Response) return asked
    const text = textIn(asked.form, 'card') ?? ''
    if (asked.form['voice'] !== 'yes')
      return confirm(listener, c, text, { type: 'input-invalid', field: 'voice' })
    return finish(
      listener,
      c,
      await run(listener, c, asked.session, 'node.admit', { card: text }),
      'admitted',
    )
  })
  app.post('/revoke', limit, async (c) => {
    const asked = await ownForm(listener, c)
    if (asked instanceof Response) return asked
    const input = { node: textIn(asked.form, 'node') ?? '' }
    return finish(listener, c, await run(listener, c, asked.session, 'node.revoke', input), 'revoked')
  })
  return app
}

const bodyIn = (c: Context): BookId => c.req.param('book') ?? ''

const doneIn = (c: Context): NodesPageProps['done'] => {
  const done = c.req.query('done')
  return done === 'admitted' || done === 'revoked' ? done : null
}

/** What was pasted, or else the file. */
async function cardIn(form: Record<string, unknown>): Promise<string | undefined> {
  const pasted = textIn(form, 'card')?.trim()
  if (pasted !== undefined && pasted !== '') return pasted
  const { file } = form
  return file instanceof File && file.size > 0 ? file.slice(0, maxCardChars * 4).text() : undefined
}

const run = ({ node }: Listener, c: Context, session: Session, name: string, input: object) =>
  runCommand(commands, node, name, { body: bodyIn(c), ...input }, { actor: session.unlocked })

async function finish(
  listener: Listener,
  c: Context,
  ran: Result<unknown, Refusal>,
  done: NonNullable<NodesPageProps['done']>,
): Promise<Response> {
  if (!ran.ok) return show(listener, c, { problem: ran.error })
  return c.redirect(`${paths.nodesPath(bodyIn(c))}?done=${done}`, 303)
}

/** The nodes of a body as this session sees them; undefined where there is no such body. */
export async function nodesView(
  node: ApachitaNode,
  session: Session | undefined,
  body: BookId,
): Promise<NodesView | undefined> {
  const facts = bodyFacts(node.views.db, body)
  if (facts === undefined) return undefined
  const member = await memberOf(node, session, body)
  return {
    body: { book: body, name: facts.name, demonstration: facts.demonstration },
    nodes: nodeLinesOf(node.views.db, body),
    thisNode: node.id,
    mayAdmit:
      member !== undefined &&
      node.local.isHosted(body) &&
      mayWrite(member.state, member.person, 'node.admitted'),
  }
}

async function show(
  listener: Listener,
  c: Context,
  { done, problem }: { readonly done?: NodesPageProps['done']; readonly problem?: Refusal },
): Promise<Response> {
  const view = await nodesView(listener.node, c.get('session'), bodyIn(c))
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const page = { ...pageContext(listener, c), path: paths.nodesPath(bodyIn(c)) }
  return sendPage(
    c,
    <NodesPage page={page} view={view} done={done ?? null} problem={problem ?? null} />,
    problem === undefined ? 200 : statusOf(problem),
  )
}

/** The page that shows what a card says, and asks for what was compared. */
async function confirm(
  listener: Listener,
  c: Context,
  text: string,
  problem: Refusal | null,
): Promise<Response> {
  const view = await nodesView(listener.node, c.get('session'), bodyIn(c))
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const read = view.mayAdmit
    ? textToCard(text)
    : refuse({ type: 'author-not-entitled', entryType: 'node.admitted' })
  if (!read.ok) return show(listener, c, { problem: read.error })
  const { node, name, country } = read.value
  const card = {
    text: cardToText(read.value),
    name,
    country,
    fingerprint: cardFingerprint(read.value),
    isAdmitted: view.nodes.some((line) => line.node === node && line.revokedAt === null),
  }
  const page = { ...pageContext(listener, c), path: paths.nodesPath(bodyIn(c)) }
  return sendPage(
    c,
    <AdmitPage page={page} body={view.body} card={card} problem={problem} />,
    problem === null ? 200 : statusOf(problem),
  )
}
