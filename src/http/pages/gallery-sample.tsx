/**
 * How the gallery shows a component: its name, what it is for, and it itself in its states.
 *
 * Invariants
 * 1. Nothing that is shown is sent, and no link of it leads away from the gallery: bodies that do not exist have no pages.
 * 2. What is a landmark on a page is a group here: a page with thirty navigations has none.
 */
import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import type { MessageKey } from '../../web/languages/catalogue.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import * as paths from '../../web/paths.ts'

export type GalleryPart = FC<{ t: Translator }>

export interface SampleProps {
  readonly t: Translator
  /** Names of components, as the code has them. */
  readonly of: readonly string[]
  readonly says: MessageKey
  readonly children?: Child
}

export const Sample: FC<SampleProps> = ({ t, of, says, children }) => (
  <section>
    <hr />
    <h3 translate="no">{of.join(' · ')}</h3>
    <p class="soft">{t(says)}</p>
    {raw(shownOnly(String(<>{children}</>)))}
  </section>
)

const shownOnly = (html: string): string =>
  html
    .replaceAll(/<form([^>]*?) method="post" action="[^"]*"/g, '<div role="group"$1')
    .replaceAll('</form>', '</div>')
    .replaceAll('<nav ', '<div role="group" ')
    .replaceAll('</nav>', '</div>')
    .replaceAll(/ href="\/[^"]*"/g, ` href="${paths.galleryPath}"`)

export interface SectionProps {
  readonly t: Translator
  readonly id: SectionId
  readonly explain?: string
  readonly children?: Child
}

/** In the order of the page. */
export const sectionIds = [
  'colours',
  'sizes',
  'signs',
  'paths',
  'blocks',
  'marks',
  'tables',
  'forms',
  'notices',
  'evening',
  'pictures',
] as const

export type SectionId = (typeof sectionIds)[number]

export const GallerySection: FC<SectionProps> = ({ t, id, explain, children }) => (
  <section id={id}>
    <h2>{t(`gallery.${id}`)}</h2>
    {explain === undefined ? null : <p class="lead">{explain}</p>}
    {children}
  </section>
)
