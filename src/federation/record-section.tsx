/** What a federation has on record: its legal standing, who receives funds, what states object to, opinions and answers. */
import type { FC } from 'hono/jsx'
import { Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import { ProofLink } from './member-table.tsx'
import type { RecordLine } from './views.ts'

interface Props {
  readonly t: Translator
  readonly record: readonly RecordLine[]
}

/** A part of the page of a federation. */
export const RecordSection: FC<Props & { book: string }> = ({ t, book, record }) => (
  <section>
    <h2>
      <a href={paths.recordPath(book)}>{t('record.title')}</a>
    </h2>
    <RecordList t={t} record={record} />
  </section>
)

export const RecordList: FC<Props> = ({ t, record }) =>
  record.length === 0 ? (
    <p class="soft">{t('record.none')}</p>
  ) : (
    <ol class="leaves">
      {record.map((line) => (
        <Line t={t} line={line} />
      ))}
    </ol>
  )

function headOf(t: Translator, { what, who, country }: RecordLine): string {
  if (what === 'objection')
    return `${t('record.objection', { country: t.country(country ?? '') })}: ${isolatedText(who)}`
  return `${t(`record.${what}`)}${what === 'opinion' ? '' : ':'} ${isolatedText(who)}`
}

const Line: FC<{ t: Translator; line: RecordLine }> = ({ t, line }) => (
  <li>
    <p>
      <b>{headOf(t, line)}</b>
    </p>
    <p class="prose">
      <Words t={t} of={line.text} />
    </p>
    <p class="soft">
      {t.date(line.at)} ·{' '}
      {line.motion === null ? null : (
        <>
          <a href={paths.motionPath(line.motion)}>{t('record.on-motion', { motion: line.motion.seq })}</a>{' '}
          ·{' '}
        </>
      )}
      <Source t={t} source={line.source} />
      <ProofLink t={t} proof={line.proof} />
    </p>
    {line.what === 'opinion' && line.answers.length === 0 ? (
      <p class="soft">{t('record.unanswered')}</p>
    ) : null}
    {line.answers.map(({ who, text, source, at, proof }) => (
      <div class="answer">
        <p>
          <b>{t('record.answer', { who })}</b> <Words t={t} of={text} />
        </p>
        <p class="soft">
          {t.date(at)} · <Source t={t} source={source} />
          <ProofLink t={t} proof={proof} />
        </p>
      </div>
    ))}
  </li>
)

const Source: FC<{ t: Translator; source: string | null }> = ({ t, source }) =>
  source === null ? null : <>{t('board.source', { source: isolatedText(source) })} · </>
