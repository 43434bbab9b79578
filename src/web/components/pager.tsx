/** Long lists: a part at a time, and what of them is shown, both told by the address. */
import type { FC } from 'hono/jsx'
import type { Translator } from '../languages/translator.tsx'

export interface PagerProps {
  readonly t: Translator
  /** Addresses of the first part and of the one that follows; null: this is it, or nothing follows. */
  readonly first: string | null
  readonly next: string | null
}

/** The way on and back; nothing where all is shown. */
export const Pager: FC<PagerProps> = ({ t, first, next }) =>
  first === null && next === null ? null : (
    <nav class="acts" aria-label={t('pager.label')}>
      {first === null ? null : (
        <a class="btn" href={first}>
          {t('pager.first')}
        </a>
      )}
      {next === null ? null : (
        <a class="btn" href={next} rel="next">
          {t('pager.next')}
        </a>
      )}
    </nav>
  )

export interface FilterProps {
  readonly label: string
  readonly choices: readonly {
    readonly label: string
    readonly path: string
    readonly isChosen: boolean
  }[]
}

/** What of a list is shown: one press, and no button to send. */
export const Filter: FC<FilterProps> = ({ label, choices }) => (
  <nav aria-label={label}>
    <ul class="steps">
      {choices.map((choice) => (
        <li>
          <a class="pill" href={choice.path} aria-current={choice.isChosen ? 'true' : undefined}>
            {choice.label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
