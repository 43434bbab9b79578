/**
 * The board of a motion: a join, made when read, of what the federation's book says and what each member's book says.
 * The same on every node that holds the same books; what a node has not heard is shown as not heard.
 */
import type { Charter, DecisionRule } from '../bodies/entries.ts'
import type { BookId } from '../book/entry.ts'
import {
  type Decision,
  type RequirementState,
  decide,
  decideInRoom,
  outcomeByConsent,
  tallyOf,
} from '../kernel/decision.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import type { Speakers } from '../succession/speakers.ts'
import type { PositionOption } from '../kernel/vote.ts'
import { prepared } from '../views/prepared.ts'
import type { ViewsDb } from '../views/room.ts'
import { type Standing, type Uncounted, standingClosed, standingOpen } from './board-bases.ts'
import {
  type DelegateDecisionRow,
  type VoteRow,
  bodiesThere,
  delegateDecision,
  delegateVote,
  marksOfVote,
  votesOn,
} from './board-delegates.ts'
import { type ElectorRow, changesOf, electorRows } from './board-rows.ts'
import { membersInACircle } from './circles.ts'
import { closingThatCounts } from './closing-that-counts.ts'
import { memberFacts } from './member-facts.ts'
import { countOfVotes } from './members.ts'
import type { ChangeRow } from './member-words.ts'
import { type Reading, readingOf } from './reading.ts'
import type {
  BoardAbsence,
  BoardLocal,
  BoardMark,
  BoardMember,
  BoardView,
  EntryRef,
  MemberFacts,
  SectionState,
  UncountedPosition,
} from './views.ts'

/** A board without what is local and without the head of the federation's book, which views do not hold. */
export type SharedBoard = Omit<BoardView, 'local' | 'book'>

/** The board of a motion that was referred or voted on by delegates; undefined where this node holds no such. */
export function sharedBoard(
  db: ViewsDb,
  motion: EntryRef,
  reading: Reading = readingOf(db),
): SharedBoard | undefined {
  const put = motionRow(db, motion)
  const federation = federationRow(db, motion.book)
  if (put === undefined || federation === undefined) return undefined
  const about = {
    federation: { book: motion.book, ...federation },
    motion: { ref: motion, ...put },
  }
  const isInForce = (seq: number): boolean => reading.speakers.counts(motion.book, seq)
  const referral = prepared<[string, number], ReferralRow>(
    db,
    'SELECT seq, rule, leaf, at FROM referrals WHERE book = ? AND motion = ?',
  ).get(motion.book, motion.seq)
  if (referral !== undefined)
    return { ...about, isInForce: isInForce(referral.seq), ...boardOfBases(db, reading, motion, referral) }
  const decision = delegateDecision(db, motion.book, motion.seq)
  return decision === undefined
    ? undefined
    : { ...about, isInForce: isInForce(decision.seq), ...boardOfDelegates(db, reading, motion, decision) }
}

interface ReferralRow {
  readonly seq: number
  readonly rule: string
  readonly leaf: string
  readonly at: string
}

type Answered = Omit<SharedBoard, 'federation' | 'motion' | 'isInForce'>

function boardOfBases(
  db: ViewsDb,
  { speakers, charterInForce }: Reading,
  motion: EntryRef,
  referral: ReferralRow,
): Answered {
  const { book } = motion
  const charter = charterInForce(book, referral.seq)
  const rule = ruleIn(charter, referral.rule)
  const doFrozenLeave = charter?.frozen === 'leave'
  const all = electorRows(db, book, referral.seq)
  const electors = all.filter(({ frozen }) => !doFrozenLeave || frozen === 0)
  const closing = closingThatCounts(db, speakers, { book, motion: motion.seq, referral: referral.seq })
  const about = { book, seq: referral.seq, motion: motion.seq, leaf: referral.leaf, doFrozenLeave }
  const standing =
    closing === undefined
      ? standingOpen(db, speakers, about, electors)
      : standingClosed(db, speakers, about, electors, closing.book)
  const entitled = electors.filter((elector) => !standing.left.has(elector.book))
  const positions = new Map([...standing.counted].map(([body, { option }]) => [body, option]))
  const decision = decideBy(rule, entitled.map(toElector), positions, closing !== undefined)
  return {
    how: 'bases',
    rule: { name: referral.rule, byConsent: rule?.form === 'consent' },
    referral: { ref: { book, seq: referral.seq }, at: referral.at },
    closed: closing === undefined ? null : { ref: { book: closing.book, seq: closing.seq }, at: closing.at },
    disputed: closing === undefined ? null : disputedOutcome(rule, electors, standing, closing.outcome),
    ...figures(charter, entitled, positions, decision),
    members: withCircles(
      db,
      book,
      entitled.map((elector) => memberOfBases(elector, standing)),
    ),
    uncounted: standing.uncounted.map(uncountedPosition),
    absent: absences(all, electors, standing),
  }
}

