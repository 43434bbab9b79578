/** Views to try every page on, from whatever members one has. All positions, sessions and ids are invented. */
import type { SessionView } from '../../src/assemblies/views.ts'
import { cardToText } from '../../src/bodies/node-card.ts'
import type { ReadCard } from '../../src/bodies/nodes-page.tsx'
import type { SealedView } from '../../src/bodies/sealed-page.tsx'
import type { BodyView, BookLine, BookView, NodeLine } from '../../src/bodies/views.ts'
import {
  type ExampleMember,
  exampleBoard,
  exampleId,
  exampleSections,
} from '../../src/federation/example-board.ts'
import type { BoardView, FederationView } from '../../src/federation/views.ts'
import type { CarriageView, HomeView } from '../../src/http/views.ts'
import type { FramedBody } from '../../src/web/components/body-frame.tsx'

const text = {
  es: 'Que los municipios de la alianza ofrezcan juntos la visita a los parques Sajama (Bolivia) y Lauca (Chile): una sola ruta, guías de ambos lados, precios acordados y cuidado común de bofedales y vicuñas.\nCada municipio conserva lo suyo; el reparto se acuerda cada año.',
  en: 'That the municipalities of the alliance offer together the visit to the parks Sajama (Bolivia) and Lauca (Chile): one route, guides from both sides, agreed prices and common care of wetlands and vicuñas.\nEach municipality keeps what is its own; shares are agreed each year.',
}

export function board(members: readonly ExampleMember[]): BoardView {
  const made = exampleBoard({
    members,
    sections: exampleSections,
    title: {
      es: 'Turismo integrado de los parques Sajama y Lauca',
      en: 'Integrated tourism of the Sajama and Lauca parks',
    },
    text,
  })
  const [first, second] = made.members
  return {
    ...made,
    federation: {
      ...made.federation,
      name: {
        es: 'Alianza Estratégica Aymaras Sin Fronteras',
        en: 'Aymaras Without Borders Strategic Alliance',
      },
    },
    motion: { ...made.motion, source: 'Aranda y Salinas 2017' },
    uncounted: [
      {
        body: exampleId(9),
        name: { es: 'Huara' },
        position: 'yes',
        proof: { book: exampleId(9), seq: 3 },
        reason: 'not-an-elector',
      },
      {
        body: first?.body ?? '',
        name: first?.name ?? null,
        position: 'no',
        proof: { book: first?.body ?? '', seq: 7 },
        reason: 'position-already-recorded',
      },
    ],
    local: {
      ...made.local,
      canDecide: second === undefined ? [] : [{ body: second.body, name: second.name }],
    },
  }
}

export function federation(shown: BoardView): FederationView {
  return {
    book: shown.federation.book,
    name: shown.federation.name,
    kind: 'alliance',
    foundedAt: '2026-01-10T10:00:00-04:00',
    demonstration: true,
    charter: {
      sections: exampleSections,
      prevails: 'paper',
      paperBook: 'secretaría técnica, Curahuara de Carangas',
      frozen: 'leave',
      joint: [
        { of: 'all', fraction: '2/3', moreThan: false, denominator: 'entitled' },
        { of: 'each-section', fraction: '1/2', moreThan: true, denominator: 'entitled' },
      ],
    },
    members: shown.members,
    waiting: [
      {
        body: exampleId(9),
        name: { es: 'Huara' },
        section: 'CL',
        application: { book: exampleId(9), seq: 2 },
      },
    ],
    motions: [
      {
        ref: shown.motion.ref,
        title: shown.motion.title,
        at: shown.motion.at,
        isInForce: true,
        outcome: shown.outcome,
        isClosed: false,
        heard: shown.heard,
        entitled: shown.entitled,
      },
      {
        ref: { book: shown.motion.ref.book, seq: 63 },
        title: { es: 'Feria ganadera itinerante' },
        at: '2026-03-01T10:00:00-04:00',
        isInForce: true,
        outcome: null,
        isClosed: false,
        heard: 0,
        entitled: 0,
      },
    ],
    record: [
      {
        what: 'opinion',
        who: 'Ministerio de Culturas y Turismo',
        country: null,
        text: { es: 'Que la ruta se reconozca como una sola.' },
        source: null,
        motion: shown.motion.ref,
        at: '2026-03-02T10:00:00-04:00',
        proof: { book: shown.federation.book, seq: 64 },
        answers: [],
      },
    ],
    circles: [],
  }
}

