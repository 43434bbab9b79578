/** What every page is given, whatever it shows. */
import type { Language, LocalizedText } from '../kernel/languages.ts'
import type { Translator } from './languages/translator.tsx'

/** A book whose pen is proven to have signed two histories, which part at entry `seq`. */
export interface ForkedBook {
  readonly book: string
  readonly name: LocalizedText
  readonly seq: number
}

/**
 * A book that another one of its body (`by`) goes on from at `size`; `size` 0: it is itself proposed, and not in effect, and
 * `by` is the body.
 */
export interface SupersededBook {
  readonly book: string
  readonly name: LocalizedText
  readonly size: number
  readonly by: string
}

/** Parts of a body's pages, in the order of their bar. */
export const bodyParts = [
  'sessions',
  'motions',
  'offices',
  'people',
  'charter',
  'documents',
  'federation',
  'book',
] as const

export type BodyPart = (typeof bodyParts)[number]

/** The body that a page belongs to, as its address tells. */
export interface PagePlace {
  readonly book: string
  readonly name: LocalizedText
  /** Which of its parts the page is in; null: its own first page, or none. */
  readonly part: BodyPart | null
  /** Whether bodies are its members: its part `federation` shows them. */
  readonly isFederation: boolean
  /** Whether whoever looks is of the body: its people are for them. */
  readonly isOfBody: boolean
}

/**
 * How somebody wants pages to look, remembered by their browser alone: `strong` for the sun and for weak eyes, `large` for a
 * projector and for weak eyes.
 */
export const looks = ['plain', 'strong', 'large', 'strong-large'] as const

export type Look = (typeof looks)[number]

export interface PageContext {
  readonly t: Translator
  /** Where absent: plain. */
  readonly look?: Look
  /** Languages that are offered; where absent, those with a complete catalogue. */
  readonly offered?: readonly Language[]
  /** Path and query as asked for, so that the language switch keeps them. */
  readonly path: string
  readonly node: { readonly name: string; readonly country: string }
  /** null: of the node itself, or of several bodies. */
  readonly place: PagePlace | null
  /** Whether this is the operator's listener, where one may write. */
  readonly operator: boolean
  /** Who is signed in; null: nobody. */
  readonly person: { readonly name: string } | null
  /** Whether this node holds invented facts; a page that shows a book with them says so by itself too. */
  readonly demonstration: boolean
  /** Of the books this node follows; a page tells of those it is about. */
  readonly forks: readonly ForkedBook[]
  /** The same of books that do not speak for their body, or not to their end. */
  readonly superseded: readonly SupersededBook[]
  /** Sent back with every form of whoever is signed in, as the hidden field `token`; null where nobody is. */
  readonly formToken: string | null
  /** Names this showing of the page: a form that comes twice from it is done once. */
  readonly once: string
  /** What the form said that this page answers, because it was refused; null: it answers none. */
  readonly typed: { readonly path: string; readonly fields: Readonly<Record<string, string>> } | null
  /** Whether it was asked for to be read, so that it may be asked for again. */
  readonly isRead: boolean
  /** The same for forms by which the operator runs the machine. */
  readonly machineToken: string | null
}
