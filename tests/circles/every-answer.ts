/** Everything that a node answers to whoever asks: pages from home on, the API beside them, direct addresses, and errors. */
import type { ServedNode } from './served-node.ts'

export interface Answer {
  readonly path: string
  readonly status: number
  readonly bytes: Buffer
}

async function answerOf(
  node: ServedNode,
  path: string,
  isOperator: boolean,
  init: RequestInit = {},
): Promise<Answer> {
  const answer = await node.ask(path, init, isOperator)
  const head = Buffer.from(JSON.stringify([...answer.headers]))
  const body = Buffer.from(await answer.arrayBuffer())
  const named = `${init.method ?? 'GET'} ${path} ${isOperator ? 'operator' : 'public'}`
  return { path: named, status: answer.status, bytes: Buffer.concat([head, body]) }
}

const linksIn = (page: string): string[] =>
  [...page.matchAll(/(?:href|src|action)="(\/[^"#]*)/g)].map(([, path]) =>
    (path ?? '').replaceAll('&amp;', '&'),
  )

/** Parts of the catalogue after the second: the program's own words, hundreds of pages of them. */
const isFarOn = (path: string): boolean => /^\/languages\/.*from=(?!50$)/.test(path)

/** Every page and file that links from `start` lead to, each also as the API has it. */
export async function crawl(
  node: ServedNode,
  isOperator: boolean,
  start: readonly string[],
): Promise<Answer[]> {
  const answers: Answer[] = []
  const waiting = new Set(start)
  for (const path of waiting) {
    const answer = await answerOf(node, path, isOperator)
    answers.push(answer)
    if (path.startsWith('/api/')) continue
    waiting.add(`/api${path}`)
    for (const link of linksIn(answer.bytes.toString())) if (!isFarOn(link)) waiting.add(link)
  }
  return answers
}

/** Bodies that no address wants, and none at all. */
const wrongBodies = ['', '{', '{"body":', 'null', 'token=x&id=1', '\u0000'] as const

const types = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'] as const

/** Addresses asked straight out, with every wrong body. */
export async function badlyAsked(
  node: ServedNode,
  isOperator: boolean,
  paths: readonly string[],
): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const path of paths) {
    for (const [at, body] of wrongBodies.entries()) {
      const headers = { 'content-type': types[at % types.length] ?? '' }
      answers.push(await answerOf(node, path, isOperator, { method: 'POST', body, headers }))
    }
    answers.push(await answerOf(node, path, isOperator, { method: 'DELETE' }))
  }
  return answers
}
