/**
 * A form that was sent after its session had ended: what was typed in it goes along through signing in, and is shown to be sent
 * again. It stays in the browser's own pages; the node keeps none of it.
 */
import type { Context } from 'hono'
import { z } from 'zod'
import { isOwnOrigin } from './person-session.ts'
import { readForm, typedTextsIn } from './request-parts.ts'

export interface KeptForm {
  /** Where it was sent: an address of this node. */
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
}

const maxBytes = 64 * 1024

const kept: z.ZodType<KeptForm> = z.object({
  path: z.string().regex(/^\/(?![/\\])[\x21-\x7e]{1,500}$/),
  fields: z.record(z.string().max(200), z.string().max(maxBytes)),
})

/** What a form of this host's own pages says, where it is text; files are not read before somebody is signed in. */
export async function keptOf(c: Context): Promise<KeptForm | undefined> {
  const isText = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') === true
  if (!isText || !isOwnOrigin(c) || Number(c.req.header('content-length') ?? maxBytes + 1) > maxBytes)
    return undefined
  const fields = typedTextsIn(await readForm(c))
  return Object.keys(fields).length === 0 ? undefined : { path: c.req.path, fields }
}

/** What comes back with signing in; undefined where it is none. */
export function keptIn(text: unknown): KeptForm | undefined {
  if (typeof text !== 'string' || text.length > 4 * maxBytes) return undefined
  try {
    const said = kept.safeParse(JSON.parse(text))
    return said.success ? said.data : undefined
  } catch {
    return undefined
  }
}
