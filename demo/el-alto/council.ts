/** A council of the city: what its secretary enters, quarter by quarter. */
import { optionOfHands } from '../../src/assemblies/outcome.ts'
import type { PositionOption } from '../../src/kernel/vote.ts'
import { textOf, titleOf } from '../../bench/generator/words.ts'
import { type PlannedCouncil, dateIn, handsOf, turnoutOf } from './plan.ts'
import type { Written } from '../steps.ts'
import type { Host } from './stage.ts'

/** A motion that a federation's book holds, and how councils tend to see it: so many yes in a hundred. */
export interface Referred {
  readonly book: string
  readonly seq: number
  readonly quarter: number
  readonly tendency: number
}

interface Told {
  readonly motion: Referred
  readonly option: PositionOption
}

const posts = ['president', 'treasurer', 'board-member'] as const

export class Council {
  readonly plan: PlannedCouncil
  /** Which of the three nodes keeps it. */
  readonly at: 0 | 1 | 2
  readonly #seed: string
  #book = ''
  /** The book by which the federation knows it. */
  memberAs = ''
  /** What its delegate was told for the next congress. */
  told: Told | undefined
  assemblies = 0
  positions = 0
  mandates = 0
  #waiting: Referred[] = []
  #terms = new Map<string, number>()
  #delegate = 0
  #served = 0

  constructor(seed: string, plan: PlannedCouncil, at: 0 | 1 | 2) {
    this.#seed = seed
    this.plan = plan
    this.at = at
  }

  get book(): string {
    return this.#book
  }

  /** Its book goes on in another, with the terms that run there. */
  goOnIn(book: string, terms: readonly { readonly post: string; readonly seq: number }[]): void {
    this.#book = book
    this.#terms = new Map(terms.map(({ post, seq }) => [post, seq]))
  }

  async found(host: Host, federation: string): Promise<void> {
    const { name, district, place } = this.plan
    const at = dateIn(0, 5)
    const { book } = await host.did('body.found', {
      kind: 'neighbourhood-council',
      name: { es: name },
      country: 'BO',
      region: 'El Alto',
      place,
      sources: 'Inventada para la demostración',
      demonstration: true,
      at,
    })
    this.#book = book
    this.memberAs = book
    await host.did('membership.apply', { body: book, federation, section: district, at })
    await this.#sendDelegate(host, federation, at)
  }

  #sendDelegate(host: Host, federation: string, at: string): Promise<Written> {
    const person = this.plan.delegates[this.#delegate % 2]
    return host.did('delegate.send', { body: this.#book, federation, person, mandate: 'bound', at })
  }

  hear(referred: readonly Referred[]): void {
    this.#waiting.push(...referred)
  }

  /** The assembly of a quarter, if it is held: a motion of its own, what was referred, what the delegate is told. */
  async holdAssembly(host: Host, quarter: number, congress: Referred | undefined): Promise<void> {
    const { plan } = this
    const { chance, turnout, present } = turnoutOf(this.#seed, plan, quarter)
    const at = dateIn(quarter, chance.between(5, 35), chance.between(9, 19))
    const opened = { body: this.#book, place: 'Sede social', present, entitled: plan.entitled, at }
    if (turnout === 'none') return
    if (turnout === 'no-quorum') {
      const { refs } = await host.did('session.open', opened)
      const session = refs[0]?.seq ?? -1
      await host.did('session.adjourn', { body: this.#book, session, reason: 'no-quorum', at })
      return
    }
    const own = { title: { es: titleOf(chance) }, text: { es: textOf(chance) } }
    const answered = this.#waiting.filter(() => chance.isInHundred(97))
    const told = congress === undefined ? undefined : handsOf(chance, present, congress.tendency)
    await host.did('session.enter', {
      ...opened,
      items: [
        { put: own, rule: 'assembly', ...handsOf(chance, present, 70) },
        ...answered.map((motion) => ({
          motion: { book: motion.book, seq: motion.seq },
          ...handsOf(chance, present, motion.tendency),
        })),
        ...(congress === undefined ? [] : [{ tells: { book: congress.book, seq: congress.seq }, ...told }]),
      ],
    })
    this.assemblies += 1
    this.positions += answered.length
    this.#waiting = []
    if (congress === undefined || told === undefined) return
    this.told = { motion: congress, option: optionOfHands(told) }
    this.mandates += 1
  }

  /** Every two years: a new president and treasurer, and the household whose turn it is. */
  async changeBoard(host: Host, quarter: number): Promise<void> {
    const at = dateIn(quarter, 50)
    if (this.#terms.size === 0) await this.#adoptTurns(host, at)
    for (const [nth, post] of posts.entries()) {
      const { person, name } = this.plan.households[(this.#served + nth) % 6] ?? { person: '', name: '' }
      const taken = await this.#nextTerm(host, post, { person, name }, at)
      this.#terms.set(post, taken)
    }
    this.#served += 1
  }

  async #nextTerm(
    host: Host,
    post: (typeof posts)[number],
    { person, name }: { person: string; name: string },
    at: string,
  ): Promise<number> {
    const term = this.#terms.get(post)
    const next = { persons: [person], ...(post === 'president' ? { name } : {}) }
    const { refs } =
      term === undefined
        ? await host.did('office.start', { body: this.#book, post, ...next, at })
        : await host.did('office.hand-over', { body: this.#book, term, next, at })
    return (term === undefined ? refs[0] : refs[1])?.seq ?? -1
  }

  async #adoptTurns(host: Host, at: string): Promise<void> {
    const order = { title: { es: 'Orden de los turnos' }, text: { es: 'Por hogares, según se sorteó.' } }
    const { entitled } = this.plan
    const { refs } = await host.did('session.enter', {
      body: this.#book,
      present: entitled,
      entitled,
      items: [{ put: order, rule: 'assembly', yes: entitled, no: 0, abstain: 0 }],
      at,
    })
    this.assemblies += 1
    await host.did('office.adopt', {
      body: this.#book,
      post: 'board-member',
      motion: refs[1]?.seq ?? -1,
      order: this.plan.households.map(({ id }) => ({ taker: id })),
      exempt: [],
      at,
    })
  }

  /** A vote against what it was told: the assembly recalls the delegate and sends another. */
  async recallDelegate(host: Host, federation: string, quarter: number): Promise<void> {
    const at = dateIn(quarter, 80)
    const person = this.plan.delegates[this.#delegate % 2]
    await host.did('delegate.recall', {
      body: this.#book,
      federation,
      person,
      reason: { es: 'Votó contra lo que se le encargó' },
      hands: { present: 40, yes: 33, no: 5, abstain: 2 },
      at,
    })
    this.#delegate += 1
    await this.#sendDelegate(host, federation, at)
  }

  /** A motion beside the assemblies: what makes a second history where a copy writes it, too. */
  putAnother(host: Host, title: string, quarter: number): Promise<Written> {
    const text = { title: { es: title }, text: { es: title } }
    return host.did('motion.put', { body: this.#book, ...text, at: dateIn(quarter, 2) })
  }
}
