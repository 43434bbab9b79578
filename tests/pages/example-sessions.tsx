/** Pages of an assembly on invented facts: every form of deciding, a tie, a correction, an adjournment. */
import { type Evening, type EveningFacts, decidables, eveningOf } from '../../src/assemblies/evening.ts'
import { CallPage } from '../../src/assemblies/call-page.tsx'
import { MotionsPage } from '../../src/assemblies/motions-page.tsx'
import { MotionPage } from '../../src/assemblies/motion-page.tsx'
import { SessionPage, type SessionPageView } from '../../src/assemblies/session-page.tsx'
import { SessionsPage } from '../../src/assemblies/sessions-page.tsx'
import type { CallView, MotionLine, MotionView, SessionView, VoteView } from '../../src/assemblies/views.ts'
import { VoteFormPage, type VoteFormView } from '../../src/assemblies/vote-form-page.tsx'
import { communityCharter } from '../../src/bodies/charters.ts'
import { exampleId } from '../../src/federation/example-board.ts'
import { sampleVote } from '../../src/http/pages/gallery-samples.ts'
import type { RenderPage } from './example-pages.tsx'

const book = exampleId(2)
const body = { book, name: { es: 'Comunidad Originaria Cosapa' }, demonstration: true }
const at = '2026-03-01T15:00:00-04:00'
const rules = Object.entries(communityCharter.decisions).map(([id, facts]) => ({ id, facts }))
const ruleNamed = (id: string) => rules.find((rule) => rule.id === id) ?? null

const vote = (seq: number, more: Partial<VoteView>): VoteView =>
  sampleVote(seq, { on: { book, seq: 2 }, motion: { book, seq: 2 }, ...more })

const uncounted = { figures: null, conditions: [], subtotals: [] } as const

const votes: readonly VoteView[] = [
  vote(7, {}),
  vote(8, {
    figures: { yes: 18, no: 18, abstain: 1, invalid: 1 },
    outcome: 'failed',
    isTie: true,
    corrections: [{ seq: 12, at, text: { es: 'Las abstenciones fueron dos.' }, figures: { abstain: 2 } }],
  }),
  vote(9, { ...uncounted, form: 'agreed', rule: ruleNamed('agreed'), said: 'yes' }),
  vote(10, { ...uncounted, form: 'consent', rule: null, objections: 1, outcome: 'failed' }),
  vote(11, {
    form: 'ballots',
    outcome: 'no-quorum',
    present: 9,
    figures: { yes: 9, no: 0, abstain: 0, invalid: 0 },
    ballots: { yes: 3, no: 0, abstain: 0 },
  }),
]

const call: CallView = {
  seq: 5,
  at,
  when: '2026-03-01T15:00:00-04:00',
  place: 'Sede de la comunidad',
  notice: 'por la radio, ocho días antes',
  agenda: [{ title: { es: 'Control de asistencia' } }, { title: { es: 'Toma de agua' }, motion: 2 }],
  session: null,
}

const session = (more: Partial<SessionView> = {}): SessionView => ({
  seq: 6,
  at,
  place: 'Sede de la comunidad',
  closedAt: null,
  ended: null,
  adjourned: null,
  call,
  resumes: null,
  agenda: call.agenda,
  present: 38,
  entitled: 52,
  votes,
  ...more,
})

const motion = (seq: number, more: Partial<MotionLine> = {}): MotionLine => ({
  book,
  seq,
  title: { es: 'Arreglo de la toma de agua' },
  at,
  amends: null,
  standing: 'open',
  isReferred: false,
  ...more,
})

const motions = [
  motion(4, { amends: 3, title: { es: 'El segundo domingo' } }),
  motion(3, { title: { es: 'Fecha de la feria' } }),
  motion(2, { standing: 'carried' }),
  motion(1, { isReferred: true }),
]

const opening = {
  body,
  people: [{ person: exampleId(9, 26), name: 'Juana Mamani' }],
  entitled: 52,
  asksQuorum: true,
}

/** Of the third vote one more ballot is held than was recorded. */
const within = new Map([[11, { yes: 9, no: 1, abstain: 0 }]])

const open = decidables([], motions.slice(0, 2), [
  { motion: { book: exampleId(1), seq: 59 }, title: { es: 'Turismo' }, federation: { es: 'Alianza' } },
])

const evening = (more: Partial<EveningFacts> = {}): Evening =>
  eveningOf({
    book,
    session: session(),
    call: null,
    isListed: true,
    decidables: open,
    voted: [{ book, seq: 2 }],
    isPhotographed: false,
    isElsewhere: false,
    ...more,
  })

const sessionView = (more: Partial<SessionPageView> = {}): SessionPageView => ({
  ...opening,
  within,
  session: session(),
  attendance: ['Juana Mamani', 'Pedro Quispe'],
  quorum: 27,
  documents: [
    {
      seq: 20,
      title: { es: 'La moción, leída' },
      at,
      isWithin: false,
      on: { book, seq: 6 },
      hash: `${'A'.repeat(43)}=`,
      type: 'audio/ogg',
      sizeBytes: 90_000,
      isHere: true,
    },
  ],
  decidables: open,
  evening: evening(),
  unlisted: opening.people,
  mayHold: true,
  mayAttest: true,
  attested: [8],
  mayAttach: true,
  mayResume: false,
  ...more,
})

