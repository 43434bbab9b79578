/** Views of what people see of their body and of themselves. Everybody in them is invented. */
import { type Evening, eveningOf } from '../../src/assemblies/evening.ts'
import { toString as qrToText } from 'qrcode'
import type { DocumentsView } from '../../src/assemblies/documents-page.tsx'
import type { SubmissionLine, SubmissionsView } from '../../src/assemblies/submissions-page.tsx'
import { exampleId } from '../../src/federation/example-board.ts'
import type { MeView } from '../../src/http/pages/me-page.tsx'
import type { SlipView } from '../../src/http/pages/slip-page.tsx'
import type { LocalizedText } from '../../src/kernel/languages.ts'
import type { ListResult, PeopleView, ShownPerson } from '../../src/people/people-page.tsx'
import type { PersonLine } from '../../src/people/views.ts'

const book = exampleId(3)
const framed = { book, name: { es: 'Comunidad San Pedro de Totora y sus estancias' }, demonstration: true }
const text = (es: string): LocalizedText => ({ es })
const personId = (at: number): string => exampleId(100 + at).slice(0, 26)

/** The longest names there are, and signs that are more than one character. */
const names = ['Juana Mamani', 'Máxima Quispecahuana Choquehuanca de Condori', 'Jach’a Ñusta Ticona', 'O. Ö']

function factsOf(at: number): PersonLine {
  const household = at % 3 === 0 ? null : { id: exampleId(200 + (at % 40)), name: `Casa ${at % 40}` }
  return {
    person: personId(at),
    name: `${names[at % names.length]} ${at < names.length ? '' : at}`.trim(),
    household,
    section: at % 2 === 0 ? 'Parcialidad de Arriba, zona de Chuquicota' : null,
    gender: at % 2 === 0 ? 'female' : 'male',
    birthYear: at % 5 === 0 ? null : 1950 + (at % 50),
    away: at % 7 === 0,
    awayPlace: at % 14 === 0 ? 'Antofagasta' : null,
    gone: at % 11 === 10,
    seq: 2 + at,
  }
}

const shown = (at: number): ShownPerson => ({
  person: personId(at),
  facts: at % 29 === 28 ? null : factsOf(at),
  posts: [...(at === 0 ? ['secretary'] : []), ...(at < 20 ? ['member'] : [])],
  hasKey: at < 20,
  hasAccount: at < 10,
  isSelf: at === 0,
  unnamedPosts: at === 0 ? ['secretary'] : [],
})

/** As officers see it, with a first page that is full; `isOfficer` false: as a member does. */
export const people = (isOfficer = true): PeopleView => ({
  body: framed,
  people: Array.from({ length: 240 }, (_, at) => shown(at)),
  households: Array.from({ length: 40 }, (_, at) => ({
    household: exampleId(200 + at),
    name: `Casa ${at}`,
    section: null,
  })),
  isOfficer,
  isHosted: true,
  posts: ['secretary', 'president', 'member'],
  pending: isOfficer
    ? [
        {
          id: 'pending-1',
          kind: 'member',
          person: personId(30),
          name: 'Rosa Ticona',
          number: '4829 1037',
          approvals: 0,
          isApproved: false,
        },
        {
          id: 'pending-2',
          kind: 'recovery',
          person: personId(2),
          name: names[1] ?? '',
          number: '1177 2038',
          approvals: 1,
          isApproved: true,
        },
        {
          id: 'pending-3',
          kind: 'recovery',
          person: personId(3),
          name: names[2] ?? '',
          number: '6630 4471',
          approvals: 0,
          isApproved: false,
        },
      ]
    : [],
  invitations: isOfficer
    ? [
        { id: 'invitation-1', name: names[1] ?? '', post: 'president', isExpired: false },
        { id: 'invitation-2', name: 'Pedro Condori', post: null, isExpired: true },
      ]
    : [],
})

export const list: ListResult = {
  people: 118,
  problems: [
    { type: 'name-missing', row: 7 },
    { type: 'person-twice', row: 19, firstRow: 4 },
    { type: 'cell-is-a-formula', row: 23 },
  ],
}

const submission = (of: Partial<SubmissionLine> & Pick<SubmissionLine, 'id' | 'type'>): SubmissionLine => ({
  at: '2026-03-04T09:30:00-04:00',
  by: 'Máxima Quispecahuana Choquehuanca de Condori',
  title: null,
  text: null,
  option: null,
  isSealed: false,
  standing: 'waiting',
  reason: null,
  ...of,
})

