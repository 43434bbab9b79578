/** How a federation answers in another: it takes the motion to its own members, and records what they decided. */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import type { FramedBody } from '../web/components/body-frame.tsx'
import { type Choice, Form, FormToken, Means, Select, Submit } from '../web/components/form.tsx'
import { Words } from '../web/components/words.tsx'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { FederationFrame } from './federation-frame.tsx'

export interface ConfirmPageProps {
  readonly page: PageContext
  readonly federation: FramedBody
  readonly motion: { readonly seq: number; readonly title: LocalizedText }
  /** Federations written here that are entitled and have not answered, with their rules for referrals and what they decided. */
  readonly answering: readonly {
    readonly body: string
    readonly name: LocalizedText
    readonly rules: readonly Choice[]
    readonly decided: readonly {
      readonly seq: number
      readonly title: LocalizedText
      readonly outcome: 'carried' | 'failed'
    }[]
  }[]
  readonly problem: NamedRefusal | null
}

export const ConfirmPage: FC<ConfirmPageProps> = (props) => {
  const { page, federation, motion, answering, problem } = props
  const { t } = page
  const action = paths.confirmPath({ book: federation.book, seq: motion.seq })
  return (
    <FederationFrame
      page={page}
      federation={federation}
      title={t('confirm.title')}
      motion={{ seq: motion.seq, title: <Words t={t} of={motion.title} /> }}
      problem={problem}
    >
      <p class="lead">{t('confirm.lead')}</p>
      {answering.length === 0 ? <p>{t('decide.none')}</p> : null}
      {answering.map(({ body, name, rules, decided }) => (
        <section>
          <h2>
            <Words t={t} of={name} />
          </h2>
          <div class="cards">
            <Form page={page} action={`${action}/put`}>
              <h3>{t('confirm.put')}</h3>
              <p class="k">{t('confirm.put.explain')}</p>
              <input type="hidden" name="body" value={body} />
              <Select
                name={`rule-${body.slice(0, 6)}`}
                label={t('delegates.vote.rule')}
                problem={null}
                choices={rules}
              />
              <Means id={`put-${body.slice(0, 6)}`}>{t('means.refer')}</Means>
              <Submit sign="motions" means={`put-${body.slice(0, 6)}`}>
                {t('confirm.put.do')}
              </Submit>
            </Form>
            {decided.length === 0 ? (
              <p class="soft">{t('confirm.none')}</p>
            ) : (
              <form class="card" method="post" action={action}>
                <FormToken page={page} />
                <input type="hidden" name="body" value={body} />
                <Select
                  name={`own-${body.slice(0, 6)}`}
                  label={t('confirm.own')}
                  problem={null}
                  choices={decided.map(({ seq, title, outcome }) => ({
                    value: String(seq),
                    label: `${t.text(title)}: ${t.word('outcome', outcome)}`,
                  }))}
                />
                <Means id={`own-${body.slice(0, 6)}`}>{t('decide.final')}</Means>
                <Submit sign="decide" main means={`own-${body.slice(0, 6)}`}>
                  {t('confirm.do')}
                </Submit>
              </form>
            )}
          </div>
        </section>
      ))}
    </FederationFrame>
  )
}
