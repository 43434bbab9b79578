/**
 * The API for people: signing in as a program, and every command a person may have done, with that person's own rights.
 *
 *   POST   /api/sessions            {"name", "passphrase"}      200 {"token"}: sent as the header `apachita-session`
 *   DELETE /api/sessions                                         ends it
 *   POST   /api/commands/<name>     the input                    lines of JSON, as the operator's
 */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { stream } from 'hono/streaming'
import type { Refusal, Result } from '../kernel/result.ts'
import { commands } from '../node/commands/all.ts'
import { type Command, runCommand } from '../node/commands/command.ts'
import type { ApachitaNode } from '../node/node.ts'
import { nodesView } from './node-admission-routes.tsx'
import { peopleView, askingMember } from './people-routes.tsx'
import { endSession, fromOf } from './person-session.ts'
import { sealedView } from './sealed-routes.tsx'
import { statusOf } from './status.ts'
import { submissionsView } from './submission-routes.tsx'

/** A list of people, or a blob in base64. */
const maxInputBytes = 8 * 2 ** 20

export function sessionRoutes(node: ApachitaNode): Hono {
  const app = new Hono().basePath('/api')
  const tooLarge = (c: Context) => c.json({ type: 'input-too-large' }, 413)
  app.post('/sessions', bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }), async (c) => {
    const said = (await c.req.json().catch(() => ({}))) as { name?: unknown; passphrase?: unknown }
    const { name, passphrase } = said ?? {}
    if (typeof name !== 'string' || typeof passphrase !== 'string')
      return c.json({ type: 'input-invalid', field: 'name' }, 400)
    const from = fromOf(c)
    const opened = await node.accounts.unlock(name, passphrase, from.address)
    if (!opened.ok) return c.json(opened.error, statusOf(opened.error))
    return c.json({ token: node.sessions.start(opened.value, from).token })
  })
  app.delete('/sessions', (c) => {
    endSession(node, c)
    return c.body(null, 204)
  })
  app.get('/bodies/:book/people', async (c) => {
    const asking = await askingMember(node, c)
    return asking === undefined ? c.json({ type: 'book-unknown' }, 404) : c.json(peopleView(node, asking))
  })
  app.get('/bodies/:book/submissions', async (c) => {
    const view = await submissionsView(node, c, c.req.param('book'))
    return view === undefined ? c.json({ type: 'book-unknown' }, 404) : c.json(view)
  })
  app.get('/bodies/:book/nodes', async (c) => {
    const view = await nodesView(node, c.get('session'), c.req.param('book'))
    return view === undefined ? c.json({ type: 'book-unknown' }, 404) : c.json(view)
  })
  app.get('/bodies/:book/sealed/:seq{\\d{1,15}}', async (c) => {
    const view = await sealedView(node, c.get('session'), c.req.param('book'), Number(c.req.param('seq')))
    return view === undefined ? c.json({ type: 'not-found' }, 404) : c.json(view)
  })
  return app
}

/** Commands of people only; a cookie is not enough, so that no page elsewhere can have one done. */
export function personCommandRoutes(node: ApachitaNode): Hono {
  const ofPeople = commands.filter(({ by }) => by === 'person')
  const tooLarge = (c: Context) => c.json({ type: 'input-too-large' }, 413)
  return new Hono().post(
    '/api/commands/:name',
    (c, next) =>
      c.req.header('apachita-session') !== undefined && c.get('session') !== undefined
        ? next()
        : Promise.resolve(c.json({ type: c.get('sessionEnded') ?? 'sign-in-needed' }, 401)),
    bodyLimit({ maxSize: maxInputBytes, onError: tooLarge }),
    (c) => streamCommand(node, c, ofPeople),
  )
}

/** Lines of JSON: `{"progress"}` while it runs, then `{"value"}` or `{"refusal"}`. */
export async function streamCommand(
  node: ApachitaNode,
  c: Context,
  from: readonly Command[],
): Promise<Response> {
  const input: unknown = await c.req.json().catch(() => undefined)
  const actor = c.get('session')?.unlocked
  c.header('content-type', 'application/x-ndjson')
  return stream(c, async (out) => {
    const line = (value: object) => out.write(`${JSON.stringify(value)}\n`)
    const ran: Result<unknown, Refusal> = await runCommand(from, node, c.req.param('name') ?? '', input, {
      ...(actor === undefined ? {} : { actor }),
      progress: (progress) => {
        void line({ progress })
      },
    })
    await line(ran.ok ? { value: ran.value } : { refusal: ran.error })
  })
}
