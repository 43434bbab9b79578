/** Schemas of values that entries of every room use. */
import { z } from 'zod'
import { languages } from './languages.ts'

/** A text in at least one language, each at most 10,000 characters. */
export const localizedText = z
  .partialRecord(z.enum(languages), z.string().min(1).max(10_000))
  .refine((text) => Object.keys(text).length > 0)

/** A decimal as text: money, measures, degrees. */
export const decimal = z.string().regex(/^-?(0|[1-9]\d*)(\.\d+)?$/)

/** The largest blob that is taken in, in bytes. */
export const maxBlobBytes = 5 * 2 ** 20

/** A blob that an entry cites: base64 of its SHA-256, its media type, its size in bytes. */
const attachment = z.object({
  hash: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  type: z.string().regex(/^(image|audio|application)\/[a-z0-9.+-]{1,60}$/),
  size: z.int().min(1).max(maxBlobBytes),
})

export type Attachment = z.infer<typeof attachment>

/** `data.attachments` of an entry of any type: at most 32. */
export const attachments = z.array(attachment).min(1).max(32)

/** What an entry has attached; nothing where that is malformed. */
export function attachmentsOf(data: { readonly attachments?: unknown }): readonly Attachment[] {
  const read = attachments.safeParse(data.attachments)
  return read.success ? read.data : []
}
