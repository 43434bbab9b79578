/** One entry of a book on a page: what it is in words, whether it counts, and its text as it was received. */
import type { FC } from 'hono/jsx'
import { When } from '../web/components/words.tsx'
import { isMessageKey } from '../web/languages/catalogue.ts'
import { plainJson } from '../web/languages/plain-text.ts'
import { refusalText } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import type { EntryLine } from './views.ts'

/** At most so many characters of one entry are shown, and of all entries of a page: ids and hashes do not compress. */
const entryTextLimit = 2400
const pageTextLimit = 28_000

/** The part of each entry's text that the page shows. The first entries have the first claim. */
export function shownTexts(entries: readonly EntryLine[]): readonly string[] {
  let left = pageTextLimit
  return entries.map(({ json }) => {
    const shown = json.slice(0, Math.min(entryTextLimit, left))
    left -= shown.length
    return plainJson(shown)
  })
}

export interface LeafProps {
  readonly t: Translator
  readonly book: string
  /** Entries of the book now: says how wide its last tile is. */
  readonly size: number
  readonly entry: EntryLine
  /** The beginning of its text; the whole where it is short. */
  readonly shown: string
  /** Whether whoever looks is of the body. */
  readonly isOfBody: boolean
}

/** What is without effect for another reason looks the same. */
const looks: Readonly<Record<string, string>> = { 'beyond-successor': 'beyond-fork', waits: 'unknown' }

export const Leaf: FC<LeafProps> = ({ t, book, size, entry, shown, isOfBody }) => (
  <li id={`e${entry.seq}`}>
    <div class="row">
      <h3>{typeText(t, entry.type)}</h3>
      <span class="soft">
        {t('book.entry', { seq: entry.seq })}
        {entry.at === null ? null : (
          <>
            {' '}
            · <When t={t} at={entry.at} style="minute" />
          </>
        )}
      </span>
      {entry.status === 'in-force' ? null : (
        <span class={`pill ${looks[entry.status] ?? entry.status}`}>{t.word('status', entry.status)}</span>
      )}
    </div>
    {entry.breaches.map((breach) => (
      <p>{refusalText(t, breach)}</p>
    ))}
    {isOfBody && entry.status === 'sealed' ? (
      <p>
        <a href={paths.sealedPath(book, entry.seq)}>{t('sealed.see')}</a>
      </p>
    ) : null}
    <details>
      <summary>
        {t('book.entry.text')} <span class="hidden">({t('book.entry', { seq: entry.seq })})</span>
      </summary>
      {shown === '' ? null : <pre translate="no">{shown}</pre>}
      {shown.length === entry.json.length ? null : <Cut t={t} book={book} size={size} entry={entry} />}
    </details>
  </li>
)

const Cut: FC<Omit<LeafProps, 'shown' | 'isOfBody'>> = ({ t, book, size, entry }) => (
  <p class="soft">
    {t.rich(
      'book.entry.cut',
      { size: t.number(entry.json.length) },
      { file: (inside) => <a href={paths.entryTilePath(book, entry.seq, size)}>{inside}</a> },
    )}
  </p>
)

/** The type in words; a type this program does not know keeps its own name beside. */
export function typeText(t: Translator, type: string): string {
  return isMessageKey(`entry.${type}`) ? t.word('entry', type) : `${t('entry.other')} (${type})`
}
