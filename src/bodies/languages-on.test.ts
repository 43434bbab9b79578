import { afterEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '../book/entry.ts'
import { draft, founded } from '../testing/drafts.ts'
import { begin, closeViews, folded, later, writes } from '../testing/going-on.ts'
import { author, given, tell } from '../testing/given.ts'
import { hard } from '../views/room.ts'
import { languagesOnOf, languagesTurnedOn } from './languages-on.ts'
import type { BodiesState } from './state.ts'

const founding = founded(author)
const review = { reviewers: ['Teófilo Quispe'], catalogue: `${'A'.repeat(43)}=` }
const on = (more: JsonObject = {}) => draft('language.turned-on', { language: 'ay', ...review, ...more })
const off = (language = 'ay') => draft('language.turned-off', { language })
const languagesOn = (...past: Parameters<typeof tell>[0]): BodiesState['languagesOn'] =>
  (tell(past).states['bodies'] as BodiesState).languagesOn

describe('a body turns a language on', () => {
  test('with who reviewed it, and the digest of what they reviewed', () => {
    given(founding).when(on()).thenInForce()
    expect(languagesOn(founding, on())).toEqual({ ay: review })
  })

  test('again after another review, which is the one that counts', () => {
    const again = { reviewers: ['Saturnina Choque', 'Juana Mamani'], catalogue: `${'B'.repeat(42)}A=` }
    expect(languagesOn(founding, on(), on(again))).toEqual({ ay: again })
  })

  test('also one of which this version has no draft: it is kept', () => {
    given(founding)
      .when(on({ language: 'gn' }))
      .thenInForce()
  })

  test('by somebody whose post may write that', () => {
    given(founding)
      .when({ ...on(), by: `${author} clerk` })
      .thenVoid(hard('author-not-entitled', { entryType: 'language.turned-on' }))
  })

  test.each([
    ['by nobody', { reviewers: [] }],
    ['by a nameless one', { reviewers: [''] }],
    ['by too many', { reviewers: Array.from({ length: 51 }, () => 'x') }],
    ['by a name of too many letters', { reviewers: ['x'.repeat(201)] }],
    ['of no digest', { catalogue: 'abc' }],
    ['that is no tag', { language: '__proto__' }],
    ['that is none', { language: '' }],
  ])('never one reviewed %s', (_, wrong) => {
    const past = tell([founding])
    given(founding)
      .when(on(wrong))
      .thenVoid(expect.objectContaining({ type: 'entry-malformed' }) as never)
    expect((past.states['bodies'] as BodiesState).languagesOn).toEqual({})
  })
})

describe('languageTurnedOffWasOn: only a language that is on can be turned off', () => {
  test('one that is on', () => {
    given(founding, on()).when(off()).thenInForce()
    expect(languagesOn(founding, on(), off())).toEqual({})
  })

  test('one that never was', () => {
    given(founding).when(off()).thenVoid(hard('language-not-on'))
    given(founding, on()).when(off('qu')).thenVoid(hard('language-not-on'))
  })

  test('one that is off already', () => {
    given(founding, on(), off()).when(off()).thenVoid(hard('language-not-on'))
  })
})

describe('a body that goes on in another book', () => {
  afterEach(closeViews)

  test('goes on with what was on, as its pages tell and its rules know', async () => {
    const story = await begin()
    await writes(story, story.tacna, on())
    await writes(story, story.tacna, on({ language: 'qu' }))
    await writes(story, story.tacna, off('qu'))
    const next = await later(story)
    await writes({ ...story, tacna: next }, next, off())
    const { db } = await folded(story)
    expect(languagesOnOf(db, story.tacna.book)).toMatchObject([{ language: 'ay', ...review }])
    expect(languagesOnOf(db, next.book)).toEqual([])
    const again = on({ reviewers: ['Juana'] })
    await writes({ ...story, tacna: next }, next, again)
    expect(languagesTurnedOn((await folded(story)).db, new Set([next.book]))).toEqual(['ay'])
  })

  test('shows what the earlier book turned on', async () => {
    const story = await begin()
    await writes(story, story.tacna, on())
    const next = await later(story)
    const { db } = await folded(story)
    expect(languagesOnOf(db, next.book)).toMatchObject([{ language: 'ay', seq: -1, ...review }])
  })
})
