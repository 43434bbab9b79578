import { describe, expect, test } from 'vitest'
import { bookIdOf } from '../book/founding.ts'
import { replacementText } from '../book/key-replacement.ts'
import { base64 } from '../kernel/encoding.ts'
import { draft, draftToBytes, founded } from '../testing/drafts.ts'
import { type Told, author, given, tell } from '../testing/given.ts'
import { personNamed, signerNamed } from '../testing/keys.ts'
import { hard, soft } from '../views/room.ts'
import type { BodiesState } from './state.ts'

const founding = founded(author)
const book = bookIdOf(draftToBytes(founding, author))
const clerk = `${author} clerk`
const [juana, rosa] = ['Juana', 'Rosa']

const registered = (name: string, keyOf = name): Told =>
  draft('key.registered', { person: personNamed(name), key: signerNamed(keyOf).key })

const assigned = (name: string, post: string, more: { by?: string } = {}): Told =>
  draft('post.assigned', { person: personNamed(name), post }, [], more)

const ended = (name: string, post: string): Told => draft('post.ended', { person: personNamed(name), post })

const stateAfter = (...past: readonly Told[]): BodiesState => tell(past).states['bodies'] as BodiesState

describe("keyIsRegisteredOnce: a person's first key is valid, and nobody else's (K1)", () => {
  test('given nobody, when a key is registered, then it is that person’s', () => {
    given(founding).when(registered(juana)).thenInForce()
    expect(stateAfter(founding, registered(juana)).keys[personNamed(juana)]).toBe(signerNamed(juana).key)
  })

  test('given a person with a key, when another is registered, then it is void: it would take one signature', () => {
    given(founding, registered(juana))
      .when(registered(juana, 'another key'))
      .thenVoid(hard('key-already-registered'))
    given(founding).when(registered(clerk, 'another key')).thenVoid(hard('key-already-registered'))
  })

  test("given somebody's key, when it is registered for another, then it is void", () => {
    given(founding).when(registered(juana, author)).thenVoid(hard('key-reused'))
    given(founding, registered(juana)).when(registered(rosa, juana)).thenVoid(hard('key-reused'))
  })

  test('given a key that is none, of small order or not base64, then it is void', () => {
    for (const key of [base64(new Uint8Array(32)), base64(new Uint8Array(31)), 'no key', ''])
      given(founding)
        .when(draft('key.registered', { person: personNamed(juana), key }))
        .thenVoid(hard('key-invalid'))
  })

  test('given a clerk who may not, when a key is registered, then it is void', () => {
    given(founding)
      .when({ ...registered(juana), by: clerk })
      .thenVoid(hard('author-not-entitled', { entryType: 'key.registered' }))
  })
})

/** A body with three officers, and Juana, whose key is to be replaced. */
const officers = [author, 'second officer', 'third officer']
const three: readonly Told[] = [
  founding,
  registered('second officer'),
  assigned('second officer', 'secretary'),
  registered('third officer'),
  assigned('third officer', 'secretary'),
  registered(juana),
  assigned(juana, 'clerk'),
]

interface Replacing {
  readonly whose?: string
  readonly key?: string
  readonly by?: string
  readonly second?: string
  /** With whose key the second officer's word is signed, and what it says. */
  readonly signedBy?: string
  readonly says?: Uint8Array
}

function replaced({ whose = juana, key, by = author, second, signedBy, says }: Replacing = {}): Told {
  const person = personNamed(whose)
  const next = key ?? signerNamed('next key').key
  const other = second ?? 'second officer'
  const signature = signerNamed(signedBy ?? other).sign(says ?? replacementText(book, person, next))
  const data = { person, key: next, second: { by: personNamed(other), sig: base64(signature) } }
  return { ...draft('key.replaced', data, [], { by }), signedWith: signerNamed(by) }
}

const needsTwo = hard('two-officers-needed')

