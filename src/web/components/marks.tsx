/** Positions and outcomes as a shape, a colour and a word: never by colour alone. */
import type { FC } from 'hono/jsx'
import type { DecisionOutcome } from '../../kernel/decision.ts'
import type { PositionOption } from '../../kernel/vote.ts'
import type { Translator } from '../languages/translator.tsx'

/** A position, or that there is no news of one. Silence is its own thing, never a no. */
export type Heard = PositionOption | 'unheard'

export const heardOf = (position: PositionOption | null): Heard => position ?? 'unheard'

const positionShapes: Readonly<Record<Heard, string>> = { yes: '●', no: '■', abstain: '▲', unheard: '○' }

export const positionShape = (heard: Heard): string => positionShapes[heard]

/** How silence is: nothing was heard, or (of delegates) nobody was there, or somebody was and did not vote. */
export type Silence = 'unheard' | 'absent' | 'not-voting'

export const PositionPill: FC<{
  t: Translator
  position: PositionOption | null
  silence?: Silence
}> = ({ t, position, silence }) => {
  const heard = heardOf(position)
  return (
    <span class={`pill ${heard}`}>
      <span aria-hidden="true">{positionShapes[heard]}</span>{' '}
      {t.word('position', position ?? silence ?? heard)}
    </span>
  )
}

const outcomeShapes: Readonly<Record<DecisionOutcome | 'none', string>> = {
  open: '◐',
  carried: '●',
  failed: '■',
  none: '○',
}

/** `null`: the motion was put and not referred. */
export const OutcomePill: FC<{ t: Translator; outcome: DecisionOutcome | null }> = ({ t, outcome }) => {
  const name = outcome ?? 'none'
  return (
    <span class={`pill ${name}`}>
      <span aria-hidden="true">{outcomeShapes[name]}</span> {t.word('outcome', name)}
    </span>
  )
}

/** The large mark at the head of an answer. */
export const OutcomeMark: FC<{ t: Translator; outcome: DecisionOutcome }> = ({ t, outcome }) => (
  <strong>
    <span aria-hidden="true">{outcomeShapes[outcome]}</span> {t.word('outcome', outcome)}
  </strong>
)
