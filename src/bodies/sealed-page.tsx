/** What is sealed in one entry, for the people of the body; and what erasing it can reach, and what it cannot. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { FormToken, Submit, Tick } from '../web/components/form.tsx'
import { When } from '../web/components/words.tsx'
import { plainJson, plainText } from '../web/languages/plain-text.ts'
import { type NamedRefusal, refusalText } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { reachTexts } from './erasure-reach.ts'
import { typeText } from './leaf.tsx'
import type { SealedContent } from './views.ts'

export interface SealedView extends SealedContent {
  readonly body: FramedBody
  readonly seq: number
  /** Other nodes that were ever admitted, by name: they may hold it. */
  readonly otherNodes: readonly string[]
  readonly mayErase: boolean
}

export interface SealedPageProps {
  readonly page: PageContext
  readonly view: SealedView
  readonly isDone: boolean
  readonly problem: NamedRefusal | null
}

/** So much of what is inside is shown. */
const shownChars = 20_000

export const SealedPage: FC<SealedPageProps> = ({ page, view, isDone, problem }) => {
  const { t } = page
  const { body, seq, erasedAt, mayErase } = view
  return (
    <BodyFrame
      page={page}
      body={body}
      title={t('sealed.title', { seq })}
      done={isDone ? t('sealed.done') : null}
      problem={problem}
    >
      {erasedAt === null ? <Inside page={page} view={view} /> : <Erased page={page} view={view} />}
      {erasedAt === null && mayErase ? <EraseForm page={page} view={view} problem={problem} /> : null}
      <Actions>
        <ActionLink path={paths.entryPath({ book: body.book, seq })} sign="books">
          {t('sealed.leaf')}
        </ActionLink>
      </Actions>
    </BodyFrame>
  )
}

type Part = FC<{ page: PageContext; view: SealedView }>

const Inside: Part = ({ page: { t }, view: { inside } }) =>
  inside === null ? (
    <p>{t('sealed.not-here')}</p>
  ) : (
    <section>
      <h2>{typeText(t, inside.type)}</h2>
      <p class="soft">
        <When t={t} at={inside.at} style="minute" /> · {t('submissions.within')}
      </p>
      <p class="prose">{plainText(inside.texts.join('\n').slice(0, shownChars))}</p>
      <details>
        <summary>{t('sealed.json')}</summary>
        <pre translate="no">{plainJson(inside.json.slice(0, shownChars))}</pre>
      </details>
    </section>
  )

const Erased: Part = ({ page, view }) => {
  const { t } = page
  const { body, erasedAt } = view
  return (
    <>
      <Answer tone="calm">
        <p>
          <b>{t('sealed.erased')}</b>
        </p>
        <p>
          <a href={paths.entryPath({ book: body.book, seq: erasedAt ?? 0 })}>
            {t('sealed.erased.by', { seq: erasedAt ?? 0 })}
          </a>
        </p>
      </Answer>
      <Reach page={page} view={view} />
    </>
  )
}

const Reach: Part = ({ page: { t }, view }) => (
  <>
    {reachTexts(t, view).map(({ title, texts }) => (
      <section>
        <h2>{title}</h2>
        <ul class="lead">
          {texts.map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      </section>
    ))}
  </>
)

const EraseForm: FC<{ page: PageContext; view: SealedView; problem: NamedRefusal | null }> = ({
  page,
  view,
  problem,
}) => {
  const { t } = page
  const isUnticked = problem?.['field'] === 'erase'
  return (
    <>
      <Reach page={page} view={view} />
      <form class="card" method="post" action={`${paths.sealedPath(view.body.book, view.seq)}/erase`}>
        <h2 class="small">{t('sealed.erase')}</h2>
        <FormToken page={page} />
        <Tick
          name="erase"
          value="yes"
          checked={false}
          label={t('sealed.erase.sure')}
          problem={isUnticked ? refusalText(t, problem) : null}
        />
        <Submit sign="no" main>
          {t('sealed.erase.do')}
        </Submit>
      </form>
    </>
  )
}
