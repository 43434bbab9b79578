/** What the API reads: one table, by which it is mounted and its document is written (openapi/document.ts). */
import type { Context } from 'hono'
import { motionLinesOf, motionView } from '../assemblies/motion-queries.ts'
import { callOf, openCallsOf, sessionOf, sessionsOf } from '../assemblies/queries.ts'
import { languagesOnOf } from '../bodies/languages-on.ts'
import { delegatesView } from '../federation/delegates-query.ts'
import { membershipView } from '../federation/membership-query.ts'
import { federationView } from '../federation/queries.ts'
import type { ApachitaNode } from '../node/node.ts'
import type { MessageKey } from '../web/languages/catalogue.ts'
import { lookingAt, motionsView } from './assembly-views.ts'
import { charterView } from './charter-views.ts'
import { asideView } from './history-views.ts'
import { bookLines, federationLines } from './book-lists.ts'
import { firstPageView } from './first-page-view.ts'
import { keeperView } from './keeper-views.ts'
import { nodesView } from './node-admission-routes.tsx'
import { boardView, bodyView, bookView, carriageView, homeView } from './node-views.ts'
import { officesView } from './office-views.ts'
import type { ApiAnswers } from './openapi/answers.ts'
import { askingMember, peopleView } from './people-routes.tsx'
import { memberOf, writableBy } from './person-session.ts'
import { refusalWords } from './problem.ts'
import { beforeIn, fromIn, motionFilterIn, motionIn, partIn, searchAsked } from './request-parts.ts'
import { roleView } from './role-views.ts'
import { sealedView } from './sealed-routes.tsx'
import { searchView } from './search-view.ts'
import { treeView } from './tree-view.ts'
import { submissionsView } from './submission-routes.tsx'

/** Who asks what. */
export interface Asked {
  readonly node: ApachitaNode
  readonly c: Context
  readonly isOperator: boolean
  /** Of the address: a book, and a number in it. */
  readonly book: string
  readonly seq: number
}

/** What an address may say besides, and as what. */
export const queryTypes = {
  before: 'integer',
  from: 'integer',
  page: 'integer',
  q: 'string',
  country: 'string',
  show: 'string',
} as const

type ReadQuery = keyof typeof queryTypes

interface ReadOf<Name extends keyof ApiAnswers> {
  /** After `/api`, with its parameters as OpenAPI writes them. */
  readonly path: string
  readonly answer: Name
  readonly summary: MessageKey
  readonly query?: readonly ReadQuery[]
  /** By what it is refused where there is nothing, or nothing for whoever asks; absent where there always is something. */
  readonly missing?: 'book-unknown' | 'entry-unknown' | 'motion-unknown' | 'not-found' | 'not-of-this-body'
  /** Whether it is shown to people of the body only. */
  readonly isOfMembers?: true
  read(asked: Asked): ApiAnswers[Name] | undefined | Promise<ApiAnswers[Name] | undefined>
}

export type Read = Omit<ReadOf<keyof ApiAnswers>, 'read'> & {
  read(asked: Asked): object | undefined | Promise<object | undefined>
}

/** A read with its answer's type checked where it is written, and hidden where reads stand in one list. */
const reading = <Name extends keyof ApiAnswers>(read: ReadOf<Name>): Read => read

const ofBooks: readonly Read[] = [
  reading({
    path: '/books',
    answer: 'Books',
    summary: 'api.books',
    read: ({ node }) => bookLines(node),
  }),
  reading({
    path: '/books/{book}',
    answer: 'Book',
    summary: 'api.book',
    query: ['before'],
    missing: 'book-unknown',
    read: ({ node, c, book }) => bookView(node, book, beforeIn(c)),
  }),
  reading({
    path: '/books/{book}/set-aside/{place}',
    answer: 'SetAside',
    summary: 'api.set-aside',
    query: ['from'],
    missing: 'book-unknown',
    read: ({ node, c, book }) => asideView(node, book, Number(c.req.param('place')), fromIn(c)),
  }),
]

const ofBodies: readonly Read[] = [
  reading({
    path: '/bodies/{book}',
    answer: 'Body',
    summary: 'api.body',
    missing: 'book-unknown',
    read: ({ node, book }) => bodyView(node, book),
  }),
  reading({
    path: '/bodies/{book}/charter',
    answer: 'Charter',
    summary: 'api.charter',
    missing: 'book-unknown',
    read: ({ node, book }) => charterView(node, book),
  }),
  reading({
    path: '/bodies/{book}/offices',
    answer: 'Offices',
    summary: 'api.offices',
    missing: 'book-unknown',
    read: async ({ node, c, book }) =>
      officesView(node, book, (await memberOf(node, c.get('session'), book))?.person),
  }),
  reading({
    path: '/bodies/{book}/sessions',
    answer: 'Sessions',
    summary: 'api.sessions',
    read: ({ node: { views }, book }) => ({
      calls: openCallsOf(views.db, book),
      sessions: sessionsOf(views.db, book),
      motions: motionLinesOf(views.db, book),
    }),
  }),
  reading({
    path: '/bodies/{book}/motions',
    answer: 'Motions',
    summary: 'api.motions',
    query: ['show', 'before'],
    missing: 'book-unknown',
    read: async ({ node, c, book }) => {
      const looking = await lookingAt(node, c, book)
      return looking === undefined ? undefined : motionsView(looking, motionFilterIn(c), beforeIn(c))
    },
  }),
  reading({
    path: '/bodies/{book}/sessions/{seq}',
    answer: 'Session',
    summary: 'api.session',
    missing: 'entry-unknown',
    read: ({ node: { views }, book, seq }) => sessionOf(views.db, book, seq) ?? callOf(views.db, book, seq),
  }),
  reading({
    path: '/bodies/{book}/languages',
    answer: 'Languages',
    summary: 'api.languages',
    read: ({ node, book }) => languagesOnOf(node.views.db, book),
  }),
  reading({
    path: '/bodies/{book}/keeper',
    answer: 'Keeper',
    summary: 'api.keeper',
    missing: 'book-unknown',
    read: ({ node, book }) => keeperView(node, book),
  }),
  reading({
    path: '/bodies/{book}/delegates',
    answer: 'Delegates',
    summary: 'api.delegates',
    missing: 'book-unknown',
    read: ({ node, book }) => delegatesView(node.views.db, book),
  }),
]

