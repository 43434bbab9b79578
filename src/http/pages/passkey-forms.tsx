/** Entering with a passkey, and one's own passkeys. The forms are hidden until the island finds that this browser can. */
import type { FC } from 'hono/jsx'
import type { Passkey } from '../../node/accounts/passkeys.ts'
import { FormToken, Input, Means, PassphraseAgain, Submit } from '../../web/components/form.tsx'
import { island } from '../../web/islands/islands.ts'
import { isolatedText } from '../../web/languages/plain-text.ts'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'

/** What the island asks an authenticator. */
export interface PasskeyAsked {
  readonly origin: string
  readonly host: string
  /** What the node is called. */
  readonly node: string
  readonly challenge: string
  /** What the authenticator's secret is computed from. */
  readonly salt: string
  /** Whose passkey is made; absent where one is shown. */
  readonly account?: {
    readonly id: string
    readonly name: string
    /** Passkeys there are: no authenticator makes a second one. */
    readonly known: readonly Pick<Passkey, 'id' | 'transports'>[]
  }
}

const Island: FC = () => <script type="module" src={island('passkey').path} />

export const EnterByPasskey: FC<{ page: PageContext; asked: PasskeyAsked; next: string }> = ({
  page: { t },
  asked,
  next,
}) => (
  <div hidden data-passkey={JSON.stringify(asked)}>
    <form class="card main" method="post" action={paths.passkeyEnterPath}>
      <input type="hidden" name="next" value={next} />
      <p>{t('passkey.enter.hint')}</p>
      <Submit sign="person" main>
        {t('passkey.enter')}
      </Submit>
    </form>
    <Island />
  </div>
)

export interface PasskeysProps {
  readonly page: PageContext
  readonly passkeys: readonly Passkey[]
  /** Null where the page is not at a secure address. */
  readonly asked: PasskeyAsked | null
}

/** One's own passkeys; nothing where there are none and none can be added. */
export const Passkeys: FC<PasskeysProps> = ({ page, passkeys, asked }) => {
  const { t } = page
  const isEmpty = passkeys.length === 0
  if (isEmpty && asked === null) return <></>
  return (
    <section hidden={isEmpty}>
      <h2>{t('passkey.own')}</h2>
      <p class="lead">{t('passkey.explain')}</p>
      {isEmpty ? null : (
        <>
          <Means id="passkey-remove">{t('means.passkey.remove')}</Means>
          <ul class="leaves">
            {passkeys.map((passkey) => (
              <Own page={page} passkey={passkey} />
            ))}
          </ul>
        </>
      )}
      {asked === null ? <p class="soft">{t('passkey.elsewhere')}</p> : <Add page={page} asked={asked} />}
    </section>
  )
}

const Own: FC<{ page: PageContext; passkey: Passkey }> = ({ page, passkey: { id, name, host, madeAt } }) => {
  const { t } = page
  return (
    <li>
      <p>{name === '' ? t('passkey.unnamed') : isolatedText(name)}</p>
      <p class="soft">{t('passkey.made', { host, date: t.date(madeAt) })}</p>
      <form method="post" action={paths.removePasskeyPath}>
        <FormToken page={page} />
        <input type="hidden" name="id" value={id} />
        <Submit sign="no" means="passkey-remove">
          {t('passkey.remove')}
        </Submit>
      </form>
    </li>
  )
}

const Add: FC<{ page: PageContext; asked: PasskeyAsked }> = ({ page, asked }) => {
  const { t } = page
  return (
    <div hidden data-passkey={JSON.stringify(asked)}>
      <form class="card" method="post" action={paths.passkeysPath}>
        <h3>{t('passkey.add')}</h3>
        <FormToken page={page} />
        <Input
          name="passkey-name"
          type="text"
          label={t('passkey.name')}
          hint={t('passkey.name.hint')}
          problem={null}
          maxlength={80}
        />
        <PassphraseAgain t={t} name="passphrase" />
        <Submit sign="lock">{t('passkey.add.do')}</Submit>
      </form>
      <Island />
    </div>
  )
}
