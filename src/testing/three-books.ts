/**
 * Three books and a node that receives packs of them. `first` and `last` stand before and after `middle` in a pack, so
 * that a test sees what was good before damage, and what after. `middle` (8 entries) has a handover at 4.
 */
import { expect } from 'vitest'
import type { Archive } from '../archive/contract.ts'
import type { ImportReport } from '../carriage/import.ts'
import type { Frame } from '../carriage/pack.ts'
import { draft, founded } from './drafts.ts'
import { hexOf, signerNamed } from './keys.ts'
import { emptyManifest, packOf, partFrames, takeIn } from './packs.ts'
import { type Body, World, allEntries, checkpointOf, openArchive } from './world.ts'

export const session = (at: number) => [draft('session.opened'), draft('session.closed', { session: at })]

export class ThreeBooks {
  /** The receiver's. */
  archive: Archive = openArchive('receiver')

  private constructor(
    readonly world: World,
    readonly first: Body,
    readonly middle: Body,
    readonly last: Body,
  ) {}

  static async make(): Promise<ThreeBooks> {
    const world = new World()
    const first = await world.found('Sajama', founded('Sajama'))
    const middle = await world.found('Putre', founded('Putre'))
    const last = await world.found('Tacna', founded('Tacna'))
    for (const body of [first, middle, last]) await world.wrote(body, ...session(1))
    await world.passPen(middle, signerNamed('Putre second pen'))
    await world.wrote(middle, ...session(4))
    await world.wrote(middle, ...session(6))
    return new ThreeBooks(world, first, middle, last)
  }

  /** A receiver that holds nothing. */
  renew(): void {
    this.archive = openArchive('receiver')
  }

  /** The frames of a book's part, to its end. */
  async whole(body: Body, from = 0): Promise<Frame[]> {
    return partFrames(this.world, body, from, (await this.world.archive.book(body.book))?.size ?? 0)
  }

  allBooks = (): Promise<Uint8Array> => this.packWith((frames) => frames)

  /** The part of `middle` with some of its frames changed, between two good parts. */
  async packWith(change: (frames: Frame[]) => Frame[]): Promise<Uint8Array> {
    const [before, after] = [await this.whole(this.first), await this.whole(this.last)]
    return packOf([emptyManifest, ...before, ...change(await this.whole(this.middle)), ...after])
  }

  /** What the receiver holds of each. */
  async sizes(): Promise<number[]> {
    const records = [this.first, this.middle, this.last].map(({ book }) => this.archive.book(book))
    return (await Promise.all(records)).map((record) => record?.size ?? 0)
  }

  nameOf(book: string | null): string | null {
    return [this.first, this.middle, this.last].find((body) => body.book === book)?.name ?? book
  }

  refusals(report: ImportReport): unknown[] {
    return report.refused.map(({ book, refusal }) => [this.nameOf(book), refusal.type])
  }

  /** Every book held is whole, and the very prefix that its pen signed. */
  async expectKeptGood(): Promise<void> {
    for (const { book, size, checkpoint } of await this.archive.books()) {
      expect(await this.archive.check(book)).toBeUndefined()
      const original = (await allEntries(this.world.archive, book)).slice(0, size).map(hexOf)
      expect((await allEntries(this.archive, book)).map(hexOf)).toEqual(original)
      expect(checkpointOf(checkpoint).size).toBe(size)
    }
  }

  /** What was refused lost nothing: sent again undamaged, it arrives. */
  async expectHealedBySendingAgain(): Promise<void> {
    expect((await takeIn(this.archive, await this.allBooks())).refused).toEqual([])
    expect(await this.sizes()).toEqual([3, 8, 3])
    await this.expectKeptGood()
  }
}

/** The frames of a book's part with its notes replaced. */
export const withNotes =
  (noteOf: (note: Uint8Array) => Uint8Array) =>
  (frames: Frame[]): Frame[] =>
    frames.map((frame) => (frame.kind === 'checkpoint' ? { ...frame, note: noteOf(frame.note) } : frame))
