/** A book: whether it agrees with its signed head, its leaves newest first, and how to verify it without this program. */
import type { Child, FC } from 'hono/jsx'
import { ActionLink, Actions, Answer, Crumbs, Facts } from '../web/components/blocks.tsx'
import { Histories } from '../web/components/histories.tsx'
import { Code } from '../web/components/words.tsx'
import { refusalText } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { Witnesses } from './witnesses.tsx'
import { Leaf, shownTexts } from './leaf.tsx'
import type { BookView } from './views.ts'

type Part = FC<{ t: Translator; book: BookView }>

export interface BookPageProps {
  readonly page: PageContext
  readonly book: BookView
  /** Whether whoever looks is of the body: what is sealed may be seen from here. */
  readonly isOfBody?: boolean
}

export const BookPage: FC<BookPageProps> = ({ page, book, isOfBody }) => {
  const { t } = page
  const name = t.text(book.name)
  return (
    <Layout
      page={page}
      title={t('book.title', { name })}
      current="books"
      demonstration={book.demonstration}
      about={[book.book]}
      proof={{ name, book: book.book, size: book.size, root: book.root }}
    >
      <Crumbs page={page} />
      <h1>{t('book.title', { name })}</h1>
      <Verification t={t} book={book} />
      <Histories t={t} book={book.book} histories={book.histories} isHosted={book.hosted} />
      <Actions>
        <ActionLink path={paths.bodyPath(book.book)}>{t('book.body')}</ActionLink>
        <ActionLink path={paths.keeperPath(book.book)}>{t('keeper.title')}</ActionLink>
      </Actions>
      <Leaves t={t} book={book} isOfBody={isOfBody === true} />
      <Witnesses t={t} size={book.size} witnesses={book.witnesses} />
      <Head t={t} book={book} />
      <HowToVerify t={t} book={book} />
    </Layout>
  )
}

const Verification: Part = ({ t, book }) => {
  const { state, reason } = book.verification
  const isVerified = state === 'verified'
  return (
    <Answer tone={isVerified ? 'carried' : 'failed'}>
      <p>
        <strong>{t(isVerified ? 'book.verified' : 'book.broken')}</strong>{' '}
        {t(isVerified ? 'book.verified.text' : 'book.broken.text', { size: book.size })}
      </p>
      {reason === null ? null : <p>{refusalText(t, { type: reason })}</p>}
      <p>
        {book.hosted ? `${t('book.hosted')} ` : null}
        {book.arrival === null
          ? null
          : `${t('book.arrival', {
              date: t.date(book.arrival.at, 'minute'),
              via: t.word('via', book.arrival.via),
            })} `}
        {t('book.handovers', { count: book.handovers })}
      </p>
      {book.notUnderstoodFrom === null ? null : (
        <p>{t('book.not-understood', { seq: book.notUnderstoodFrom })}</p>
      )}
    </Answer>
  )
}

const Leaves: FC<{ t: Translator; book: BookView; isOfBody: boolean }> = ({ t, book, isOfBody }) => {
  const newest = book.entries[0]
  const hasNewer = newest !== undefined && newest.seq < book.size - 1
  const texts = shownTexts(book.entries)
  return (
    <section>
      <h2>{t('book.entries')}</h2>
      {hasNewer ? (
        <p>
          <a class="btn" href={paths.bookPath(book.book)}>
            {t('book.newest')}
          </a>
        </p>
      ) : null}
      {book.entries.length === 0 ? <p class="soft">{t('book.entries.none')}</p> : null}
      <ol class="leaves">
        {book.entries.map((entry, index) => (
          <Leaf
            t={t}
            book={book.book}
            size={book.size}
            entry={entry}
            shown={texts[index] ?? ''}
            isOfBody={isOfBody}
          />
        ))}
      </ol>
      {book.nextBefore === null ? null : (
        <p>
          <a class="btn" href={paths.bookBeforePath(book.book, book.nextBefore)}>
            {t('book.older')}
          </a>
        </p>
      )}
    </section>
  )
}

const Head: Part = ({ t, book }) => (
  <section>
    <h2>{t('book.proof')}</h2>
    <p>{t('book.proof.explain')}</p>
    <pre translate="no">{book.checkpoint}</pre>
    <Facts
      facts={[
        { term: t('book.id'), value: <Code text={book.book} /> },
        { term: t('book.root'), value: <Code text={book.root} /> },
        { term: t('book.key'), value: <Code text={book.verifierKey} /> },
      ]}
    />
  </section>
)

const HowToVerify: Part = ({ t, book }) => {
  const link = (path: string) => (inside: Child) => <a href={path}>{inside}</a>
  return (
    <section id="verify">
      <h2>{t('book.verify')}</h2>
      <ol class="lead">
        <li>{t.rich('book.verify.1', {}, { checkpoint: link(paths.checkpointPath(book.book)) })}</li>
        <li>{t.rich('book.verify.2', {}, { file: link(paths.entryTilePath(book.book, 0, book.size)) })}</li>
        <li>{t('book.verify.3')}</li>
        <li>{t('book.verify.4')}</li>
      </ol>
    </section>
  )
}
