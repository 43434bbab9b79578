/** One sealed entry for those of its body: what is inside, where that is here, and whether it was erased. */
import { erasureOf } from '../bodies/queries.ts'
import type { BookId, Json, JsonObject } from '../book/entry.ts'
import { openSeal } from '../book/seal.ts'
import { sealedAt } from '../carriage/sealed.ts'
import { utf8ToText } from '../kernel/encoding.ts'
import { attachmentsOf } from '../kernel/schemas.ts'
import type { SealedContent } from '../bodies/views.ts'
import type { ApachitaNode } from './node.ts'

/** Undefined where nothing is sealed at that number. Whoever asks is of the body: that is not checked here. */
export async function sealedContent(
  node: ApachitaNode,
  book: BookId,
  seq: number,
): Promise<SealedContent | undefined> {
  const sealed = await sealedAt(node.archive, book, seq)
  if (sealed === undefined) return undefined
  const erasedAt = erasureOf(node.views.db, book, sealed.seal) ?? null
  const isOwn = JSON.stringify(sealed.circle) === JSON.stringify({ members: book })
  const [content] = isOwn ? await node.archive.contents.read(book, seq, seq + 1) : []
  const entry = content === undefined ? undefined : openSeal(book, sealed, content)
  if (content === undefined || entry?.ok !== true) return { inside: null, erasedAt }
  const { type, at, data } = entry.value
  const inside = {
    type,
    at,
    texts: textsIn(data),
    json: utf8ToText(content.inside) ?? '',
    attachments: attachmentsOf(data).length,
  }
  return { inside, erasedAt }
}

const isIdOrHash = (text: string): boolean => /^([a-z2-7]{26}|[a-z2-7]{52}|[A-Za-z0-9+/]{43}=)$/.test(text)

/** Every text in there, in its order, of types this node knows and of those it does not. */
function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return isIdOrHash(value) ? [] : [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  const { attachments: _cited, ...said } = value as JsonObject
  return (Array.isArray(value) ? value : Object.values(said)).flatMap(textsIn)
}
