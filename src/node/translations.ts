/**
 * Translations that were brought to this node (tables of node.db): said before those that come with the program, on this
 * node only, with who brought them and who reviewed them. They never travel by themselves: a file does.
 *
 * Invariants
 * 1. What is kept has passed `messageFault`, all of a file or nothing of it.
 * 2. Every message names the import it came by, and so who reviewed it.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { languages, type Language } from '../kernel/languages.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { prepared } from '../views/prepared.ts'
import {
  type MessageKey,
  type Messages,
  catalogue,
  isMessageKey,
  shippedMessages,
} from '../web/languages/catalogue.ts'
import { type MessageFault, messageFault } from '../web/languages/message-check.ts'
import { plainText } from '../web/languages/plain-text.ts'
import type { Sqlite } from './node-db.ts'

/** Who brought messages, and who reviewed them; nobody reviewed where that is empty. */
export interface TranslationImport {
  readonly id: number
  readonly at: string
  readonly by: string
  readonly reviewers: readonly string[]
  readonly messages: number
  /** Of all that this node said in the language after it. */
  readonly digest: string
}

/** An import as a backup keeps it: with those of its messages that later ones did not replace. */
export const broughtTranslations = z.object({
  language: z.enum(languages),
  at: z.string(),
  by: z.string(),
  reviewers: z.array(z.string()),
  count: z.int().min(0),
  digest: z.string(),
  messages: z.record(z.string(), z.string()),
})
type BroughtTranslations = z.infer<typeof broughtTranslations>

/** A message in a file that was not let in, by its key. */
export interface FaultyMessage {
  readonly key: string
  readonly fault: MessageFault | 'spanish-changed'
}

/** One message of a language as this node has it. */
export interface TranslatedLine {
  readonly key: MessageKey
  readonly spanish: string
  /** null: there is none, and it is said in Spanish. */
  readonly text: string | null
  readonly standing: 'missing' | 'unreviewed' | 'reviewed'
}

/** A file of more bytes is not read. */
export const maxTranslationBytes = 4 * 2 ** 20
const maxNameChars = 200
const maxReviewers = 50

/** SHA-256 (base64) over what is said in a language: keys in order, each with its message. */
export function messagesDigest(messages: Messages): string {
  const sorted = Object.entries(messages).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64')
}

interface Brought {
  readonly messages: Messages
  /** By which import each came. */
  readonly from: ReadonlyMap<MessageKey, number>
}

export class Translations {
  readonly #db: Sqlite
  readonly #known = new Map<Language, Brought>()

  constructor(db: Sqlite) {
    this.#db = db
  }

  /** What was brought in a language; the same object until more is. */
  messages(language: Language): Messages {
    return this.#brought(language).messages
  }

  /** All that this node says in a language itself, without what it says in Spanish instead. */
  inUse(language: Language): Messages {
    return { ...shippedMessages[language], ...this.messages(language) }
  }

  digest(language: Language): string {
    return messagesDigest(this.inUse(language))
  }

  /** Every message there is, in the order of the Spanish ones. */
  lines(language: Language): TranslatedLine[] {
    const inUse = this.inUse(language)
    const reviewed = new Set(
      this.imports(language).flatMap(({ id, reviewers }) => (reviewers.length > 0 ? [id] : [])),
    )
    const { from } = this.#brought(language)
    return Object.entries(catalogue.es).flatMap(([key, spanish]) => {
      if (!isMessageKey(key)) return []
      const text = inUse[key] ?? null
      const isReviewed = reviewed.has(from.get(key) ?? -1)
      const standing = text === null ? 'missing' : isReviewed ? 'reviewed' : 'unreviewed'
      return [{ key, spanish, text, standing }]
    })
  }

  /** Newest first. */
  imports(language: Language): TranslationImport[] {
    type Row = Omit<TranslationImport, 'reviewers'> & { reviewers: string }
    return prepared<[string], Row>(
      this.#db,
      'SELECT id, at, by, reviewers, messages, digest FROM translation_imports WHERE language = ? ORDER BY id DESC',
    )
      .all(language)
      .map((row) => ({ ...row, reviewers: JSON.parse(row.reviewers) as string[] }))
  }

  /**
   * Takes in the messages of a file (`catalogueFile` has its form). Refused: `translation-unreadable`,
   * `translation-of-another`, `translation-faulty` with `faults`, `input-invalid`.
   */
  bring(
    language: Language,
    text: string,
    { at, by, reviewers }: Pick<TranslationImport, 'at' | 'by' | 'reviewers'>,
  ): Result<number, Refusal> {
    if (!isName(by)) return refuse({ type: 'input-invalid', field: 'who' })
    if (reviewers.length > maxReviewers || !reviewers.every(isName))
      return refuse({ type: 'input-invalid', field: 'reviewers' })
    const read = readCatalogueFile(language, text)
    if (!read.ok) return read
    this.#keep(language, read.value, { at, by, reviewers })
    return accept(Object.keys(read.value).length)
  }

