/** Every page there is, rendered from example views: for the tests and the preview. */
import { DecideFormPage } from '../../src/assemblies/decide-form-page.tsx'
import { DocumentsPage } from '../../src/assemblies/documents-page.tsx'
import { SessionsSection } from '../../src/assemblies/sessions-section.tsx'
import { SubmissionsPage } from '../../src/assemblies/submissions-page.tsx'
import { BodyPage } from '../../src/bodies/body-page.tsx'
import { AsidePage } from '../../src/bodies/aside-page.tsx'
import { BookPage } from '../../src/bodies/book-page.tsx'
import { BooksPage, type BooksView } from '../../src/bodies/books-page.tsx'
import { AdmitPage, NodesPage } from '../../src/bodies/nodes-page.tsx'
import { SealedPage } from '../../src/bodies/sealed-page.tsx'
import { ActPage } from '../../src/federation/act-page.tsx'
import { BoardPage } from '../../src/federation/board-page.tsx'
import { FederationPage } from '../../src/federation/federation-page.tsx'
import { TreePage } from '../../src/federation/tree-page.tsx'
import { FederationsPage } from '../../src/federation/federations-page.tsx'
import { KeeperPage } from '../../src/succession/keeper-page.tsx'
import { CarriagePage } from '../../src/http/pages/carriage-page.tsx'
import { EnterPage } from '../../src/http/pages/enter-page.tsx'
import { ErrorPage } from '../../src/http/pages/error-page.tsx'
import { HomePage } from '../../src/http/pages/home-page.tsx'
import { KeptPage } from '../../src/http/pages/kept-page.tsx'
import { JoinPage } from '../../src/http/pages/join-page.tsx'
import { GalleryPage } from '../../src/http/pages/gallery-page.tsx'
import { ApiPage } from '../../src/http/pages/api-page.tsx'
import { MePage } from '../../src/http/pages/me-page.tsx'
import { SignInPage } from '../../src/http/pages/sign-in-page.tsx'
import { SearchPage } from '../../src/http/pages/search-page.tsx'
import type { SearchView } from '../../src/http/search-view.ts'
import { SlipPage } from '../../src/http/pages/slip-page.tsx'
import { NodeCardPage } from '../../src/http/pages/node-card-page.tsx'
import type { ExampleMember } from '../../src/federation/example-board.ts'
import type { BoardView } from '../../src/federation/views.ts'
import type { Language } from '../../src/kernel/languages.ts'
import { PeoplePage } from '../../src/people/people-page.tsx'
import { isDraftLanguage } from '../../src/web/languages/catalogue.ts'
import { withPassages } from '../../src/web/languages/passages.ts'
import { translatorFor } from '../../src/web/languages/translator.tsx'
import type { PageContext } from '../../src/web/page.ts'
import * as shown from './example-people.ts'
import { OfficePage } from '../../src/offices/office-page.tsx'
import { OfficesPage } from '../../src/offices/offices-page.tsx'
import { exampleTree } from './example-tree.ts'
import { homes } from './example-home.ts'
import { offices, oneOffice } from './example-offices.ts'
import { sessionPages } from './example-sessions.tsx'
import { keeper, keeperRights } from './example-keeper.ts'
import * as views from './example-views.ts'
import { federationPages } from './example-federation.tsx'
import { languagePages } from './example-languages.tsx'

/** The context of a page on the listener of a node. */
export const pageIn = (language: Language, operator: boolean): PageContext => ({
  t: translatorFor(language, { isMarked: isDraftLanguage(language) }),
  path: '/here',
  node: { name: 'Colchane', country: 'CL' },
  operator,
  demonstration: true,
  forks: [],
  superseded: [],
  place: null,
  person: operator ? { name: 'Juana Mamani' } : null,
  formToken: operator ? 'token' : null,
  once: 'once',
  typed: null,
  isRead: true,
  machineToken: operator ? 'token' : null,
})

/** Members of a motion that is open, of one that is carried and of one that failed. */
export interface ExampleMembers {
  readonly open: readonly ExampleMember[]
  readonly carried: readonly ExampleMember[]
  readonly failed: readonly ExampleMember[]
}

export type RenderPage = (page: PageContext) => unknown
type Pages = Readonly<Record<string, RenderPage>>

