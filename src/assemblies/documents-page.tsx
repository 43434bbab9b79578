/** Photographs of stamped pages, recordings and documents of a body: the open ones for all, the others for its people. */
import type { FC } from 'hono/jsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { type Choice, Form, Input, Means, Select, Submit } from '../web/components/form.tsx'
import { RecordVoice } from './record-voice.tsx'
import { type NamedRefusal } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { Evening } from './evening.ts'
import { EveningSteps, NextStep } from './evening-steps.tsx'
import { DocumentCard } from './beside.tsx'
import type { DocumentLine } from './views.ts'

export interface DocumentsView {
  readonly body: FramedBody
  readonly documents: readonly DocumentLine[]
  readonly mayAttach: boolean
  /** Whether whoever looks is of the body: what is within leads to what is sealed. */
  readonly isOfBody: boolean
  /** What it can stand beside: entries of the body, by number. */
  readonly subjects: readonly { readonly seq: number; readonly label: string }[]
  /** The one that was asked for. */
  readonly on: number | null
  /** The evening of the session whose act it is to stand beside; null: of none, or not for whoever looks. */
  readonly evening: Evening | null
  /** When that session was held: what its act is called by. */
  readonly suggested: string | null
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
      {view.evening === null ? null : (
        <>
          <EveningSteps page={page} evening={view.evening} {...(isDone ? {} : { here: 'photo' })} />
          {isDone ? (
            <NextStep page={page} evening={view.evening} />
          ) : (
            <div class="cards">
              <AttachForm page={page} view={view} />
            </div>
          )}
        </>
      )}
      {documents.length === 0 ? <p class="soft">{t('documents.none')}</p> : null}
      <ul class="cards">
        {documents.map((line) => (
          <DocumentCard t={t} book={body.book} line={line} isOfBody={view.isOfBody} isTop />
        ))}
      </ul>
      {mayAttach && (view.evening === null || isDone) ? <AttachForm page={page} view={view} /> : null}
    </BodyFrame>
  )
}

const AttachForm: FC<{ page: PageContext; view: DocumentsView }> = ({ page, view }) => {
  const { t } = page
  return (
    <Form page={page} action={paths.documentsPath(view.body.book)} enctype="multipart/form-data">
      <h2 class="small">{t('documents.attach')}</h2>
      <Input
        name="title"
        type="text"
        label={t('documents.attach.title')}
        problem={null}
        value={view.suggested === null ? '' : t('documents.attach.act', { date: t.date(view.suggested) })}
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
      <RecordVoice t={t} />
      <Select
        name="on"
        label={t('documents.attach.on')}
        problem={null}
        value={view.on === null ? '' : String(view.on)}
        choices={[
          { value: '', label: t('documents.attach.on.nothing') },
          ...view.subjects.map(({ seq, label }): Choice => ({ value: String(seq), label })),
        ]}
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
      <Means id="attach">{t('means.attach')}</Means>
      <Submit sign="documents" main means="attach">
        {t('documents.attach.do')}
      </Submit>
    </Form>
  )
}
