/** Ballots by own key beside what was recorded: of the open ones everybody is told, of sealed ones only the body's people. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'
import { translatorFor } from '../web/languages/translator.tsx'
import { communityCharter } from '../bodies/charters.ts'
import type { JsonObject } from '../book/entry.ts'
import { unwrap } from '../kernel/result.ts'
import { type Draft, foundBook } from '../node/write.ts'
import { actorNamed } from '../testing/actors.ts'
import { personNamed, signerNamed } from '../testing/keys.ts'

const t = translatorFor('es')
const names = ['Juana', 'Pedro', 'Rosa', 'Eusebio'] as const
const decisions = {
  ballots: { requirements: communityCharter.decisions['assembly']?.requirements, ballots: 'own-key' },
}

const nodes = new Nodes()
let node: TestNode
let [body, session] = ['', -1]
beforeAll(async () => {
  node = await nodes.listening('Nodo de Cosapa')
  const officer = await node.signUp()
  const { changedBy: _, recalledBy: __, ...charter } = communityCharter
  const founding = { name: { es: 'Cosapa' }, kind: 'community', country: 'BO', demonstration: true }
  const ballots = { ...founding, charter: { ...charter, decisions } as unknown as JsonObject }
  body = unwrap(await foundBook(node.node, officer, ballots, 'secretary')).book
  const keys = names.flatMap((name): Draft[] => [
    { type: 'key.registered', data: { person: personNamed(name), key: signerNamed(name).key } },
    { type: 'post.assigned', data: { person: personNamed(name), post: 'member' } },
  ])
  unwrap(await node.write(body, ...keys))
  const opened = await node.did('session.open', { body, entitled: 9, present: 9 })
  session = opened.refs[0]?.seq ?? -1
})
afterAll(() => nodes.close())

type Ballots = readonly (readonly [name: (typeof names)[number], option: string, which: 'open' | 'sealed'])[]

/** A motion with these ballots on it. */
async function castOn(title: string, ballots: Ballots): Promise<number> {
  const { refs } = await node.did('motion.put', { body, title: { es: title }, text: { es: title } })
  const motion = refs[0]?.seq ?? -1
  const officer = node.actor
  for (const [name, option, which] of ballots) {
    node.actor = actorNamed(name)
    await node.did('ballot.cast', { body, motion, option, isOpen: which === 'open' })
  }
  node.actor = officer
  return motion
}

const record = (motion: number, yes: number, no: number) =>
  node.run('vote.record', {
    body,
    motion: { book: body, seq: motion },
    form: 'ballots',
    rule: 'ballots',
    yes,
    no,
    abstain: 0,
  })

const plain = (text: string): string => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const textOf = async (answer: Response): Promise<string> => plain(await answer.text())
const pathsOf = (motion: number) => [`/motions/${body}/${motion}`, `/bodies/${body}/sessions/${session}`]

/** What the pages of a motion and of its session say to the body's people, and to everybody. */
async function told(motion: number): Promise<{ within: string[]; open: string[] }> {
  const headers = await node.signedIn()
  const ask = (more?: Record<string, string>) =>
    Promise.all(pathsOf(motion).map(async (path) => textOf(await node.get(path, more))))
  return { within: await ask(headers), open: await ask() }
}

const line = (which: 'open' | 'within', yes: number, no: number): string =>
  plain(t('vote.ballots', { which, hands: t('tally.hands', { yes, no, abstain: 0 }) }))

describe('sealed ballots', () => {
  test('more of them than were recorded: a contradiction, told within and to nobody else', async () => {
    const motion = await castOn('Tanque', [
      ['Juana', 'yes', 'sealed'],
      ['Pedro', 'no', 'sealed'],
      ['Rosa', 'no', 'open'],
    ])
    const before = await told(motion)
    unwrap(await record(motion, 8, 1))
    const { within, open } = await told(motion)
    const contradiction = `${line('within', 1, 2)} ${t('vote.ballots.more', { options: t.word('position', 'no') })}`
    for (const page of within) expect(page).toContain(contradiction)
    for (const page of open) {
      expect(page).toContain(`${line('open', 0, 1)} ${t('vote.ballots.fewer')}`)
      expect(page).not.toContain(line('within', 1, 2))
      expect(page).not.toContain(t('vote.ballots.more', { options: t.word('position', 'no') }))
    }
    expect(before.open.join()).not.toContain(line('within', 1, 2))
    const answers = [`/api/motions/${body}/${motion}`, `/api/bodies/${body}/sessions/${session}`]
    for (const path of answers) expect(await (await node.get(path)).json()).not.toHaveProperty('within')
  })

  test('the form of the vote begins with all of them, for whoever is of the body', async () => {
    const motion = await castOn('Feria', [
      ['Juana', 'yes', 'sealed'],
      ['Rosa', 'yes', 'open'],
    ])
    const path = `/bodies/${body}/sessions/${session}/vote?motion=${body}%2F${motion}&rule=ballots`
    const form = await node.get(path, await node.signedIn())
    expect(await form.text()).toMatch(/name="yes"[^>]*value="2"/)
    expect((await node.get(path)).status).toBe(403)
    unwrap(await record(motion, 2, 0))
    for (const page of (await told(motion)).within)
      expect(page).toContain(`${line('within', 2, 0)} ${t('vote.ballots.same')}`)
  })
})

describe('open ballots', () => {
  test('fewer are recorded than were signed: refused; others may have voted on paper', async () => {
    const motion = await castOn('Toma', [
      ['Juana', 'yes', 'open'],
      ['Pedro', 'yes', 'open'],
    ])
    expect(await record(motion, 1, 0)).toEqual({
      ok: false,
      error: { type: 'ballots-differ', yes: 2, no: 0, abstain: 0 },
    })
    unwrap(await record(motion, 6, 1))
    const { within, open } = await told(motion)
    for (const page of [...within, ...open])
      expect(page).toContain(`${line('open', 2, 0)} ${t('vote.ballots.fewer')}`)
  })

  test('a correction that says what the ballots say ends the contradiction', async () => {
    const motion = await castOn('Escuela', [['Juana', 'no', 'sealed']])
    const { refs } = unwrap(await record(motion, 9, 0)) as { refs: { seq: number }[] }
    const [page] = (await told(motion)).within
    expect(page).toContain(t('vote.ballots.more', { options: t.word('position', 'no') }))
    const text = { es: 'Un voto por el no quedó sin contar' }
    await node.did('correction.record', { body, of: refs[0]?.seq, text, figures: { yes: 8, no: 1 } })
    const [corrected] = (await told(motion)).within
    expect(corrected).toContain(`${line('within', 0, 1)} ${t('vote.ballots.fewer')}`)
  })
})
