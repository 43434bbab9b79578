/** The carriage's side that answers (carriage/link.ts asks). */
import { performance } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { admissionsOf } from '../bodies/queries.ts'
import type { NodeId } from '../book/node-key.ts'
import { Challenges } from '../carriage/challenges.ts'
import { holdingsOf } from '../carriage/export.ts'
import { type Manifest, isManifest, isWanted } from '../carriage/pack.ts'
import { requestSigner } from '../carriage/request-signature.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { givableBlobs } from '../node/blobs.ts'
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

/** Who asks: undefined is anybody. */
type Asking = NodeId | undefined

export function carriageRoutes(node: ApachitaNode): Hono {
  const app = new Hono()
  const challenges = new Challenges(() => performance.now())
  const tooLarge = (c: Context) => c.json({ type: 'pack-too-large' }, 413)
  const answer =
    (handle: (c: Context, asking: Asking, body: Uint8Array) => Promise<Response>) =>
    async (c: Context): Promise<Response> => {
      const body = c.req.method === 'GET' ? new Uint8Array() : new Uint8Array(await c.req.arrayBuffer())
      const asking = await askingNode(node, challenges, c, body)
      const isSigned = c.req.header('signature') !== undefined
      if (isSigned) c.header('apachita-challenge', challenges.give())
      if (asking.ok) return handle(c, asking.value, body)
      c.header('apachita-refused', 'challenge')
      return c.json(asking.error, 401)
    }
  app.post('/carriage/challenge', (c) => c.json({ node: node.id, challenge: challenges.give() }))
  app.get(
    '/carriage/pack',
    answer((c, asking) => answerSince(node, c, asking, [])),
  )
  app.post(
    '/carriage/pull',
    bodyLimit({ maxSize: maxManifestBytes, onError: tooLarge }),
    answer((c, asking, body) => answerPull(node, c, asking, body)),
  )
  app.post(
    '/carriage/pack',
    bodyLimit({ maxSize: maxPushBytes, onError: tooLarge }),
    answer((c, asking, body) => answerPush(node, c, asking, body)),
  )
  return app
}

/**
 * The node that signed a request, admitted by a followed book; undefined for whoever signed nothing, or is not known.
 * Refused: `challenge-stale`, where what is signed is not new.
 */
async function askingNode(
  node: ApachitaNode,
  challenges: Challenges,
  c: Context,
  body: Uint8Array,
): Promise<Result<Asking, Refusal>> {
  if (c.req.header('signature') === undefined) return accept(undefined)
  const followed = node.followed()
  const request = { method: c.req.method, url: c.req.url, headers: c.req.header() }
  const signer = await requestSigner(request, body, node.id, (sender) =>
    admissionsOf(node.views.db, sender).flatMap(({ book, request: key }) =>
      followed.has(book) ? [key] : [],
    ),
  )
  if (signer === undefined) return accept(undefined)
  return challenges.spend(signer.challenge) ? accept(signer.node) : refuse({ type: 'challenge-stale' })
}

async function answerPull(
  node: ApachitaNode,
  c: Context,
  asking: Asking,
  body: Uint8Array,
): Promise<Response> {
  const said: unknown = jsonOf(body)
  if (c.req.query('since') !== undefined) {
    const { wanted } = (said ?? {}) as { wanted?: unknown }
    return isWanted(wanted)
      ? answerSince(node, c, asking, wanted)
      : c.json({ type: 'manifest-malformed' }, 400)
  }
  if (!isManifest(said)) return c.json({ type: 'manifest-malformed' }, 400)
  const receivers = receiversOf(asking)
  const own = await ownManifest(node, { receiver: asking })
  const parts = await partsLacking(node, holdingsOf(said), receivers)
  const blobs = (await givableBlobs(node, said.wanted ?? [], receivers)).values()
  return sendPack(c, own, packOf(node, own, parts, { receivers, blobs: [...new Set(blobs)] }))
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

const receiversOf = (asking: Asking): readonly NodeId[] => (asking === undefined ? [] : [asking])

async function answerPush(
  node: ApachitaNode,
  c: Context,
  asking: Asking,
  body: Uint8Array,
): Promise<Response> {
  if (asking === undefined) return c.json({ type: 'not-admitted' }, 401)
  const packed = Readable.from([body])
  const chunks = c.req.header('content-encoding') === 'gzip' ? packed.pipe(createGunzip()) : packed
  const { refused, changeBefore, changeAfter } = await takeIn(node, chunks, {
    via: 'link',
    source: asking,
    node: asking,
  })
  return c.json({ epoch: epochOf(node, asking), changeBefore, changeAfter, refused })
}

async function answerSince(
  node: ApachitaNode,
  c: Context,
  asking: Asking,
  wanted: readonly string[],
): Promise<Response> {
  const [, epoch, since] = /^([a-z2-7]+)\.(\d{1,15})$/.exec(c.req.query('since') ?? '') ?? []
  if (epoch === undefined) return c.json({ type: 'input-invalid', field: 'since' }, 400)
  const counted = await countedBy(node, asking)
  if (epoch !== counted.epoch || Number(since) > counted.change) return c.json({ type: 'epoch-unknown' }, 410)
  const receivers = receiversOf(asking)
  const parts = await partsSince(node, Number(since), receivers)
  const manifest = await partialManifest(node, parts, counted)
  const blobs = [...new Set((await givableBlobs(node, wanted, receivers)).values())]
  if (parts.length === 0 && blobs.length === 0) return c.body(null, 204, changeHeaders(manifest))
  return sendPack(c, manifest, packOf(node, manifest, parts, { receivers, blobs }))
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
  return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
    ...changeHeaders(manifest),
    'content-type': 'application/octet-stream',
    ...(isGzip ? { 'content-encoding': 'gzip' } : {}),
  })
}