/** What the lines of a closing come to that no member's book is seen to contradict. */
function disputedOutcome(
  rule: DecisionRule | undefined,
  electors: readonly ElectorRow[],
  { counted, left, marks }: Standing,
  said: 'carried' | 'failed',
): SharedBoard['disputed'] {
  const isTrue = (body: BookId): boolean =>
    marks.get(body)?.some(({ type }) => type === 'not-in-its-book') !== true
  const stay = electors.filter(({ book }) => !left.has(book) || !isTrue(book))
  const positions = new Map(
    [...counted].flatMap(([body, { option }]) => (isTrue(body) ? [[body, option] as const] : [])),
  )
  const { outcome } = decideBy(rule, stay.map(toElector), positions, true)
  return outcome === said ? null : outcome === 'carried' ? 'carried' : 'failed'
}

/** By the form of the rule; the one evaluator says how it stands. */
function decideBy(
  rule: DecisionRule | undefined,
  electors: readonly { readonly body: BookId; readonly section: string }[],
  positions: ReadonlyMap<BookId, PositionOption>,
  closed: boolean,
): Decision {
  if (rule?.form === 'consent')
    return { outcome: outcomeByConsent(electors, positions, closed), requirements: [] }
  return decide(electors, rule?.requirements ?? [], positions, closed)
}

const ruleIn = (charter: Charter | undefined, name: string): DecisionRule | undefined =>
  Object.hasOwn(charter?.decisions ?? {}, name) ? charter?.decisions[name] : undefined

const toElector = ({ book, section }: ElectorRow) => ({ body: book, section })

function boardOfDelegates(
  db: ViewsDb,
  { speakers, charterInForce }: Reading,
  motion: EntryRef,
  decided: DelegateDecisionRow,
): Answered {
  const { book } = motion
  const charter = charterInForce(book, decided.seq)
  const all = electorRows(db, book, decided.seq)
  const entitled = all.filter(({ frozen }) => charter?.frozen !== 'leave' || frozen === 0)
  const votes = new Map(votesOn(db, speakers, book, motion.seq).map((row) => [row.body, row]))
  const changes = changesOf(db, speakers, book, all)
  const there = new Set(bodiesThere(db, book, decided.session))
  const cast = entitled.flatMap(({ book: body, section }) => {
    const vote = votes.get(body)
    return vote === undefined ? [] : [{ section, option: vote.option }]
  })
  const present = entitled.filter((elector) => there.has(elector.book))
  const count = countOfVotes(entitled, present, cast)
  const rule = ruleIn(charter, decided.rule)
  const decision = decideInRoom(entitled.map(toElector), rule?.requirements ?? [], count)
  const positions = new Map([...votes].map(([body, { option }]) => [body, option]))
  const ref = { book, seq: decided.seq }
  return {
    how: 'delegates',
    rule: { name: decided.rule, byConsent: false },
    referral: { ref, at: decided.at },
    closed: { ref, at: decided.at },
    disputed: null,
    ...figures(charter, entitled, positions, { ...decision, outcome: decided.outcome }),
    members: withCircles(
      db,
      book,
      entitled.map((elector) =>
        memberOfDelegates(book, elector, votes.get(elector.book), {
          speakers,
          own: changes.get(elector.book) ?? [],
          isThere: there.has(elector.book),
        }),
      ),
    ),
    uncounted: [],
    absent: all.filter((elector) => !entitled.includes(elector)).map(frozenThen),
  }
}

/** What the answer and the cards of a board say. */
function figures(
  charter: Charter | undefined,
  entitled: readonly ElectorRow[],
  positions: ReadonlyMap<BookId, PositionOption>,
  decision: Decision,
): Pick<SharedBoard, 'outcome' | 'requirements' | 'sections' | 'entitled' | 'heard'> {
  return {
    outcome: decision.outcome,
    requirements: decision.requirements.filter(({ section }) => section === null),
    sections: sectionStates(charter?.sections ?? [], entitled, positions, decision.requirements),
    entitled: entitled.length,
    heard: positions.size,
  }
}

function motionRow(db: ViewsDb, motion: EntryRef) {
  const row = prepared<[string, number], { title: string; text: string; source: string | null; at: string }>(
    db,
    'SELECT title, text, source, at FROM motions WHERE book = ? AND seq = ?',
  ).get(motion.book, motion.seq)
  if (row === undefined) return undefined
  return {
    title: JSON.parse(row.title) as LocalizedText,
    text: JSON.parse(row.text) as LocalizedText,
    source: row.source,
    at: row.at,
  }
}

function federationRow(db: ViewsDb, book: BookId) {
  const row = prepared<[string], { name: string; demonstration: number }>(
    db,
    'SELECT name, demonstration FROM bodies WHERE book = ?',
  ).get(book)
  if (row === undefined) return undefined
  return { name: JSON.parse(row.name) as LocalizedText, demonstration: row.demonstration === 1 }
}

const uncountedPosition = ({ row, reason }: Uncounted): UncountedPosition => ({
  body: row.book,
  name: row.name === null ? null : (JSON.parse(row.name) as LocalizedText),
  position: row.option,
  proof: { book: row.book, seq: row.seq },
  reason,
})

