/** What every page is given, whatever it shows. */
import type { Translator } from './languages/translator.tsx'

export interface PageContext {
  readonly t: Translator
  /** Path and query as asked for, so that the language switch keeps them. */
  readonly path: string
  readonly node: { readonly name: string; readonly country: string }
  /** Whether this is the operator's listener, where one may write. */
  readonly operator: boolean
  /** Whether this node holds invented facts; a page that shows a book with them says so by itself too. */
  readonly demonstration: boolean
  /** Sent back with every form as the hidden field `token`; null where the listener asks for none. */
  readonly formToken: string | null
}
