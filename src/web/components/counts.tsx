/** Figures for a wall: each as large as there is room, with its sign and its word. */
import type { FC } from 'hono/jsx'
import type { Translator } from '../languages/translator.tsx'
import { positionShape, type Heard } from './marks.tsx'

export interface Count {
  /** `there`: neither for nor against anything. */
  readonly of: Heard | 'there'
  readonly word: string
  readonly count: number
}

export const Counts: FC<{ t: Translator; counts: readonly Count[] }> = ({ t, counts }) => (
  <dl class="counts">
    {counts.map(({ of, word, count }) => (
      <div class={of}>
        <dt>
          {of === 'there' ? null : <span aria-hidden="true">{positionShape(of)} </span>}
          {word}
        </dt>
        <dd>{t.number(count)}</dd>
      </div>
    ))}
  </dl>
)
