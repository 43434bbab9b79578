/** Offices joined with names: of ayllus and sections for everybody, of people for those of the body. */
import { prepared } from '../views/prepared.ts'
import { bodyFacts } from '../bodies/queries.ts'
import { type BodiesState, mayWrite } from '../bodies/state.ts'
import type { AssembliesState } from '../assemblies/state.ts'
import type { BookId } from '../book/entry.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { type Enrolled, enrolledIn } from '../node/holders.ts'
import type { ApachitaNode } from '../node/node.ts'
import { curveOf, fewestWithHalf, gini, herfindahl } from '../offices/concentration.ts'
import { isDecided } from '../offices/rules-of-turns.ts'
import { pathsOf } from '../offices/path.ts'
import {
  type TakerRow,
  type TermRow,
  excusesIn,
  historyOf,
  orderAdopted,
  takersIn,
  termsIn,
  thingsIn,
} from '../offices/queries.ts'
import { type OfficesState, nextInTurn, termsOf, turnKind } from '../offices/state.ts'
import type {
  Called,
  Concentration,
  OfficeForms,
  OfficeView,
  OfficesView,
  TakerLine,
  TermLine,
  YearLine,
} from '../offices/views.ts'

type Post = NonNullable<BodiesState['charter']>['posts'][number]

interface States {
  readonly bodies: BodiesState
  readonly assemblies: AssembliesState
  readonly offices: OfficesState
}

/** The people who belong to the body hold this one, which is no office. */
const everybodysPost = 'member'

/** Everything the views of one body's offices are made of. */
class Offices {
  readonly #node: ApachitaNode
  readonly #book: BookId
  readonly states: States
  readonly takers: ReadonlyMap<string, TakerRow>
  readonly terms: readonly TermRow[]
  /** Empty where names may not be known. */
  readonly enrolled: ReadonlyMap<string, Enrolled>

  constructor(node: ApachitaNode, book: BookId, states: States, isOfBody: boolean) {
    const { db } = node.views
    this.#node = node
    this.#book = book
    this.states = states
    this.takers = new Map(takersIn(db, book).map((row) => [row.taker, row]))
    this.terms = termsIn(db, book)
    this.enrolled = isOfBody ? enrolledIn(db, book) : new Map()
  }

  called(taker: string | null): Called {
    if (taker === null) return null
    return this.takers.get(taker)?.name ?? this.enrolled.get(taker)?.name ?? null
  }

  get posts(): Post[] {
    return (this.states.bodies.charter?.posts ?? []).filter(({ id }) => id !== everybodysPost)
  }

  office(post: Post): OfficeView {
    const { offices, bodies } = this.states
    const turn = offices.turns[post.id]
    const takers = this.#takersOf(post.id)
    const next = nextInTurn(offices, post.id)
    const running = termsOf(offices, post.id).map(([seq]) => seq)
    const assigned = bodies.posts.filter((held) => held.post === post.id).length
    const seats = post.seats ?? 1
    return {
      post: post.id,
      name: post.name ?? null,
      seats,
      holder: post.holder ?? 'person',
      by: turnKind(post) ?? null,
      termMonths: post.termMonths ?? null,
      mayRepeat: post.turn?.mayRepeat === true,
      isPublic: post.public === true,
      round: turn?.round ?? 0,
      takers,
      next: takers.find(({ taker }) => taker === next) ?? null,
      running: this.termLines(post.id).filter(({ seq }) => running.includes(seq)),
      assigned: running.length === 0 ? assigned : 0,
      vacant: Math.max(0, seats - Math.max(running.length, assigned)),
      adopted: orderAdopted(this.#node.views.db, this.#book, post.id) ?? null,
      held: offices.held[post.id] ?? [],
    }
  }

  #takersOf(post: string): TakerLine[] {
    const { offices } = this.states
    const turn = offices.turns[post]
    if (turn === undefined) return []
    const owing = new Set(turn.queue)
    const serving = new Set(termsOf(offices, post).map(([, { taker }]) => taker))
    const next = nextInTurn(offices, post)
    const excuses = excusesIn(this.#node.views.db, this.#book).filter(
      (excuse) => excuse.post === post && excuse.round === turn.round,
    )
    return turn.order.map((taker, at) => {
      const moved = excuses.filter((excuse) => excuse.taker === taker).length
      const owes = owing.has(taker) || turn.queue.length === 0
      const state = serving.has(taker)
        ? 'serving'
        : taker === next
          ? 'next'
          : !owing.has(taker)
            ? 'served'
            : moved > 0
              ? 'excused'
              : 'owes'
      return {
        taker,
        place: at + 1,
        called: this.called(taker),
        away: offices.takers[taker]?.away === true,
        state,
        excuses: owes ? moved : 0,
      }
    })
  }

