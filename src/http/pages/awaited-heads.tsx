/** Books restored, or written in two places, that wait to hear their own head: who is missing, and how to go on without them. */
import type { FC } from 'hono/jsx'
import { Answer } from '../../web/components/blocks.tsx'
import { MachineToken, Submit, Tick } from '../../web/components/form.tsx'
import { isolatedText } from '../../web/languages/plain-text.ts'
import type { PageContext } from '../../web/page.ts'
import { bookPath } from '../../web/paths.ts'
import type { CarriageView } from '../views.ts'

type Awaiting = CarriageView['awaiting']

export const AwaitedHeads: FC<{ page: PageContext; awaiting: Awaiting }> = ({ page, awaiting }) => {
  const { t } = page
  if (awaiting.length === 0) return null
  return (
    <section id="awaited">
      <h2>{t('awaited.title')}</h2>
      <Answer tone="open">
        <p>{t('awaited.explain')}</p>
      </Answer>
      <div class="cards">
        {awaiting.map((book) => (
          <Book page={page} book={book} />
        ))}
      </div>
    </section>
  )
}

/** Of several forms on the page each has its own field. */
export const confirmName = (book: string): string => `confirm-${book.slice(0, 8)}`

/** POST /carriage/declare-head with `body` and its confirmation. */
const Book: FC<{ page: PageContext; book: Awaiting[number] }> = ({ page, book }) => {
  const { t } = page
  const { name, size, nodes, hasSetAside } = book
  return (
    <form class="card" method="post" action="/carriage/declare-head">
      <p>{t('awaited.book', { name: t.text(name), last: size - 1, nodes: nodes.length })}</p>
      {hasSetAside ? (
        <p>{t.rich('awaited.aside', {}, { book: (inside) => <a href={bookPath(book.book)}>{inside}</a> })}</p>
      ) : null}
      <ul>
        {nodes.map((node) => (
          <li>{isolatedText(node)}</li>
        ))}
      </ul>
      <MachineToken page={page} />
      <input type="hidden" name="body" value={book.book} />
      <Tick
        name={confirmName(book.book)}
        label={t('awaited.confirm')}
        value="yes"
        checked={false}
        problem={null}
      />
      <Submit sign="write">{t('awaited.do')}</Submit>
    </form>
  )
}
