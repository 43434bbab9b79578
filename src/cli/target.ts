/**
 * Where a command runs: on the node that has the folder open, through its operator listener, or else in this process on
 * the same folder, under the same lock. The same commands either way.
 */
import { readFileSync } from 'node:fs'
import { readingApp } from '../http/api-routes.tsx'
import type { Problem } from '../http/problem.ts'
import { operatorFile } from '../http/serve.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { localDateTime } from '../node/clock.ts'
import { commands } from '../node/commands/all.ts'
import { type Progress, runCommand } from '../node/commands/command.ts'
import type { Actor } from '../node/actor.ts'
import { ApachitaNode } from '../node/node.ts'

interface Operator {
  readonly url: string
  readonly token: string
  readonly pid: number
}

/** The running node of a folder, or undefined if none runs. */
function runningOperator(folder: string): Operator | undefined {
  try {
    const operator = JSON.parse(readFileSync(operatorFile(folder), 'utf8')) as Operator
    process.kill(operator.pid, 0)
    return operator
  } catch {
    return undefined
  }
}

/** Who has a command done; undefined: nobody, which is enough for running the machine and for reading. */
export interface Credentials {
  readonly name: string
  readonly passphrase: string
}

/** Runs a command on a folder's node, in somebody's name. */
export async function runOn(
  folder: string,
  name: string,
  input: object,
  progress: Progress,
  credentials?: Credentials,
): Promise<Result<unknown, Refusal>> {
  const operator = runningOperator(folder)
  // Running the machine is nobody's right in a body: nobody signs in for it.
  const isOfPeople = commands.some((command) => command.name === name && command.by === 'person')
  const as = isOfPeople ? credentials : undefined
  const remote =
    operator === undefined
      ? undefined
      : await inSession(operator, as, (session) => runRemotely(operator, name, input, progress, session))
  return (
    remote ??
    withNode(folder, async (node) => {
      const actor = await actorOf(node, as)
      return actor.ok ? runCommand(commands, node, name, input, { progress, ...actor.value }) : actor
    })
  )
}

async function actorOf(
  node: ApachitaNode,
  as: Credentials | undefined,
): Promise<Result<{ readonly actor?: Actor }, Refusal>> {
  if (as === undefined) return accept({})
  const opened = await node.accounts.unlock(as.name, as.passphrase, 'here')
  return opened.ok ? accept({ actor: opened.value }) : opened
}

/** Signs in at the running node for one task; undefined where none answers. */
async function inSession(
  operator: Operator,
  as: Credentials | undefined,
  task: (session: Record<string, string>) => Promise<Result<unknown, Refusal> | undefined>,
): Promise<Result<unknown, Refusal> | undefined> {
  if (as === undefined) return task({})
  const answer = await ask(operator, '/api/sessions', { method: 'POST', body: JSON.stringify(as) })
  if (answer === undefined) return undefined
  const said = await toResult(answer)
  if (!said.ok) return said
  const session = { 'apachita-session': (said.value as { token: string }).token }
  try {
    return await task(session)
  } finally {
    await ask(operator, '/api/sessions', { method: 'DELETE', headers: session })
  }
}

/**
 * Reads a view from a folder's node: `path` of its API, asked of the running node or of the same routes in this process;
 * in somebody's name what that person may see.
 */
export async function readFrom(
  folder: string,
  path: string,
  as?: Credentials,
): Promise<Result<unknown, Refusal>> {
  const operator = runningOperator(folder)
  const remote =
    operator === undefined
      ? undefined
      : await inSession(operator, as, async (headers) => {
          const response = await ask(operator, path, { headers })
          return response === undefined ? undefined : toResult(response)
        })
  return remote ?? withNode(folder, (node) => readHere(node, path, as))
}

async function readHere(
  node: ApachitaNode,
  path: string,
  as: Credentials | undefined,
): Promise<Result<unknown, Refusal>> {
  const opened = as === undefined ? undefined : await node.accounts.unlock(as.name, as.passphrase, 'here')
  if (opened?.ok === false) return opened
  const from = { address: 'here', agent: '' }
  const headers: Record<string, string> =
    opened === undefined ? {} : { 'apachita-session': node.sessions.start(opened.value, from).token }
  return toResult(await readingApp(node).request(path, { headers }))
}

async function toResult(response: Response): Promise<Result<unknown, Refusal>> {
  const body: unknown = await response.json()
  return response.ok ? accept(body) : refuse((body as Problem).refusal)
}

/** The running node's answer; undefined where none answers any more: what it left behind ended with it. */
async function ask(operator: Operator, path: string, init: RequestInit): Promise<Response | undefined> {
  try {
    const headers = {
      authorization: `Bearer ${operator.token}`,
      'content-type': 'application/json',
      'user-agent': 'apachita',
      ...(init.headers as Record<string, string> | undefined),
    }
    return await fetch(`${operator.url}${path}`, { ...init, headers })
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string }
    if (code === 'ECONNREFUSED') return undefined
    throw error
  }
}

async function withNode(
  folder: string,
  task: (node: ApachitaNode) => Promise<Result<unknown, Refusal>>,
): Promise<Result<unknown, Refusal>> {
  const opened = await ApachitaNode.open({ folder, now: (at) => localDateTime(new Date(), at) })
  if (!opened.ok) return opened
  try {
    return await task(opened.value)
  } finally {
    await opened.value.close()
  }
}

type Line = {
  readonly progress?: Parameters<Progress>[0]
  readonly value?: unknown
  readonly refusal?: Refusal
}

async function runRemotely(
  operator: Operator,
  name: string,
  input: object,
  progress: Progress,
  session: Record<string, string>,
): Promise<Result<unknown, Refusal> | undefined> {
  const response = await ask(operator, `/api/commands/${name}`, {
    method: 'POST',
    headers: { ...session, accept: 'application/x-ndjson' },
    body: JSON.stringify(input),
  })
  if (response === undefined) return undefined
  if (!response.ok || response.body === null) return refuse({ type: 'not-a-node', status: response.status })
  let held = ''
  let last: Line = {}
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (held + chunk).split('\n')
    held = lines.pop() ?? ''
    for (const text of lines) {
      last = JSON.parse(text) as Line
      if (last.progress !== undefined) progress(last.progress)
    }
  }
  if (last.refusal !== undefined) return refuse(last.refusal)
  return 'value' in last ? accept(last.value) : refuse({ type: 'connection-failed' })
}
