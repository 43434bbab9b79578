/** Single durable appends through rules and signature, each beside a raw write and fdatasync on the same disk. */
import { secretary } from '../../src/testing/actors.ts'
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { municipalityCharter } from '../../src/bodies/charters.ts'
import type { JsonObject } from '../../src/book/entry.ts'
import { accept, unwrap } from '../../src/kernel/result.ts'
import { ApachitaNode } from '../../src/node/node.ts'
import { type Draft, foundBook, writeEntries } from '../../src/node/write.ts'
import { timed } from '../engine.ts'
import { chanceOf } from '../generator/chance.ts'
import { textOf, titleOf } from '../generator/words.ts'
import { benchNow } from './product-giver.ts'

export interface Appended {
  /** Medians, milliseconds. */
  readonly appendMs: number
  readonly fdatasyncMs: number
}

export type AppendPart = {
  /** `times` appends to a book that had `before` entries. */
  measure(parameters: {
    readonly folder: string
    readonly before: number
    readonly times: number
  }): Promise<Appended>
}

/** What SQLite's log takes for the least change: a page and its header. */
const pageBytes = 4096 + 24

export const appendPart = (): AppendPart => ({
  async measure({ folder, before, times }) {
    const node = unwrap(await ApachitaNode.open({ folder, name: 'writer', country: 'BO', now: benchNow }))
    const { book } = unwrap(await foundBook(node, secretary, founding, 'secretary'))
    const chance = chanceOf('append', 'motions')
    const motion = (): Draft => ({
      type: 'motion.put',
      data: { title: { es: titleOf(chance) }, text: { es: textOf(chance) } },
    })
    unwrap(await writeEntries(node, secretary, book, () => accept(Array.from({ length: before }, motion))))
    const raw = openSync(join(folder, 'raw.bin'), 'w')
    const page = Buffer.alloc(pageBytes, 1)
    const [appends, flushes]: [number[], number[]] = [[], []]
    for (let at = 0; at < times; at += 1) {
      const draft = motion()
      appends.push(
        await timed(async () => unwrap(await writeEntries(node, secretary, book, () => accept([draft])))),
      )
      flushes.push(
        await timed(async () => {
          writeSync(raw, page)
          fdatasyncSync(raw)
        }),
      )
    }
    closeSync(raw)
    await node.close()
    return { appendMs: middle(appends), fdatasyncMs: middle(flushes) }
  },
})

const founding = {
  name: { es: 'Municipio' },
  kind: 'municipality',
  country: 'BO',
  charter: municipalityCharter,
  demonstration: true,
} as unknown as JsonObject

const middle = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
