/**
 * The small federation over time: members freeze in the middle of a decision, the federation freezes one, a position is
 * corrected, another comes late; it is closed. Then delegates vote, against what they were told, never sent, recalled
 * before and after. A charter where the frozen leave the count, and more than half of those entitled decide.
 */
import type { Citation, JsonObject } from '../book/entry.ts'
import { charterOf, draft } from './drafts.ts'
import { personNamed } from './keys.ts'
import { type SmallFederation, sessionOn, sizeOf, smallFederation } from './small-federation.ts'
import type { Body } from './world.ts'

const half = { num: 1, den: 2 }
const majority = { of: 'all', fraction: half, moreThan: true, denominator: 'entitled' }

export const turningCharter = (frozen: 'leave' | 'stay'): JsonObject => ({
  ...charterOf(['BO', 'CL', 'PE']),
  decisions: {
    joint: { form: 'bases', requirements: [majority] },
    delegates: {
      form: 'counted',
      requirements: [{ ...majority, denominator: 'valid' }],
      quorum: { fraction: half, moreThan: false },
    },
  },
  frozen,
})

export const reason = { es: 'La carretera no se consultó' }

export const bodyNamed = ({ bodies }: SmallFederation, name: string): Body => {
  const body = bodies.get(name)
  if (body === undefined) throw new Error(`no ${name}`)
  return body
}

/** What a member says of its membership, knowing the federation's book up to what it cites. */
export async function says(
  federation: SmallFederation,
  name: string,
  said: 'frozen' | 'resumed' | 'ended',
  knows: readonly Citation[] = [],
): Promise<Citation> {
  const cites = [federation.alliance.founding, ...knows]
  return federation.world.wrote(
    bodyNamed(federation, name),
    draft(`membership.${said}`, { as: 'member', reason }, cites),
  )
}

export async function decides(
  federation: SmallFederation,
  name: string,
  option: 'yes' | 'no' | 'abstain',
  corrects?: number,
): Promise<Citation> {
  const { world, referral } = federation
  const body = bodyNamed(federation, name)
  const from = await sizeOf(world, body)
  const drafts = sessionOn(referral, from, option).map((one) =>
    one.type === 'position.recorded' && corrects !== undefined
      ? { ...one, data: { ...one.data, corrects } }
      : one,
  )
  await world.wrote(body, ...drafts)
  return world.citationOf(body.book, from + 2)
}

/** Lists what the federation's book says it counts. */
export const closing = (
  motion: number,
  lines: readonly (readonly [Citation, string])[],
  outcome: 'carried' | 'failed',
) =>
  draft(
    'decision.closed',
    { motion, page: 1, of: 1, marks: lines.map(([, mark]) => mark), outcome },
    lines.map(([cited]) => cited),
  )

export interface Turning extends SmallFederation {
  /** The motion that delegates voted on. */
  readonly second: { readonly book: string; readonly seq: number }
}

export async function turningFederation(): Promise<Turning> {
  const federation = await smallFederation({}, turningCharter('leave'))
  const { world, alliance, motion } = federation
  const sajama = await decides(federation, 'Sajama', 'yes')
  const curahuara = await says(federation, 'Curahuara', 'frozen')
  const putre = await decides(federation, 'Putre', 'yes')
  const frozenAfter = await says(federation, 'Putre', 'frozen')
  const arica = await world.citationOf(bodyNamed(federation, 'Arica').book, 1)
  await world.wrote(alliance, draft('membership.frozen', { as: 'federation', reason }, [arica]))
  const tacna = await decides(federation, 'Tacna', 'no')
  const corrected = await decides(federation, 'Tacna', 'yes', tacna.seq)
  const lines = [
    [sajama, 'yes'],
    [curahuara, 'left'],
    [putre, 'yes'],
    [corrected, 'yes'],
  ] as const
  await world.wrote(alliance, closing(motion.seq, lines, 'carried'))
  await decides(federation, 'Palca', 'yes')
  for (const heard of [curahuara, frozenAfter])
    await world.wrote(alliance, draft('membership.frozen', { as: 'heard', reason }, [heard]))
  const resumed = await says(federation, 'Putre', 'resumed')
  await world.wrote(alliance, draft('membership.resumed', { as: 'heard' }, [resumed]))
  return { ...federation, second: await voteByDelegates(federation) }
}

/** Four bodies have delegates there; all say yes. */
async function voteByDelegates(federation: SmallFederation): Promise<{ book: string; seq: number }> {
  const { world, alliance } = federation
  const put = draft('motion.put', { title: { es: 'Cuota anual' }, text: { es: 'Diez bolivianos' } })
  const motion = await world.wrote(alliance, put)
  const send = (name: string, mandate = 'bound') =>
    world.wrote(
      bodyNamed(federation, name),
      draft('delegate.sent', { person: personNamed(`of ${name}`), mandate }, [alliance.founding]),
    )
  const [sajama, tacna, putre] = [await send('Sajama'), await send('Tacna'), await send('Putre')]
  await tellDelegates(federation, 'Sajama', motion, 'no')
  await tellDelegates(federation, 'Putre', motion, 'yes')
  await recall(federation, 'Tacna', [])
  const session = await world.wrote(alliance, draft('session.opened'))
  const neverSent = { ...alliance.founding, book: bodyNamed(federation, 'Palca').book, seq: 2 }
  const sendings = [sajama, tacna, putre, neverSent]
  const persons = ['Sajama', 'Tacna', 'Putre', 'Palca'].map((name) => personNamed(`of ${name}`))
  await world.wrote(alliance, draft('delegates.present', { session: session.seq, persons }, sendings))
  const votes = persons.map((person) => ({ person, option: 'yes' }))
  const data = {
    motion: motion.seq,
    rule: 'delegates',
    session: session.seq,
    page: 1,
    of: 1,
    votes,
    outcome: 'carried',
  }
  const voted = await world.wrote(alliance, draft('delegates.voted', data, sendings))
  await world.wrote(alliance, draft('session.closed', { session: session.seq }))
  await recall(federation, 'Sajama', [voted])
  await says(federation, 'Putre', 'ended', [voted])
  await says(federation, 'Sajama', 'frozen')
  return { book: motion.book, seq: motion.seq }
}

async function tellDelegates(
  federation: SmallFederation,
  name: string,
  motion: Citation,
  option: 'yes' | 'no',
): Promise<void> {
  const { world } = federation
  const body = bodyNamed(federation, name)
  const from = await sizeOf(world, body)
  const [opened, vote, , closed] = sessionOn(motion, from, option)
  if (opened === undefined || vote === undefined || closed === undefined) return
  await world.wrote(body, opened, vote, draft('mandate.given', { vote: from + 1, option }, [motion]), closed)
}

async function recall(federation: SmallFederation, name: string, knows: readonly Citation[]): Promise<void> {
  const { world, alliance } = federation
  const data = { person: personNamed(`of ${name}`), reason }
  await world.wrote(
    bodyNamed(federation, name),
    draft('delegate.recalled', data, [alliance.founding, ...knows]),
  )
}
