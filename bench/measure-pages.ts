/** Measuring pages over HTTP: nodes on worlds that begin alike, beside a bare page of Hono. */
import type { Giver } from './engine.ts'
import { type Made, type Scratch, median } from './measure.ts'
import type { BarePage } from './roles/bare-page.tsx'
import type { PageReader } from './roles/page-reader.ts'
import { Child } from './rpc.ts'

export interface PagesMeasured {
  /** Entries and books of the nodes, in rising size. */
  readonly sizes: readonly { readonly entries: number; readonly books: number }[]
  /** Medians in milliseconds, in the order of `sizes`. */
  readonly pages: readonly { readonly name: string; readonly mediansMs: readonly number[] }[]
  /** Pages a second: the mix at the middle size as visitors meet it, each page of it made anew, and the bare page. */
  readonly mixRate: number
  readonly anewRate: number
  readonly bareRate: number
}

export interface Efforts {
  /** Times that the mix and the bare page are asked by turns. */
  readonly turns: number
  readonly pagesATurn: number
  /** Times that each page is asked of each node. */
  readonly rounds: number
}

const connections = 4

/** Nodes are opened on the worlds, in rising size, and kept open side by side. */
export async function measurePages(
  worlds: readonly Made[],
  scratch: Scratch,
  { turns, pagesATurn, rounds }: Efforts,
): Promise<PagesMeasured> {
  const nodes = await Promise.all(worlds.map((made) => openNode(made, scratch)))
  const [bare, reader] = [new Child<BarePage>('bare-page'), new Child<PageReader>('page-reader')]
  const ports = nodes.map(({ port }) => port)
  const middle = ports[ports.length >> 1] ?? 0
  const pages = await pagesOf(worlds[0] as Made, reader, middle)
  const paths = pages.map(({ path }) => path)
  const mix = { port: middle, paths, isAnew: false }
  const bareMix = { port: (await bare.call('start', {})).port, paths: ['/'], isAnew: false }
  const rateOf = (asked: typeof mix) => reader.call('rate', { ...asked, connections, pages: pagesATurn })
  // The first answers are of programs that are not compiled yet.
  await reader.call('latencies', { ports, paths, rounds: Math.ceil(rounds / 4) })
  await rateOf({ ...mix, isAnew: true })
  await rateOf(mix)
  await rateOf(bareMix)
  const rates: { mix: number; anew: number; bare: number }[] = []
  for (let turn = 0; turn < turns; turn += 1)
    rates.push({
      mix: await rateOf(mix),
      anew: await rateOf({ ...mix, isAnew: true }),
      bare: await rateOf(bareMix),
    })
  const medians = await reader.call('latencies', { ports, paths, rounds })
  await Promise.all([bare, reader, ...nodes.map(({ child }) => child)].map((child) => child.end()))
  for (const { folder } of nodes) scratch.remove(folder)
  return {
    sizes: worlds.map(({ dataset: { entries, books } }) => ({ entries, books: books.length })),
    pages: pages.map(({ name }, at) => ({ name, mediansMs: medians.map((of) => of[at] ?? Number.NaN) })),
    mixRate: median(rates.map((rate) => rate.mix)),
    anewRate: median(rates.map(({ anew }) => anew)),
    bareRate: median(rates.map(({ bare: rate }) => rate)),
  }
}

async function openNode(made: Made, scratch: Scratch) {
  const child = new Child<Giver>('apachita-giver')
  const folder = scratch.next('pages')
  await child.call('start', { dataset: made.folder, folder })
  return { child, folder, port: (await child.call('address', {})).port }
}

interface Entry {
  readonly seq: number
}

/** The mix: what people open, of the first federation and of its member with the longest book. */
async function pagesOf(
  { dataset: { books } }: Made,
  reader: Child<PageReader>,
  port: number,
): Promise<{ readonly name: string; readonly path: string }[]> {
  const json = async <T>(path: string): Promise<T> => (await reader.call('json', { port, path })) as T
  const [federation = ''] = books.map(({ book }) => book)
  const [, ...members] = books.slice(0, 50)
  const body = members.toSorted((a, b) => b.size - a.size)[0]?.book ?? ''
  const { sessions } = await json<{ sessions: Entry[] }>(`/bodies/${body}/sessions`)
  const { motions } = await json<{ motions: { ref: Entry; entitled: number }[] }>(
    `/federations/${federation}`,
  )
  const referred = motions.filter(({ entitled }) => entitled > 0)
  const motion = referred[referred.length >> 1]?.ref
  const session = sessions[1]
  if (session === undefined || motion === undefined) throw new Error('nothing to be asked for')
  return [
    { name: 'first page of the node', path: '/' },
    { name: 'books', path: '/books' },
    { name: 'federations', path: '/federations' },
    { name: 'a body', path: `/bodies/${body}` },
    { name: 'its sessions', path: `/bodies/${body}/sessions` },
    { name: 'a session', path: `/bodies/${body}/sessions/${session.seq}` },
    { name: 'its motions', path: `/bodies/${body}/motions` },
    { name: 'a motion’s board, 49 members', path: `/motions/${federation}/${motion.seq}` },
    { name: 'a book, checked', path: `/books/${body}` },
    { name: 'search for a word', path: '/search?q=acequia' },
  ]
}
