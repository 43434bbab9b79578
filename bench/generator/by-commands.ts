/**
 * A small invented federation that lives through the ordinary commands of a node, as people would use them: what the bulk
 * generator writes by the same rules, here goes through everything. Choices come from the seed; keys and ids are a node's
 * own, and random.
 */
import { secretary } from '../../src/testing/actors.ts'
import { unwrap } from '../../src/kernel/result.ts'
import { commands } from '../../src/node/commands/all.ts'
import { runCommand } from '../../src/node/commands/command.ts'
import { ApachitaNode } from '../../src/node/node.ts'
import type { Written } from '../../src/node/write.ts'
import { type Chance, chanceOf } from './chance.ts'
import { dateOf } from './draft-book.ts'
import { countries } from './people.ts'
import { placeOf, textOf, titleOf } from './words.ts'

export interface SmallWorld {
  readonly seed: string
  /** A federation and its members: at least 2. */
  readonly books: number
  /** At least so many in all; the last session is held to its end. */
  readonly entries: number
  readonly years: number
}

/** Makes a node in `folder` that hosts the whole world; how many entries its books have. */
export async function generateByCommands(folder: string, world: SmallWorld): Promise<number> {
  let now = dateOf(0)
  const node = unwrap(await ApachitaNode.open({ folder, name: 'Nodo', country: 'BO', now: () => now }))
  const did = async (name: string, input: object): Promise<Written> =>
    unwrap(await runCommand(commands, node, name, input, { actor: secretary })) as Written
  const chance = chanceOf(world.seed, 'by commands')
  const { alliance, members } = await foundAll(did, world, chance)
  let entries = await entriesOf(node)
  const lifeMs = world.years * 365 * 24 * 3_600_000
  while (entries < world.entries) {
    now = dateOf(Math.floor((entries / world.entries) * lifeMs))
    await decideTogether(did, alliance, members, chance)
    entries = await entriesOf(node)
  }
  await node.close()
  return entries
}

type Did = (name: string, input: object) => Promise<Written>

async function foundAll(
  did: Did,
  { books }: SmallWorld,
  chance: Chance,
): Promise<{ alliance: string; members: string[] }> {
  const name = { es: 'Mancomunidad' }
  const sections = countries.map((id) => ({ id, name: { es: id } }))
  const founding = { name, countries: [...countries], sections, demonstration: true }
  const { book: alliance } = await did('body.found', { kind: 'alliance', ...founding })
  const members: string[] = []
  for (let at = 1; at < books; at += 1) {
    const country = chance.oneOf(countries)
    const facts = { name: { es: `Municipio ${at}` }, country, demonstration: true }
    const { book: body } = await did('body.found', facts)
    await did('membership.apply', { body, federation: alliance, section: country })
    await did('membership.accept', { federation: alliance, body })
    members.push(body)
  }
  return { alliance, members }
}

/** A motion is put and referred; most members decide on it. */
async function decideTogether(
  did: Did,
  alliance: string,
  members: readonly string[],
  chance: Chance,
): Promise<void> {
  const text = { title: { es: titleOf(chance) }, text: { es: textOf(chance) } }
  const [put] = (await did('motion.put', { body: alliance, ...text })).refs
  if (put === undefined) throw new Error('nothing put')
  await did('motion.refer', { body: alliance, motion: put.seq })
  for (const body of members) {
    if (!chance.isInHundred(80)) continue
    const present = chance.between(5, 40)
    const yes = chance.between(0, present)
    const no = chance.between(0, present - yes)
    const hands = { present, yes, no, abstain: present - yes - no, attesters: chance.between(2, 5) }
    const motion = { book: alliance, seq: put.seq }
    await did('position.decide', { body, motion, ...hands, place: placeOf(chance) })
  }
}

const entriesOf = async ({ archive }: ApachitaNode): Promise<number> =>
  (await archive.books()).reduce((sum, { size }) => sum + size, 0)
