/** What would change by a charter that a motion proposes, in sentences; and, once it is carried, the button that does it. */
import type { FC } from 'hono/jsx'
import { Answer } from '../web/components/blocks.tsx'
import { FormToken, Means, Submit, Tick } from '../web/components/form.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { charterChanges } from './charter-words.ts'
import type { ProposedCharterView } from './views.ts'

type Part = FC<{ page: PageContext; view: ProposedCharterView }>

export const ProposedCharter: Part = ({ page, view }) => {
  const { t } = page
  if (view.standing === 'in-force')
    return (
      <p>
        {t.rich(
          'charter.proposed.in-force',
          { seq: view.since ?? 0 },
          { charter: (inside) => <a href={paths.charterPath(view.body.book)}>{inside}</a> },
        )}
      </p>
    )
  return (
    <section>
      <h2>{t('charter.proposed', { title: isolatedText(t.text(view.title)) })}</h2>
      {view.standing === 'waits' ? (
        <Answer tone="open">
          <p>
            <b>{t('charter.proposed.waits')}</b>{' '}
            {t(view.mayPutInForce ? 'charter.proposed.waits.for-you' : 'charter.proposed.waits.for-others')}
          </p>
        </Answer>
      ) : (
        <p class="soft">{t('charter.proposed.open')}</p>
      )}
      <Changes t={t} view={view} />
      {view.standing === 'waits' && view.mayPutInForce ? <PutInForce page={page} view={view} /> : null}
    </section>
  )
}

const Changes: FC<{ t: Translator; view: ProposedCharterView }> = ({ t, view }) => {
  const { begins, ends } = charterChanges(t, view.inForce, view.proposed, view.nodes)
  if (begins.length === 0 && ends.length === 0) return <p>{t('charter.proposed.same')}</p>
  return (
    <>
      <Sentences title={t('charter.proposed.ends')} sentences={ends} />
      <Sentences title={t('charter.proposed.begins')} sentences={begins} />
    </>
  )
}

const Sentences: FC<{ title: string; sentences: readonly string[] }> = ({ title, sentences }) =>
  sentences.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
    </>
  )

const PutInForce: Part = ({ page, view: { motion, body } }) => {
  const { t } = page
  return (
    <form class="card" method="post" action={paths.charterInForcePath(motion)}>
      <FormToken page={page} />
      <Tick
        name={`confirm-${motion.seq}`}
        label={t('charter.proposed.confirm', { name: t.text(body.name) })}
        problem={null}
        value="yes"
        checked={false}
      />
      <Means id={`charter-${motion.seq}`}>{t('means.charter')}</Means>
      <Submit sign="charter" main means={`charter-${motion.seq}`}>
        {t('charter.proposed.do')}
      </Submit>
    </form>
  )
}
