/** First pages of a node: for a visitor, for a secretary, for a member. */
import type { FirstPageView } from '../../src/http/first-page-view.ts'
import type { RoleView, Task } from '../../src/http/role-views.ts'
import type { HomeView } from '../../src/http/views.ts'
import { exampleId } from '../../src/federation/example-board.ts'
import { framed } from './example-views.ts'

const at = '2026-03-01T15:00:00-04:00'

const task = (kind: Task['kind'], more: Partial<Task> = {}): Task => ({
  kind,
  path: '/here',
  count: 1,
  step: null,
  title: null,
  at: null,
  ...more,
})

const secretary: RoleView = {
  body: framed,
  tasks: [
    task('session', { step: 'decisions', title: { es: 'Arreglo de la toma de agua' } }),
    task('act', { at, count: 2 }),
    task('photo', { at, count: 2 }),
    task('position', { title: { es: 'Turismo integrado de los parques Sajama y Lauca' } }),
    task('submissions', { count: 3 }),
    task('charter', { title: { es: 'Una carta con dos turnos' } }),
    task('carry', { count: 12 }),
  ],
  copies: [
    { name: 'Nodo de Putre', lacking: 0, at },
    { name: 'Nodo del Perú', lacking: 12, at },
  ],
  offices: [{ post: 'secretary', name: null, until: '2027-01-01' }],
  turns: [],
  call: null,
  ballots: [],
  submissions: [],
  news: null,
}

const member: RoleView = {
  ...secretary,
  tasks: [],
  copies: null,
  offices: [],
  turns: [
    { post: 'water', name: { es: 'Juez de aguas' }, before: 0 },
    { post: 'authority', name: null, before: 4 },
  ],
  call: { seq: 9, when: 'domingo 8 de marzo, 15:00' },
  ballots: [
    {
      book: framed.book,
      seq: 3,
      title: { es: 'Fecha de la feria' },
      at,
      amends: null,
      standing: 'open',
      isReferred: false,
    },
  ],
  submissions: [
    { title: { es: 'Un banco en la plaza' }, at, standing: 'waiting', reason: null },
    { title: null, at, standing: 'declined', reason: { es: 'Ya se decidió en marzo.' } },
  ],
  news: {
    entries: 7,
    lines: (['decided', 'motion', 'session', 'call', 'document'] as const).map((kind, seq) => ({
      kind,
      seq,
      title: kind === 'session' || kind === 'call' ? null : { es: 'Fecha de la feria' },
      outcome: kind === 'decided' ? 'carried' : null,
      at,
    })),
  },
}

const visitor = (home: HomeView): FirstPageView => ({
  node: home.node,
  hosted: 2,
  written: [
    { book: framed.book, name: framed.name },
    { book: exampleId(4), name: { es: 'Putre' } },
  ],
  bodies: [
    { country: 'BO', count: 29 },
    { country: 'PE', count: 20 },
    { country: 'CL', count: 7 },
  ],
  federations: home.federations,
  federationsCount: 14,
  motions: home.motions,
  decided: [
    {
      book: exampleId(7),
      seq: 3,
      title: { es: 'Limpieza del río' },
      outcome: 'failed',
      at,
      body: { name: { es: 'Desaguadero' }, country: 'PE' },
    },
  ],
  verified: { at, books: 57, damaged: [], damagedCount: 0 },
  example: home.federations[0] ?? null,
  roles: [],
  rolesCount: 0,
})

export const homes = (home: HomeView): Readonly<Record<string, FirstPageView>> => ({
  home: visitor(home),
  'home-secretary': { ...visitor(home), roles: [secretary], rolesCount: 1 },
  'home-member': {
    ...visitor(home),
    verified: { at, books: 57, damaged: home.federations.slice(0, 1), damagedCount: 1 },
    roles: [member, { ...member, turns: [], call: null, ballots: [], submissions: [] }],
    rolesCount: 9,
  },
  'home-empty': {
    ...visitor(home),
    hosted: 0,
    written: [],
    bodies: [],
    federations: [],
    federationsCount: 0,
    motions: [],
    decided: [],
    example: null,
  },
})