/** A page as it is sent. */
export const htmlOf = (render: RenderPage, language: Language, operator: boolean): string =>
  withPassages(String(render(pageIn(language, operator))), language)

/** The same pages, of one body: with the bar of its parts. */
const ofABody = (pages: Pages): Pages =>
  Object.fromEntries(
    Object.entries(pages).map(([name, render]) => {
      const { book, name: called } = views.framed
      const place = { book, name: called, part: 'sessions', isFederation: false, isOfBody: true } as const
      return [name, (page: PageContext) => render({ ...page, place })]
    }),
  )

export function examplePages(members: ExampleMembers): Pages {
  const open = views.board(members.open)
  return {
    ...boardPages(members),
    ...nodePages(open),
    ...ofABody(bookPages(open)),
    ...decidePages(open),
    ...ofABody(peoplePages()),
    ...ofABody(submittedPages()),
    ...accountPages(),
    ...ofABody(officePages),
    ...ofABody(entitlingPages()),
    ...languagePages,
    ...federationPages(open, views.board(members.carried)),
    ...ofABody(sessionPages),
  }
}

const officePages: Pages = {
  offices: (page) => <OfficesPage page={page} view={offices(true)} done={null} problem={null} />,
  'offices-open': (page) => <OfficesPage page={page} view={offices(false)} done={null} problem={null} />,
  office: (page) => <OfficePage page={page} view={oneOffice()} done={null} problem={null} />,
}

function boardPages(members: ExampleMembers): Pages {
  const carried = views.board(members.carried)
  const recorded = carried.members.find(({ position }) => position !== null)?.body ?? null
  return {
    board: (page) => <BoardPage page={page} board={views.board(members.open)} />,
    carried: (page) => <BoardPage page={page} board={carried} recorded={recorded} />,
    failed: (page) => <BoardPage page={page} board={views.board(members.failed)} />,
    act: (page) => <ActPage page={page} board={carried} />,
  }
}

const found: SearchView = {
  typed: 'desaguadero agua',
  words: ['desaguadero', 'agua'],
  isCut: true,
  count: 500,
  isCounted: false,
  countries: [
    { country: 'BO', count: 320 },
    { country: 'PE', count: 180 },
  ],
  country: null,
  part: 2,
  hasMore: true,
  lines: (['body', 'office', 'motion', 'session', 'call', 'document'] as const).map((kind, at) => ({
    kind,
    book: views.framed.book,
    seq: at,
    post: kind === 'office' ? 'water' : null,
    title: kind === 'session' || kind === 'call' ? null : { es: 'Agua para Desaguadero' },
    text: kind === 'motion' ? { es: 'Que el agua del río llegue a todas las casas de Desaguadero.' } : null,
    at: kind === 'body' || kind === 'office' ? null : '2026-03-01T15:00:00-04:00',
    body: { name: { es: 'Desaguadero' }, country: at % 2 === 0 ? 'PE' : 'BO', kind: 'municipality' },
  })),
}

const searchPages: Pages = {
  search: (page) => <SearchPage page={page} view={found} />,
  'search-none': (page) => (
    <SearchPage
      page={page}
      view={{ ...found, count: 0, isCounted: true, countries: [], lines: [], hasMore: false }}
    />
  ),
  'search-empty': (page) => (
    <SearchPage
      page={page}
      view={{
        ...found,
        typed: '',
        words: [],
        isCut: false,
        count: 0,
        countries: [],
        lines: [],
        part: 1,
        hasMore: false,
      }}
    />
  ),
}

function nodePages(open: BoardView): Pages {
  const home = views.home(open)
  return {
    federation: (page) => <FederationPage page={page} federation={views.federation(open)} />,
    tree: (page) => <TreePage page={page} tree={exampleTree(14, Math.ceil(open.members.length / 14))} />,
    federations: (page) => (
      <FederationsPage
        page={page}
        view={{ count: 80, federations: home.federations, part: 2, hasMore: true }}
      />
    ),
    ...Object.fromEntries(
      Object.entries(homes(home)).map(([name, view]) => [
        name,
        (page: PageContext) => <HomePage page={page} home={view} />,
      ]),
    ),
    carriage: (page) => (
      <CarriagePage
        page={page}
        carriage={views.carriage()}
        done={{ type: 'carried-in', entries: 24, books: 6, refused: 1 }}
      />
    ),
    enter: (page) => <EnterPage page={page} isWrong />,
    ...searchPages,
    error: (page) => <ErrorPage page={page} status={404} problem={{ type: 'book-unknown' }} />,
  }
}