export function books(shown: BoardView): readonly BookLine[] {
  return [
    {
      book: exampleId(1),
      name: shown.federation.name,
      kind: 'alliance',
      country: 'BO',
      size: 62,
      demonstration: true,
      hosted: false,
      arrival: { at: '2026-03-09T18:20:00Z', via: 'carried' },
    },
    ...shown.members.map((member, index): BookLine => ({
      book: member.body,
      name: member.name,
      kind: 'municipality',
      country: member.country,
      size: 6,
      demonstration: true,
      hosted: member.country === 'CL',
      arrival: {
        at: `2026-03-0${1 + (index % 8)}T14:00:00-03:00`,
        via: member.country === 'CL' ? 'written' : 'link',
      },
    })),
  ]
}

const json = (seq: number): string =>
  JSON.stringify({
    at: '2026-03-01T15:00:00-04:00',
    by: exampleId(7, 26),
    cites: [{ book: exampleId(1), leaf: 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', seq }],
    data: { position: 'yes', present: 9 },
    type: 'position.recorded',
  })

export function book(shown: BoardView, state: 'verified' | 'broken' = 'verified'): BookView {
  const types = [
    'body.founded',
    'node.admitted',
    'membership.applied',
    'session.opened',
    'vote.recorded',
    'position.recorded',
    'session.closed',
    'position.recorded',
    'acme.thing',
    'sealed',
  ]
  const line = books(shown).at(-1)
  if (line === undefined) throw new Error('no book')
  const status = [
    'in-force',
    'in-force',
    'in-force',
    'in-force',
    'in-force',
    'in-force',
    'in-force',
    'flagged',
    'unknown',
    'sealed',
  ]
  return {
    ...line,
    size: types.length,
    root: 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
    checkpoint: `apachita/${line.book}\n${types.length}\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— apachita/${line.book} 3qTFxgq9E1dPQ3Xr0mRwD1x5hQ2qYl0nY4x0hPz1zVQ8rZ5lZ0Y9a3J1bQ2mB7nC8vX4kL6pW0sT2uE5gF9hD==\n`,
    verifierKey: `apachita/${line.book}+dea4c5c6+AYaGoZk0n2o3hQ2qYl0nY4x0hPz1zVQ8rZ5lZ0Y9a3J1`,
    handovers: 0,
    verification: { state, reason: state === 'broken' ? 'root-mismatch' : null },
    entries: types
      .map((type, seq) => ({
        seq,
        type,
        at: type === 'sealed' ? null : '2026-03-01T15:00:00-04:00',
        by: type === 'sealed' ? null : exampleId(7, 26),
        status: status[seq] ?? 'in-force',
        breaches: seq === 7 ? [{ type: 'no-session-open' }] : [],
        json: seq === 0 ? json(seq).repeat(12) : json(seq),
      }))
      .toReversed(),
    witnesses: [
      {
        node: exampleId(1, 32),
        name: 'Nodo del Perú',
        country: 'PE',
        size: types.length,
        at: '2026-03-02T12:00:00Z',
      },
      { node: exampleId(2, 32), name: 'Nodo de Chile', country: 'CL', size: 4, at: '2026-02-20T12:00:00Z' },
    ],
    forkedAt: null,
    histories: { forks: [], setAside: [] },
    nextBefore: null,
    notUnderstoodFrom: 8,
  }
}

export function body(shown: BoardView): BodyView {
  const member = shown.members.at(-1)
  if (member === undefined) throw new Error('no member')
  return {
    book: member.body,
    name: member.name,
    kind: 'municipality',
    country: 'CL',
    region: member.region,
    lon: member.lon,
    lat: member.lat,
    population: member.population,
    populationNote: member.populationNote,
    standing: 'named',
    sources: 'Aranda y Salinas 2017; población: INE',
    demonstration: true,
    foundedAt: '2026-01-12T09:30:00-03:00',
    prevails: 'paper',
    paperBook: 'secretaría municipal',
    officers: [
      { id: exampleId(7, 26), post: 'secretary', name: null },
      { id: exampleId(8, 26), post: 'mayor', name: 'Justina Quispe Colque' },
    ],
    size: 7,
  }
}

export const sessions: readonly SessionView[] = [
  {
    seq: 3,
    at: '2026-03-01T15:00:00-03:00',
    place: 'Salón municipal',
    closedAt: '2026-03-01T17:00:00-03:00',
    ended: 6,
    adjourned: null,
    call: null,
    resumes: null,
    agenda: [],
    present: null,
    entitled: null,
    votes: [
      {
        seq: 4,
        on: { book: exampleId(1), seq: 60 },
        motion: { book: exampleId(1), seq: 59 },
        title: { es: 'Turismo integrado de los parques Sajama y Lauca' },
        present: 9,
        session: 3,
        at: '2026-03-01T16:00:00-03:00',
        form: 'raised-hands',
        rule: null,
        entitled: null,
        quorum: null,
        figures: { yes: 7, no: 1, abstain: 1, invalid: 0 },
        conditions: [],
        said: null,
        objections: null,
        subtotals: [],
        outcome: null,
        isTie: false,
        attested: 0,
        corrections: [],
        ballots: null,
        attesters: 2,
        purpose: { kind: 'position', option: 'yes', federation: null },
      },
    ],
  },
]

export function home(shown: BoardView): HomeView {
  const { motions, name, book: id } = federation(shown)
  return {
    node: { id: exampleId(3, 32), name: 'Colchane', country: 'CL' },
    federations: [{ book: id, name, members: 56 }],
    motions: motions.map((motion) => ({ ...motion, ...motion.ref, federation: name })),
    hosted: books(shown).filter(({ hosted }) => hosted),
    booksHeld: 57,
    booksVerified: 57,
  }
}

export function carriage(): CarriageView {
  return {
    node: { id: exampleId(3, 32), name: 'Colchane' },
    peers: [
      {
        url: 'http://127.0.0.1:7101',
        name: 'Curahuara de Carangas',
        lastHeardAt: '2026-03-03T11:20:00Z',
        lastVia: 'carried',
        lastFailure: 'connection-refused',
        waitingEntries: 24,
        waitingBooks: 6,
      },
      {
        url: 'http://127.0.0.1:7103',
        name: null,
        lastHeardAt: '2026-03-09T11:20:00Z',
        lastVia: 'link',
        lastFailure: null,
        waitingEntries: 0,
        waitingBooks: 0,
      },
    ],
    awaiting: [
      {
        book: exampleId(3, 52),
        name: { es: 'Colchane' },
        size: 12,
        nodes: ['Nodo de Bolivia', 'Nodo del Perú'],
        hasSetAside: true,
      },
    ],
    refusals: [
      {
        at: '2026-03-08T10:00:00Z',
        from: 'stick.apachita',
        book: exampleId(120),
        type: 'root-mismatch',
        detail: 'size 7',
      },
      {
        at: '2026-03-08T09:00:00Z',
        from: 'http://127.0.0.1:7103',
        book: null,
        type: 'pack-cut-short',
        detail: 'at byte 40960',
      },
    ],
    waitingBooks: [{ book: exampleId(222), reason: 'not-followed' }],
  }
}

export const framed: FramedBody = {
  book: exampleId(3, 52),
  name: { es: 'San Pedro de Curahuara' },
  demonstration: true,
}

export const nodeLines: readonly NodeLine[] = [
  ['Nodo de San Pedro', 'BO', 1, null, true],
  ['Nodo de la Mancomunidad de Municipios del Altiplano', 'BO', 12, null, false],
  ['Nodo de Putre', 'CL', 17, 33, true],
].map(([name, country, admittedAt, revokedAt, canOpenSealed], at) => ({
  node: exampleId(at, 32),
  name,
  country,
  admittedAt,
  revokedAt,
  canOpenSealed,
})) as readonly NodeLine[]

export const card: ReadCard = {
  text: cardToText({
    node: exampleId(4, 32),
    name: 'Nodo de Putre',
    country: 'CL',
    request: `${'Qk3'.repeat(14)}w=`,
    cosign: `${'z7P'.repeat(14)}A=`,
    age: `age1${'q'.repeat(58)}`,
  }),
  name: 'Nodo de Putre',
  country: 'CL',
  fingerprint: '40218 99310 00754 61233 84120 57719',
  isAdmitted: true,
}

export const sealed: SealedView = {
  body: framed,
  seq: 28,
  inside: {
    type: 'person.enrolled',
    at: '2026-01-12T09:30:00-03:00',
    texts: ['Juana Mamani', 'Ayllu Arriba'],
    json: '{"at":"2026-01-12T09:30:00-03:00","by":"x","cites":[],"data":{"name":"Juana Mamani"},"type":"person.enrolled"}',
    attachments: 1,
  },
  erasedAt: null,
  otherNodes: ['Nodo de Putre', 'Nodo de Juli'],
  mayErase: true,
}
