/** What the routers of both listeners answer: so that a test of every address cannot forget one. */
import { RequestTally } from '../../src/http/metrics.ts'
import { operatorApp } from '../../src/http/operator-app.tsx'
import { publicApp } from '../../src/http/public-app.ts'
import type { ApachitaNode } from '../../src/node/node.ts'

type ListenerName = 'public' | 'operator'

/** A parameter's pattern, with the patterns' own braces in it. */
const pattern = /\{(?:[^{}]|\{[^{}]*\})*\}/g

/** Paths that a listener answers by a method, parameters without their patterns. */
export function routesOf(node: ApachitaNode, listener: ListenerName, method: 'GET' | 'POST'): string[] {
  const app =
    listener === 'public'
      ? publicApp(node, () => undefined)
      : operatorApp(node, 'a token', () => undefined, new RequestTally())
  const paths = app.routes.filter((route) => route.method === method).map(({ path }) => path)
  return [...new Set(paths.map((path) => path.replaceAll(pattern, '')))]
}
