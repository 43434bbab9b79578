/** Photographs of stamped pages, recordings and documents of a body: the open ones for all, the others for its people. */
import type { FC } from 'hono/jsx'
import { FormToken, Input, Select } from '../web/components/form.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { When, Words } from '../web/components/words.tsx'
import { type NamedRefusal } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { DocumentLine } from './views.ts'

export interface DocumentsView {
  readonly body: FramedBody
  readonly documents: readonly DocumentLine[]
  readonly mayAttach: boolean
  /** Whether whoever looks is of the body: what is within leads to what is sealed. */
  readonly isOfBody: boolean
}

export interface DocumentsPageProps {
  readonly page: PageContext
  readonly view: DocumentsView
  readonly problem: NamedRefusal | null
  readonly isDone: boolean
}

export const DocumentsPage: FC<DocumentsPageProps> = ({ page, view, problem, isDone }) => {
  const { t } = page
  const { body, documents, mayAttach } = view
  return (
    <BodyFrame
      page={page}
      body={view.body}
      title={t('documents.title')}
      done={isDone ? t('documents.done') : null}
      problem={problem}
    >
      {documents.length === 0 ? <p class="soft">{t('documents.none')}</p> : null}
      <ul class="cards">
        {documents.map((line) => (
          <Document page={page} book={body.book} line={line} isOfBody={view.isOfBody} />
        ))}
      </ul>
      {mayAttach ? <AttachForm page={page} book={body.book} /> : null}
    </BodyFrame>
  )
}

interface DocumentProps {
  readonly page: PageContext
  readonly book: string
  readonly line: DocumentLine
  readonly isOfBody: boolean
}

const Document: FC<DocumentProps> = ({ page, book, line, isOfBody }) => {
  const { t } = page
  const { seq, title, at, isWithin, hash, type, sizeBytes, isHere } = line
  const path = paths.blobPath(book, hash)
  return (
    <li class="card">
      <h2 class="small">
        <Words t={t} of={title} />
      </h2>
      <p class="k">
        <When t={t} at={at} /> ·{' '}
        {t('documents.size', { kilobytes: Math.max(1, Math.round(sizeBytes / 1024)) })}
        {isWithin ? ` · ${t('submissions.within')}` : null}
      </p>
      {isHere ? (
        <Shown page={page} path={path} type={type} title={t.text(title)} />
      ) : (
        <p>{t('documents.awaited')}</p>
      )}
      {isOfBody && isWithin ? (
        <p class="k">
          <a href={paths.sealedPath(book, seq)}>{t('sealed.see')}</a>
        </p>
      ) : null}
    </li>
  )
}

const Shown: FC<{ page: PageContext; path: string; type: string; title: string }> = ({
  page,
  path,
  type,
  title,
}) => {
  if (type.startsWith('image/')) return <img class="photo" src={path} alt={title} loading="lazy" />
  if (type.startsWith('audio/'))
    return <audio class="photo" controls preload="none" src={path} aria-label={title} />
  return <a href={path}>{page.t('documents.open')}</a>
}

const AttachForm: FC<{ page: PageContext; book: string }> = ({ page, book }) => {
  const { t } = page
  return (
    <form class="card" method="post" action={paths.documentsPath(book)} enctype="multipart/form-data">
      <h2 class="small">{t('documents.attach')}</h2>
      <FormToken page={page} />
      <Input
        name="title"
        type="text"
        label={t('documents.attach.title')}
        problem={null}
        maxlength={300}
        required
      />
      <Input
        name="file"
        type="file"
        label={t('documents.attach.file')}
        hint={t('documents.attach.hint')}
        problem={null}
        accept="image/jpeg,image/png,image/webp,audio/*,application/pdf"
        required
      />
      <Select
        name="circle"
        label={t('documents.attach.circle')}
        problem={null}
        value="within"
        choices={[
          { value: 'within', label: t('documents.attach.within') },
          { value: 'open', label: t('documents.attach.open') },
        ]}
      />
      <button class="btn main" type="submit">
        {t('documents.attach.do')}
      </button>
    </form>
  )
}
