/** A community of tests with enrolled households, whose offices go round. */
import type { Written } from '../../src/node/write.ts'
import { officesCharter } from '../../src/testing/offices.ts'
import { unwrap } from '../../src/kernel/result.ts'
import { foundBook } from '../../src/node/write.ts'
import { householdsOf, peopleOf } from '../../src/people/queries.ts'
import type { TestNode } from './test-node.ts'

/** Two adults in each household, a couple; the second's names begin with `de`. */
export const listOf = (...households: readonly string[]) =>
  households.flatMap((name, row) =>
    ['Ana', 'Luis'].map((first, at) => ({
      row: row * 2 + at,
      name: `${first} ${name}`,
      household: `Familia ${name}`,
      section: row % 2 === 0 ? 'Arriba' : 'Abajo',
      gender: at === 0 ? ('female' as const) : ('male' as const),
      birthYear: null,
      away: false,
      awayPlace: null,
      couple: '1',
    })),
  )

export async function foundCommunity(at: TestNode, ...households: readonly string[]): Promise<string> {
  const founding = { name: { es: 'San Pedro' }, kind: 'community', country: 'BO', demonstration: true }
  const founded = await foundBook(at.node, at.actor, { ...founding, charter: officesCharter }, 'secretary')
  const { book } = unwrap(founded)
  await at.did('person.enrol-list', { body: book, rows: listOf(...households) })
  return book
}

/** A motion of the body that its assembly carries; the session stays open. */
export async function carriedMotion(at: TestNode, body: string, title: string): Promise<number> {
  const put = await at.did<Written>('motion.put', { body, title: { es: title }, text: { es: title } })
  const [motion] = put.refs
  if (motion === undefined) throw new Error('nothing put')
  const hands = { form: 'raised-hands', present: 20, yes: 18, no: 1, abstain: 1, attesters: 3 }
  const drafts = [
    { type: 'session.opened', data: {} },
    { type: 'vote.recorded', data: hands, cites: [motion] },
  ]
  unwrap(await at.write(body, ...drafts))
  return motion.seq
}

export const householdNamed = (at: TestNode, body: string, name: string): string =>
  householdsOf(at.node.views.db, body).find((one) => one.name === name)?.household ?? ''

export const personCalled = (at: TestNode, body: string, name: string): string =>
  peopleOf(at.node.views.db, body).find((one) => one.name === name)?.person ?? ''
