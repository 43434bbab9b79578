/** Blocks that pages are made of: the answer, cards, facts, notes, ways onward. */
import type { Child, FC } from 'hono/jsx'
import { isolatedText } from '../languages/plain-text.ts'
import type { PageContext } from '../page.ts'
import * as paths from '../paths.ts'
import { partPath } from './body-bar.tsx'
import { Sign, type SignName } from './sign.tsx'
import { Words } from './words.tsx'

export interface Crumb {
  readonly label: Child
  readonly path: string | null
}

/**
 * The way to a page: the node, the body, its part, and what the page itself adds, unless it is that part; the last of all is
 * where one is.
 */
export const Crumbs: FC<{ page: PageContext; crumbs?: readonly Crumb[] }> = ({ page, crumbs = [] }) => {
  const before = wayTo(page)
  const way = before.at(-1)?.path === page.path.split('?')[0] ? before : [...before, ...crumbs]
  return (
    <nav class="crumb" aria-label={page.t('nav.crumbs')}>
      <ol>
        {way.map(({ label, path }, index) => (
          <li>
            {path === null || index === way.length - 1 ? (
              <span aria-current="page">{label}</span>
            ) : (
              <a href={path}>{label}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function wayTo({ t, node, place }: PageContext): readonly Crumb[] {
  const home = { label: isolatedText(node.name), path: paths.homePath }
  if (place === null) return [home]
  const body = { label: <Words t={t} of={place.name} />, path: paths.bodyPath(place.book) }
  const { part } = place
  return part === null
    ? [home, body]
    : [home, body, { label: t(`part.${part}`), path: partPath(place, part) }]
}

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
export const ActionLink: FC<{ path: string; main?: boolean; sign?: SignName; children?: Child }> = ({
  path,
  main,
  sign,
  children,
}) => (
  <a class={main === true ? 'btn main' : 'btn'} href={path}>
    {sign === undefined ? null : <Sign of={sign} />}
    {children}
  </a>
)