/** As those see it who may enter and decline; `mayEnter` false: as a member does. */
export const submissions = (mayEnter = true): SubmissionsView => ({
  body: framed,
  submissions: [
    submission({
      id: 'Abc1+/defg',
      type: 'motion.put',
      title: text('Riego por turnos en la parcialidad de Arriba'),
      text: text('Que el agua de la toma se reparta por turnos de tres días.\nEmpieza la casa más alejada.'),
    }),
    submission({ id: 'Bcd2defghi', type: 'position.stated', option: 'abstain', by: 'k3x9qa' }),
    submission({
      id: 'Cde3efghij',
      type: 'correction.asked-within',
      text: text('Mi segundo apellido es Choque.'),
      isSealed: true,
    }),
    submission({
      id: 'Def4fghijk',
      type: 'motion.put',
      title: text('Feria'),
      text: text('Que haya feria.'),
      standing: 'declined',
      reason: text('Ya se decidió en la asamblea de marzo.'),
    }),
  ],
  maySubmit: true,
  mayEnter,
  motions: [{ book: exampleId(1), seq: 12, title: text('Turismo integrado de los parques Sajama y Lauca') }],
})

const hash = (at: number): string => `${String.fromCharCode(65 + at).repeat(43)}=`

export const documents: DocumentsView = {
  body: framed,
  documents: ['image/jpeg', 'audio/ogg', 'application/pdf', 'image/png'].map((type, at) => ({
    seq: 40 - at,
    title: text(['Acta sellada, folio 12', 'Palabra de la mallku', 'Convenio', 'Croquis'][at] ?? ''),
    at: '2026-03-04T09:30:00-04:00',
    isWithin: at % 2 === 0,
    hash: hash(at),
    type,
    sizeBytes: 40 + at * 700_000,
    isHere: at < 3,
    on: null,
  })),
  mayAttach: true,
  isOfBody: true,
  subjects: [{ seq: 4, label: 'Camino a Totora' }],
  on: null,
  evening: null,
  suggested: null,
}

/** The last steps of an evening: the photograph is to come. */
export const evening: Evening = eveningOf({
  book,
  session: { seq: 6, agenda: [], present: 38, ended: 12, adjourned: null },
  call: null,
  isListed: true,
  decidables: [],
  voted: [],
  isPhotographed: false,
  isElsewhere: false,
})

export const me: MeView = {
  name: 'Máxima Quispecahuana Choquehuanca de Condori',
  mayFound: true,
  tokens: [{ id: 'abc', name: 'La planilla de la asociación', madeAt: '2026-03-02T09:30:00-04:00' }],
  passkeys: [
    {
      id: 'bGxhdmU',
      name: 'Teléfono de la oficina de la comunidad',
      madeAt: '2026-03-01T15:00:00-04:00',
      host: 'nodo.example',
      transports: ['internal'],
    },
  ],
  bodies: [
    { book, name: framed.name, posts: ['secretary', 'member'], hosted: true },
    { book: exampleId(4), name: text('Putre'), posts: [], hosted: false },
  ],
  waiting: [
    { book: exampleId(5), name: text('Tacna'), kind: 'member', number: '4829 1037' },
    { book, name: framed.name, kind: 'recovery', number: '1177 2038' },
  ],
  sessions: [
    {
      id: 'session-1',
      device: 'Firefox · Android',
      usedMinutes: 0,
      isThis: true,
    },
    { id: 'session-2', device: 'apachita', usedMinutes: 95, isThis: false },
  ],
}

export const knownHere = [
  { account: 'a'.repeat(26), name: names[0] ?? '' },
  { account: 'b'.repeat(26), name: names[1] ?? '' },
]

const address = 'http://192.0.2.17:4310/join'
const qr = await qrToText(address, { type: 'svg', margin: 2, width: 200 })

export const slip = (kind: SlipView['kind']): SlipView => ({
  body: framed,
  kind,
  name: kind === 'member' ? (names[1] ?? '') : '',
  post: kind === 'member' ? 'president' : null,
  code: 'K7QF-3MXA-W2PD-9HTN',
  address,
  qr,
})
