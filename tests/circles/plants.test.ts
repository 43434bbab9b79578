/** Private facts planted at home are looked for in every byte that a neighbour holds: none; and all at an admitted node. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { unwrap } from '../../src/kernel/result.ts'
import { carryOut } from '../../src/node/carry-out.ts'
import { ThreeNodes } from './three-nodes.ts'

const plants = ['Zenobia Quispecahuana', 'ayllu Jach’a Pacha', 'Antofagasta 1987']

/** A fact in the forms in which it might lie somewhere. */
const formsOf = (plant: string): Buffer[] => {
  const escaped = JSON.stringify(plant).slice(1, -1)
  const ascii = [...plant]
    .map((c) => (c.charCodeAt(0) > 126 ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c))
    .join('')
  const shifts = [0, 1, 2].map((shift) =>
    Buffer.from(
      Buffer.concat([Buffer.alloc(shift), Buffer.from(plant)])
        .toString('base64')
        .slice(4, -4),
    ),
  )
  const hex = Buffer.from(Buffer.from(plant).toString('hex'))
  return [
    Buffer.from(plant),
    Buffer.from(plant, 'utf16le'),
    Buffer.from(escaped),
    Buffer.from(ascii),
    hex,
    ...shifts,
  ]
}

const found = (bytes: Buffer): string[] =>
  plants.filter((plant) => formsOf(plant).some((form) => bytes.includes(form)))

/** Every byte in a folder, with what is gzip taken out of it, too. */
const bytesIn = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap((entry) => {
        const bytes = readFileSync(join(entry.parentPath, entry.name))
        return bytes[0] === 0x1f && bytes[1] === 0x8b ? [bytes, gunzipSync(bytes)] : [bytes]
      }),
  )

test('plants: nowhere at the neighbour, in packs or on pages; all of them at an admitted node', async () => {
  const world = await ThreeNodes.open()
  await world.admit(world.friend)
  const [name = '', section = '', awayPlace = ''] = plants
  const data = { person: 'a'.repeat(26), name, section, away: true, awayPlace }
  const [seq = 0] = await world.write({ type: 'person.enrolled', data, circle: world.circle })
  await world.friend.synced(world.home.url)
  await world.neighbour.synced(world.home.url)
  const stick = join(world.neighbour.folder, 'stick.apachita')
  unwrap(await carryOut(world.home.node, stick, undefined))
  await world.neighbour.did('carry.in', { path: stick })
  const pages = [
    '/',
    '/books',
    `/books/${world.body}`,
    `/bodies/${world.body}`,
    `/bodies/${world.body}/people`,
  ]
  for (const node of [world.home, world.neighbour])
    for (const path of [...pages, ...pages.map((page) => `/api${page}`)]) {
      const answer = await node.get(path)
      expect(found(Buffer.from(await answer.arrayBuffer())), path).toEqual([])
    }
  expect(found(bytesIn(world.neighbour.folder))).toEqual([])
  expect(found(bytesIn(world.friend.folder)).toSorted()).toEqual(plants.toSorted())
  await world.erase(seq)
  await world.friend.synced(world.home.url)
  for (const node of [world.home, world.friend]) expect(found(bytesIn(node.folder))).toEqual([])
  await world.close()
})