const booksView = (shown: BoardView): BooksView => ({
  asked: { country: null, kind: 'municipality' },
  count: 520,
  hosted: 2,
  countries: ['BO', 'CL', 'PE'],
  kinds: ['alliance', 'municipality'],
  books: views.books(shown),
  part: 1,
  hasMore: true,
})

function bookPages(open: BoardView): Pages {
  const body = views.body(open)
  return {
    books: (page) => <BooksPage page={page} view={booksView(open)} />,
    book: (page) => <BookPage page={page} book={views.book(open)} />,
    broken: (page) => <BookPage page={page} book={views.book(open, 'broken')} />,
    forked: (page) => {
      const book = { ...views.book(open), forkedAt: 5, witnesses: [] }
      return (
        <BookPage page={{ ...page, forks: [{ book: book.book, name: book.name, seq: 5 }] }} book={book} />
      )
    },
    settled: (page) => {
      const histories = {
        forks: [4, 6, 9, 12].map((seq) => ({ seq, count: 2, named: 3, isSettled: seq < 12 })),
        setAside: [{ place: 0, from: 6, size: 8 }],
      }
      return <BookPage page={page} book={{ ...views.book(open), hosted: true, histories }} />
    },
    aside: (page) => {
      const { book, name, demonstration, root, entries } = views.book(open)
      const shown = { entries: entries.toReversed(), next: 50 }
      return (
        <AsidePage
          page={page}
          aside={{ book, name, demonstration, root, place: 0, from: 0, size: 60, ...shown }}
        />
      )
    },
    keeper: (page) => (
      <KeeperPage page={page} view={keeper(open)} rights={keeperRights(open)} done={null} problem={null} />
    ),
    passing: (page) => (
      <KeeperPage
        page={page}
        view={{ ...keeper(open), successors: [], local: { isHosted: true, isPassing: true } }}
        rights={{ ...keeperRights(open), mayPass: true, mayOffer: false, mayPropose: false }}
        done={null}
        problem={{ type: 'card-signature-invalid' }}
      />
    ),
    continued: (page) => {
      const book = views.book(open)
      const superseded = [{ book: book.book, name: book.name, size: 9, by: book.book }]
      return <BookPage page={{ ...page, superseded }} book={book} />
    },
    body: (page) => (
      <BodyPage page={page} body={body}>
        <SessionsSection t={page.t} book={body.book} sessions={views.sessions} />
      </BodyPage>
    ),
  }
}

function entitlingPages(): Pages {
  const { framed, nodeLines, card, sealed } = views
  const unticked = { type: 'input-invalid', field: 'voice' }
  const view = { body: framed, nodes: nodeLines, thisNode: nodeLines[0]?.node ?? '', mayAdmit: true }
  return {
    nodes: (page) => <NodesPage page={page} view={view} done="admitted" problem={null} />,
    admit: (page) => <AdmitPage page={page} body={framed} card={card} problem={unticked} />,
    card: (page) => <NodeCardPage page={page} card={card.text} fingerprint={card.fingerprint} />,
    sealed: (page) => <SealedPage page={page} view={sealed} isDone={false} problem={null} />,
    erased: (page) => (
      <SealedPage page={page} view={{ ...sealed, inside: null, erasedAt: 41 }} isDone problem={null} />
    ),
  }
}

function decidePages(open: BoardView): Pages {
  const motion = { ...open.motion.ref, title: open.motion.title, demonstration: true }
  const bodies = open.local.canDecide
  const values = { present: '9', yes: '10', no: '2', abstain: '0', place: 'Salón' }
  const errors = [
    { field: 'present' as const, type: 'more-hands-than-present', figures: { hands: 12, present: 9 } },
    { field: 'date' as const, type: 'input-invalid' },
    { field: 'confirm' as const, type: 'input-invalid' },
  ]
  return {
    decide: (page) => <DecideFormPage page={page} motion={motion} bodies={bodies} values={{}} errors={[]} />,
    wrong: (page) => (
      <DecideFormPage page={page} motion={motion} bodies={bodies} values={values} errors={errors} />
    ),
    nobody: (page) => <DecideFormPage page={page} motion={motion} bodies={[]} values={{}} errors={[]} />,
  }
}

