/** A community whose book goes on in another: offices go on with it, but for what the new keepers take over. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carriedMotion, foundCommunity, householdNamed, personCalled } from '../../tests/support/community.ts'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'
import type { Written } from '../node/write.ts'
import { termsCalendar } from '../offices/calendar.ts'
import { type OfficesState, nextInTurn } from '../offices/state.ts'
import { unwrap } from '../kernel/result.ts'
import { translatorFor } from '../web/languages/translator.tsx'
import { officeView, officesView } from './office-views.ts'

const nodes = new Nodes()
let home: TestNode
let first = ''
let book = ''
const key = { thing: 'Llave de paso', quantity: '1', condition: 'good' as const }
const seal = { thing: 'Sello', quantity: '1', condition: 'good' as const }

beforeAll(async () => {
  home = await nodes.open('Casa')
  first = await foundCommunity(home, 'Mamani', 'Choque', 'Quispe')
  const motion = await carriedMotion(home, first, 'El turno del agua')
  const order = ['Choque', 'Mamani', 'Quispe'].map((name) => ({ called: `Familia ${name}` }))
  await home.did('office.adopt', { body: first, post: 'judge', motion, order })
  await home.did('office.start', { body: first, post: 'judge' })
  await home.did('office.end', { body: first, term: await lastTerm(first), reason: 'completed' })
  const person = personCalled(home, first, 'Ana Quispe')
  await home.did('office.start', { body: first, post: 'clerk', persons: [person], until: '2027-05-01' })
  await home.did('office.start', { body: first, post: 'judge', received: [key] })
  await home.did('office.start', { body: first, post: 'secretary', persons: [person], received: [seal] })
  book = await goesOn(first)
})
afterAll(() => nodes.close())

async function goesOn(continued: string): Promise<string> {
  const { book: successor } = await home.did<Written>('successor.propose', { body: continued })
  await home.did('successor.endorse', { successor })
  return successor
}

const officesOf = async (of: string): Promise<OfficesState> =>
  (await home.node.views.catchUp(of)).states['offices'] as OfficesState

async function lastTerm(of: string): Promise<number> {
  return Math.max(...Object.keys((await officesOf(of)).terms).map(Number))
}

const household = (name: string): string => householdNamed(home, first, `Familia ${name}`)
const person = 'somebody of the body'

async function runningOf(post: string) {
  return (await officeView(home.node, book, post, person))?.office.running
}

describe('a successor of a community', () => {
  test('goes on with the terms that ran, under names of their own, and with the turn', async () => {
    const state = await officesOf(book)
    expect(Object.entries(state.terms).map(([seq, { post }]) => [Number(seq), post])).toEqual([
      [-3, 'clerk'],
      [-2, 'judge'],
    ])
    expect(nextInTurn(state, 'judge')).toBe(household('Quispe'))
    expect(await runningOf('judge')).toMatchObject([
      { seq: -2, called: 'Familia Mamani', received: [key], at: '2026-03-01T15:00:00-04:00' },
    ])
    expect(await home.run('office.start', { body: book, post: 'judge' })).toMatchObject({
      error: { type: 'seats-full' },
    })
  })

  test('the term of an officer whom the founding replaces is cut short, and what went with it waits', async () => {
    const state = await officesOf(book)
    expect(state.cut).toEqual({ '-1': 'secretary' })
    expect(state.held).toEqual({ secretary: [seal] })
    expect(await runningOf('secretary')).toEqual([])
  })

  test('the wheel, the calendar and the concentration show what they showed', async () => {
    const before = await officesView(home.node, first, person)
    const after = await officesView(home.node, book, person)
    expect(after?.concentration).toEqual(before?.concentration)
    const wheel = (view: typeof after) => view?.offices.find(({ post }) => post === 'judge')?.takers
    expect(wheel(after)).toEqual(wheel(before))
    const t = translatorFor('es')
    const feed = await termsCalendar(t, after as NonNullable<typeof after>, (post) => `https://x/${post}`)
    expect(feed).toContain('DTSTART;VALUE=DATE:20270501')
    expect(feed.replaceAll('\r\n ', '')).toContain(`UID:${book}--3@apachita`)
  })

  test('a substitute serves out what was cut short there', async () => {
    const persons = [personCalled(home, book, 'Luis Quispe')]
    const asked = { body: book, post: 'secretary', persons, substitutes: -1 }
    expect(await home.run('office.start', { ...asked, substitutes: -2 })).toMatchObject({
      error: { type: 'nothing-to-serve-out' },
    })
    expect(await home.run('office.start', asked)).toMatchObject({ ok: true })
  })

  test('and goes on once more: recalled, handed over and ended by the names they then have', async () => {
    const next = await goesOn(book)
    expect(Object.values((await officesOf(next)).terms).map(({ post }) => post)).toEqual(['clerk', 'judge'])
    const [clerk = 0, judge = 0] = Object.keys((await officesOf(next)).terms)
      .map(Number)
      .toSorted((a, b) => a - b)
    expect(await home.run('office.hand-over', { body: next, term: judge })).toMatchObject({
      error: { type: 'not-handed-on', thing: 'Llave de paso' },
    })
    unwrap(await home.run('office.hand-over', { body: next, term: judge, handed: [key] }))
    const held = (await officesOf(next)).terms[await lastTerm(next)]
    expect(held).toMatchObject({ taker: household('Quispe'), received: [key] })
    const motion = await carriedMotion(home, next, 'Que deje el cargo')
    unwrap(await home.run('office.recall', { body: next, term: clerk, motion }))
    const terms = (await officeView(home.node, next, 'clerk', person))?.terms
    expect(terms).toMatchObject([{ seq: clerk, reason: 'recalled' }])
    const flags = home.node.views.db.prepare('SELECT * FROM flags WHERE book = ?').all(next)
    expect(flags).toEqual([])
    const { views } = home.node
    await views.catchUp(book)
    const shown = views.dump()
    await home.did('views.rebuild')
    expect(views.dump()).toBe(shown)
  })
})
