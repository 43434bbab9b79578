/** That a book's pen signed two histories, and what became of the other one: on the pages of the book and of its keeper. */
import type { FC } from 'hono/jsx'
import type { Translator } from '../languages/translator.tsx'
import * as paths from '../paths.ts'
import { Answer } from './blocks.tsx'

/** A proven fork. `count` of the `named` witnesses of the charter vouch for the history that is held here. */
export interface ProvenFork {
  readonly seq: number
  readonly count: number
  readonly named: number
  /** Evidence only: at least two thirds vouch for what is held. */
  readonly isSettled: boolean
}

/** Entries `[from, size)` of a history that was held here and gave way. */
export interface AsideLine {
  readonly place: number
  readonly from: number
  readonly size: number
}

export interface BookHistories {
  /** In rising number. */
  readonly forks: readonly ProvenFork[]
  /** What is this node's own: in the order in which it was set aside. */
  readonly setAside: readonly AsideLine[]
}

/** So many are told one by one. */
const toldOneByOne = 3

/** Where the charter names no witnesses nobody settles it: the book ends there, and may go on in another. */
const wordOf = (isSettled: boolean, named: number) =>
  isSettled ? 'histories.settled' : named > 0 ? 'histories.open' : 'histories.parted'

export interface HistoriesProps {
  readonly t: Translator
  readonly book: string
  readonly histories: BookHistories
  /** Whether the book is written on this node. */
  readonly isHosted: boolean
}

export const Histories: FC<HistoriesProps> = ({ t, book, histories: { forks, setAside }, isHosted }) => {
  if (forks.length === 0 && setAside.length === 0) return null
  return (
    <section id="histories">
      <h2>{t('histories.title')}</h2>
      {forks.slice(0, toldOneByOne).map(({ seq, count, named, isSettled }) => (
        <p>{t(wordOf(isSettled, named), { seq, count, named })}</p>
      ))}
      {forks.length > toldOneByOne ? (
        <p>{t('histories.more', { count: forks.length - toldOneByOne })}</p>
      ) : null}
      {setAside.map(({ place, from, size }) => (
        <Answer tone="open">
          <p>
            {t.rich(
              'histories.aside',
              { from, last: size - 1 },
              { page: (inside) => <a href={paths.asidePath(book, place)}>{inside}</a> },
            )}
          </p>
          {isHosted ? <p>{t('histories.aside.hosted')}</p> : null}
        </Answer>
      ))}
    </section>
  )
}
