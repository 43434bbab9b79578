/** What stands beside a motion, a session or an act: recorded voice, photographs, documents; and what members said. */
import type { FC } from 'hono/jsx'
import { When, Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import type { DocumentLine, StatementView } from './views.ts'

interface CardProps {
  readonly t: Translator
  readonly book: string
  readonly line: DocumentLine
  /** Whether whoever looks is of the body: what is within leads to what is sealed. */
  readonly isOfBody?: boolean
  /** Whether it stands right below the page's own heading. */
  readonly isTop?: boolean
}

export const DocumentCard: FC<CardProps> = ({ t, book, line, isOfBody, isTop }) => {
  const { seq, title, at, isWithin, hash, type, sizeBytes, isHere } = line
  return (
    <li class="card">
      {isTop === true ? (
        <h2 class="small">
          <Words t={t} of={title} />
        </h2>
      ) : (
        <h3>
          <Words t={t} of={title} />
        </h3>
      )}
      <p class="k">
        <When t={t} at={at} /> ·{' '}
        {t('documents.size', { kilobytes: Math.max(1, Math.round(sizeBytes / 1024)) })}
        {isWithin ? ` · ${t('submissions.within')}` : null}
      </p>
      {isHere ? (
        <Shown t={t} path={paths.blobPath(book, hash)} type={type} title={t.text(title)} />
      ) : (
        <p>{t('documents.awaited')}</p>
      )}
      {isOfBody === true && isWithin ? (
        <p class="k">
          <a href={paths.sealedPath(book, seq)}>{t('sealed.see')}</a>
        </p>
      ) : null}
    </li>
  )
}

const Shown: FC<{ t: Translator; path: string; type: string; title: string }> = ({
  t,
  path,
  type,
  title,
}) => {
  if (type.startsWith('image/')) return <img class="photo" src={path} alt={title} loading="lazy" />
  if (type.startsWith('audio/'))
    return <audio class="photo" controls preload="none" src={path} aria-label={title} />
  return <a href={path}>{t('documents.open')}</a>
}

/** Nothing where there is none. */
export const Documents: FC<{ t: Translator; book: string; documents: readonly DocumentLine[] }> = ({
  t,
  book,
  documents,
}) =>
  documents.length === 0 ? null : (
    <section>
      <h2>{t('beside.documents')}</h2>
      <ul class="cards">
        {documents.map((line) => (
          <DocumentCard t={t} book={book} line={line} />
        ))}
      </ul>
    </section>
  )

/** `nameOf`: a name for those of the body, else a short number. */
export const Statements: FC<{
  t: Translator
  statements: readonly StatementView[]
  nameOf: (person: string) => string
}> = ({ t, statements, nameOf }) =>
  statements.length === 0 ? null : (
    <section>
      <h2>{t('beside.statements')}</h2>
      <ol class="leaves">
        {statements.map(({ by, at, option, text }) => (
          <li>
            <p class="soft">
              {isolatedText(nameOf(by))} · <When t={t} at={at} />
            </p>
            <p>{option === null ? t('entry.correction.asked') : t.word('position', option)}</p>
            {text === null ? null : (
              <p class="prose">
                <Words t={t} of={text} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
