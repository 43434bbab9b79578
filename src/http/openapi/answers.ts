/** What the API answers, by name: of these types `npm run api` makes the schemas of the document (answers.json). */
import type { MotionsPageView } from '../../assemblies/motions-page.tsx'
import type { SubmissionsView } from '../../assemblies/submissions-page.tsx'
import type { CallView, MotionLine, MotionView, SessionView } from '../../assemblies/views.ts'
import type { LanguageLine } from '../../bodies/languages-on.ts'
import type { NodesView } from '../../bodies/nodes-page.tsx'
import type { SealedView } from '../../bodies/sealed-page.tsx'
import type { AsideView, BodyView, BookLine, BookView, CharterView } from '../../bodies/views.ts'
import type {
  BoardView,
  DelegatesView,
  FederationTree,
  FederationView,
  MembershipView,
  RecordLine,
} from '../../federation/views.ts'
import type { OfficesView } from '../../offices/views.ts'
import type { PeopleView } from '../../people/people-page.tsx'
import type { KeeperView } from '../../succession/views.ts'
import type { FirstPageView } from '../first-page-view.ts'
import type { Problem } from '../problem.ts'
import type { RoleView } from '../role-views.ts'
import type { SearchView } from '../search-view.ts'
import type { CarriageView, HomeView } from '../views.ts'

/** Calls that wait, sessions and motions of a body, newest first. */
export interface BodySessions {
  readonly calls: readonly CallView[]
  readonly sessions: readonly SessionView[]
  readonly motions: readonly MotionLine[]
}

export interface ApiAnswers {
  readonly Node: HomeView
  readonly Home: FirstPageView
  readonly Search: SearchView
  readonly Books: readonly BookLine[]
  readonly Book: BookView
  readonly SetAside: AsideView
  readonly Body: { readonly body: BodyView; readonly sessions: readonly SessionView[] }
  readonly Charter: CharterView
  readonly Offices: OfficesView
  readonly Sessions: BodySessions
  readonly Motions: MotionsPageView
  readonly Session: SessionView | CallView
  readonly Languages: readonly LanguageLine[]
  readonly Keeper: KeeperView
  readonly Federations: HomeView['federations']
  readonly Federation: FederationView
  readonly FederationTree: FederationTree
  readonly Membership: MembershipView
  readonly Record: readonly RecordLine[]
  readonly Delegates: DelegatesView
  readonly Motion: BoardView | MotionView
  readonly Carriage: CarriageView
  readonly Role: RoleView
  readonly People: PeopleView
  readonly Submissions: SubmissionsView
  readonly Nodes: NodesView
  readonly Sealed: SealedView
  readonly ProblemKind: { readonly type: string; readonly title: string }
  readonly Problem: Problem
}
