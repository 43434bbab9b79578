/** The carriage's side that answers (carriage/link.ts asks). */
import { Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { admissionsOf } from '../bodies/queries.ts'
import { holdingsOf } from '../carriage/export.ts'
import { type Manifest, isManifest } from '../carriage/pack.ts'
import { requestSigner } from '../carriage/request-signature.ts'
import type { ApachitaNode } from '../node/node.ts'
import {
  countedBy,
  epochOf,
  ownManifest,
  packOf,
  partialManifest,
  partsLacking,
  partsSince,
} from '../node/give-out.ts'
import { takeIn } from '../node/take-in.ts'

const maxPushBytes = 256 * 2 ** 20
const maxManifestBytes = 16 * 2 ** 20

export function carriageRoutes(node: ApachitaNode): Hono {
  const app = new Hono()
  const tooLarge = (c: Context) => c.json({ type: 'pack-too-large' }, 413)
  app.get('/carriage/pack', async (c) => answerSince(node, c))
  app.post('/carriage/pull', bodyLimit({ maxSize: maxManifestBytes, onError: tooLarge }), async (c) => {
    const manifest: unknown = await c.req.json().catch(() => undefined)
    if (!isManifest(manifest)) return c.json({ type: 'manifest-malformed' }, 400)
    const own = await ownManifest(node)
    return sendPack(c, own, packOf(node, own, await partsLacking(node, holdingsOf(manifest))))
  })
  app.post('/carriage/pack', bodyLimit({ maxSize: maxPushBytes, onError: tooLarge }), async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer())
    const request = { method: 'POST', url: c.req.url, headers: c.req.header() }
    const followed = await node.followed()
    const signer = await requestSigner(request, body, node.id, (sender) =>
      admissionsOf(node.views.db, sender).flatMap(({ book, request: key }) =>
        followed.has(book) ? [key] : [],
      ),
    )
    if (signer === undefined) return c.json({ type: 'not-admitted' }, 401)
    const packed = Readable.from([body])
    const chunks = c.req.header('content-encoding') === 'gzip' ? packed.pipe(createGunzip()) : packed
    const { refused, changeBefore, changeAfter } = await takeIn(node, chunks, {
      via: 'link',
      source: signer,
      node: signer,
    })
    return c.json({ epoch: await epochOf(node), changeBefore, changeAfter, refused })
  })
  return app
}

async function answerSince(node: ApachitaNode, c: Context): Promise<Response> {
  const [, epoch, since] = /^([a-z2-7]+)\.(\d{1,15})$/.exec(c.req.query('since') ?? '') ?? []
  if (epoch === undefined) return c.json({ type: 'input-invalid', field: 'since' }, 400)
  const counted = await countedBy(node)
  if (epoch !== counted.epoch || Number(since) > counted.change) return c.json({ type: 'epoch-unknown' }, 410)
  const parts = await partsSince(node, Number(since))
  const manifest = await partialManifest(node, parts, counted)
  if (parts.length === 0) return c.body(null, 204, changeHeaders(manifest))
  return sendPack(c, manifest, packOf(node, manifest, parts))
}

const changeHeaders = ({ node, epoch, change }: Manifest): Record<string, string> => ({
  'apachita-node': node,
  'apachita-change': `${epoch}.${change}`,
})

function sendPack(c: Context, manifest: Manifest, chunks: AsyncIterable<Uint8Array>): Response {
  const isGzip = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
  const plain = Readable.from(chunks)
  const stream = isGzip ? plain.pipe(createGzip({ level: 1, chunkSize: 64 * 1024 })) : plain
  plain.on('error', (error) => stream.destroy(error))
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      ...changeHeaders(manifest),
      'content-type': 'application/octet-stream',
      ...(isGzip ? { 'content-encoding': 'gzip' } : {}),
    },
  })
}
