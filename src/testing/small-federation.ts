/**
 * A federation of three sections and six members, with everything that can go wrong by malice or mistake and must be
 * told the same on every node: a handover, a void entry, an unknown type, a second position, a position by a
 * non-member, one on another text. The motion (`alliance`, entry 7) needs 4 of 6 and a majority of each section.
 */
import type { Citation, JsonObject } from '../book/entry.ts'
import { type Draft, charterOf, draft, founded, foundedAlliance } from './drafts.ts'
import { signerNamed } from './keys.ts'
import { type Body, World } from './world.ts'
import { utf8 } from '../kernel/encoding.ts'

export const sectionOf: Readonly<Record<string, string>> = {
  Sajama: 'BO',
  Curahuara: 'BO',
  Putre: 'CL',
  Arica: 'CL',
  Tacna: 'PE',
  Palca: 'PE',
}

export interface SmallFederation {
  readonly world: World
  readonly alliance: Body
  /** By name, the non-member `Salta` too. */
  readonly bodies: ReadonlyMap<string, Body>
  readonly motion: { readonly book: string; readonly seq: number }
  readonly referral: Citation
}

/** A session that decides on a referral, from the entry `from` of a book: 4 entries, the position last but one. */
export function sessionOn(referral: Citation, from: number, option: 'yes' | 'no' | 'abstain'): Draft[] {
  const [yes, no] = { yes: [7, 1], no: [1, 7], abstain: [4, 4] }[option] as [number, number]
  const hands = { form: 'raised-hands', present: 9, yes, no, abstain: 0, attesters: 3 }
  return [
    draft('session.opened', { place: 'Sede' }),
    draft('vote.recorded', hands, [referral]),
    draft('position.recorded', { vote: from + 1, option }, [referral]),
    draft('session.closed', { session: from }),
  ]
}

async function foundMembers(world: World, alliance: Body): Promise<Map<string, Body>> {
  const bodies = new Map<string, Body>()
  for (const [name, section] of [...Object.entries(sectionOf), ['Salta', '']] as const) {
    const body = await world.found(name, founded(name, { country: section || 'AR' }))
    if (section !== '') await world.wrote(body, draft('membership.applied', { section }, [alliance.founding]))
    bodies.set(name, body)
  }
  return bodies
}

/** As many bodies decide as `positions` names; no name: not heard from. */
export async function smallFederation(
  positions: Readonly<Record<string, 'yes' | 'no' | 'abstain'>>,
  charter: JsonObject = charterOf(['BO', 'CL', 'PE']),
): Promise<SmallFederation> {
  const world = new World()
  const founding = foundedAlliance('Alianza', ['BO', 'CL', 'PE'], { charter })
  const alliance = await world.found('Alianza', founding)
  const bodies = await foundMembers(world, alliance)
  for (const [name, section] of Object.entries(sectionOf)) {
    const body = bodies.get(name)
    if (body === undefined) continue
    const application = await world.citationOf(body.book, 1)
    await world.wrote(alliance, draft('membership.accepted', { section }, [application]))
  }
  const motion = await world.wrote(
    alliance,
    draft('motion.put', { title: { es: 'Turismo integrado' }, text: { es: 'Sajama y Lauca' } }),
  )
  const electors = { BO: 2, CL: 2, PE: 2 }
  const referral = await world.wrote(
    alliance,
    draft('motion.referred', { motion: motion.seq, rule: 'joint', electors }),
  )
  for (const [name, option] of Object.entries(positions)) {
    const body = bodies.get(name)
    if (body) await world.wrote(body, ...sessionOn(referral, await sizeOf(world, body), option))
  }
  return { world, alliance, bodies, motion: { book: motion.book, seq: motion.seq }, referral }
}

export const sizeOf = async (world: World, { book }: Body): Promise<number> =>
  (await world.archive.book(book))?.size ?? 0

/** What members and strangers write that does not count, and what no node understands. */
export async function addTrouble({ world, alliance, bodies, referral }: SmallFederation): Promise<void> {
  const named = (name: string): Body => {
    const body = bodies.get(name)
    if (body === undefined) throw new Error(`no ${name}`)
    return body
  }
  const [sajama, putre, tacna, salta] = [named('Sajama'), named('Putre'), named('Tacna'), named('Salta')]
  await world.passPen(putre, signerNamed('Putre second pen'))
  await world.wrote(putre, draft('session.opened'))
  await world.writeAnyway(sajama, ...sessionOn(referral, await sizeOf(world, sajama), 'no'))
  await world.writeAnyway(salta, ...sessionOn(referral, await sizeOf(world, salta), 'yes'))
  const elsewhere = { ...referral, leaf: alliance.founding.leaf }
  await world.writeAnyway(tacna, ...sessionOn(elsewhere, await sizeOf(world, tacna), 'yes'))
  await world.writeAnyway(tacna, utf8('Acta de la sesión'), draft('harvest.shared', { sacks: 3 }))
  await world.writeAnyway(alliance, draft('membership.accepted', { section: 'AR' }, [salta.founding]))
}
