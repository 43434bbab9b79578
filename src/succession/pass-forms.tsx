/** Forms by which the pen goes to another node: each side sees its own steps, as small files that are carried. */
import type { Child, FC } from 'hono/jsx'
import { Answer } from '../web/components/blocks.tsx'
import { FormToken, Input, Means, Submit } from '../web/components/form.tsx'
import type { SignName } from '../web/components/sign.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { KeeperRights } from './keeper-page.tsx'
import type { KeeperView } from './views.ts'

interface PassProps {
  readonly page: PageContext
  readonly view: KeeperView
  readonly rights: KeeperRights
}

export const PassForms: FC<PassProps> = ({ page, view, rights }) => {
  const { t } = page
  if (!rights.mayPass && !rights.mayOffer) return null
  return (
    <section>
      <h2>{t('keeper.pass')}</h2>
      <p>{t('keeper.pass.explain')}</p>
      {view.local.isPassing ? (
        <Answer tone="open">
          <p>{t('keeper.pass.prepared')}</p>
        </Answer>
      ) : null}
      <div class="cards">
        {rights.mayOffer ? <There page={page} view={view} /> : <Here page={page} view={view} />}
      </div>
    </section>
  )
}

type Side = FC<Omit<PassProps, 'rights'>>

const There: Side = ({ page, view }) => {
  const { t } = page
  return (
    <>
      <Step
        page={page}
        view={view}
        action="offer"
        title={t('keeper.pass.1')}
        button={t('keeper.pass.1.do')}
        sign="download"
      />
      <Step
        page={page}
        view={view}
        action="sign"
        title={t('keeper.pass.3')}
        button={t('keeper.pass.3.do')}
        sign="download"
        means={t('means.pass.sign')}
      >
        <Input name="handover" type="file" label={t('keeper.pass.3.file')} problem={null} required />
      </Step>
    </>
  )
}

const Here: Side = ({ page, view }) => {
  const { t } = page
  return (
    <>
      <Step
        page={page}
        view={view}
        action="pass"
        title={t('keeper.pass.2')}
        button={t('keeper.pass.2.do')}
        sign="download"
        means={t('means.pass')}
      >
        <Input name="card" type="file" label={t('keeper.pass.2.file')} problem={null} required />
      </Step>
      {view.local.isPassing ? (
        <>
          <Step
            page={page}
            view={view}
            action="complete"
            title={t('keeper.pass.4')}
            button={t('keeper.pass.4.do')}
            sign="carry"
            means={t('means.pass.complete')}
          >
            <Input name="signed" type="file" label={t('keeper.pass.4.file')} problem={null} required />
          </Step>
          <form class="card" method="post" action={`${paths.keeperPath(view.body)}/keep`}>
            <FormToken page={page} />
            <Means id="keep">{t('means.pass.keep')}</Means>
            <Submit sign="books" means="keep">
              {t('keeper.pass.keep')}
            </Submit>
          </form>
        </>
      ) : null}
    </>
  )
}

interface StepProps {
  readonly page: PageContext
  readonly view: KeeperView
  readonly action: string
  readonly title: string
  readonly button: string
  readonly sign: SignName
  /** What the step comes to; absent where nothing is bound by it. */
  readonly means?: string
  readonly children?: Child
}

const Step: FC<StepProps> = ({ page, view, action, title, button, sign, means, children }) => (
  <form
    class="card"
    method="post"
    action={`${paths.keeperPath(view.body)}/${action}`}
    enctype="multipart/form-data"
  >
    <h3>{title}</h3>
    <FormToken page={page} />
    {children}
    {means === undefined ? null : <Means id={action}>{means}</Means>}
    <Submit sign={sign} means={means === undefined ? undefined : action}>
      {button}
    </Submit>
  </form>
)
