/** Blocks that pages are made of: the answer, cards, facts, notes, ways onward. */
import type { Child, FC } from 'hono/jsx'
import type { PageContext } from '../page.ts'

export interface Crumb {
  readonly label: Child
  readonly path: string | null
}

export const Crumbs: FC<{ page: PageContext; crumbs: readonly Crumb[] }> = ({ page, crumbs }) => (
  <nav class="crumb" aria-label={page.t('nav.crumbs')}>
    {crumbs.map(({ label, path }, index) => (
      <>
        {index === 0 ? null : <span aria-hidden="true"> › </span>}
        {path === null ? <span aria-current="page">{label}</span> : <a href={path}>{label}</a>}
      </>
    ))}
  </nav>
)

export type AnswerTone = 'open' | 'carried' | 'failed' | 'calm'

/** The answer first, in a sentence. `live`: what just happened, read aloud at once. */
export const Answer: FC<{ tone: AnswerTone; live?: boolean; children?: Child }> = ({
  tone,
  live,
  children,
}) => (
  <div class={`answer ${tone}`} role={live === true ? 'status' : undefined}>
    {children}
  </div>
)

export interface Fact {
  readonly term: Child
  readonly value: Child
}

export const Facts: FC<{ facts: readonly Fact[] }> = ({ facts }) => (
  <dl class="facts">
    {facts.map(({ term, value }) => (
      <div>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

export const Actions: FC<{ children?: Child }> = ({ children }) => <div class="acts">{children}</div>

/** A link that looks like what it is: something to do. One a page is the `main` one. */
export const ActionLink: FC<{ path: string; main?: boolean; children?: Child }> = ({
  path,
  main,
  children,
}) => (
  <a class={main === true ? 'btn main' : 'btn'} href={path}>
    {children}
  </a>
)