  /** Terms of a post, in the order they began. */
  termLines(post: string): TermLine[] {
    const things = thingsIn(this.#node.views.db, this.#book, post)
    return this.terms
      .filter((term) => term.post === post)
      .map(({ persons, name, counts: _counts, ...term }) => {
        const names = persons.map((person) => this.enrolled.get(person)?.name)
        const known = names.filter((one) => one !== undefined)
        return {
          ...term,
          called: this.called(term.taker),
          holders: known.length === names.length ? known : name === null ? null : [name],
          persons: persons.length,
          received: things.get(term.seq)?.received ?? [],
          handed: things.get(term.seq)?.handed ?? [],
        }
      })
  }

  concentration(isOfBody: boolean): Concentration {
    const history = historyOf(this.#node.views.db, this.#book)
    const paths = pathsOf(history)
    const there = [...this.takers.values()].filter(({ isGone }) => !isGone)
    const counts = there.map(({ taker }) => paths.get(taker)?.length ?? 0)
    const byTerms = [...new Set(counts)]
      .toSorted((a, b) => b - a)
      .map((terms) => ({ terms, takers: counts.filter((count) => count === terms).length }))
    const open = {
      gini: gini(counts),
      takers: there.length,
      byTerms,
      curve: curveOf(byTerms),
      fewestWithHalf: fewestWithHalf(byTerms),
    }
    if (!isOfBody) return { ...open, within: null }
    const groups = [...this.enrolled.values()].filter(({ kind }) => kind === 'household')
    return {
      ...open,
      within: {
        years: this.#years(history.flatMap(({ terms }) => terms)),
        sections: new Set(groups.flatMap(({ section }) => section ?? [])).size,
        households: groups.length,
        neverServed: there
          .filter(({ taker }) => (paths.get(taker)?.length ?? 0) === 0)
          .map(({ taker }) => this.called(taker)),
        paths: there
          .map(({ taker }) => ({ called: this.called(taker), path: paths.get(taker) ?? [] }))
          .filter(({ path }) => path.length > 0)
          .toSorted((a, b) => b.path.length - a.path.length)
          .map(({ called, path }) => ({ called, offices: path.map(({ post, at }) => ({ post, at })) })),
      },
    }
  }

  #years(terms: readonly TermRow[]): YearLine[] {
    const years = [...new Set(terms.map(({ at }) => at.slice(0, 4)))].toSorted()
    const all = years.length > 1 ? [this.#year(null, terms)] : []
    const ofYear = (year: string) => terms.filter(({ at }) => at.startsWith(year))
    return [...years.map((year) => this.#year(year, ofYear(year))), ...all]
  }

  #year(year: string | null, terms: readonly TermRow[]): YearLine {
    const people = terms.flatMap(({ persons }) =>
      persons.flatMap((person) => this.enrolled.get(person)?.persons ?? []),
    )
    const homes = terms.map(({ taker, persons }) => {
      const whole = this.enrolled.get(taker ?? '')
      const [first] = persons
      return whole?.kind === 'household'
        ? whole.id
        : this.enrolled.get(first ?? '')?.persons[0]?.household?.id
    })
    const sections = homes.map((home) => this.enrolled.get(home ?? '')?.section ?? undefined)
    const of = (gender: string | null) => people.filter((person) => person.gender === gender).length
    return {
      year,
      terms: terms.length,
      sections: herfindahl(countsOf(sections)),
      households: herfindahl(countsOf(homes)),
      women: of('female'),
      men: of('male'),
      others: people.length - of('female') - of('male'),
    }
  }
}

function countsOf(groups: readonly (string | undefined)[]): number[] {
  const counts = new Map<string, number>()
  for (const group of groups) if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
  return [...counts.values()]
}

/** `person`: who looks, if of the body. */
async function officesOf(node: ApachitaNode, book: BookId, person: string | undefined) {
  const facts = bodyFacts(node.views.db, book)
  if (facts === undefined) return undefined
  const states = (await node.views.catchUp(book)).states as unknown as States
  const isOfBody = person !== undefined
  const canWrite = isOfBody && node.local.isHosted(book) && mayWrite(states.bodies, person, 'term.started')
  const { name, demonstration } = facts
  return {
    offices: new Offices(node, book, states, isOfBody),
    body: { book, name, demonstration },
    isOfBody,
    canWrite,
  }
}

/** All offices of a body; undefined where the body is not known here. */
export async function officesView(
  node: ApachitaNode,
  book: BookId,
  person: string | undefined,
): Promise<OfficesView | undefined> {
  const found = await officesOf(node, book, person)
  if (found === undefined) return undefined
  const { offices, ...who } = found
  return {
    ...who,
    offices: offices.posts.map((post) => offices.office(post)),
    concentration: offices.concentration(who.isOfBody),
  }
}

/** One office with its history; undefined where body or post are not known here. */
export async function officeView(node: ApachitaNode, book: BookId, post: string, person: string | undefined) {
  const found = await officesOf(node, book, person)
  const held = found?.offices.posts.find(({ id }) => id === post)
  if (found === undefined || held === undefined) return undefined
  const { offices, ...who } = found
  return {
    ...who,
    office: offices.office(held),
    terms: offices.termLines(post).toReversed(),
    forms: who.canWrite ? formsOf(node, book, offices, held) : null,
  }
}

function formsOf(node: ApachitaNode, book: BookId, offices: Offices, post: Post): OfficeForms {
  const { assemblies, offices: state } = offices.states
  const titles = prepared<[string], { seq: number; title: string }>(
    node.views.db,
    'SELECT seq, title FROM motions WHERE book = ? ORDER BY seq DESC',
  ).all(book)
  const kind = turnKind(post)
  const order = state.turns[post.id]?.order ?? []
  const others = [...offices.enrolled.values()].filter(
    (one) => one.kind === kind && !order.includes(one.id) && one.persons[0]?.gone !== true,
  )
  const named = order.map((taker) => offices.called(taker))
  return {
    motions: titles
      .filter(({ seq }) => isDecided(assemblies, book, seq))
      .slice(0, 100)
      .map(({ seq, title }) => ({ seq, title: JSON.parse(title) as LocalizedText })),
    names: [
      ...named.flatMap((called) => (called === null ? [] : [nameText(called)])),
      ...others.map(({ name }) => name),
    ],
    cut: Object.entries(state.cut)
      .filter(([, other]) => other === post.id)
      .map(([seq]) => Number(seq)),
  }
}

/** A name to be typed again: the first language it stands in. */
const nameText = (called: string | LocalizedText): string =>
  typeof called === 'string' ? called : (Object.values(called)[0] ?? '')
