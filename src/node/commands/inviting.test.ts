/** From a slip to a key in the book, and back in by the word of two officers. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Nodes, type TestNode, credentials, factsOf } from '../../../tests/support/test-node.ts'
import type { BookId, PersonId } from '../../book/entry.ts'
import { type Refusal, type Result, unwrap } from '../../kernel/result.ts'
import type { Unlocked } from '../accounts/accounts.ts'
import { join } from '../joining.ts'
import { commands } from './all.ts'
import { runCommand } from './command.ts'

const phone = '10.0.0.7'
const from = { address: phone, agent: 'Firefox on a phone' }
const phraseOf = (name: string): string => `la frase larga de ${name}`

let nodes: Nodes
let node: TestNode
let secretary: Unlocked
let body: BookId

beforeEach(async () => {
  nodes = new Nodes()
  node = await nodes.open('Nodo de San Pedro')
  secretary = await node.signUp()
  body = (await node.did('body.found', { ...factsOf('San Pedro'), kind: 'community' })).book
})
afterEach(() => nodes.close())

const refusalIn = (result: Result<unknown, Refusal>): string => (result.ok ? 'done' : result.error.type)

const run = (name: string, input: object, actor = secretary): Promise<Result<unknown, Refusal>> =>
  runCommand(commands, node.node, name, { body, ...input }, { actor })

/** What became of a command in somebody's name. */
const ran = async (name: string, input: object, actor = secretary): Promise<string> =>
  refusalIn(await run(name, input, actor))

interface Slip {
  readonly person: PersonId
  readonly id: string
  readonly code: string
}

const invited = async (post = 'member', actor = secretary): Promise<Slip> =>
  unwrap(await run('member.invite', { post }, actor)) as Slip

const joined = (code: string, name: string): Promise<Result<Unlocked, Refusal>> =>
  join(node.node, code, phone, { name, passphrase: phraseOf(name) })

const pendingIds = (of = body): string[] => node.node.invitations.pendingIn(of).map(({ id }) => id)

/** What somebody waits for in the body. */
const pendingOf = ({ account }: Unlocked): string =>
  node.node.invitations.pendingFor(account).find(({ book }) => book === body)?.id ?? ''

/** Somebody who was invited, came, and was confirmed. */
async function member(name: string, post = 'member'): Promise<Unlocked> {
  const { code } = await invited(post)
  const account = unwrap(await joined(code, name))
  unwrap(await run('key.confirm', { pending: pendingOf(account) }))
  return account
}

const personOf = (account: Unlocked, of = body): PersonId => account.identityIn(of)?.person ?? ''

/** The account that comes with a recovery slip for somebody, and waits. */
async function lostAndBack(lost: Unlocked, passphrase = 'una frase que no olvido más') {
  const { code } = unwrap(await run('recovery.start', { person: personOf(lost) })) as Slip
  const back = unwrap(await join(node.node, code, phone, { name: '', passphrase }))
  return { back, pending: pendingOf(back), passphrase }
}

const unlocks = async (name: string, passphrase: string): Promise<string> =>
  refusalIn(await node.node.accounts.unlock(name, passphrase, phone))

const enrols = (actor: Unlocked): Promise<string> => ran('person.enrol', { name: 'Alguien' }, actor)

