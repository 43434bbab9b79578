/**
 * The API for people: signing in as a program, and every command a person may have done, with that person's own rights.
 *
 *   POST   /api/sessions            {"name", "passphrase"}      200 {"token"}: sent as the header `apachita-session`
 *   DELETE /api/sessions                                         ends it
 *   POST   /api/commands/<name>     the input                    what the command gives, or a problem (problem.ts)
 *
 * A program that asks for `application/x-ndjson` gets lines: `{"progress"}` while it runs, then `{"value"}` or `{"refusal"}`.
 * With the header `idempotency-key` what is asked is done once (node/done-once.ts).
 */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { stream } from 'hono/streaming'
import type { Refusal, Result } from '../kernel/result.ts'
import { commands } from '../node/commands/all.ts'
import { type Command, type Doing, runCommand } from '../node/commands/command.ts'
import type { ApachitaNode } from '../node/node.ts'
import { endSession, fromOf, isOfProgram } from './person-session.ts'
import { statusOf } from './status.ts'

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
  return app
}

/** Commands of people only; a cookie is not enough, so that no page elsewhere can have one done. */
export function personCommandRoutes(node: ApachitaNode): Hono {
  const ofPeople = commands.filter(({ by }) => by === 'person')
  const tooLarge = (c: Context) => c.json({ type: 'input-too-large' }, 413)
  return new Hono().post(
    '/api/commands/:name',
    (c, next) =>
      isOfProgram(c)
        ? next()
        : Promise.resolve(c.json({ type: c.get('sessionEnded') ?? 'sign-in-needed' }, 401)),
    bodyLimit({ maxSize: maxInputBytes, onError: tooLarge }),
    (c) => answerCommand(node, c, ofPeople),
  )
}

type Progressing = NonNullable<Doing['progress']>

/** Runs the command of the address, once where the program says so, and answers as it asked to be answered. */
export async function answerCommand(
  node: ApachitaNode,
  c: Context,
  from: readonly Command[],
): Promise<Response> {
  const text = await c.req.text()
  const run = (progress: Progressing): Promise<Result<unknown, Refusal>> =>
    onceWhereAsked(node, c, text, () => runNamed(node, c, from, text, progress))
  if (c.req.header('accept')?.includes(linesOfJson) !== true) {
    const ran = await run(() => undefined)
    return ran.ok ? c.json(ran.value ?? null) : c.json(ran.error, statusOf(ran.error))
  }
  c.header('content-type', linesOfJson)
  return stream(c, async (out) => {
    const line = (value: object) => out.write(`${JSON.stringify(value)}\n`)
    const ran = await run((progress) => void line({ progress }))
    await line(ran.ok ? { value: ran.value } : { refusal: ran.error })
  })
}

const linesOfJson = 'application/x-ndjson'

function runNamed(
  node: ApachitaNode,
  c: Context,
  from: readonly Command[],
  text: string,
  progress: Progressing,
): Promise<Result<unknown, Refusal>> {
  const actor = c.get('session')?.unlocked
  const doing = actor === undefined ? { progress } : { actor, progress }
  return runCommand(from, node, c.req.param('name') ?? '', asJson(text), doing)
}

function onceWhereAsked(
  node: ApachitaNode,
  c: Context,
  text: string,
  task: () => Promise<Result<unknown, Refusal>>,
): Promise<Result<unknown, Refusal>> {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return task()
  const who = c.get('session')?.unlocked.account ?? 'operator'
  return node.doneOnce.run({ who, key, what: `${c.req.path}\n${text}` }, task)
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
