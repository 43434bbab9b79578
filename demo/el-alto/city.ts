/**
 * Ten years of the city, by ordinary commands: four assemblies a year in every council, boards that go round, motions that
 * the bases ratify, delegates bound by mandates and three of them recalled, one book with two histories, and the pen of the
 * federation recalled by two thirds of its councils. What the story claims is asserted on all three nodes.
 */
import type { BoardView } from '../../src/federation/views.ts'
import type { KeeperView } from '../../src/succession/views.ts'
import type { OfficesView } from '../../src/offices/views.ts'
import { chanceOf } from '../../bench/generator/chance.ts'
import { textOf, titleOf } from '../../bench/generator/words.ts'
import { expectSame } from '../expect.ts'
import { inTurn } from '../steps.ts'
import { Council, type Referred } from './council.ts'
import {
  type CitySize,
  dateIn,
  delegateRecalls,
  districts,
  forkQuarter,
  planCouncils,
  quarters,
  quartersOfMotions,
  recallQuarter,
} from './plan.ts'
import type { Host, Stage } from './stage.ts'

export interface CityOptions {
  readonly seed: string
  readonly size: CitySize
  /** Told as the years pass. */
  readonly progress: (done: number, of: number) => void
}

/** What the city's ten years leave. */
export interface City {
  /** The federation's books: the first, and the one that goes on from it. */
  readonly federation: readonly [string, string]
  readonly motions: readonly Referred[]
  readonly councils: readonly string[]
  readonly figures: {
    readonly assemblies: number
    readonly positions: number
    readonly mandates: number
    readonly endorsements: number
  }
}

/** The federation while it is told: which of its books is written in, at which node. */
interface Federation {
  book: string
  host: Host
}

export async function tellCity(stage: Stage, options: CityOptions): Promise<City> {
  return new Telling(stage, options).tell()
}

class Telling {
  readonly #stage: Stage
  readonly #options: CityOptions
  readonly #councils: readonly Council[]
  readonly #motions: Referred[] = []
  readonly #federation: Federation
  #endorsements = 0

