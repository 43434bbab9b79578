import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../book/entry.ts'
import { nodeIdOf } from '../book/node-key.ts'
import { base64 } from '../kernel/encoding.ts'
import { charterOf, draft, founded } from '../testing/drafts.ts'
import { author, given, tell } from '../testing/given.ts'
import { signerNamed } from '../testing/keys.ts'
import { World } from '../testing/world.ts'
import { hard } from '../views/room.ts'
import { charterFault } from './charter-faults.ts'
import {
  allianceCharter,
  associationCharter,
  commissionCharter,
  communityCharter,
  federationCharter,
  municipalityCharter,
  neighbourhoodCouncilCharter,
  waterCommitteeCharter,
} from './charters.ts'
import type { Charter } from './entries.ts'

const founding = founded(author)
const sections = [{ id: 'bo', name: { es: 'Bolivia' } }]
const readyCharters = {
  municipality: municipalityCharter,
  community: communityCharter,
  'neighbourhood council': neighbourhoodCouncilCharter,
  'water committee': waterCommitteeCharter,
  association: associationCharter,
  alliance: allianceCharter(sections),
  federation: federationCharter(sections),
  commission: commissionCharter(sections),
}
const opened = draft('session.opened')

describe("bodyIsFoundedOnce: a body is founded once, by its book's first entry", () => {
  test('the first entry founds it', () => {
    const { states } = given().when(founding).thenInForce()
    expect(states['bodies']).toMatchObject({ kind: 'municipality', nodes: {} })
  })

  test('a second founding is void, and the first stands', () => {
    given(founding).when(founded('Another')).thenVoid(hard('founded-twice'))
  })

  test('a book that does not begin with one has no officers, so nobody is entitled', () => {
    given()
      .when(opened)
      .thenVoid(hard('founded-twice'), hard('author-not-entitled', { entryType: 'session.opened' }))
  })
})

describe('officersHoldPostsOfTheCharter: every officer holds a post the charter has', () => {
  const officers = (post: string) => founded(author, { officers: [{ id: 'x', key: 'x', post }] })

  test('a post of the charter', () => {
    given().when(officers('clerk')).thenInForce()
  })

  test('a post it has not', () => {
    given()
      .when(officers('mayor'))
      .thenVoid(hard('post-unknown', { post: 'mayor' }))
  })
})

describe('authorIsEntitled: who writes holds a post that may write this type', () => {
  test('the secretary writes anything, the clerk what the charter says', () => {
    given(founding).when(opened).thenInForce()
    given(founding)
      .when({ ...opened, by: `${author} clerk` })
      .thenInForce()
  })

  test('the clerk does not write what the charter leaves to others', () => {
    const motion = draft('motion.put', { title: { es: 'x' }, text: { es: 'x' } }, [], {
      by: `${author} clerk`,
    })
    given(founding)
      .when(motion)
      .thenVoid(hard('author-not-entitled', { entryType: 'motion.put' }))
  })

  test('a stranger writes nothing', () => {
    given(founding)
      .when({ ...opened, by: 'a stranger' })
      .thenVoid(hard('author-not-entitled', { entryType: 'session.opened' }))
  })

  test('a post may be written for by its exact type only: no prefix, no pattern', () => {
    const posts = [{ id: 'secretary', writes: ['post.assigned', 'session', 'session.*'] }]
    const charter = { ...charterOf(), posts }
    const officer = founding.data['officers'] as readonly { readonly id: string }[]
    given(founded(author, { charter, officers: officer.slice(0, 1) as never }))
      .when(opened)
      .thenVoid(hard('author-not-entitled', { entryType: 'session.opened' }))
  })
})

describe("authorSignatureIsValid: a signature, where there is one, is the author's (E6)", () => {
  test('none: the pen vouches', () => {
    given(founding).when(opened).thenInForce()
  })

  test("the author's", () => {
    given(founding)
      .when({ ...opened, signedWith: signerNamed(author) })
      .thenInForce()
  })

  test("another officer's, or the pen's", () => {
    for (const signedWith of [signerNamed(`${author} clerk`), signerNamed(`${author} pen`)])
      given(founding)
        .when({ ...opened, signedWith })
        .thenVoid(hard('author-signature-invalid'))
  })

  test("a stranger's, who is not entitled either", () => {
    given(founding)
      .when({ ...opened, by: 'a stranger', signedWith: signerNamed('a stranger') })
      .thenVoid(
        hard('author-not-entitled', { entryType: 'session.opened' }),
        hard('author-signature-invalid'),
      )
  })
})

