/** Invented facts that the gallery shows components with: names and motions in Spanish, as their authors would write them. */
import { type Evening, type EveningFacts, eveningOf } from '../../assemblies/evening.ts'
import type { SessionView, VoteView } from '../../assemblies/views.ts'
import { communityCharter } from '../../bodies/charters.ts'
import { exampleBoard, exampleId, exampleMembers, exampleSections } from '../../federation/example-board.ts'
import { type Known, treeOf } from '../../federation/tree.ts'
import { treeFigures } from '../../federation/tree-query.ts'
import type { BoardView, FederationTree, MemberFacts } from '../../federation/views.ts'
import { curveOf, fewestWithHalf } from '../../offices/concentration.ts'
import type { Concentration, OfficeView, TurnState } from '../../offices/views.ts'
import type { PagePlace } from '../../web/page.ts'

export const sampleBook = exampleId(2)
export const sampleAt = '2026-03-01T15:00:00-04:00'
export const sampleName = { es: 'Comunidad Cosapa' }
export const sampleMotion = { es: 'Arreglo de la toma de agua' }
const otherMotion = { es: 'Fecha de la feria' }

export const samplePlace: PagePlace = {
  book: sampleBook,
  name: sampleName,
  part: 'motions',
  isFederation: false,
  isOfBody: true,
}

const assembly = communityCharter.decisions['assembly']

/** Carried by raised hands; what is otherwise is said. */
export const sampleVote = (seq: number, more: Partial<VoteView> = {}): VoteView => ({
  seq,
  session: 6,
  at: sampleAt,
  on: { book: sampleBook, seq: 2 },
  title: sampleMotion,
  motion: { book: sampleBook, seq: 2 },
  form: 'raised-hands',
  rule: assembly === undefined ? null : { id: 'assembly', facts: assembly },
  present: 38,
  entitled: 52,
  quorum: 27,
  figures: { yes: 31, no: 4, abstain: 3, invalid: 0 },
  conditions: (assembly?.requirements ?? []).map((requirement) => ({ requirement, total: 38, needed: 20 })),
  said: null,
  objections: null,
  subtotals: [{ place: 'Aransaya', yes: 17, no: 1, abstain: 2 }],
  outcome: 'carried',
  isTie: false,
  attesters: 5,
  attested: 2,
  corrections: [],
  ballots: null,
  purpose: null,
  ...more,
})

const uncounted = { figures: null, conditions: [], subtotals: [] } as const

/** Carried, tied and corrected, without quorum, by consent, for a federation. */
export const sampleVotes: readonly VoteView[] = [
  sampleVote(7),
  sampleVote(8, {
    figures: { yes: 18, no: 18, abstain: 1, invalid: 1 },
    outcome: 'failed',
    isTie: true,
    corrections: [
      { seq: 12, at: sampleAt, text: { es: 'Las abstenciones fueron dos.' }, figures: { abstain: 2 } },
    ],
  }),
  sampleVote(9, {
    form: 'ballots',
    outcome: 'no-quorum',
    present: 9,
    figures: { yes: 9, no: 0, abstain: 0, invalid: 0 },
    ballots: { yes: 3, no: 0, abstain: 0 },
  }),
  sampleVote(10, { ...uncounted, form: 'consent', rule: null, objections: 1, outcome: 'failed' }),
  sampleVote(11, {
    rule: null,
    conditions: [],
    subtotals: [],
    outcome: null,
    purpose: { kind: 'position', option: 'yes', federation: { es: 'Alianza de prueba' } },
  }),
]

const session = (ended: number | null): EveningFacts['session'] & Pick<SessionView, 'seq'> => ({
  seq: 6,
  agenda: [],
  present: 38,
  ended,
  adjourned: null,
})

const evening = (more: Partial<EveningFacts>): Evening =>
  eveningOf({
    book: sampleBook,
    session: null,
    call: null,
    isListed: true,
    decidables: [sampleMotion, otherMotion].map((title, at) => ({
      motion: { book: sampleBook, seq: at + 2 },
      title,
      federation: null,
      isReferred: false,
      isAmendment: false,
      isListed: false,
    })),
    voted: [],
    isPhotographed: false,
    isElsewhere: false,
    ...more,
  })

/** Before it opens, at deciding, with the act to be signed, and with all done. */
export const sampleEvenings: readonly Evening[] = [
  evening({}),
  evening({ session: session(null) }),
  evening({ session: session(9) }),
  evening({ session: session(9), isPhotographed: true, isElsewhere: true }),
]

const turns: readonly TurnState[] = ['served', 'served', 'excused', 'serving', 'next', 'owes', 'owes', 'owes']

export const sampleOffice: OfficeView = {
  post: 'authority',
  name: null,
  seats: 1,
  holder: 'couple',
  by: 'household',
  termMonths: 12,
  mayRepeat: false,
  isPublic: true,
  round: 3,
  takers: turns.map((state, at) => ({
    taker: String(at),
    place: at + 1,
    called: `Familia ${at + 1}`,
    away: false,
    state,
    excuses: state === 'excused' ? 1 : 0,
  })),
  next: null,
  running: [],
  assigned: 0,
  vacant: 0,
  adopted: null,
  held: [],
}

const byTerms = [
  { terms: 3, takers: 4 },
  { terms: 1, takers: 12 },
  { terms: 0, takers: 24 },
]

export const sampleConcentration: Concentration = {
  gini: null,
  takers: 40,
  byTerms,
  curve: curveOf(byTerms),
  fewestWithHalf: fewestWithHalf(byTerms),
  within: null,
}

const known = (book: string, name: string | null, members: readonly string[] = []): Known => ({
  body: book,
  book,
  facts:
    name === null
      ? null
      : {
          name: { es: name },
          kind: members.length === 0 ? 'neighbourhood-council' : 'federation',
          country: 'BO',
          region: null,
        },
  sections: [],
  members: members.map((member) => ({ book: member, section: 'sur' })),
})

/** With all that a tree can tell: a federation in a federation, one that contains itself, a book that is not here. */
export function sampleTree(): FederationTree {
  const books = [
    known('root', 'Federación de prueba', ['district', 'alone', 'away']),
    known('district', 'Distrito de prueba', ['north', 'south', 'root']),
    known('north', 'Junta Norte'),
    known('south', 'Junta Sur'),
    known('alone', 'Junta Central'),
  ]
  const root = treeOf(
    books[0] as Known,
    (book) => books.find((one) => one.book === book) ?? known(book, null),
  )
  return { demonstration: true, root, ...treeFigures(root) }
}

const members = exampleMembers(9, (at) => ([null, 'yes', 'yes', 'no', 'abstain'] as const)[at % 5] ?? null)

export const sampleMembers: readonly MemberFacts[] = members.map((member, at) => ({
  ...member,
  standing: ['named', 'implied', 'illustrative'][at % 3] ?? null,
}))

export const sampleBoard = (): BoardView => exampleBoard({ members, sections: exampleSections })