const motionView: MotionView = {
  ...motion(3, { title: { es: 'Fecha de la feria' } }),
  text: { es: 'Que la feria sea el primer domingo de mayo.' },
  source: 'acta de 2025',
  by: exampleId(9, 26),
  proposesCharter: true,
  amended: motion(2),
  withdrawn: null,
  amendments: [{ ...motion(4, { standing: 'carried' }), text: { es: 'Que sea el segundo.' } }],
  votes: [vote(8, {})],
  ballots: { yes: 3, no: 1, abstain: 0 },
  statements: [
    { seq: 30, at, by: exampleId(9, 26), option: 'yes', text: { es: 'Estoy de acuerdo.' } },
    { seq: 31, at, by: exampleId(8, 26), option: null, text: { es: 'Fue en mayo.' } },
  ],
  corrections: [{ seq: 32, at, text: { es: 'Dice marzo; es mayo.' }, figures: null }],
}

const form = (rule: VoteFormView['rule']): VoteFormView => ({
  body,
  session: session(),
  evening: evening(),
  subject: { motion: { book, seq: 3 }, title: motionView.title, text: motionView.text },
  rules,
  rule,
  sections: [],
  ballots: null,
})

const eachPart = { fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'present' } as const

const refused = { type: 'quorum-not-met', needed: 27, present: 9, entitled: 52 }
const plain = { done: null, problem: null } as const

export const sessionPages: Readonly<Record<string, RenderPage>> = {
  sessions: (page) => (
    <SessionsPage
      page={page}
      view={{
        ...opening,
        calls: [call],
        sessions: [session({ closedAt: at, ended: 15 })],
        motions,
        open: null,
        evening: evening({ session: null }),
        isFirst: false,
        next: 12,
        mayHold: true,
        mayPut: true,
      }}
      done="closed"
      problem={null}
    />
  ),
  motions: (page) => (
    <MotionsPage
      page={page}
      view={{ body, filter: 'all', motions, isFirst: true, next: 12, mayPut: true }}
      problem={null}
    />
  ),
  'motions-none': (page) => (
    <MotionsPage
      page={page}
      view={{ body, filter: 'withdrawn', motions: [], isFirst: true, next: null, mayPut: false }}
      problem={null}
    />
  ),
  session: (page) => <SessionPage page={page} view={sessionView()} {...plain} />,
  adjourned: (page) => (
    <SessionPage
      page={page}
      view={sessionView({
        mayResume: true,
        decidables: [],
        evening: evening({ session: session({ ended: 15 }) }),
        session: session({
          closedAt: at,
          ended: 15,
          present: 9,
          resumes: 3,
          call: null,
          adjourned: { reason: 'no-quorum', words: { es: 'Llovía.' }, until: 'en ocho días' },
        }),
      })}
      {...plain}
    />
  ),
  'session-closed': (page) => {
    const closed = session({ closedAt: at, ended: 15 })
    const view = sessionView({ session: closed, decidables: [], evening: evening({ session: closed }) })
    return <SessionPage page={page} view={view} {...plain} done="closed" />
  },
  call: (page) => (
    <CallPage
      page={page}
      view={{ ...opening, call, evening: evening({ session: null }), mayHold: true }}
      {...plain}
    />
  ),
  motion: (page) => (
    <MotionPage
      page={page}
      view={{
        body,
        motion: motionView,
        documents: sessionView().documents,
        names: { [exampleId(9, 26)]: 'Juana Mamani' },
        posts: {},
        within,
        session: 6,
        mayHold: true,
        mayPut: true,
        mayWithdraw: true,
        mayAttach: true,
        mayCast: true,
      }}
      {...plain}
    />
  ),
  ways: (page) => <VoteFormPage page={page} view={form(null)} values={{}} problem={null} />,
  counting: (page) => (
    <VoteFormPage page={page} view={form(ruleNamed('assembly'))} values={{ yes: '9' }} problem={refused} />
  ),
  'counting-sections': (page) => (
    <VoteFormPage
      page={page}
      view={{
        ...form({ id: 'each-part', facts: { requirements: [{ ...eachPart, of: 'each-section' }] } }),
        sections: ['Aransaya', 'Urinsaya'].map((name) => ({ id: name, name: { es: name } })),
        ballots: { yes: 3, no: 1, abstain: 0 },
      }}
      values={{}}
      problem={null}
    />
  ),
  consenting: (page) => (
    <VoteFormPage
      page={page}
      view={form({ id: 'consent', facts: { form: 'consent' } })}
      values={{}}
      problem={null}
    />
  ),
  acclaiming: (page) => (
    <VoteFormPage page={page} view={form(ruleNamed('acclamation'))} values={{}} problem={null} />
  ),
}