describe('charterIsSound: a charter can be lived by', () => {
  const sound = charterOf()
  const decided = (rule: JsonObject) => ({ ...sound, decisions: { joint: rule } })
  const half = { num: 1, den: 2 }
  const whole = { num: 1, den: 1 }
  const counting = (more: JsonObject) => ({
    requirements: [{ of: 'all', fraction: half, moreThan: true, denominator: 'cast', ...more }],
  })

  test.each<[string, string, JsonObject]>([
    ['neverMet', 'joint', decided(counting({ fraction: whole }))],
    ['neverMet', 'joint', decided({ form: 'agreed', quorum: { fraction: whole, moreThan: true } })],
    ['sectionsMissing', 'joint', decided(counting({ of: 'each-section' }))],
    ['figuresMissing', 'joint', decided({})],
    ['figuresMissing', 'joint', decided({ form: 'bases' })],
    ['figuresNotAsked', 'joint', decided({ form: 'consent', ...counting({}) })],
    ['decisionMissing', 'decisions', { ...sound, decisions: {} }],
    ['decisionUnknown', 'king', { ...sound, changedBy: 'king' }],
    ['decisionUnknown', 'mob', { ...sound, recalledBy: 'mob' }],
    ['nobodyAssigns', 'posts', { ...sound, posts: [{ id: 'secretary', writes: ['motion.put'] }] }],
    ['namedTwice', 'secretary', { ...sound, posts: [1, 2].map(() => ({ id: 'secretary', writes: ['*'] })) }],
    ['successionTooEasy', 'succession', { ...sound, succession: { fraction: { num: 65, den: 100 } } }],
    ['postUnknown', 'king', { ...sound, succession: { fraction: whole, posts: ['king'] } }],
  ])('%s at %s: neither founded nor changed with it', (fault, at, charter) => {
    const officers = (founding.data['officers'] as JsonObject[]).slice(0, 1)
    const unsound = hard('charter-unsound', { fault, at })
    given().when(founded(author, { charter, officers })).thenVoid(unsound)
    const lost = fault === 'nobodyAssigns' ? [hard('nobody-left-to-write')] : []
    const breaches = [unsound, ...lost, hard('charter-not-decided', { motion: 1 })]
    expect(charterFault(charter as unknown as Charter)).toEqual({ fault, at })
    given(founding)
      .when(draft('charter.changed', { charter, motion: 1 }))
      .thenVoid(...breaches)
  })

  test.each(Object.entries(readyCharters))('the ready-made charter %s is', (_, charter) => {
    expect(charterFault(charter)).toBeUndefined()
  })

  test('two thirds, exactly, are enough for a successor', () => {
    const succession = { fraction: { num: 666_667, den: 1_000_000 } }
    expect(charterFault({ ...municipalityCharter, succession })).toBeUndefined()
    const less = { fraction: { num: 666_666, den: 1_000_000 } }
    expect(charterFault({ ...municipalityCharter, succession: less })?.fault).toBe('successionTooEasy')
  })
})

describe("nodeKeysAreItsOwn: a node's keys are valid, its own, and used for nothing else (N2)", () => {
  const admitted = (name: string, more: Record<string, string> = {}) => {
    const [request, cosign] = [signerNamed(`${name} request`).key, signerNamed(`${name} cosign`).key]
    return draft('node.admitted', { node: nodeIdOf(request), name, country: 'BO', request, cosign, ...more })
  }

  test('keys of its own', () => {
    const { states } = given(founding, admitted('one')).when(admitted('two')).thenInForce()
    expect(states['bodies']).toMatchObject({
      nodes: { [nodeIdOf(signerNamed('two request').key)]: { isAdmitted: true } },
    })
  })

  test("the pen's key, in either place", () => {
    const pen = signerNamed(`${author} pen`).key
    given(founding)
      .when(admitted('one', { cosign: pen }))
      .thenVoid(hard('key-reused'))
    given(founding)
      .when(admitted('one', { request: pen, node: nodeIdOf(pen) }))
      .thenVoid(hard('key-reused'))
  })

  test("the pen's key after the pen was passed: the new pen's is refused", () => {
    const next = signerNamed('next pen')
    const passed = { ...draft('pen.passed', { pen: next.key }), handsOverTo: next }
    given(founding, passed)
      .when(admitted('one', { cosign: next.key }))
      .thenVoid(hard('key-reused'))
  })

  test('a key that the book admitted for another node, for the same use or another', () => {
    const [request, cosign] = [signerNamed('one request').key, signerNamed('one cosign').key]
    given(founding, admitted('one')).when(admitted('two', { cosign })).thenVoid(hard('key-reused'))
    given(founding, admitted('one'))
      .when(admitted('two', { cosign: request }))
      .thenVoid(hard('key-reused'))
  })

  test('a node id that is not of its request key (N1), a key of small order (K1), a country that is none', () => {
    const { key } = signerNamed('another request')
    given(founding)
      .when(admitted('one', { node: nodeIdOf(key) }))
      .thenVoid(hard('node-id-mismatch'))
    given(founding)
      .when(admitted('one', { cosign: base64(new Uint8Array(32)) }))
      .thenVoid(hard('key-invalid'))
    given(founding)
      .when(admitted('one', { country: 'Bolivia' }))
      .thenVoid(hard('entry-malformed'))
  })
})

