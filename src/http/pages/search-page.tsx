/** What was found, each with its body and country: places of one name are told apart. */
import type { Child, FC } from 'hono/jsx'
import { heldText } from '../../assemblies/held-text.ts'
import { textIn } from '../../kernel/languages.ts'
import { wordsToBeFound } from '../../kernel/names.ts'
import { Answer, Crumbs } from '../../web/components/blocks.tsx'
import { Filter, Pager } from '../../web/components/pager.tsx'
import { When, Words } from '../../web/components/words.tsx'
import { plainText } from '../../web/languages/plain-text.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'
import type { FoundLine, SearchView } from '../search-view.ts'

export const SearchPage: FC<{ page: PageContext; view: SearchView }> = ({ page, view }) => {
  const { t } = page
  const { typed, country, part, lines } = view
  const path = (asked: { country?: string | null; page?: number }) =>
    paths.askedPath(paths.searchPath, { q: typed, country, page: null, ...asked })
  return (
    <Layout page={page} title={t('search.title')} current={null}>
      <Crumbs page={page} crumbs={[{ label: t('search.title'), path: null }]} />
      <h1>{t('search.title')}</h1>
      <Found t={t} view={view} />
      {view.countries.length < 2 ? null : (
        <Filter
          label={t('filter.country')}
          choices={[
            { label: t('filter.all'), path: path({ country: null }), isChosen: country === null },
            ...view.countries.map((one) => ({
              label: `${t.country(one.country)} (${t.number(one.count)})`,
              path: path({ country: one.country }),
              isChosen: country === one.country,
            })),
          ]}
        />
      )}
      <ol class="leaves">
        {lines.map((line) => (
          <li>
            <Line t={t} line={line} words={view.words} />
          </li>
        ))}
      </ol>
      <Pager
        t={t}
        first={part === 1 ? null : path({})}
        next={view.hasMore ? path({ page: part + 1 }) : null}
      />
    </Layout>
  )
}

/** How much was found, and where nothing was, what to do. */
const Found: FC<{ t: Translator; view: SearchView }> = ({ t, view }) => {
  const { words, count, isCounted, isCut, lines } = view
  if (words.length === 0)
    return (
      <Answer tone="calm">
        <p>{t('search.how')}</p>
        <p>{t('search.what')}</p>
      </Answer>
    )
  return (
    <Answer tone={lines.length === 0 ? 'open' : 'calm'}>
      <p>
        <b>
          {isCounted
            ? t('search.found', { count, words: words.join(' ') })
            : t('search.found.many', { count, words: words.join(' ') })}
        </b>
      </p>
      {isCut ? <p>{t('search.cut')}</p> : null}
      {lines.length > 0 ? null : (
        <p>
          {t('search.none')} <a href={paths.booksPath}>{t('foot.books')}</a>
        </p>
      )}
    </Answer>
  )
}

const linkOf = ({ kind, book, seq, post }: FoundLine): string => {
  const place = { book, seq }
  switch (kind) {
    case 'body':
      return paths.bodyPath(book)
    case 'office':
      return paths.officePath(book, post ?? '')
    case 'motion':
      return paths.motionPath(place)
    case 'document':
      return paths.documentsPath(book)
    default:
      return paths.sessionPath(place)
  }
}

const Line: FC<{ t: Translator; line: FoundLine; words: readonly string[] }> = ({ t, line, words }) => {
  const { kind, title, text, at, body } = line
  return (
    <>
      <h2 class="small">
        <a href={linkOf(line)}>
          {title === null ? titleByDate(t, kind, at ?? '') : <Words t={t} of={title} />}
        </a>
      </h2>
      <p class="soft">
        {t(`found.${kind}`)}
        {kind === 'body' ? `: ${t.word('kind', body.kind)}` : null}
        {kind === 'body' ? null : (
          <>
            {' · '}
            <Words t={t} of={body.name} />
          </>
        )}
        {' · '}
        <b>{t.country(body.country)}</b>
        {at === null || title === null ? null : (
          <>
            {' · '}
            <When t={t} at={at} />
          </>
        )}
      </p>
      {text === null ? null : <Passage t={t} text={text} words={words} />}
    </>
  )
}

const titleByDate = (t: Translator, kind: FoundLine['kind'], at: string): string =>
  kind === 'call' ? `${t('found.call')}: ${heldText(t, at)}` : t('sessions.at', { date: t.date(at) })

const wordsBefore = 8
const wordsShown = 30

/** The part of a text where the first of the words stands, with all of them marked there. */
const Passage: FC<{ t: Translator; text: NonNullable<FoundLine['text']>; words: readonly string[] }> = ({
  t,
  text,
  words,
}) => {
  const { text: said, language } = textIn(text, t.language)
  const all = plainText(said)
    .split(/\s+/)
    .filter((word) => word !== '')
  const isFound = (word: string) =>
    wordsToBeFound(word).some((one) => words.some((asked) => one.startsWith(asked)))
  const at = Math.max(0, all.findIndex(isFound) - wordsBefore)
  const shown = all.slice(at, at + wordsShown)
  if (shown.length === 0) return null
  return (
    <p>
      <bdi lang={language === t.shown ? undefined : language}>
        {at > 0 ? '… ' : null}
        {shown.map((word): Child =>
          isFound(word) ? (
            <>
              <mark>{word}</mark>{' '}
            </>
          ) : (
            `${word} `
          ),
        )}
        {at + wordsShown < all.length ? '…' : null}
      </bdi>
    </p>
  )
}
