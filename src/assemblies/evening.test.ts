import { describe, expect, test } from 'vitest'
import { type Decidable, type EveningFacts, decidables, eveningOf, stepPath } from './evening.ts'
import type { MotionLine, SessionView } from './views.ts'

const book = 'b'

const motion = (seq: number, more: Partial<MotionLine> = {}): MotionLine => ({
  book,
  seq,
  title: { es: `Moción ${seq}` },
  at: '2026-03-01T15:00:00-04:00',
  amends: null,
  standing: 'open',
  isReferred: false,
  ...more,
})

const opened: NonNullable<EveningFacts['session']> = {
  seq: 9,
  agenda: [],
  present: 20,
  ended: null,
  adjourned: null,
}

const given = (more: Partial<EveningFacts> = {}): EveningFacts => ({
  book,
  session: opened,
  call: null,
  isListed: true,
  decidables: [],
  voted: [],
  isPhotographed: false,
  isElsewhere: false,
  ...more,
})

const stepOf = (more: Partial<EveningFacts>) => eveningOf(given(more)).current
const own = (...motions: MotionLine[]): Decidable[] => decidables([], motions, [])
const referral = { motion: { book: 'f', seq: 3 }, title: { es: 'Turismo' }, federation: { es: 'Alianza' } }

describe('the step that is next', () => {
  test('without a session: to open one, or the one that was called', () => {
    expect(eveningOf(given({ session: null }))).toMatchObject({
      current: 'open',
      next: { path: '/bodies/b/sessions#open' },
    })
    expect(eveningOf(given({ session: null, call: 4 })).next.path).toBe('/bodies/b/sessions/4')
  })

  test('who is there, where nobody said how many and nobody is listed', () => {
    expect(stepOf({ session: { ...opened, present: null }, isListed: false })).toBe('attendance')
    expect(stepOf({ session: { ...opened, present: null } })).toBe('motions')
  })

  test('something to decide, by its very form; what was voted on is not asked again, though it stays open', () => {
    const first = eveningOf(given({ decidables: own(motion(1), motion(2)) }))
    expect(first).toMatchObject({ current: 'decisions', next: { title: { es: 'Moción 1' } } })
    expect(first.next.path).toBe('/bodies/b/sessions/9/vote?motion=b%2F1')
    const voted = [{ book, seq: 1 }]
    expect(eveningOf(given({ decidables: own(motion(1), motion(2)), voted })).next.title).toEqual({
      es: 'Moción 2',
    })
    expect(stepOf({ decidables: own(motion(1)), voted })).toBe('close')
  })

  test('what the agenda names, where it names any, and what was referred: the rest is for another evening', () => {
    const agenda: SessionView['agenda'] = [{ title: { es: 'Moción 2' }, motion: 2 }]
    const all = decidables(agenda, [motion(1), motion(2), motion(3, { amends: 2 })], [referral])
    const left = (voted: readonly { book: string; seq: number }[]) =>
      eveningOf(given({ session: { ...opened, agenda }, decidables: all, voted })).next.title?.es
    expect(left([])).toBe('Moción 3')
    expect(left([{ book, seq: 3 }])).toBe('Moción 2')
    expect(left([2, 3].map((seq) => ({ book, seq })))).toBe('Turismo')
    expect(left([...[2, 3].map((seq) => ({ book, seq })), referral.motion])).toBeUndefined()
  })

  test('after the closing: the act, its photograph, a copy elsewhere, and then nothing', () => {
    const session = { ...opened, ended: 14 }
    expect(eveningOf(given({ session }))).toMatchObject({
      current: 'act',
      next: { path: '/bodies/b/sessions/9/act.pdf' },
    })
    expect(stepOf({ session, isPhotographed: true })).toBe('carry')
    expect(stepOf({ session, isPhotographed: true, isElsewhere: true })).toBeNull()
  })
})

describe('the ways to steps', () => {
  test('lead to no step that cannot be done yet', () => {
    const open = { book, session: 9, ended: null }
    expect(stepPath(open, 'act')).toBeUndefined()
    expect(stepPath(open, 'close')).toBe('/bodies/b/sessions/9#close')
    expect(stepPath({ book, session: null, ended: null }, 'close')).toBeUndefined()
    expect(stepPath({ ...open, ended: 14 }, 'photo')).toBe('/bodies/b/documents?on=14')
  })
})
