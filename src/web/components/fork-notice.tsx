/** That a pen signed two histories of a book: what stands, what does not, and what to do. On every page that rests on it. */
import type { FC } from 'hono/jsx'
import type { Translator } from '../languages/translator.tsx'
import type { ForkedBook } from '../page.ts'
import * as paths from '../paths.ts'
import { Answer } from './blocks.tsx'

/** So many are told one by one. */
const toldOneByOne = 3

export const ForkNotice: FC<{ t: Translator; forks: readonly ForkedBook[] }> = ({ t, forks }) =>
  forks.length === 0 ? null : (
    <Answer tone="failed">
      <p>
        <strong>{t('fork.title', { count: forks.length })}</strong>
      </p>
      {forks.slice(0, toldOneByOne).map(({ book, name, seq }) => (
        <p>
          {t.rich(
            'fork.text',
            { name: t.text(name), seq, last: seq - 1 },
            { book: (inside) => <a href={paths.entryPath({ book, seq })}>{inside}</a> },
          )}
        </p>
      ))}
      {forks.length > toldOneByOne ? <p>{t('fork.more', { count: forks.length - toldOneByOne })}</p> : null}
      <p>{t('fork.do')}</p>
    </Answer>
  )
