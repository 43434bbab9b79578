/** The frame of a page that belongs to a federation: the way to it, what was just done, what went wrong. */
import type { Child, FC } from 'hono/jsx'
import { Answer, Crumbs } from '../web/components/blocks.tsx'
import { type FramedBody, Refused } from '../web/components/body-frame.tsx'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'

export interface FederationFrameProps {
  readonly page: PageContext
  readonly federation: FramedBody
  readonly title: string
  /** The motion that the page is about, where it is about one. */
  readonly motion?: { readonly seq: number; readonly title: Child }
  readonly done?: string | null
  readonly problem: NamedRefusal | null
  readonly children?: Child
}

export const FederationFrame: FC<FederationFrameProps> = (props) => {
  const { page, federation, title, motion, done, problem, children } = props
  const about =
    motion === undefined
      ? []
      : [{ label: motion.title, path: paths.motionPath({ book: federation.book, seq: motion.seq }) }]
  return (
    <Layout
      page={page}
      title={title}
      current="federations"
      demonstration={federation.demonstration}
      about={[federation.book]}
    >
      <Crumbs page={page} crumbs={[...about, { label: title, path: null }]} />
      <h1>{title}</h1>
      {done === undefined || done === null ? null : (
        <Answer tone="carried" live>
          <p>{done}</p>
        </Answer>
      )}
      <Refused page={page} problem={problem} />
      {children}
    </Layout>
  )
}
