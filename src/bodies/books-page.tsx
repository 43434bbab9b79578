/** The books this node keeps: those written here first, then the copies. */
import type { FC } from 'hono/jsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Words } from '../web/components/words.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { BookLine } from './views.ts'

export const BooksPage: FC<{ page: PageContext; books: readonly BookLine[] }> = ({ page, books }) => {
  const { t } = page
  const hosted = books.filter((book) => book.hosted)
  const copies = books.filter((book) => !book.hosted)
  return (
    <Layout
      page={page}
      title={t('books.title')}
      current="books"
      demonstration={books.some(({ demonstration }) => demonstration)}
    >
      <h1>{t('books.title')}</h1>
      <p class="lead">{t.rich('books.lead', { count: books.length, hosted: hosted.length })}</p>
      <p class="lead">{t('books.explain')}</p>
      {hosted.length === 0 ? null : <h2>{t('books.hosted')}</h2>}
      <BookTable t={t} caption={t('books.hosted')} books={hosted} />
      {copies.length === 0 ? null : <h2>{t('books.copies')}</h2>}
      <BookTable t={t} caption={t('books.copies')} books={copies} />
    </Layout>
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
          .toSorted((a, b) => t.text(a.name).localeCompare(t.text(b.name), t.locales))
          .map((book) => (
            <BookRow t={t} book={book} />
          ))}
      </TableGroup>
    </Table>
  )

const BookRow: FC<{ t: Translator; book: BookLine }> = ({ t, book }) => (
  <Row>
    <RowHead>
      <a href={paths.bookPath(book.book)}>
        <Words t={t} of={book.name} />
      </a>
      <small>{t.country(book.country)}</small>
    </RowHead>
    <Cell>{t.word('kind', book.kind)}</Cell>
    <Cell look="num" label={t('books.col.size')}>
      {t.number(book.size)}
    </Cell>
    <Cell label={t('books.col.arrival')}>{arrivalText(t, book)}</Cell>
  </Row>
)

function arrivalText(t: Translator, { arrival }: BookLine): string {
  if (arrival === null) return t('books.never')
  return t('via.at', { via: t.word('via', arrival.via), date: t.date(arrival.at, 'short-day') })
}