function absences(
  all: readonly ElectorRow[],
  electors: readonly ElectorRow[],
  { left, marks }: Standing,
): BoardAbsence[] {
  const gone = electors.flatMap((elector) => {
    const leaving = left.get(elector.book)
    if (leaving === undefined) return []
    const why = leaving.said === 'ended' ? ('ended' as const) : ('frozen' as const)
    const proof = { book: leaving.book, seq: leaving.seq }
    return [{ ...absence(elector), why, proof, marks: marks.get(elector.book) ?? [] }]
  })
  const counted = new Set(electors)
  return [...all.filter((elector) => !counted.has(elector)).map(frozenThen), ...gone]
}

function absence(elector: ElectorRow): Pick<BoardAbsence, 'body' | 'name' | 'section'> {
  const { body, name, section } = memberFacts(elector, elector.section)
  return { body, name, section }
}

const frozenThen = (elector: ElectorRow): BoardAbsence => ({
  ...absence(elector),
  why: 'frozen-then',
  proof: null,
  marks: [],
})

/** Field by field: a spread of so many takes many times as long, and a board has thousands. */
const boardMember = (facts: MemberFacts, said: Omit<BoardMember, keyof MemberFacts>): BoardMember => ({
  body: facts.body,
  name: facts.name,
  country: facts.country,
  region: facts.region,
  section: facts.section,
  lon: facts.lon,
  lat: facts.lat,
  population: facts.population,
  populationNote: facts.populationNote,
  standing: facts.standing,
  position: said.position,
  silence: said.silence,
  present: said.present,
  yes: said.yes,
  no: said.no,
  abstain: said.abstain,
  attesters: said.attesters,
  at: said.at,
  proof: said.proof,
  motion: said.motion,
  delegate: said.delegate,
  marks: said.marks,
})

function memberOfBases(elector: ElectorRow, { counted, marks }: Standing): BoardMember {
  const said = counted.get(elector.book)
  const row = said?.row
  return boardMember(memberFacts(elector, elector.section), {
    position: said?.option ?? null,
    silence: 'unheard',
    present: row?.present ?? null,
    yes: row?.yes ?? null,
    no: row?.no ?? null,
    abstain: row?.abstain ?? null,
    attesters: row?.attesters ?? null,
    at: row?.at ?? null,
    proof: said?.proof ?? null,
    motion: row === undefined || row.motion === null ? null : { book: row.book, seq: row.motion },
    delegate: null,
    marks: marks.get(elector.book) ?? [],
  })
}

function memberOfDelegates(
  book: BookId,
  elector: ElectorRow,
  vote: VoteRow | undefined,
  {
    speakers,
    own,
    isThere,
  }: { readonly speakers: Speakers; readonly own: readonly ChangeRow[]; readonly isThere: boolean },
): BoardMember {
  const frozen: BoardMark[] = elector.frozen === 1 ? [{ type: 'frozen', proof: null }] : []
  return boardMember(memberFacts(elector, elector.section), {
    position: vote?.option ?? null,
    silence: isThere ? 'not-voting' : 'absent',
    present: null,
    yes: null,
    no: null,
    abstain: null,
    attesters: null,
    at: vote?.at ?? null,
    proof: vote === undefined ? null : { book, seq: vote.seq },
    motion: null,
    delegate: vote === undefined ? null : delegateVote(vote),
    marks: vote === undefined ? frozen : [...frozen, ...marksOfVote(speakers, vote, own)],
  })
}

/** A member that has this federation among its own members decides on itself: that shows. */
function withCircles(db: ViewsDb, book: BookId, members: readonly BoardMember[]): readonly BoardMember[] {
  const circular = membersInACircle(db, book)
  if (circular.size === 0) return members
  return members.map((member) =>
    circular.has(member.body)
      ? { ...member, marks: [...member.marks, { type: 'circle' as const, proof: null }] }
      : member,
  )
}

/** In the charter's order. */
function sectionStates(
  sections: readonly { readonly id: string; readonly name: LocalizedText }[],
  electors: readonly ElectorRow[],
  positions: ReadonlyMap<BookId, PositionOption>,
  requirements: readonly RequirementState[],
): SectionState[] {
  return sections.map(({ id, name }) => {
    const ofSection = electors.filter(({ section }) => section === id).map(toElector)
    const requirement = requirements.find(({ section }) => section === id) ?? null
    return { section: id, name, ...tallyOf(ofSection, positions), requirement }
  })
}

/** Books of `hosted` that speak for the entitled who have not recorded a position; none once it is closed. */
export const canDecideOf = (
  board: SharedBoard,
  hosted: ReadonlySet<BookId>,
  speakers: Speakers,
): BoardLocal['canDecide'] =>
  board.members
    .filter(({ position }) => board.closed === null && position === null)
    .map(({ body, name }) => ({ body: speakers.speakerOf(speakers.bodyOf(body)), name }))
    .filter(({ body }) => hosted.has(body))
