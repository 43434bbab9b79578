/** The books this node keeps: those written here first, then the copies. */
import type { FC } from 'hono/jsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Filter, Pager } from '../web/components/pager.tsx'
import { Words } from '../web/components/words.tsx'
import { firstUpper } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { BookLine } from './views.ts'

/** What is asked of the list of books; null: whatever it is. */
export interface BooksAsked {
  readonly country: string | null
  readonly kind: string | null
}

export interface BooksView {
  readonly asked: BooksAsked
  /** How many books there are, and how many of them are written here. */
  readonly count: number
  readonly hosted: number
  /** Those that there are, to choose from. */
  readonly countries: readonly string[]
  readonly kinds: readonly string[]
  /** A part of those asked for. */
  readonly books: readonly BookLine[]
  readonly part: number
  readonly hasMore: boolean
}

export const BooksPage: FC<{ page: PageContext; view: BooksView }> = ({ page, view }) => {
  const { t } = page
  const { asked, books, part } = view
  const hosted = books.filter((book) => book.hosted)
  const copies = books.filter((book) => !book.hosted)
  const path = (page: number | null) => paths.askedPath(paths.booksPath, { ...asked, page })
  return (
    <Layout
      page={page}
      title={t('books.title')}
      current="books"
      demonstration={books.some(({ demonstration }) => demonstration)}
    >
      <h1>{t('books.title')}</h1>
      <p class="lead">{t.rich('books.lead', { count: view.count, hosted: view.hosted })}</p>
      <p class="lead">{t('books.explain')}</p>
      <Filters t={t} view={view} />
      {books.length === 0 && view.count > 0 ? <p class="lead">{t('books.none.such')}</p> : null}
      {hosted.length === 0 ? null : <h2>{t('books.hosted')}</h2>}
      <BookTable t={t} caption={t('books.hosted')} books={hosted} />
      {copies.length === 0 ? null : <h2>{t('books.copies')}</h2>}
      <BookTable t={t} caption={t('books.copies')} books={copies} />
      <Pager t={t} first={part === 1 ? null : path(null)} next={view.hasMore ? path(part + 1) : null} />
    </Layout>
  )
}

/** By country and by kind, where there are several. */
const Filters: FC<{ t: Translator; view: BooksView }> = ({ t, view: { asked, countries, kinds } }) => {
  const choices = (of: keyof BooksAsked, values: readonly string[], label: (value: string) => string) =>
    [null, ...values].map((value) => ({
      label: value === null ? t('filter.all') : firstUpper(label(value)),
      path: paths.askedPath(paths.booksPath, { ...asked, [of]: value }),
      isChosen: asked[of] === value,
    }))
  return (
    <>
      {countries.length < 2 ? null : (
        <Filter label={t('filter.country')} choices={choices('country', countries, t.country)} />
      )}
      {kinds.length < 2 ? null : (
        <Filter label={t('filter.kind')} choices={choices('kind', kinds, (kind) => t.word('kind', kind))} />
      )}
    </>
  )
}

export interface BookTableProps {
  readonly t: Translator
  readonly caption: string
  readonly books: readonly BookLine[]
}

/** By name, as the reader's language sorts; nothing where there is no book. */
export const BookTable: FC<BookTableProps> = ({ t, caption, books }) =>
  books.length === 0 ? null : (
    <Table
      caption={caption}
      columns={[
        { title: t('books.col.name') },
        { title: t('books.col.kind') },
        { title: t('books.col.size'), numeric: true },
        { title: t('books.col.arrival') },
      ]}
    >
      <TableGroup>
        {books
          .toSorted((a, b) => t.compare(t.text(a.name), t.text(b.name)))
          .map((book) => (
            <BookRow t={t} book={book} />
          ))}
      </TableGroup>
    </Table>
  )

/** Its name leads to the body; of a book that says of none, to the book. */
const BookRow: FC<{ t: Translator; book: BookLine }> = ({ t, book }) => {
  const name = <Words t={t} of={book.name} />
  const isOfBody = book.kind !== ''
  return (
    <Row>
      <RowHead>
        <a href={isOfBody ? paths.bodyPath(book.book) : paths.bookPath(book.book)}>{name}</a>
        <small>
          {t.country(book.country)}
          {isOfBody ? (
            <>
              {' '}
              ·{' '}
              <a href={paths.bookPath(book.book)}>
                {t('body.book')} <span class="hidden">({name})</span>
              </a>
            </>
          ) : null}
        </small>
      </RowHead>
      <Cell>{t.word('kind', book.kind)}</Cell>
      <Cell look="num" label={t('books.col.size')}>
        {t.number(book.size)}
      </Cell>
      <Cell label={t('books.col.arrival')}>{arrivalText(t, book)}</Cell>
    </Row>
  )
}

function arrivalText(t: Translator, { arrival }: BookLine): string {
  if (arrival === null) return t('books.never')
  return t('via.at', { via: t.word('via', arrival.via), date: t.date(arrival.at, 'short-day') })
}