  constructor(stage: Stage, options: CityOptions) {
    this.#stage = stage
    this.#options = options
    this.#federation = { book: '', host: stage.hosts[0] }
    this.#councils = planCouncils(options.seed, options.size).map(
      (planned) => new Council(options.seed, planned, (planned.index % 3) as 0 | 1 | 2),
    )
  }

  async tell(): Promise<City> {
    await this.#found()
    const first = this.#federation.book
    for (let quarter = 0; quarter < quarters; quarter += 1) {
      if (quarter === forkQuarter) await this.#writeDoubleBook(quarter)
      if (quarter === recallQuarter) await this.#recallThePen(quarter)
      await this.#passQuarter(quarter)
      this.#options.progress(quarter + 1, quarters)
    }
    await this.#closeWhatIsOpen(quarters - 1, quarters)
    await this.#stage.exchange()
    const sum = (figure: 'assemblies' | 'positions' | 'mandates'): number =>
      this.#councils.reduce((total, council) => total + council[figure], 0)
    const city: City = {
      federation: [first, this.#federation.book],
      motions: this.#motions,
      councils: this.#councils.map(({ book }) => book),
      figures: {
        assemblies: sum('assemblies'),
        positions: sum('positions'),
        mandates: sum('mandates'),
        endorsements: this.#endorsements,
      },
    }
    await expectTheSameEverywhere(this.#stage, city)
    return city
  }

  #hostOf({ at }: Council): Host {
    return this.#stage.hosts[at]
  }

  /** Every council does something, those of a node one after the other. */
  async #everyCouncil(task: (council: Council, host: Host) => Promise<unknown>): Promise<void> {
    await Promise.all(
      this.#stage.hosts.map((host, at) =>
        inTurn(
          this.#councils.filter((council) => council.at === at),
          (council) => task(council, host),
        ),
      ),
    )
  }

  async #found(): Promise<void> {
    const { host } = this.#federation
    const founded = await host.did('body.found', {
      kind: 'federation',
      name: { es: 'Federación de juntas vecinales (inventada)' },
      country: 'BO',
      countries: ['BO'],
      sections: districts,
      demonstration: true,
      at: dateIn(0, 0),
    })
    this.#federation.book = founded.book
    for (const other of this.#stage.hosts) await other.did('book.follow', { book: founded.book })
    await this.#stage.exchange()
    await this.#everyCouncil((council, at) => council.found(at, founded.book))
    await this.#stage.exchange()
    await inTurn(this.#councils, (council) =>
      host.did('membership.accept', {
        federation: founded.book,
        body: council.book,
        at: dateIn(0, 20),
      }),
    )
    await this.#stage.exchange()
  }

  /** Motions go out, every council holds its assembly, positions come in; congress once a year. */
  async #passQuarter(quarter: number): Promise<void> {
    const referred = await this.#refer(quarter)
    const congress = quarter % 4 === 2 ? await this.#putToCongress(quarter) : undefined
    await this.#stage.exchange()
    await this.#everyCouncil(async (council, host) => {
      council.hear(referred)
      await council.holdAssembly(host, quarter, congress)
      if (quarter % 8 === 0) await council.changeBoard(host, quarter)
    })
    await this.#stage.exchange()
    if (quarter % 4 === 3) await this.#holdCongress(quarter)
    await this.#closeWhatIsOpen(quarter - 1, quarter)
  }

  async #refer(quarter: number): Promise<Referred[]> {
    const { seed, size } = this.#options
    const { book, host } = this.#federation
    const due = quartersOfMotions(size).flatMap((at, motion) => (at === quarter ? [motion] : []))
    const referred: Referred[] = []
    for (const motion of due) {
      const chance = chanceOf(seed, `motion ${motion}`)
      const text = { title: { es: titleOf(chance) }, text: { es: textOf(chance) } }
      const at = dateIn(quarter, 1)
      const put = await host.did('motion.put', { body: book, ...text, at })
      const seq = put.refs[0]?.seq ?? -1
      await host.did('motion.refer', { body: book, motion: seq, at })
      referred.push({ book, seq, quarter, tendency: chance.between(45, 80) })
    }
    this.#motions.push(...referred)
    return referred
  }

  async #closeWhatIsOpen(from: number, now: number): Promise<void> {
    const { host } = this.#federation
    for (const { book, seq, quarter } of this.#motions)
      if (quarter === from) await host.did('motion.close', { body: book, motion: seq, at: dateIn(now, 85) })
  }

  async #putToCongress(quarter: number): Promise<Referred> {
    const { book, host } = this.#federation
    const chance = chanceOf(this.#options.seed, `congress ${quarter}`)
    const text = { title: { es: titleOf(chance) }, text: { es: textOf(chance) } }
    const put = await host.did('motion.put', { body: book, ...text, at: dateIn(quarter, 2) })
    return { book, seq: put.refs[0]?.seq ?? -1, quarter, tendency: chance.between(40, 75) }
  }

  /** Delegates vote as they were told; in three years one does not, and its council recalls it. */
  async #holdCongress(quarter: number): Promise<void> {
    const { book, host } = this.#federation
    const there = this.#councils.filter(
      ({ told, plan }) =>
        told !== undefined && chanceOf(this.#options.seed, `there ${quarter} ${plan.index}`).isInHundred(88),
    )
    const [first] = there
    // Without a quorum no congress is held.
    if (first?.told === undefined || there.length * 2 <= this.#councils.length) return
    const isFaithless = (delegateRecalls as readonly number[]).includes(quarter)
    const votes = there.map((council) => ({
      body: council.memberAs,
      option: council === first && isFaithless ? opposite(council.told?.option) : council.told?.option,
    }))
    const motion = first.told.motion.seq
    await host.did('delegate.vote', {
      body: book,
      motion,
      rule: 'delegates',
      votes,
      place: 'Congreso',
      at: dateIn(quarter, 60),
    })
    await this.#stage.exchange()
    if (isFaithless) await first.recallDelegate(this.#hostOf(first), book, quarter)
    for (const council of this.#councils) council.told = undefined
  }

  /** The memory of a machine is copied and both go on: the book stops there, and goes on in a successor. */
  async #writeDoubleBook(quarter: number): Promise<void> {
    const council = this.#councils.find(({ at }) => at === 2)
    if (council === undefined) return
    const before = (await this.#hostOf(council).get<KeeperView>(`/api/bodies/${council.book}/keeper`)).size
    await this.#stage.withCopyOf(2, async (copy) => {
      await council.putAnother(copy, 'Lo que escribió la copia', quarter)
      await council.putAnother(this.#hostOf(council), 'Lo que se escribió en la sede', quarter)
      await this.#stage.carry(copy, this.#stage.hosts[0])
    })
    await this.#stage.exchange()
    for (const host of this.#stage.hosts) {
      const { forkedAt } = await host.get<{ forkedAt: number | null }>(`/api/books/${council.book}`)
      expectSame(`the double book as ${host.name} has it`, forkedAt, before)
    }
    const host = this.#hostOf(council)
    const proposed = await host.did('successor.propose', { body: council.book, at: dateIn(quarter, 3) })
    await host.did('successor.endorse', { successor: proposed.book, at: dateIn(quarter, 3) })
    await this.#stage.exchange()
    const { offices } = await host.get<OfficesView>(`/api/bodies/${proposed.book}/offices`)
    council.goOnIn(
      proposed.book,
      offices.flatMap(({ post, running }) => running.map(({ seq }) => ({ post, seq }))),
    )
  }

  /** The secretariat does not hand over and refers what nobody asked for; two thirds of the councils endorse a successor. */
  async #recallThePen(quarter: number): Promise<void> {
    const [seat, elsewhere] = this.#stage.hosts
    const old = this.#federation.book
    await this.#stage.exchange()
    const { size } = await elsewhere.get<KeeperView>(`/api/bodies/${old}/keeper`)
    const at = dateIn(quarter, 0)
    const own = { title: { es: 'Lo que nadie pidió' }, text: { es: 'Que la secretaría siga sin plazo.' }, at }
    const put = await seat.did('motion.put', { body: old, ...own })
    await seat.did('motion.refer', { body: old, motion: put.refs[0]?.seq ?? -1, at })
    await this.#stage.exchange()
    const willing = this.#councils.toSorted((one, other) => Number(other.at === 1) - Number(one.at === 1))
    const needed = Math.ceil((2 * willing.length) / 3)
    const [proposing, ...endorsing] = willing.slice(0, needed)
    if (proposing === undefined) return
    const { book } = await elsewhere.did('successor.propose', {
      body: old,
      size,
      by: proposing.memberAs,
      at,
    })
    await this.#stage.exchange()
    await inTurn(endorsing, (council) =>
      this.#hostOf(council).did('successor.endorse', { successor: book, body: council.memberAs, at }),
    )
    this.#endorsements = needed
    await this.#stage.exchange()
    await seat.did('motion.put', { body: old, ...own })
    await this.#stage.exchange()
    for (const host of this.#stage.hosts) {
      const keeper = await host.get<KeeperView>(`/api/bodies/${old}/keeper`)
      expectSame(`who keeps the federation's book as ${host.name} has it`, keeper.book, book)
    }
    this.#federation.book = book
    this.#federation.host = elsewhere
  }
}

const opposite = (option: string | undefined): string => (option === 'yes' ? 'no' : 'yes')

/** The same federation and the same board of every motion on all nodes. */
async function expectTheSameEverywhere(
  { hosts }: Stage,
  { federation: [, speaks], motions, councils }: City,
): Promise<void> {
  const [first, ...others] = hosts
  const { members } = await first.get<{ members: unknown[] }>(`/api/federations/${speaks}`)
  expectSame('members at the end', members.length, councils.length)
  for (const { book, seq } of motions) {
    const path = `/api/motions/${book}/${seq}`
    const { local: _, ...board } = await first.get<BoardView>(path)
    expectSame(`closed, of ${book} ${seq}`, board.outcome === 'open', false)
    for (const other of others) {
      const { local: __, ...same } = await other.get<BoardView>(path)
      expectSame(`the board ${book} ${seq} as ${other.name} has it`, same, board)
    }
  }
}