describe('keyIsReplacedByTwoOfficers: two officers, neither of them the person whose key it is, each sign (K3)', () => {
  test('given two officers, when both sign, then the person signs with the new key, and no more with the old', () => {
    given(...three)
      .when(replaced())
      .thenInForce()
    const after = [...three, replaced()]
    expect(stateAfter(...after).keys[personNamed(juana)]).toBe(signerNamed('next key').key)
    const opened = draft('session.opened', {}, [], { by: juana })
    given(...after)
      .when({ ...opened, signedWith: signerNamed('next key') })
      .thenInForce()
    given(...after)
      .when({ ...opened, signedWith: signerNamed(juana) })
      .thenVoid(hard('author-signature-invalid'))
  })

  test('given one officer, when that one signs twice, then it is void', () => {
    given(...three)
      .when(replaced({ second: author }))
      .thenVoid(needsTwo)
  })

  test('given an officer, when it is that officer’s own key, first or second, then it is void', () => {
    given(...three)
      .when(replaced({ whose: author }))
      .thenVoid(needsTwo)
    given(...three)
      .when(replaced({ whose: 'second officer' }))
      .thenVoid(needsTwo)
    given(...three)
      .when(replaced({ whose: 'second officer', second: 'third officer' }))
      .thenInForce()
  })

  test('given a second who is a clerk, a member without a post, or of another body, then it is void', () => {
    const past = [...three, registered(rosa)]
    for (const second of [clerk, rosa, 'an officer of another body'])
      given(...past)
        .when(replaced({ second }))
        .thenVoid(needsTwo)
  })

  test('given a second who held the post and does not any more, then it is void', () => {
    given(...three, ended('second officer', 'secretary'))
      .when(replaced())
      .thenVoid(needsTwo)
  })

  test('given a second who did not sign, or another did, or the pen, then it is void', () => {
    for (const signedBy of [author, 'third officer', `${author} pen`, juana])
      given(...three)
        .when(replaced({ signedBy }))
        .thenVoid(needsTwo)
  })

  test('given a word of the second for another person, key or book, then it is void', () => {
    const [person, key] = [personNamed(juana), signerNamed('next key').key]
    for (const says of [
      replacementText(book, personNamed(clerk), key),
      replacementText(book, person, signerNamed('an attacker').key),
      replacementText('a'.repeat(52), person, key),
    ])
      given(...three)
        .when(replaced({ says }))
        .thenVoid(needsTwo)
  })

  test('given a first who did not sign, then it is void: the pen is no officer', () => {
    const { signedWith: _, ...unsigned } = replaced()
    given(...three)
      .when(unsigned)
      .thenVoid(needsTwo)
  })

  test('given a first who may not, then it is void', () => {
    given(...three)
      .when(replaced({ by: clerk }))
      .thenVoid(hard('author-not-entitled', { entryType: 'key.replaced' }))
  })

  test('given a key that somebody has, the person’s own among them, or that is none, then it is void', () => {
    for (const taken of [juana, author])
      given(...three)
        .when(replaced({ key: signerNamed(taken).key }))
        .thenVoid(hard('key-reused'))
    given(...three)
      .when(replaced({ key: base64(new Uint8Array(32)) }))
      .thenVoid(hard('key-invalid'))
  })

  test('given a person without a key, then it is void: there is nothing to replace', () => {
    given(...three)
      .when(replaced({ whose: rosa }))
      .thenVoid(hard('key-missing'))
  })

  test('given a second whose own key was replaced, when the word is by the old key, then it is void', () => {
    const moved = replaced({
      whose: 'second officer',
      second: 'third officer',
      key: signerNamed('the second’s next key').key,
    })
    given(...three, moved)
      .when(replaced())
      .thenVoid(needsTwo)
    given(...three, moved)
      .when(replaced({ signedBy: 'the second’s next key' }))
      .thenInForce()
  })
})

describe('postIsAssignedToAKey: a post is the charter’s, and held by a person who has a key', () => {
  test('given a person with a key, when a post is assigned, then it may be written for', () => {
    given(founding, registered(juana)).when(assigned(juana, 'clerk')).thenInForce()
    given(founding, registered(juana), assigned(juana, 'clerk'))
      .when(draft('session.opened', {}, [], { by: juana }))
      .thenInForce()
  })

  test('given a post the charter has not, then it is void', () => {
    for (const post of ['mayor', 'Clerk', 'clerk '])
      given(founding, registered(juana)).when(assigned(juana, post)).thenVoid(hard('post-unknown', { post }))
  })

  test('given a person without a key, then it is void', () => {
    given(founding).when(assigned(juana, 'clerk')).thenVoid(hard('key-missing'))
  })

  test('given a person who holds it, when it is assigned again, then it is flagged', () => {
    given(founding)
      .when(assigned(clerk, 'clerk'))
      .thenFlagged(soft('post-already-held', { post: 'clerk' }))
  })

  test('given a clerk, when that clerk assigns a post, then it is void: nobody gives what is not theirs', () => {
    given(founding)
      .when(assigned(clerk, 'secretary', { by: clerk }))
      .thenVoid(hard('author-not-entitled', { entryType: 'post.assigned' }))
  })
})

describe('postThatEndsWasHeld: a post that ends was held', () => {
  test('given a person who holds it, when it ends, then nothing more is written for it', () => {
    given(founding, ended(clerk, 'clerk'))
      .when(draft('session.opened', {}, [], { by: clerk }))
      .thenVoid(hard('author-not-entitled', { entryType: 'session.opened' }))
  })

  test('given a person who holds another, or none, or held it once, then it is void', () => {
    const notHeld = hard('post-not-held', { post: 'clerk' })
    given(founding).when(ended(author, 'clerk')).thenVoid(notHeld)
    given(founding).when(ended(juana, 'clerk')).thenVoid(notHeld)
    given(founding, ended(clerk, 'clerk')).when(ended(clerk, 'clerk')).thenVoid(notHeld)
  })
})

describe('somebodyCanAssignPosts: somebody remains who can assign posts', () => {
  test('given one secretary, when that post ends, then it is void: nobody would be left to write', () => {
    given(founding).when(ended(author, 'secretary')).thenVoid(hard('nobody-left-to-write'))
  })

  test('given two, when one ends, then the other remains', () => {
    const two = [founding, registered(juana), assigned(juana, 'secretary')]
    given(...two)
      .when(ended(author, 'secretary'))
      .thenInForce()
    given(...two, ended(author, 'secretary'))
      .when({ ...ended(juana, 'secretary'), by: juana })
      .thenVoid(hard('nobody-left-to-write'))
  })
})

test('given three officers, then each has a key and the post', () => {
  const { posts, keys } = stateAfter(...three)
  for (const officer of officers) {
    expect(posts).toContainEqual({ person: personNamed(officer), post: 'secretary' })
    expect(keys[personNamed(officer)]).toBe(signerNamed(officer).key)
  }
})
