import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../book/entry.ts'
import { charterOf, draft, founded } from '../testing/drafts.ts'
import { type Story, author, given } from '../testing/given.ts'
import { personNamed } from '../testing/keys.ts'
import { hard, soft } from '../views/room.ts'

const posts: JsonObject[] = [
  { id: 'secretary', writes: ['*'] },
  { id: 'clerk', writes: ['session.opened'] },
  { id: 'mayor', writes: ['*'], public: true },
]
const founding = founded(author, { charter: { ...charterOf(), posts } })
const clerk = personNamed(`${author} clerk`)
const assigned = (post: string, name?: string) =>
  draft('post.assigned', { person: clerk, post, ...(name === undefined ? {} : { name }) })

const mayorsIn = ({ states }: Story) =>
  (states['bodies'] as { posts: { post: string; name?: string }[] }).posts
    .filter(({ post }) => post === 'mayor')
    .map(({ name }) => name)

describe('nameIsOfAPublicOffice: a name stands in the open only of a public office', () => {
  test('of an office that the charter makes public, the name is told', () => {
    const story = given(founding).when(assigned('mayor', 'Juana Mamani')).thenInForce()
    expect(mayorsIn(story)).toEqual(['Juana Mamani'])
  })

  test('without a name it is assigned as any other', () => {
    const story = given(founding).when(assigned('mayor')).thenInForce()
    expect(mayorsIn(story)).toEqual([undefined])
  })

  test('of an office that is not public it is void: what is personal stands sealed', () => {
    given(founding)
      .when(assigned('secretary', 'Juana Mamani'))
      .thenVoid(hard('name-not-public', { post: 'secretary' }))
  })

  test('where the charter says of an office that it is not public, neither', () => {
    const closed = posts.map((post) => ({ ...post, public: false }))
    given(founded(author, { charter: { ...charterOf(), posts: closed } }))
      .when(assigned('mayor', 'Juana Mamani'))
      .thenVoid(hard('name-not-public', { post: 'mayor' }))
  })

  test('whoever holds it already is named later, and the name set right; the office is held once', () => {
    const story = given(founding, assigned('mayor'), assigned('mayor', 'Juana Mamni'))
      .when(assigned('mayor', 'Juana Mamani'))
      .thenInForce()
    expect(mayorsIn(story)).toEqual(['Juana Mamani'])
  })

  test('the same name again tells nothing new, and is flagged', () => {
    given(founding, assigned('mayor', 'Juana Mamani'))
      .when(assigned('mayor', 'Juana Mamani'))
      .thenFlagged(soft('post-already-held', { post: 'mayor' }))
  })

  test('when the office ends the name goes with it', () => {
    const ended = draft('post.ended', { person: clerk, post: 'mayor' })
    const story = given(founding, assigned('mayor', 'Juana Mamani')).when(ended).thenInForce()
    expect(mayorsIn(story)).toEqual([])
  })

  test.each(['', 'x'.repeat(201)])('bad input: a name that is none (%j) voids the entry', (name) => {
    given(founding)
      .when(assigned('mayor', name))
      .thenVoid(hard('entry-malformed', { field: 'data.name' }))
  })
})
