/** The frame of a page that belongs to a body: the way to it, what was just done, what went wrong. */
import type { Child, FC } from 'hono/jsx'
import type { LocalizedText } from '../../kernel/languages.ts'
import { type NamedRefusal, refusalText } from '../languages/refusal-text.ts'
import { Layout } from '../layout.tsx'
import type { PageContext } from '../page.ts'
import { Answer, Crumbs } from './blocks.tsx'
import { Problems } from './form.tsx'

/** The body a page belongs to. */
export interface FramedBody {
  readonly book: string
  readonly name: LocalizedText
  readonly demonstration: boolean
}

export interface BodyFrameProps {
  readonly page: PageContext
  readonly body: FramedBody
  readonly title: string
  /** What was just done, in words; null: nothing. */
  readonly done: string | null
  readonly problem: NamedRefusal | null
  readonly children?: Child
}

export const BodyFrame: FC<BodyFrameProps> = ({ page, body, title, done, problem, children }) => {
  return (
    <Layout page={page} title={title} current="books" demonstration={body.demonstration} about={[body.book]}>
      <Crumbs page={page} crumbs={[{ label: title, path: null }]} />
      <h1>{title}</h1>
      {done === null ? null : (
        <Answer tone="carried" live>
          <p>{done}</p>
        </Answer>
      )}
      <Refused page={page} problem={problem} />
      {children}
    </Layout>
  )
}

/** Why nothing was done, at the head of a form that belongs to no field. */
export const Refused: FC<{ page: PageContext; problem: NamedRefusal | null; field?: string | null }> = ({
  page: { t },
  problem,
  field,
}) => (
  <Problems
    title={t('signin.failed')}
    problems={problem === null ? [] : [{ field: field ?? null, text: refusalText(t, problem) }]}
  />
)
