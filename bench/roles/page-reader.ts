/** Who reads pages: a process that asks one or more servers for them as a browser does, over connections that stay open. */
import { Agent, get } from 'node:http'
import { median } from '../measure.ts'

/** What is asked of a server, one address after the other. `isAnew`: in other words each time, so that no page is kept. */
export interface Mix {
  readonly port: number
  readonly paths: readonly string[]
  readonly isAnew: boolean
}

export type PageReader = {
  /** Answers of the JSON API, for addresses of pages to be made of. */
  json(parameters: { readonly port: number; readonly path: string }): Promise<unknown>
  /** Pages a second of a mix, over `connections` at once, `pages` in all. */
  rate(parameters: Mix & { readonly connections: number; readonly pages: number }): Promise<number>
  /**
   * Milliseconds from asking until the whole page is here, over one connection a server: medians of `rounds`, by server and
   * address, each page made anew. In each round every address is asked of all servers, one after the other, so that they meet the same machine.
   */
  latencies(parameters: {
    readonly ports: readonly number[]
    readonly paths: readonly string[]
    readonly rounds: number
  }): Promise<number[][]>
}

const headers = { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'es' }

let count = 0

/** With a cookie that no request before had. */
function headersAnew() {
  count += 1
  return { ...headers, cookie: `asked=${count}` }
}

/** Asks for a page and reads all of it; anything but 200 is a defect. */
function ask(agent: Agent, port: number, path: string, isAnew: boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const words = isAnew ? headersAnew() : headers
    const request = get({ agent, host: '127.0.0.1', port, path, headers: words }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(parts))
        else reject(new Error(`${path}: ${response.statusCode}`))
      })
    })
    request.on('error', reject)
  })
}

const keptOpen = (maxSockets: number): Agent => new Agent({ keepAlive: true, maxSockets })

async function rateOf({
  port,
  paths,
  isAnew,
  connections,
  pages,
}: Parameters<PageReader['rate']>[0]): Promise<number> {
  const agent = keptOpen(connections)
  let asked = 0
  const readOn = async (): Promise<void> => {
    while (asked < pages) {
      asked += 1
      await ask(agent, port, paths[asked % paths.length] ?? '/', isAnew)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: connections }, readOn))
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  return asked / seconds
}

async function latenciesOf({
  ports,
  paths,
  rounds,
}: Parameters<PageReader['latencies']>[0]): Promise<number[][]> {
  const agent = keptOpen(1)
  const taken = ports.map(() => paths.map((): number[] => []))
  for (let round = 0; round < rounds; round += 1)
    for (const [page, path] of paths.entries())
      for (const [server, port] of ports.entries()) {
        const start = performance.now()
        await ask(agent, port, path, true)
        taken[server]?.[page]?.push(performance.now() - start)
      }
  agent.destroy()
  return taken.map((pages) => pages.map(median))
}

export const pageReader = (): PageReader => ({
  json: async ({ port, path }) => (await fetch(`http://127.0.0.1:${port}/api${path}`)).json(),
  rate: rateOf,
  latencies: latenciesOf,
})
