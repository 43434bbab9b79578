/** Forms by which the pen goes to another node: each side sees its own steps, as small files that are carried. */
import type { Child, FC } from 'hono/jsx'
import { Answer } from '../web/components/blocks.tsx'
import { FormToken, Input } from '../web/components/form.tsx'
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
      />
      <Step page={page} view={view} action="sign" title={t('keeper.pass.3')} button={t('keeper.pass.3.do')}>
        <Input name="handover" type="file" label={t('keeper.pass.3.file')} problem={null} required />
      </Step>
    </>
  )
}

const Here: Side = ({ page, view }) => {
  const { t } = page
  return (
    <>
      <Step page={page} view={view} action="pass" title={t('keeper.pass.2')} button={t('keeper.pass.2.do')}>
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
          >
            <Input name="signed" type="file" label={t('keeper.pass.4.file')} problem={null} required />
          </Step>
          <form class="card" method="post" action={`${paths.keeperPath(view.body)}/keep`}>
            <FormToken page={page} />
            <button class="btn" type="submit">
              {t('keeper.pass.keep')}
            </button>
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
  readonly children?: Child
}

const Step: FC<StepProps> = ({ page, view, action, title, button, children }) => (
  <form
    class="card"
    method="post"
    action={`${paths.keeperPath(view.body)}/${action}`}
    enctype="multipart/form-data"
  >
    <h3>{title}</h3>
    <FormToken page={page} />
    {children}
    <button class="btn" type="submit">
      {button}
    </button>
  </form>
)
