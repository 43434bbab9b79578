/** What a killed process says before it dies, one JSON line each, on a pipe that its killer reads. */
import type { BookId } from '../../src/book/entry.ts'

/** What a process is about to do. `entries`: how many it will add to each book, all or none. */
export interface Intent {
  readonly kind: 'intent'
  readonly id: number
  readonly doing: Doing
  readonly entries?: Readonly<Record<BookId, number>>
}

/** `open` is the folder's opening: recovery of its files, and folding of what was not folded. */
export type Doing = 'open' | 'append' | 'handover' | 'import' | 'fold'

/** Something that was acknowledged, told after the call returned. */
export interface Acknowledgement {
  readonly kind: 'done'
  readonly id: number
  /** Entries this node wrote: base64 leaf hashes from a number on. */
  readonly written?: { readonly book: BookId; readonly seq: number; readonly leaves: readonly string[] }
  /** Books that an import grew, and how far. */
  readonly grown?: readonly { readonly book: BookId; readonly size: number }[]
  /** Anything refused: nothing here should be. */
  readonly refused?: unknown
}

export type Told = Intent | Acknowledgement

/** What a process is told by its argument. */
export interface Orders {
  readonly folder: string
  readonly seed: number
  /** Files of packs, each going on from the one before. */
  readonly packs: readonly string[]
  /** The first pack to import. */
  readonly nextPack: number
  /** What it does mostly; all kinds evenly where absent. */
  readonly mostly?: Doing
  /** Does just this, and ends; else whatever comes, until it is killed. */
  readonly script?: readonly (Doing | 'found')[]
  /** The deliberately wrong build: what it appends is acknowledged before it is committed. */
  readonly isWrong?: boolean
  /** Kills itself when it is about to extend the archive for the nth time. */
  readonly diesBeforeExtension?: number
  /** Kills itself where a history gives way: before the transaction, within it, or once it is committed. */
  readonly diesSettingAside?: 'before' | 'within' | 'after'
}
