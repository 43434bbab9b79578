/** Schemas of values that entries of every room use. */
import { z } from 'zod'
import { languages } from './languages.ts'

/** A text in at least one language, each at most 10,000 characters. */
export const localizedText = z
  .partialRecord(z.enum(languages), z.string().min(1).max(10_000))
  .refine((text) => Object.keys(text).length > 0)

/** A decimal as text: money, measures, degrees. */
export const decimal = z.string().regex(/^-?(0|[1-9]\d*)(\.\d+)?$/)
