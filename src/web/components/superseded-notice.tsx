/** That another book of the body goes on from this one, or that this one is proposed only. On every page about the book. */
import type { FC } from 'hono/jsx'
import type { Translator } from '../languages/translator.tsx'
import type { SupersededBook } from '../page.ts'
import * as paths from '../paths.ts'
import { Answer } from './blocks.tsx'

export const SupersededNotice: FC<{ t: Translator; books: readonly SupersededBook[] }> = ({ t, books }) => (
  <>
    {books.map(({ book, name, size, by }) =>
      size === 0 ? (
        <Answer tone="calm">
          <p>
            {t.rich(
              'superseded.proposed',
              { name: t.text(name) },
              { book: (inside) => <a href={paths.keeperPath(book)}>{inside}</a> },
            )}
          </p>
        </Answer>
      ) : (
        <Answer tone="failed">
          <p>
            <strong>{t('superseded.title')}</strong>
          </p>
          <p>
            {t.rich(
              'superseded.text',
              { name: t.text(name), last: size - 1 },
              { book: (inside) => <a href={paths.bodyPath(by)}>{inside}</a> },
            )}
          </p>
        </Answer>
      ),
    )}
  </>
)