describe('given a slip', () => {
  test('when somebody accepts it, then nobody has come in until an officer confirms the key', async () => {
    const { code, person } = await invited('secretary')
    const juana = unwrap(await joined(code, 'Juana'))
    expect(personOf(juana)).toBe(person)
    expect(await enrols(juana)).toBe('author-not-entitled')
    expect(await ran('key.confirm', { pending: pendingIds()[0] }, juana)).toBe('author-not-entitled')
    expect(await ran('key.confirm', { pending: pendingIds()[0] })).toBe('done')
    expect([await enrols(juana), pendingIds()]).toEqual(['done', []])
  })

  test('when it was passed on, and the numbers differ, then the officer declines, and whoever came is nobody', async () => {
    const { code } = await invited('secretary')
    const stranger = unwrap(await joined(code, 'Un extraño'))
    const { token } = node.node.sessions.start(stranger, from)
    expect(await ran('key.decline', { pending: pendingIds()[0] })).toBe('done')
    expect([pendingIds(), stranger.identityIn(body)]).toEqual([[], undefined])
    expect(await unlocks('Un extraño', phraseOf('Un extraño'))).toBe('sign-in-refused')
    expect(refusalIn(node.node.sessions.find(token, from))).toBe('session-ended')
    expect(refusalIn(await joined(code, 'Otro'))).toBe('invitation-used')
  })

  test('when two come with it at once, then one is let in, and the other leaves no account', async () => {
    const { code } = await invited()
    const both = await Promise.all([joined(code, 'Juana'), joined(code, 'Pedro')])
    expect(both.map(refusalIn).toSorted()).toEqual(['done', 'invitation-used'])
    expect(node.node.accounts.all()).toHaveLength(2)
    expect(pendingIds()).toHaveLength(1)
  })

  test('when five come at once with one that lets found bodies, then one account may', async () => {
    const { code } = unwrap(await run('account.invite', {})) as Slip
    const all = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => joined(code, name)))
    expect(all.map(refusalIn).filter((said) => said === 'done')).toHaveLength(1)
    expect(node.node.accounts.all()).toHaveLength(2)
  })

  test('when what somebody chooses is refused, then the slip still works', async () => {
    const { code } = await invited()
    expect(refusalIn(await joined(code, credentials.name))).toBe('account-name-taken')
    expect(refusalIn(await join(node.node, code, phone, { name: 'Juana', passphrase: 'corta' }))).toBe(
      'passphrase-too-short',
    )
    expect(refusalIn(await joined(code, 'Juana'))).toBe('done')
  })

  test('when somebody accepts it who is of the body, then it is refused, and still works for another', async () => {
    const { code } = await invited()
    expect(refusalIn(await join(node.node, code, phone, { unlocked: secretary }))).toBe(
      'already-of-this-body',
    )
    expect(refusalIn(await joined(code, 'Juana'))).toBe('done')
  })

  test('when its days are over, then it lets nobody in', async () => {
    const { code } = await invited()
    node.clock = '2026-03-08T15:00:01-04:00'
    expect(refusalIn(await joined(code, 'Juana'))).toBe('invitation-expired')
  })

  test('when a member makes or withdraws one, then it is refused', async () => {
    const juana = await member('Juana')
    const { id } = await invited()
    expect(await ran('member.invite', { post: 'member' }, juana)).toBe('author-not-entitled')
    expect(await ran('invitation.withdraw', { id }, juana)).toBe('author-not-entitled')
    expect(node.node.invitations.openOf(body)).toHaveLength(1)
  })

  test('when an officer of another body confirms, declines or withdraws, then it is refused', async () => {
    const other = unwrap(await node.node.accounts.open('De otro lado', phraseOf('De otro lado'), true))
    unwrap(
      await runCommand(
        commands,
        node.node,
        'body.found',
        { ...factsOf('Otra'), kind: 'community' },
        { actor: other },
      ),
    )
    const { code, id } = await invited()
    unwrap(await joined(code, 'Juana'))
    const [pending] = pendingIds()
    for (const name of ['key.confirm', 'key.decline'])
      expect(await ran(name, { pending }, other), name).toBe('not-of-this-body')
    expect(await ran('invitation.withdraw', { id }, other)).toBe('not-of-this-body')
    expect(pendingIds()).toEqual([pending])
  })
})

