/** Every page there is, rendered from example views: for the tests and the preview. */
import { DecideFormPage } from '../../src/assemblies/decide-form-page.tsx'
import { SessionsSection } from '../../src/assemblies/sessions-section.tsx'
import { BodyPage } from '../../src/bodies/body-page.tsx'
import { BookPage } from '../../src/bodies/book-page.tsx'
import { BooksPage } from '../../src/bodies/books-page.tsx'
import { ActPage } from '../../src/federation/act-page.tsx'
import { BoardPage } from '../../src/federation/board-page.tsx'
import { FederationPage } from '../../src/federation/federation-page.tsx'
import { FederationsPage } from '../../src/federation/federations-page.tsx'
import { KeeperPage } from '../../src/succession/keeper-page.tsx'
import { CarriagePage } from '../../src/http/pages/carriage-page.tsx'
import { EnterPage } from '../../src/http/pages/enter-page.tsx'
import { ErrorPage } from '../../src/http/pages/error-page.tsx'
import { HomePage } from '../../src/http/pages/home-page.tsx'
import type { ExampleMember } from '../../src/federation/example-board.ts'
import type { BoardView } from '../../src/federation/views.ts'
import type { Language } from '../../src/kernel/languages.ts'
import { translatorFor } from '../../src/web/languages/translator.tsx'
import type { PageContext } from '../../src/web/page.ts'
import * as views from './example-views.ts'

/** The context of a page on the listener of a node. */
export const pageIn = (language: Language, operator: boolean): PageContext => ({
  t: translatorFor(language),
  path: '/here',
  node: { name: 'Colchane', country: 'CL' },
  operator,
  demonstration: true,
  forks: [],
  superseded: [],
  person: operator ? { name: 'Juana Mamani' } : null,
  formToken: operator ? 'token' : null,
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

export function examplePages(members: ExampleMembers): Pages {
  const open = views.board(members.open)
  return { ...boardPages(members), ...nodePages(open), ...bookPages(open), ...decidePages(open) }
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

function nodePages(open: BoardView): Pages {
  const home = views.home(open)
  return {
    federation: (page) => <FederationPage page={page} federation={views.federation(open)} />,
    federations: (page) => <FederationsPage page={page} federations={home.federations} />,
    home: (page) => <HomePage page={page} home={home} />,
    carriage: (page) => (
      <CarriagePage
        page={page}
        carriage={views.carriage()}
        done={{ type: 'carried-in', entries: 24, books: 6, refused: 1 }}
      />
    ),
    enter: (page) => <EnterPage page={page} isWrong />,
    error: (page) => <ErrorPage page={page} status={404} problem={{ type: 'book-unknown' }} />,
  }
}

function bookPages(open: BoardView): Pages {
  const body = views.body(open)
  return {
    books: (page) => <BooksPage page={page} books={views.books(open)} />,
    book: (page) => <BookPage page={page} book={views.book(open)} />,
    broken: (page) => <BookPage page={page} book={views.book(open, 'broken')} />,
    forked: (page) => {
      const book = { ...views.book(open), forkedAt: 5, witnesses: [] }
      return (
        <BookPage page={{ ...page, forks: [{ book: book.book, name: book.name, seq: 5 }] }} book={book} />
      )
    },
    keeper: (page) => (
      <KeeperPage
        page={page}
        view={views.keeper(open)}
        rights={views.keeperRights(open)}
        done={null}
        problem={null}
      />
    ),
    passing: (page) => (
      <KeeperPage
        page={page}
        view={{ ...views.keeper(open), successors: [], local: { isHosted: true, isPassing: true } }}
        rights={{ ...views.keeperRights(open), mayPass: true, mayOffer: false, mayPropose: false }}
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