function peoplePages(): Pages {
  const plain = { done: null, problem: null, list: null, from: 0 }
  return {
    people: (page) => <PeoplePage page={page} view={shown.people()} {...plain} done="confirm" />,
    'people-member': (page) => <PeoplePage page={page} view={shown.people(false)} {...plain} />,
    'people-list': (page) => (
      <PeoplePage page={page} view={shown.people()} {...plain} list={shown.list} from={200} />
    ),
    'people-refused': (page) => (
      <PeoplePage
        page={page}
        view={{ ...shown.people(), people: [], pending: [], invitations: [] }}
        {...plain}
        problem={{ type: 'enrolled-twice' }}
      />
    ),
    slip: (page) => <SlipPage page={page} slip={shown.slip('member')} />,
    'slip-recovery': (page) => <SlipPage page={page} slip={shown.slip('recovery')} />,
  }
}

function submittedPages(): Pages {
  return {
    submissions: (page) => (
      <SubmissionsPage page={page} view={shown.submissions()} done="declined" problem={null} />
    ),
    'submissions-member': (page) => (
      <SubmissionsPage
        page={page}
        view={shown.submissions(false)}
        done={null}
        problem={{ type: 'too-many-submissions', most: 200 }}
      />
    ),
    documents: (page) => <DocumentsPage page={page} view={shown.documents} problem={null} isDone />,
    'documents-photo': (page) => (
      <DocumentsPage
        page={page}
        view={{ ...shown.documents, on: 12, evening: shown.evening, suggested: '2026-03-01T15:00:00-04:00' }}
        problem={null}
        isDone={false}
      />
    ),
    'documents-none': (page) => (
      <DocumentsPage
        page={page}
        view={{ ...shown.documents, documents: [] }}
        problem={{ type: 'blob-of-unknown-kind' }}
        isDone={false}
      />
    ),
  }
}

function accountPages(): Pages {
  const kept = { path: '/bodies/x/motions', fields: { title: 'Limpiar el canal', text: 'En mayo.' } }
  const none = { problem: null, notice: null, passkey: null, kept: null }
  const signIn = { known: shown.knownHere, name: '', next: '/', ...none }
  const stranger = (page: PageContext): PageContext => ({ ...page, person: null })
  return {
    'sign-in': (page) => <SignInPage page={stranger(page)} {...signIn} notice="session-ended" />,
    'sign-in-kept': (page) => <SignInPage page={stranger(page)} {...signIn} kept={kept} />,
    kept: (page) => <KeptPage page={page} kept={kept} />,
    'sign-in-first': (page) => <SignInPage page={stranger(page)} {...signIn} known={[]} />,
    'sign-in-refused': (page) => (
      <SignInPage
        page={stranger(page)}
        {...signIn}
        name={shown.knownHere[1]?.name ?? ''}
        problem={{ type: 'too-many-tries', waitMinutes: 12 }}
      />
    ),
    join: (page) => <JoinPage page={stranger(page)} code="" name="" problem={null} />,
    'join-refused': (page) => (
      <JoinPage
        page={stranger(page)}
        code="K7QF-3MXA"
        name="Rosa"
        problem={{ type: 'passphrase-too-short', needed: 12 }}
      />
    ),
    'join-another': (page) => <JoinPage page={page} code="" name="" problem={null} />,
    api: (page) => <ApiPage page={page} />,
    gallery: (page) => <GalleryPage page={page} />,
    me: (page) => (
      <MePage
        page={page}
        me={shown.me}
        passkey={null}
        done="passphrase-changed"
        token={null}
        problem={null}
      />
    ),
    'me-alone': (page) => (
      <MePage
        page={page}
        me={{ ...shown.me, bodies: [], waiting: [] }}
        passkey={null}
        done={null}
        token={`apachita_${'a'.repeat(26)}_${'b'.repeat(43)}`}
        problem={{ type: 'passphrase-common' }}
      />
    ),
  }
}
