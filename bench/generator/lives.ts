/** How invented bodies live: they found, join, meet, put motions, vote, refer and answer, until their book is full. */
import { optionOfHands } from '../../src/assemblies/outcome.ts'
import { allianceCharter, municipalityCharter } from '../../src/bodies/charters.ts'
import type { Citation, JsonObject } from '../../src/book/entry.ts'
import type { Chance } from './chance.ts'
import { DraftBook } from './draft-book.ts'
import { countries, nodeAdmission, personFor } from './people.ts'
import { placeOf, textOf, titleOf } from './words.ts'

const [hourMs, minuteMs] = [3_600_000, 60_000]

/** A motion that a federation sent to its members, and when (milliseconds after the start). */
export interface Referral {
  readonly cited: Citation
  readonly sinceStartMs: number
}

export function foundFederation(seed: string, name: string): DraftBook {
  const sections = countries.map((id) => ({ id, name: { es: id } }))
  const founding = {
    name: { es: name },
    kind: 'alliance',
    countries: [...countries],
    charter: allianceCharter(sections) as unknown as JsonObject,
    demonstration: true,
  }
  const book = new DraftBook(seed, name, personFor(seed, name), founding)
  book.write('node.admitted', hourMs, nodeAdmission(seed, 'BO'))
  return book
}

/** Founds a municipality that applies to a federation; gives its book and the application. */
export function foundMember(
  seed: string,
  name: string,
  country: string,
  chance: Chance,
  federation: DraftBook,
): { book: DraftBook; application: Citation } {
  const founding = {
    name: { es: name },
    kind: 'municipality',
    country,
    place: { lon: `-69.${chance.between(1000, 9999)}`, lat: `-18.${chance.between(1000, 9999)}` },
    population: { count: chance.between(200, 9000), year: 2020, kind: 'invented' },
    charter: municipalityCharter as unknown as JsonObject,
    demonstration: true,
  }
  const book = new DraftBook(seed, name, personFor(seed, name), founding)
  book.write('node.admitted', hourMs, nodeAdmission(seed, country))
  const application = book.write('membership.applied', 2 * hourMs, { section: country }, [
    federation.founding,
  ])
  return { book, application }
}

/** Votes by raised hands on what is cited, by a rule of the charter if one is named; gives the vote's number and what the hands say. */
function vote(book: DraftBook, atMs: number, chance: Chance, on: Citation, rule?: string) {
  const present = chance.between(5, 40)
  const yes = chance.between(Math.ceil(present / 3), present)
  const no = chance.between(0, present - yes)
  const hands = { yes, no, abstain: present - yes - no }
  const attesters = chance.between(2, 5)
  const by: JsonObject = rule === undefined ? {} : { rule }
  const { seq } = book.write(
    'vote.recorded',
    atMs,
    { form: 'raised-hands', present, attesters, ...hands, ...by },
    [on],
  )
  return { seq, option: optionOfHands(hands) }
}

const putMotion = (book: DraftBook, atMs: number, chance: Chance): Citation =>
  book.write('motion.put', atMs, { title: { es: titleOf(chance) }, text: { es: textOf(chance) } })

/** A session at `atMs` with some items, closed at the end; cut short where the book is full. */
function meet(
  book: DraftBook,
  atMs: number,
  until: number,
  chance: Chance,
  item: (itemMs: number) => void,
): void {
  const items = chance.between(1, 4)
  const agenda = Array.from({ length: items }, () => ({ es: titleOf(chance) }))
  const { seq } = book.write('session.opened', atMs, { place: placeOf(chance), agenda })
  for (let at = 1; at <= items && book.size + 4 <= until; at += 1) item(atMs + at * 15 * minuteMs)
  if (book.size < until) book.write('session.closed', atMs + 2 * hourMs, { session: seq })
}

/** When the session that begins at a book's present size is held: sessions are spread evenly over the years. */
const sessionMs = (book: DraftBook, until: number, lifeMs: number): number =>
  Math.floor((book.size / until) * lifeMs) + 18 * hourMs

/** The federation accepts the applicants, then meets until its book has `until` entries. */
export function liveFederation(
  book: DraftBook,
  applications: readonly { readonly cited: Citation; readonly section: string }[],
  until: number,
  lifeMs: number,
  chance: Chance,
): Referral[] {
  for (const { cited, section } of applications)
    book.write('membership.accepted', 3 * hourMs, { section }, [cited])
  const electors: Record<string, number> = {}
  for (const { section } of applications) electors[section] = (electors[section] ?? 0) + 1
  const referrals: Referral[] = []
  while (book.size < until) {
    const atMs = sessionMs(book, until, lifeMs)
    meet(book, atMs, until, chance, (itemMs) => {
      const motion = putMotion(book, itemMs, chance)
      vote(book, itemMs, chance, motion)
      if (!chance.isInHundred(25)) return
      const data = { motion: motion.seq, rule: 'joint', electors }
      referrals.push({
        cited: book.write('motion.referred', itemMs + minuteMs, data),
        sinceStartMs: itemMs + minuteMs,
      })
    })
  }
  return referrals
}

/** A municipality meets until its book has `until` entries: on its own motions and on most that were referred to it. */
export function liveMember(
  book: DraftBook,
  referrals: readonly Referral[],
  until: number,
  lifeMs: number,
  chance: Chance,
): void {
  let heard = 0
  while (book.size < until) {
    const atMs = sessionMs(book, until, lifeMs)
    meet(book, atMs, until, chance, (itemMs) => {
      while (chance.isInHundred(10)) heard += 1
      const referral = referrals[heard]
      if (referral === undefined || referral.sinceStartMs > itemMs) {
        vote(book, itemMs, chance, putMotion(book, itemMs, chance), 'council')
        return
      }
      heard += 1
      const { seq, option } = vote(book, itemMs, chance, referral.cited)
      book.write('position.recorded', itemMs + minuteMs, { vote: seq, option }, [referral.cited])
    })
  }
}
