/**
 * Decisions by trying every completion of what was heard: the rule of invariant 2 of `src/kernel/decision.ts`
 * ("only when no position not yet heard could change it") taken at its word. For small numbers only.
 */

/** Positions counted. */
export type Count = { yes: number; no: number; abstain: number; silent: number }
/** A condition: at least (or more than) a fraction of a denominator says yes. */
export type Condition = {
  of: 'all' | 'each-section'
  fraction: { num: number; den: number }
  moreThan: boolean
  denominator: 'yes+no' | 'cast' | 'entitled'
}
/** A section of the electors, as far as heard. */
export type Section = Count & { section: string }
/** How a decision stands. */
export type Outcome = 'carried' | 'failed' | 'open'
/** How a condition stands; `missing` is null where it can no longer be reached. */
export type Standing = { section: string | null; outcome: Outcome; missing: number | null }

const sum = (count: Count, more: Count): Count => ({
  yes: count.yes + more.yes,
  no: count.no + more.no,
  abstain: count.abstain + more.abstain,
  silent: count.silent + more.silent,
})

/** Whether a condition is met when nobody is awaited any more. A fraction of nobody is no decision. */
export function isMetBy({ fraction, moreThan, denominator }: Condition, count: Count): boolean {
  const { yes, no, abstain, silent } = count
  const whole = { 'yes+no': yes + no, cast: yes + no + abstain, entitled: yes + no + abstain + silent }
  const [left, right] = [yes * fraction.den, fraction.num * whole[denominator]]
  return yes > 0 && (moreThan ? left > right : left >= right)
}

/** Every way in which those not heard may yet answer, or stay silent until a closing. */
export function completionsOf(unheard: number): Count[] {
  const all: Count[] = []
  for (let yes = 0; yes <= unheard; yes++) {
    for (let no = 0; no <= unheard - yes; no++) {
      for (let abstain = 0; abstain <= unheard - yes - no; abstain++) {
        all.push({ yes, no, abstain, silent: unheard - yes - no - abstain })
      }
    }
  }
  return all
}

const outcomeOf = (results: readonly boolean[]): Outcome =>
  results.every((isMet) => isMet) ? 'carried' : results.some((isMet) => isMet) ? 'open' : 'failed'

/** How one condition stands for one count of those it is about. */
export function standingOf(
  condition: Condition,
  counted: Section | Count,
  isClosed: boolean,
): Omit<Standing, 'section'> {
  const heard: Count = { yes: counted.yes, no: counted.no, abstain: counted.abstain, silent: 0 }
  const completions = isClosed
    ? [{ yes: 0, no: 0, abstain: 0, silent: counted.silent }]
    : completionsOf(counted.silent)
  const tried = completions.map((more) => ({
    furtherYes: more.yes,
    isMet: isMetBy(condition, sum(heard, more)),
  }))
  const outcome = outcomeOf(tried.map(({ isMet }) => isMet))
  const furthest = Math.max(...tried.map(({ furtherYes }) => furtherYes))
  const enough = Array.from({ length: furthest + 1 }, (_, m) => m).find((m) =>
    tried.every(({ furtherYes, isMet }) => furtherYes < m || isMet),
  )
  return { outcome, missing: enough ?? null }
}

/** The standings of all conditions, the sections in code unit order of their names. */
export function standingsOf(
  conditions: readonly Condition[],
  sections: readonly Section[],
  isClosed: boolean,
): Standing[] {
  const nobody: Count = { yes: 0, no: 0, abstain: 0, silent: 0 }
  const whole = sections.reduce<Count>(sum, nobody)
  const inOrder = [...sections].sort((a, b) => (a.section < b.section ? -1 : 1))
  return conditions.flatMap((condition): Standing[] =>
    condition.of === 'all'
      ? [{ section: null, ...standingOf(condition, whole, isClosed) }]
      : inOrder.map((part) => ({ section: part.section, ...standingOf(condition, part, isClosed) })),
  )
}

/** The outcome from standings: failed if one failed or there is nobody to ask, carried if all carried. */
export function outcomeOfStandings(standings: readonly Standing[]): Outcome {
  if (standings.length === 0 || standings.some(({ outcome }) => outcome === 'failed')) return 'failed'
  return standings.every(({ outcome }) => outcome === 'carried') ? 'carried' : 'open'
}

/** The outcome by trying all completions of all sections together: what `outcomeOfStandings` must come to. */
export function outcomeByTrying(
  conditions: readonly Condition[],
  sections: readonly Section[],
  isClosed: boolean,
): Outcome {
  const results: boolean[] = []
  const tryAll = (done: readonly Section[], rest: readonly Section[]): void => {
    const [next, ...others] = rest
    if (next === undefined) {
      results.push(standingsOf(conditions, done, true).every(({ outcome }) => outcome === 'carried'))
      return
    }
    const completions = isClosed
      ? [{ yes: 0, no: 0, abstain: 0, silent: next.silent }]
      : completionsOf(next.silent)
    for (const more of completions) {
      tryAll([...done, { section: next.section, ...sum({ ...next, silent: 0 }, more) }], others)
    }
  }
  tryAll([], sections)
  return outcomeOf(results)
}