describe('given somebody who lost the passphrase, and three officers', () => {
  let [pedro, juana, rosa]: Unlocked[] = []
  const [lost, first, second] = [() => pedro as Unlocked, () => juana as Unlocked, () => rosa as Unlocked]
  beforeEach(async () => {
    pedro = await member('Pedro')
    juana = await member('Juana', 'president')
    rosa = await member('Rosa', 'president')
  })

  test('when two officers approve, then the new passphrase opens, and the old one nothing', async () => {
    const { token } = node.node.sessions.start(lost(), from)
    const { back, pending, passphrase } = await lostAndBack(lost())
    expect(await ran('recovery.approve', { pending }, first())).toBe('done')
    expect(await ran('recovery.approve', { pending }, second())).toBe('done')
    const { states } = await node.node.views.catchUp(body)
    const key = back.identityIn(body)?.signer.key
    expect((states['bodies'] as { keys: Record<string, string> }).keys[personOf(back)]).toBe(key)
    expect(await unlocks('Pedro', passphrase)).toBe('done')
    expect(await unlocks('Pedro', phraseOf('Pedro'))).toBe('sign-in-refused')
    expect(refusalIn(node.node.sessions.find(token, from))).toBe('session-ended')
  })

  test('when one officer approves, once or twice, then it waits, and the old key goes on', async () => {
    const { back, pending } = await lostAndBack(lost())
    for (let times = 0; times < 2; times += 1)
      expect(unwrap(await run('recovery.approve', { pending }, first()))).toEqual({ approvals: 1, needed: 2 })
    expect(pendingIds()).toEqual([pending])
    const motion = { title: { es: 'Agua' }, text: { es: 'Que se limpie la toma.' } }
    expect(await ran('submission.motion', motion, back)).not.toBe('done')
    expect(await ran('submission.motion', motion, lost())).toBe('done')
    expect(await unlocks('Pedro', phraseOf('Pedro'))).toBe('done')
  })

  test('when an officer of another body approves, then it does not count', async () => {
    const other = unwrap(await node.node.accounts.open('De otro lado', phraseOf('De otro lado'), true))
    unwrap(
      await runCommand(
        commands,
        node.node,
        'body.found',
        { ...factsOf('Otra'), kind: 'community' },
        { actor: other },
      ),
    )
    const { pending } = await lostAndBack(lost())
    await run('recovery.approve', { pending }, first())
    expect(await ran('recovery.approve', { pending }, other)).toBe('not-of-this-body')
    expect(pendingIds()).toEqual([pending])
  })

  test('when a member approves, or whoever is to come back, then it does not count', async () => {
    const { back, pending } = await lostAndBack(lost())
    await run('recovery.approve', { pending }, first())
    expect(await ran('recovery.approve', { pending }, await member('Miembro'))).toBe('author-not-entitled')
    expect(await ran('recovery.approve', { pending }, back)).toBe('not-of-this-body')
    expect(pendingIds()).toEqual([pending])
  })

  test('when it is an officer who lost it, then that officer’s own word does not count', async () => {
    const { pending } = await lostAndBack(first())
    expect(await ran('recovery.start', { person: personOf(first()) }, first())).toBe('two-officers-needed')
    expect(await ran('recovery.approve', { pending }, first())).toBe('two-officers-needed')
    expect(await ran('recovery.approve', { pending }, second())).toBe('done')
    expect(pendingIds()).toEqual([pending])
    expect(await ran('recovery.approve', { pending })).toBe('done')
    expect(pendingIds()).toEqual([])
  })

  test('when it is an officer who lost it, then nothing is done in that name before two have approved', async () => {
    const { code, id } = await invited()
    unwrap(await joined((await invited()).code, 'Nueva'))
    const [waiting] = pendingIds()
    const lostOfficer = await run('recovery.start', { person: personOf(first()) })
    const slip = unwrap(lostOfficer) as Slip
    const back = unwrap(await join(node.node, slip.code, phone, { name: '', passphrase: phraseOf('x') }))
    const size = await node.sizeOf(body)
    for (const [name, input] of [
      ['person.enrol', { name: 'Alguien' }],
      ['motion.put', { title: { es: 'Agua' }, text: { es: 'Que se limpie.' } }],
      ['member.invite', { post: 'secretary' }],
      ['invitation.withdraw', { id }],
      ['key.confirm', { pending: waiting }],
      ['key.decline', { pending: waiting }],
      ['recovery.start', { person: personOf(lost()) }],
      ['post.assign', { person: personOf(back), post: 'secretary' }],
    ] as const)
      expect(await ran(name, input, back), name).not.toBe('done')
    expect(await node.sizeOf(body)).toBe(size)
    expect(pendingIds()).toContain(waiting)
    expect(refusalIn(await node.node.invitations.find(code, phone))).toBe('done')
  })

  test('when an officer approved who is none any more, then it does not count, and two others are enough', async () => {
    const { pending } = await lostAndBack(lost())
    await run('recovery.approve', { pending }, first())
    unwrap(await run('post.end', { person: personOf(first()), post: 'president' }))
    expect(unwrap(await run('recovery.approve', { pending }, second()))).toEqual({ approvals: 1, needed: 2 })
    expect(await ran('recovery.approve', { pending })).toBe('done')
    expect(pendingIds()).toEqual([])
  })

  test('when it is declined, then the old account is all there is', async () => {
    const { pending, passphrase } = await lostAndBack(lost())
    await run('recovery.approve', { pending }, first())
    expect(await ran('key.decline', { pending }, second())).toBe('done')
    expect(await unlocks('Pedro', passphrase)).toBe('sign-in-refused')
    expect(await unlocks('Pedro', phraseOf('Pedro'))).toBe('done')
    expect(await ran('recovery.approve', { pending }, second())).toBe('pending-unknown')
  })

  test('when a second slip is made while the first waits, then it is the lost account whose place is taken', async () => {
    await lostAndBack(lost(), 'una frase que también se olvida')
    await lostAndBack(lost(), 'una frase que no olvido más')
    const replaced = node.node.invitations.pendingIn(body).map(({ replaces }) => replaces)
    expect(replaced).toEqual([lost().account, lost().account])
  })

  test('when they are of two bodies, then two officers of each are asked, and one does not speak for the other', async () => {
    const host = unwrap(await node.node.accounts.open('De otro lado', phraseOf('De otro lado'), true))
    const founded = await runCommand(
      commands,
      node.node,
      'body.found',
      { ...factsOf('Otra'), kind: 'community' },
      { actor: host },
    )
    const { book: other } = unwrap(founded) as { book: BookId }
    const asHost = (name: string, input: object) =>
      runCommand(commands, node.node, name, { body: other, ...input }, { actor: host })
    const { code } = unwrap(await asHost('member.invite', { post: 'member' })) as Slip
    unwrap(await join(node.node, code, phone, { unlocked: lost() }))
    unwrap(await asHost('key.confirm', { pending: pendingIds(other)[0] }))
    const { back, pending, passphrase } = await lostAndBack(lost())
    await run('recovery.approve', { pending }, first())
    await run('recovery.approve', { pending }, second())
    expect([pendingIds(), pendingIds(other).length]).toEqual([[], 1])
    expect(lost().identityIn(body)).toBeUndefined()
    expect(lost().identityIn(other)).toBeDefined()
    const { states } = await node.node.views.catchUp(other)
    const { keys } = states['bodies'] as { keys: Record<string, string> }
    expect(keys[personOf(back, other)]).toBe(lost().identityIn(other)?.signer.key)
    expect([await unlocks('Pedro', passphrase), await unlocks('Pedro', phraseOf('Pedro'))]).toEqual([
      'done',
      'done',
    ])
  })
})
