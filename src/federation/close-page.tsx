/** The form by which a federation says that nobody is awaited any more: what would be counted, before it is. */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import { Answer } from '../web/components/blocks.tsx'
import type { FramedBody } from '../web/components/body-frame.tsx'
import { FormToken, Submit, Tick } from '../web/components/form.tsx'
import { Sign } from '../web/components/sign.tsx'
import { Words } from '../web/components/words.tsx'
import { type NamedRefusal, refusalText } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { ProposedClosing } from './closing-query.ts'
import { FederationFrame } from './federation-frame.tsx'

export interface ClosePageProps {
  readonly page: PageContext
  readonly federation: FramedBody
  readonly motion: { readonly seq: number; readonly title: LocalizedText }
  readonly closing: ProposedClosing
  /** Whether it is closed in a book that goes on from the one it was referred in. */
  readonly isInNext: boolean
  readonly problem: NamedRefusal | null
}

export const ClosePage: FC<ClosePageProps> = (props) => {
  const { page, federation, motion, problem, closing } = props
  const { t } = page
  const isUnconfirmed = problem?.type === 'not-confirmed'
  const corrections = closing.lines.filter(({ correction }) => correction !== null)
  return (
    <FederationFrame
      page={page}
      federation={federation}
      title={t('close.title')}
      motion={{ seq: motion.seq, title: <Words t={t} of={motion.title} /> }}
      problem={problem}
    >
      <p class="lead">
        <b>
          <Words t={t} of={motion.title} />
        </b>
      </p>
      <p class="lead">{t('close.lead')}</p>
      {props.isInNext ? <p class="lead">{t('close.in-next')}</p> : null}
      <Figures {...props} />
      <form method="post" action={paths.closePath({ book: federation.book, seq: motion.seq })} novalidate>
        <FormToken page={page} />
        {corrections.length === 0 ? null : (
          <fieldset>
            <legend>{t('close.corrections')}</legend>
            <p class="hint wide">{t('close.corrections.explain')}</p>
            {corrections.map(({ body, name, mark, correction }) => (
              <div class="field tick">
                <input
                  id={`f-c-${body.slice(0, 8)}`}
                  name={`corrected-${body}`}
                  type="checkbox"
                  value="yes"
                />
                <label for={`f-c-${body.slice(0, 8)}`}>
                  {t('close.correction', {
                    name: t.text(name),
                    first: t.word('position', mark),
                    correction: t.word('position', correction?.option ?? mark),
                  })}
                </label>
              </div>
            ))}
          </fieldset>
        )}
        <Tick
          name="confirm"
          label={t('close.confirm')}
          value="yes"
          checked={false}
          problem={isUnconfirmed ? refusalText(t, problem) : null}
        />
        <div class="acts">
          <Submit sign="close" main>
            {t('close.submit')}
          </Submit>
          <a class="btn" href={paths.motionPath({ book: federation.book, seq: motion.seq })}>
            <Sign of="back" />
            {t('decide.cancel')}
          </a>
        </div>
      </form>
    </FederationFrame>
  )
}

const Figures: FC<ClosePageProps> = ({ page: { t }, closing: { lines, unheard } }) => {
  const count = (mark: string): number => lines.filter((line) => line.mark === mark).length
  const left = count('left')
  return (
    <Answer tone="open">
      <p>{t('close.counts', { yes: count('yes'), no: count('no'), abstain: count('abstain') })}</p>
      <p>
        {t('close.unheard', { unheard })} {left === 0 ? null : t('close.left', { left })}
      </p>
    </Answer>
  )
}
