/** The figures that docs/bench.json holds, from what was measured. */
import type { PagesMeasured } from './measure-pages.ts'
import type { Growth, ProductRun, Run } from './measure.ts'
import type { Appended } from './roles/append.ts'
import type { Floor } from './roles/floor.ts'

export interface Peers {
  readonly yjs: Run
  readonly hypercorePacked: Run
  readonly hypercorePerEntry: Run
  readonly pouchdb: Run
}

export interface Measured {
  readonly dataset: {
    readonly seed: string
    readonly entries: number
    readonly books: number
    readonly entryBytes: number
    readonly years: number
  }
  readonly runs: number
  readonly floor: Floor
  readonly product: ProductRun
  readonly append: Appended
  readonly peers: Peers
  /** In rising size; the middle one is the main run. */
  readonly growth: readonly [Growth, Growth, Growth]
  readonly pages: PagesMeasured
}

/** A page's median at the largest size, times that at the smallest. */
export const pageGrowth = ({ mediansMs }: PagesMeasured['pages'][number]): number =>
  (mediansMs.at(-1) ?? Number.NaN) / (mediansMs[0] ?? Number.NaN)

/** DESIGN.md's floors of one quiet core, microseconds an entry. */
export const designHashUs = 5.0
export const designInsertUs = 2.2
const voidOver = 1.3

export const floorUs = ({ hashUs, insertUs }: Floor): number => hashUs + insertUs

/** A floor over 1.3 times DESIGN.md's says that the machine was not its own. */
export const isVoid = ({ hashUs, insertUs }: Floor): boolean =>
  hashUs > voidOver * designHashUs || insertUs > voidOver * designInsertUs

const round = (value: number): number => Number(value.toPrecision(3))

export function figuresOf(measured: Measured): Record<string, number> {
  const { floor, product, append, peers, growth, pages } = measured
  const { entries } = floor
  const times = ({ durableMs }: Run): number => round(durableMs / product.durableMs)
  const [, own, largest] = growth
  return {
    durableRatioToFloor: round((floorUs(floor) * entries) / 1000 / product.durableMs),
    timesPouchdb: times(peers.pouchdb),
    timesHypercorePerEntry: times(peers.hypercorePerEntry),
    timesHypercorePacked: times(peers.hypercorePacked),
    timesYjs: times(peers.yjs),
    queryableEntriesPerSecond: Math.round((entries / product.queryableMs) * 1000),
    nothingNewBytes: product.nothingNewBytes,
    nothingNewRoundTrips: product.nothingNewRequests,
    plus100Bytes: product.addedBytes,
    appendRatioToFdatasync: round(append.fdatasyncMs / append.appendMs),
    receiverPeakMb: Math.round(product.peakMb),
    growthPerEntryAtMillion: round(largest.durableUs / own.durableUs),
    growthFoldPerEntryAtMillion: round(largest.foldUs / own.foldUs),
    pagesRatioToBareHono: round(pages.mixRate / pages.bareRate),
    pagesAnewRatioToBareHono: round(pages.anewRate / pages.bareRate),
    pagesGrowthAtMillion: round(Math.max(...pages.pages.map(pageGrowth))),
    durableEntriesPerSecond: Math.round((entries / product.durableMs) * 1000),
    floorHashUsPerEntry: round(floor.hashUs),
    floorInsertUsPerEntry: round(floor.insertUs),
    isVoid: isVoid(floor) ? 1 : 0,
  }
}