describe('revokedNodeWasAdmitted: only a node that is admitted can be revoked', () => {
  const request = signerNamed('one request').key
  const node = nodeIdOf(request)
  const keys = { request, cosign: signerNamed('one cosign').key }
  const admitted = draft('node.admitted', { node, name: 'one', country: 'BO', ...keys })
  const revoked = draft('node.revoked', { node })

  test('and then is admitted no more, until it is admitted anew with its own keys', () => {
    const { states } = given(founding, admitted).when(revoked).thenInForce()
    expect(states['bodies']).toMatchObject({ nodes: { [node]: { isAdmitted: false } } })
    given(founding, admitted, revoked).when(admitted).thenInForce()
  })

  test('one never admitted, or revoked already', () => {
    given(founding).when(revoked).thenVoid(hard('node-not-admitted'))
    given(founding, admitted, revoked).when(revoked).thenVoid(hard('node-not-admitted'))
  })
})

describe('penPassesByHandover: the pen passes only at a checkpoint signed by both keys (H1)', () => {
  const next = signerNamed('next pen')
  const passed = draft('pen.passed', { pen: next.key })

  test('at a handover', () => {
    given(founding)
      .when({ ...passed, handsOverTo: next })
      .thenInForce()
  })

  test('within a checkpoint: no effect', () => {
    given(founding).when(passed).thenVoid(hard('handover-invalid'))
  })

  test('to a key that is none', () => {
    const pen = base64(new Uint8Array(32))
    given(founding).when(draft('pen.passed', { pen })).thenVoid(hard('pen-key-invalid'))
  })
})

describe('the form of what bodies write', () => {
  test.each([
    ['data.name', { name: {} }],
    ['data.name', { name: { fr: 'nom' } }],
    ['data.name.es', { name: { es: '' } }],
    ['data.kind', { kind: 'kingdom' }],
    ['data.country', { country: 'bo' }],
    ['data.place.lon', { place: { lon: '1,5', lat: '0' } }],
    ['data.population.count', { population: { count: -1, year: 2017, kind: 'census' } }],
    ['data.charter.rulesVersion', { charter: { ...charterOf(), rulesVersion: 2 } }],
    ['data.charter.posts', { charter: { ...charterOf(), posts: [] } }],
    ['data.charter.prevails', { charter: { ...charterOf(), prevails: 'whoever' } }],
    [
      'data.charter.decisions.joint.requirements',
      {
        charter: { ...charterOf(), decisions: { joint: { requirements: [] } } },
      },
    ],
    [
      'data.charter.decisions.joint.requirements.0.fraction',
      {
        charter: {
          ...charterOf(),
          decisions: {
            joint: {
              requirements: [
                { of: 'all', fraction: { num: 3, den: 2 }, moreThan: false, denominator: 'cast' },
              ],
            },
          },
        },
      },
    ],
    ['data.officers', { officers: [] }],
  ])('%s is at fault in %j', (field, more) => {
    given().when(founded(author, more)).thenVoid(hard('entry-malformed', { field }))
  })

  test('fields nobody knows are passed over', () => {
    given()
      .when(founded(author, { colour: 'red' }))
      .thenInForce()
  })
})

describe("the author's refusal is the same judge", () => {
  test('what every other node would void or flag is not written', async () => {
    const world = new World()
    const body = await world.found(author, founding)
    const drafts = [founded('Another'), { ...opened, by: 'a stranger' }, draft('pen.passed', { pen: 'x' })]
    for (const refused of drafts) {
      const written = await world.write(body, refused)
      const story = given(founding).when(refused)
      expect(written.ok).toBe(false)
      if (!written.ok) story.thenVoid(...written.error.breaches)
    }
    expect((await world.archive.book(body.book))?.size).toBe(1)
    expect((await world.write(body, opened)).ok).toBe(true)
  })

  test('a story is told from its entries alone: told again it is the same', () => {
    const past = [founding, opened]
    expect(tell(past)).toEqual(tell(past))
  })
})
