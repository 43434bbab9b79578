/** Photographs, recordings and documents: brought, and cited by an entry that says what they are. */
import { z } from 'zod'
import type { JsonObject } from '../../book/entry.ts'
import { base64ToBytes } from '../../kernel/encoding.ts'
import { refuse } from '../../kernel/result.ts'
import { localizedText, maxBlobBytes } from '../../kernel/schemas.ts'
import { bringBlob } from '../blobs.ts'
import { personCommand } from './command.ts'
import { at, book, seq, writeOne } from './inputs.ts'

/**
 * `bytes`: base64. For the people of the body only, unless it is said to be open. `of`: the entry of this book it stands
 * beside: a recording of a motion, the photograph of a session's stamped act.
 */
const attach = personCommand({
  name: 'document.attach',
  input: z.object({
    body: book,
    title: localizedText,
    bytes: z.string().max(Math.ceil(maxBlobBytes / 3) * 4 + 4),
    isOpen: z.boolean().default(false),
    of: seq.optional(),
    at,
  }),
  run: async (node, { body, title, bytes, isOpen, of, at: date }, { actor }) => {
    const cited = of === undefined ? undefined : await node.citation(body, of)
    if (of !== undefined && cited === undefined) return refuse({ type: 'entry-unknown', seq: of })
    const plain = base64ToBytes(bytes)
    if (plain === undefined) return refuse({ type: 'input-invalid', field: 'bytes' })
    return bringBlob(node, plain, (attachment) =>
      writeOne(node, actor, body, {
        type: isOpen ? 'document.attached' : 'document.attached-within',
        data: { title, attachments: [attachment] } as unknown as JsonObject,
        cites: cited === undefined ? [] : [cited],
        at: date,
        ...(isOpen ? {} : { circle: { members: body } }),
      }),
    )
  },
})

export const attachingCommands = [attach]
