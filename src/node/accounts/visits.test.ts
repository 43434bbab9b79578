import { afterAll, describe, expect, test } from 'vitest'
import { Nodes } from '../../../tests/support/test-node.ts'

const nodes = new Nodes()
afterAll(() => nodes.close())

describe('what somebody saw last', () => {
  test('is compared with for a whole session, and noted for the next one; of nobody else', async () => {
    const at = await nodes.open('Nodo')
    const juana = await at.signUp('Juana')
    const { sessions, visits } = at.node
    const from = { address: 'here', agent: 'a phone' }
    const first = sessions.start(juana, from).session
    expect(visits.see(first, new Map([['book', 5]])).get('book')).toBe(5)
    expect(visits.see(first, new Map([['book', 8]])).get('book')).toBe(5)
    const second = sessions.start(juana, from).session
    expect(visits.see(second, new Map([['book', 12]])).get('book')).toBe(8)
    expect(visits.see(second, new Map([['book', 15]])).get('book')).toBe(8)
    const byProgram = { ...second, isOfToken: true } as const
    expect(visits.see(byProgram, new Map([['book', 40]])).get('book')).toBe(15)
    expect(visits.see(sessions.start(juana, from).session, new Map()).get('book')).toBe(15)
    const pedro = await at.signUp('Pedro')
    expect(visits.see(sessions.start(pedro, from).session, new Map()).size).toBe(0)
    await at.node.close()
    await at.reopen()
    const again = await at.node.accounts.unlock('Juana', 'cuatro piedras en el paso', 'here')
    if (!again.ok) throw new Error(again.error.type)
    const third = at.node.sessions.start(again.value, from).session
    expect(at.node.visits.see(third, new Map()).get('book')).toBe(15)
    at.node.accounts.drop(again.value.account)
    const fourth = at.node.sessions.start(again.value, from).session
    expect(at.node.visits.see(fourth, new Map()).size).toBe(0)
  })
})
