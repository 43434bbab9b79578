/** Signing in, and whose turn it is on a device that several people share. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Answer } from '../../web/components/blocks.tsx'
import { Refused } from '../../web/components/body-frame.tsx'
import { Input, Means, Submit } from '../../web/components/form.tsx'
import { isolatedText } from '../../web/languages/plain-text.ts'
import { type NamedRefusal, refusalText } from '../../web/languages/refusal-text.ts'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'
import type { KeptForm } from '../kept-form.ts'
import { EnterByPasskey, type PasskeyAsked } from './passkey-forms.tsx'

export interface SignInPageProps {
  readonly page: PageContext
  /** Names this device remembers. */
  readonly known: readonly { readonly account: string; readonly name: string }[]
  readonly name: string
  /** Where to go then. */
  readonly next: string
  readonly problem: NamedRefusal | null
  /** What just happened: the session was locked, or ended by itself. */
  readonly notice: string | null
  /** Null where the page is not at a secure address. */
  readonly passkey: PasskeyAsked | null
  /** What was typed in a form whose session had ended: it goes along. */
  readonly kept: KeptForm | null
}

export const SignInPage: FC<SignInPageProps> = ({
  page,
  known,
  name,
  next,
  problem,
  notice,
  passkey,
  kept,
}) => {
  const { t } = page
  const isKnown = known.some((account) => account.name === name)
  return (
    <Layout page={page} title={t('signin.title')} current={null}>
      <h1>{t('signin.title')}</h1>
      {notice === null ? null : (
        <Answer tone="calm" live>
          <p>{refusalText(t, { type: notice })}</p>
        </Answer>
      )}
      <Refused page={page} problem={problem} />
      {kept === null ? null : <p class="lead">{t('kept.enter')}</p>}
      {passkey === null ? null : <EnterByPasskey page={page} asked={passkey} next={next} />}
      {known.length === 0 ? null : <p class="lead">{t('signin.who')}</p>}
      <ul class="cards">
        {known.map((account) => (
          <KnownCard page={page} known={account} next={next} kept={kept} isChosen={account.name === name} />
        ))}
      </ul>
      <form class="card" method="post" action={paths.signInPath}>
        <h2>{t(known.length === 0 ? 'signin.here' : 'signin.other')}</h2>
        <input type="hidden" name="next" value={next} />
        <Kept kept={kept} />
        <Input
          name="name"
          type="text"
          label={t('signin.name')}
          value={isKnown ? '' : name}
          problem={null}
          required
        />
        <Input name="passphrase" type="password" label={t('signin.passphrase')} problem={null} required />
        <Submit sign="person" main>
          {t('signin.do')}
        </Submit>
      </form>
      <Actions>
        <ActionLink path={paths.joinPath} sign="person">
          {t('signin.invited')}
        </ActionLink>
      </Actions>
      <p class="soft">{t('signin.lost')}</p>
    </Layout>
  )
}

const Kept: FC<{ kept: KeptForm | null }> = ({ kept }) =>
  kept === null ? null : <input type="hidden" name="kept" value={JSON.stringify(kept)} />

const KnownCard: FC<{
  page: PageContext
  known: { account: string; name: string }
  next: string
  kept: KeptForm | null
  isChosen: boolean
}> = ({ page, known: { account, name }, next, kept, isChosen }) => {
  const { t } = page
  const field = `passphrase-${account.slice(0, 8)}`
  return (
    <li class={isChosen ? 'card main' : 'card'}>
      <form method="post" action={paths.signInPath}>
        <h2 class="small">{isolatedText(name)}</h2>
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="account" value={account} />
        <Kept kept={kept} />
        <Input name={field} type="password" label={t('signin.passphrase')} problem={null} required />
        <Submit sign="person" main>
          {t('signin.as', { name: isolatedText(name) })}
        </Submit>
      </form>
      <form method="post" action={paths.forgetDevicePath}>
        <input type="hidden" name="account" value={account} />
        <Means id={field}>{t('means.forget')}</Means>
        <Actions>
          <Submit sign="no" means={field}>
            {t('signin.forget', { name: isolatedText(name) })}
          </Submit>
        </Actions>
      </form>
    </li>
  )
}
