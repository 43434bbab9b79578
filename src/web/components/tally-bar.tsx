/** A bar of yes, no, abstention and not heard from, with the mark of what is needed. The words beside it say the same. */
import type { FC } from 'hono/jsx'
import { hatchFill } from './hatch.tsx'

export interface TallyBarProps {
  readonly entitled: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly unheard: number
  /** Yes positions needed; null where no rule asks for any. */
  readonly needed: number | null
}

const percent = (count: number, total: number): string =>
  `${Math.round((count / Math.max(total, 1)) * 10_000) / 100}%`

export const TallyBar: FC<TallyBarProps> = ({ entitled, needed, ...counts }) => {
  const parts = (['yes', 'no', 'abstain', 'unheard'] as const).map((name, index, names) => ({
    name,
    count: counts[name],
    before: names.slice(0, index).reduce((sum, earlier) => sum + counts[earlier], 0),
  }))
  return (
    <svg class="bar" width="100%" height="24" aria-hidden="true" focusable="false">
      {parts
        .filter(({ count }) => count > 0)
        .map(({ name, count, before }) => (
          <rect
            class={`part ${name}`}
            x={percent(before, entitled)}
            y="5"
            width={percent(count, entitled)}
            height="14"
            fill={name === 'unheard' ? hatchFill : undefined}
          />
        ))}
      {needed === null ? null : (
        <line class="mark" x1={percent(needed, entitled)} x2={percent(needed, entitled)} y1="0" y2="24" />
      )}
    </svg>
  )
}
