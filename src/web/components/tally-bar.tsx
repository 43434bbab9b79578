/** A bar of yes, no, abstention and not heard from, with the mark of what is needed. The words beside it say the same. */
import type { FC } from 'hono/jsx'
import { hatchFill } from './hatch.tsx'
import type { LegendLine } from './picture.tsx'

export interface TallyBarProps {
  readonly entitled: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly unheard: number
  /** Yes positions needed; null where no rule asks for any. */
  readonly needed: number | null
}

const tallyParts = ['yes', 'no', 'abstain', 'unheard'] as const

/** The figures of a bar, in the order in which its table has them. */
export const tallyFigures = ['entitled', ...tallyParts, 'needed'] as const

/** Where a share of a bar is that is drawn so many pixels wide. */
export const pixelsOf =
  (width: number) =>
  (share: number): string =>
    String(Math.round(share * width * 10) / 10)

/** What the parts of a bar mean. */
export const tallyLegend = (wordOf: (part: (typeof tallyParts)[number]) => string): LegendLine[] =>
  tallyParts.map((part) => ({
    mark: (
      <rect
        class={`part ${part}`}
        x="1"
        y="3"
        width="16"
        height="12"
        fill={part === 'unheard' ? hatchFill : undefined}
      />
    ),
    word: wordOf(part),
  }))

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`

export const TallyBar: FC<TallyBarProps> = (props) => (
  <svg class="bar" width="100%" height="24" aria-hidden="true" focusable="false">
    <TallyParts {...props} place={percent} />
  </svg>
)

/** The parts of a bar alone, 24 pixels high; `place`: where a share of its width is. */
export const TallyParts: FC<TallyBarProps & { place: (share: number) => string }> = ({
  entitled,
  needed,
  place,
  ...counts
}) => {
  const at = (count: number): string => place(count / Math.max(entitled, 1))
  const parts = tallyParts.map((name, index, names) => ({
    name,
    count: counts[name],
    before: names.slice(0, index).reduce((sum, earlier) => sum + counts[earlier], 0),
  }))
  return (
    <>
      {parts
        .filter(({ count }) => count > 0)
        .map(({ name, count, before }) => (
          <rect
            class={`part ${name}`}
            x={at(before)}
            y="5"
            width={at(count)}
            height="14"
            fill={name === 'unheard' ? hatchFill : undefined}
          />
        ))}
      {needed === null ? null : <line class="mark" x1={at(needed)} x2={at(needed)} y1="0" y2="24" />}
    </>
  )
}