  #keep(
    language: Language,
    messages: Messages,
    who: Pick<TranslationImport, 'at' | 'by' | 'reviewers'>,
  ): void {
    const digest = messagesDigest({ ...this.inUse(language), ...messages })
    const count = Object.keys(messages).length
    this.import([{ ...who, reviewers: [...who.reviewers], language, count, digest, messages }])
  }

  /** Imports as they were, oldest first. What does not fit this version is kept, and not said. */
  import(brought: readonly BroughtTranslations[]): void {
    const note = prepared(
      this.#db,
      'INSERT INTO translation_imports (language, at, by, reviewers, messages, digest) VALUES (?, ?, ?, ?, ?, ?)',
    )
    const put = prepared(this.#db, 'INSERT OR REPLACE INTO translations VALUES (?, ?, ?, ?)')
    this.#db.transaction(() => {
      for (const { language, at, by, reviewers, count, digest, messages } of brought) {
        const { lastInsertRowid } = note.run(language, at, by, JSON.stringify(reviewers), count, digest)
        for (const [key, message] of Object.entries(messages))
          put.run(language, key, message, lastInsertRowid)
      }
    })()
    this.#known.clear()
  }

  export(): BroughtTranslations[] {
    const ofImport = prepared<[number], { key: string; message: string }>(
      this.#db,
      'SELECT key, message FROM translations WHERE import = ?',
    )
    return languages.flatMap((language) =>
      this.imports(language)
        .toReversed()
        .map(({ id, reviewers, messages: count, ...rest }) => ({
          ...rest,
          language,
          reviewers: [...reviewers],
          count,
          messages: Object.fromEntries(ofImport.all(id).map(({ key, message }) => [key, message])),
        })),
    )
  }

  /** Goes back to what comes with the program. */
  forget(language: Language): void {
    this.#db.transaction(() => {
      prepared(this.#db, 'DELETE FROM translations WHERE language = ?').run(language)
      prepared(this.#db, 'DELETE FROM translation_imports WHERE language = ?').run(language)
    })()
    this.#known.delete(language)
  }

  /** As far as this version has the key, and the message still fits it: an update may have changed what it takes. */
  #brought(language: Language): Brought {
    const known = this.#known.get(language)
    if (known !== undefined) return known
    const rows = prepared<[string], { key: string; message: string; import: number }>(
      this.#db,
      'SELECT key, message, import FROM translations WHERE language = ?',
    )
      .all(language)
      .flatMap(({ key, ...row }) =>
        isMessageKey(key) && messageFault(key, row.message) === undefined ? [{ key, ...row }] : [],
      )
    const read: Brought = {
      messages: Object.fromEntries(rows.map(({ key, message }) => [key, message])) as Messages,
      from: new Map(rows.map((row) => [row.key, row.import])),
    }
    this.#known.set(language, read)
    return read
  }
}

const isName = (text: string): boolean =>
  text.trim() !== '' && text.length <= maxNameChars && plainText(text) === text && !text.includes('\n')

/** What a translator gets and gives back: the Spanish beside the translation, which is empty where there is none. */
export function catalogueFile(language: Language, lines: readonly TranslatedLine[]): string {
  const messages = Object.fromEntries(
    lines.map(({ key, spanish, text }) => [key, { es: spanish, [language]: text ?? '' }]),
  )
  return `${JSON.stringify({ apachita: 'catalogue/v1', language, messages }, null, 2)}\n`
}

export const isTranslated = (language: string): language is Exclude<Language, 'es'> =>
  language !== 'es' && languages.some((known) => known === language)

/** The messages of a file; those that are empty, or say what the program says already, are left out. */
function readCatalogueFile(language: Language, text: string): Result<Messages, Refusal> {
  let file: unknown
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return refuse({ type: 'translation-unreadable' })
  }
  const { apachita, language: named, messages } = (file ?? {}) as Record<string, unknown>
  if (apachita !== 'catalogue/v1' || typeof messages !== 'object' || messages === null)
    return refuse({ type: 'translation-unreadable' })
  if (named !== language) return refuse({ type: 'translation-of-another' })
  const faults: FaultyMessage[] = []
  const read = new Map<MessageKey, string>()
  for (const [key, value] of Object.entries(messages)) {
    const { es, [language]: own } = (value ?? {}) as Record<string, unknown>
    if (own === '') continue
    const fault = messageFault(key, own)
    if (fault !== undefined) faults.push({ key: key.slice(0, 80), fault })
    else if (isMessageKey(key) && es !== catalogue.es[key]) faults.push({ key, fault: 'spanish-changed' })
    else if (isMessageKey(key)) read.set(key, String(own))
  }
  if (faults.length > 0) return refuse({ type: 'translation-faulty', count: faults.length, faults })
  if (read.size === 0) return refuse({ type: 'translation-empty' })
  return accept(Object.fromEntries(read) as Messages)
}