const ofMembers: readonly Read[] = [
  reading({
    path: '/bodies/{book}/home',
    answer: 'Role',
    summary: 'api.role',
    missing: 'not-of-this-body',
    isOfMembers: true,
    read: ({ node, c, book }) => roleView(node, c, book),
  }),
  reading({
    path: '/bodies/{book}/people',
    answer: 'People',
    summary: 'api.people',
    missing: 'book-unknown',
    isOfMembers: true,
    read: async ({ node, c }) => {
      const asking = await askingMember(node, c)
      return asking === undefined ? undefined : peopleView(node, asking)
    },
  }),
  reading({
    path: '/bodies/{book}/submissions',
    answer: 'Submissions',
    summary: 'api.submissions',
    missing: 'book-unknown',
    isOfMembers: true,
    read: ({ node, c, book }) => submissionsView(node, c, book),
  }),
  reading({
    path: '/bodies/{book}/nodes',
    answer: 'Nodes',
    summary: 'api.nodes',
    missing: 'book-unknown',
    read: ({ node, c, book }) => nodesView(node, c.get('session'), book),
  }),
  reading({
    path: '/bodies/{book}/sealed/{seq}',
    answer: 'Sealed',
    summary: 'api.sealed',
    missing: 'not-found',
    isOfMembers: true,
    read: ({ node, c, book, seq }) => sealedView(node, c.get('session'), book, seq),
  }),
]

const ofFederations: readonly Read[] = [
  reading({
    path: '/federations',
    answer: 'Federations',
    summary: 'api.federations',
    read: ({ node }) => node.derived(federationLines),
  }),
  reading({
    path: '/federations/{book}',
    answer: 'Federation',
    summary: 'api.federation',
    missing: 'book-unknown',
    read: ({ node, book }) => federationView(node.views.db, book),
  }),
  reading({
    path: '/federations/{book}/membership',
    answer: 'Membership',
    summary: 'api.membership',
    missing: 'book-unknown',
    read: ({ node: { views }, book }) =>
      federationView(views.db, book) === undefined ? undefined : membershipView(views.db, book),
  }),
  reading({
    path: '/federations/{book}/tree',
    answer: 'FederationTree',
    summary: 'api.tree',
    missing: 'book-unknown',
    read: ({ node, book }) => treeView(node, book),
  }),
  reading({
    path: '/federations/{book}/record',
    answer: 'Record',
    summary: 'api.record',
    missing: 'book-unknown',
    read: ({ node, book }) => federationView(node.views.db, book)?.record,
  }),
  reading({
    path: '/motions/{book}/{seq}',
    answer: 'Motion',
    summary: 'api.motion',
    missing: 'motion-unknown',
    read: async ({ node, c, book, seq }) =>
      (await boardView(node, motionIn(c), writableBy(node, c.get('session')))) ??
      motionView(node.views.db, book, seq),
  }),
]

const ofTheNode: readonly Read[] = [
  reading({
    path: '/node',
    answer: 'Node',
    summary: 'api.node',
    read: ({ node }) => homeView(node),
  }),
  reading({
    path: '/home',
    answer: 'Home',
    summary: 'api.home',
    read: ({ node, c }) => firstPageView(node, c),
  }),
  reading({
    path: '/search',
    answer: 'Search',
    summary: 'api.search',
    query: ['q', 'country', 'page'],
    read: ({ node, c }) => {
      const { typed, country } = searchAsked(c)
      return searchView(node, typed, country, partIn(c))
    },
  }),
  reading({
    path: '/carriage',
    answer: 'Carriage',
    summary: 'api.carriage',
    read: ({ node, isOperator }) => carriageView(node, isOperator),
  }),
  reading({
    path: '/problems/{type}',
    answer: 'ProblemKind',
    summary: 'api.problem-kind',
    read: ({ c }) => {
      const type = c.req.param('type') ?? ''
      return { type, title: refusalWords(c, { type }) }
    },
  }),
]

export const apiReads: readonly Read[] = [
  ...ofTheNode,
  ...ofBooks,
  ...ofBodies,
  ...ofMembers,
  ...ofFederations,
]

/** What parameters of addresses may be. */
export const parameterPatterns: Readonly<Record<string, string>> = {
  book: '[a-z2-7]{52}',
  seq: '[0-9]{1,15}',
  place: '[0-9]{1,9}',
  type: '[a-z-]{1,60}',
}
