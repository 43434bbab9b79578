/** What is sealed in one entry, for those of the body; whoever is not gets the same answer as for what is not there. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { bodyFacts, nodeLinesOf } from '../bodies/queries.ts'
import { SealedPage, type SealedView } from '../bodies/sealed-page.tsx'
import { mayWrite } from '../bodies/state.ts'
import type { BookId } from '../book/entry.ts'
import type { Refusal } from '../kernel/result.ts'
import type { Session } from '../node/accounts/sessions.ts'
import { commands } from '../node/commands/all.ts'
import { runCommand } from '../node/commands/command.ts'
import type { ApachitaNode } from '../node/node.ts'
import { sealedContent } from '../node/sealed-content.ts'
import * as paths from '../web/paths.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { ownForm } from './person-routes.tsx'
import { memberOf } from './person-session.ts'
import { statusOf } from './status.ts'

const maxFormBytes = 64 * 1024

export function sealedRoutes(listener: Listener): Hono {
  const app = new Hono().basePath('/bodies/:book/sealed/:seq{\\d{1,15}}')
  const limit = bodyLimit({
    maxSize: maxFormBytes,
    onError: (c) => sendProblem(listener, c, 413, { type: 'input-too-large' }),
  })
  app.get('/', (c) => show(listener, c, null, c.req.query('done') === 'erased'))
  app.post('/erase', limit, async (c) => {
    const asked = await ownForm(listener, c)
    if (asked instanceof Response) return asked
    if (asked.form['erase'] !== 'yes')
      return show(listener, c, { type: 'input-invalid', field: 'erase' }, false)
    const { body, seq } = placeIn(c)
    const { node } = listener
    const ran = await runCommand(
      commands,
      node,
      'content.erase',
      { body, seq },
      { actor: asked.session.unlocked },
    )
    if (!ran.ok) return show(listener, c, ran.error, false)
    return c.redirect(`${paths.sealedPath(body, seq)}?done=erased`, 303)
  })
  return app
}

const placeIn = (c: Context): { readonly body: BookId; readonly seq: number } => ({
  body: c.req.param('book') ?? '',
  seq: Number(c.req.param('seq')),
})

/** What a session sees of a sealed entry of its own body; undefined for whoever is not of it, and where nothing is sealed. */
export async function sealedView(
  node: ApachitaNode,
  session: Session | undefined,
  body: BookId,
  seq: number,
): Promise<SealedView | undefined> {
  const facts = bodyFacts(node.views.db, body)
  const member = await memberOf(node, session, body)
  if (facts === undefined || member === undefined) return undefined
  const content = await sealedContent(node, body, seq)
  if (content === undefined) return undefined
  return {
    body: { book: body, name: facts.name, demonstration: facts.demonstration },
    seq,
    ...content,
    otherNodes: nodeLinesOf(node.views.db, body)
      .filter((line) => line.node !== node.id && line.canOpenSealed)
      .map(({ name }) => name),
    mayErase: node.local.isHosted(body) && mayWrite(member.state, member.person, 'content.erased'),
  }
}

async function show(
  listener: Listener,
  c: Context,
  problem: Refusal | null,
  isDone: boolean,
): Promise<Response> {
  const { body, seq } = placeIn(c)
  const view = await sealedView(listener.node, c.get('session'), body, seq)
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'not-found' })
  const page = { ...pageContext(listener, c), path: paths.sealedPath(body, seq) }
  return sendPage(
    c,
    <SealedPage page={page} view={view} isDone={isDone} problem={problem} />,
    problem === null ? 200 : statusOf(problem),
  )
}
