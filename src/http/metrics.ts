/**
 * Figures for whoever runs the machine, as a Prometheus server reads them: GET /metrics on the operator's listener only.
 *
 * Invariants
 * 1. No label holds what a request or a person brought: routes are patterns, methods and types those this program knows.
 * 2. No label names a book, a body, a peer or a person.
 *
 * The library is loaded when it is first asked for.
 */
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { ApachitaNode } from '../node/node.ts'
import { Tally } from '../node/tally.ts'
import { isMessageKey } from '../web/languages/catalogue.ts'

/** Requests by listener, method, pattern of the route, and status. */
export class RequestTally extends Tally<readonly [string, string, string, string]> {}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'DELETE'])

/** Counts every answer; stands before everything else of a listener. */
export const counted =
  (requests: RequestTally, listener: 'public' | 'operator'): MiddlewareHandler =>
  async (c, next) => {
    await next()
    const method = methods.has(c.req.method) ? c.req.method : 'other'
    requests.add(listener, method, routePath(c), String(c.res.status))
  }

/** A type that has words is one of ours. */
const knownType = (type: string): string => (isMessageKey(`refusal.${type}`) ? type : 'other')

const byType = (tally: Tally) => tally.all().map(([[type], count]) => [[knownType(type)], count] as const)

/** What answers with the figures as they are at that moment. */
export async function openMetrics(
  node: ApachitaNode,
  requests: RequestTally,
): Promise<() => Promise<{ readonly type: string; readonly text: string }>> {
  const { Counter, Gauge, Registry, collectDefaultMetrics } = await import('prom-client')
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const gauge = (name: string, help: string, read: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read())
      },
    })
  const counter = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    read: () => readonly (readonly [readonly string[], number])[],
  ) =>
    new Counter({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset()
        for (const [values, count] of read()) {
          const labels = Object.fromEntries(labelNames.map((label, at) => [label, values[at] ?? '']))
          this.inc(labels as Record<Label, string>, count)
        }
      },
    })
  const { packs, refusedParts, refusedCommands } = node.counts
  gauge('apachita_books', 'Books held', async () => (await node.archive.books()).length)
  gauge('apachita_entries', 'Entries held, of all books', async () =>
    (await node.archive.books()).reduce((sum, { size }) => sum + size, 0),
  )
  counter('apachita_packs_taken_total', 'Packs taken in, by how they came', ['via'], () => packs.all())
  counter('apachita_refused_parts_total', 'What was refused of packs, by type', ['type'], () =>
    byType(refusedParts),
  )
  counter('apachita_refused_commands_total', 'Commands refused, by type', ['type'], () =>
    byType(refusedCommands),
  )
  counter(
    'apachita_http_requests_total',
    'Requests, by listener, method, pattern of the route and status',
    ['listener', 'method', 'route', 'status'],
    () => requests.all(),
  )
  return async () => ({ type: register.contentType, text: await register.metrics() })
}
