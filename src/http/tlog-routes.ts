/** Books exactly as C2SP tlog-tiles serves logs, under `/books/<id>` (docs/formats.md section 10). */
import { Hono } from 'hono'
import { utf8ToText } from '../kernel/encoding.ts'
import type { ApachitaNode } from '../node/node.ts'
import { currentVerifierKey } from './node-views.ts'
import { servedCheckpoint } from './witness-views.ts'

/** `x001/x234/067` as 1234067; undefined where it is not a tile index in that form. */
export function parseTileIndex(path: string): number | undefined {
  if (!/^(x\d{3}\/)*\d{3}$/.test(path)) return undefined
  if (path.startsWith('x000/')) return undefined
  const index = Number(path.replaceAll('x', '').replaceAll('/', ''))
  return Number.isSafeInteger(index) ? index : undefined
}

interface TilePath {
  readonly kind: 'entries' | number
  readonly index: number
  readonly width: number
}

/** `0/x001/234.p/5` as level 0, tile 1234, the first 5 hashes. */
export function parseTilePath(path: string): TilePath | undefined {
  const [, kind, rest, , width] =
    /^(entries|\d|[1-5]\d|6[0-3])\/(.+?)(\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? []
  const index = rest === undefined ? undefined : parseTileIndex(rest)
  if (kind === undefined || index === undefined || Number(width ?? 1) > 255) return undefined
  return {
    kind: kind === 'entries' ? kind : Number(kind),
    index,
    width: width === undefined ? 256 : Number(width),
  }
}

const immutable = { 'cache-control': 'public, max-age=31536000, immutable' }

export function tlogRoutes(node: ApachitaNode): Hono {
  const app = new Hono()
  app.get('/books/:book/checkpoint', async (c) => {
    const record = await node.archive.book(c.req.param('book'))
    if (record === undefined) return c.notFound()
    const served = servedCheckpoint(record, await node.archive.sideData(record.book))
    return c.text(served, 200, { 'cache-control': 'no-cache' })
  })
  app.get('/books/:book/pen', async (c) => {
    const key = await currentVerifierKey(node, c.req.param('book'))
    return key === undefined ? c.notFound() : c.text(`${key}\n`, 200, { 'cache-control': 'no-cache' })
  })
  app.get('/books/:book/handovers', async (c) => {
    if ((await node.archive.book(c.req.param('book'))) === undefined) return c.notFound()
    const handovers = await node.archive.handovers(c.req.param('book'))
    return c.json(
      handovers.map(({ size, checkpoint }) => ({ size, checkpoint: utf8ToText(checkpoint) ?? '' })),
    )
  })
  app.get('/books/:book/tile/*', async (c) => {
    const book = c.req.param('book')
    const path = parseTilePath(c.req.path.slice(`/books/${book}/tile/`.length))
    if (path === undefined) return c.notFound()
    const { kind, index, width } = path
    const bytes =
      kind === 'entries'
        ? await node.archive.bundle(book, index, width)
        : await node.archive.tile(book, kind, index, width)
    if (bytes === undefined) return c.notFound()
    return c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/octet-stream', ...immutable })
  })
  return app
}
