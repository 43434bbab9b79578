/** What is one's own: who one is in which body, what waits, where one is signed in, the passphrase. */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../../kernel/languages.ts'
import type { AccessToken } from '../../node/accounts/access-tokens.ts'
import type { Passkey } from '../../node/accounts/passkeys.ts'
import { ActionLink, Actions, Answer } from '../../web/components/blocks.tsx'
import { Refused } from '../../web/components/body-frame.tsx'
import { FormToken, Input, Means, Submit, Tick } from '../../web/components/form.tsx'
import { Words } from '../../web/components/words.tsx'
import { isolatedText } from '../../web/languages/plain-text.ts'
import { type NamedRefusal } from '../../web/languages/refusal-text.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'
import { AccessTokens, MadeToken } from './access-token-forms.tsx'
import { type PasskeyAsked, Passkeys } from './passkey-forms.tsx'

export interface MeView {
  readonly name: string
  /** Whether one may found bodies on this machine. */
  readonly mayFound: boolean
  /** Bodies one is in: with posts, or still to be confirmed by an officer (`number` is what to read aloud). */
  readonly bodies: readonly {
    readonly book: string
    readonly name: LocalizedText
    readonly posts: readonly string[]
    readonly hosted: boolean
  }[]
  readonly waiting: readonly {
    readonly book: string
    readonly name: LocalizedText
    readonly kind: 'member' | 'recovery'
    readonly number: string
  }[]
  readonly passkeys: readonly Passkey[]
  readonly tokens: readonly AccessToken[]
  readonly sessions: readonly {
    readonly id: string
    /** What people call it by. */
    readonly device: string
    /** Minutes since it was last used. */
    readonly usedMinutes: number
    readonly isThis: boolean
  }[]
}

export interface MePageProps {
  readonly page: PageContext
  readonly me: MeView
  /** Null where the page is not at a secure address. */
  readonly passkey: PasskeyAsked | null
  readonly done:
    'passphrase-changed' | 'session-closed' | 'passkey-added' | 'passkey-removed' | 'token-removed' | null
  /** The access token that was just made: shown this once. */
  readonly token: string | null
  readonly problem: NamedRefusal | null
}

type Part = FC<{ page: PageContext; me: MeView }>

export const MePage: FC<MePageProps> = ({ page, me, passkey, done, token, problem }) => {
  const { t } = page
  return (
    <Layout page={page} title={isolatedText(me.name)} current={null}>
      <h1>{isolatedText(me.name)}</h1>
      {done === null ? null : (
        <Answer tone="carried" live>
          <p>{t(`me.done.${done}`)}</p>
        </Answer>
      )}
      <Refused page={page} problem={problem} />
      {token === null ? null : <MadeToken page={page} token={token} />}
      {me.waiting.map((waiting) => (
        <Answer tone="open">
          <p class="number">{waiting.number}</p>
          <p>
            {t(`me.waiting.${waiting.kind}`)} <Words t={t} of={waiting.name} />
          </p>
        </Answer>
      ))}
      <Bodies page={page} me={me} />
      {me.mayFound ? (
        <Actions>
          <ActionLink path={paths.foundPath} sign="write">
            {t('found.title')}
          </ActionLink>
        </Actions>
      ) : null}
      <Passphrase page={page} me={me} />
      <Passkeys page={page} passkeys={me.passkeys} asked={passkey} />
      <AccessTokens page={page} tokens={me.tokens} />
      <SignedIn page={page} me={me} />
    </Layout>
  )
}

const postsText = (t: Translator, posts: readonly string[]): string =>
  posts.length === 0 ? t('me.no-post') : t.list(posts.map((post) => t.word('post', post)))

const Bodies: Part = ({ page, me }) => {
  const { t } = page
  return (
    <section>
      <h2>{t('me.bodies')}</h2>
      {me.bodies.length === 0 ? <p class="soft">{t('me.bodies.none')}</p> : null}
      <ul class="cards">
        {me.bodies.map(({ book, name, posts, hosted }) => (
          <li class="card">
            <h3>
              <a href={paths.bodyPath(book)}>
                <Words t={t} of={name} />
              </a>
            </h3>
            <p class="k">{postsText(t, posts)}</p>
            <p class="k">{t(hosted ? 'me.written-here' : 'me.written-elsewhere')}</p>
            {posts.length === 0 ? null : (
              <p class="k">
                <a href={paths.peoplePath(book)}>{t('people.title')}</a> ·{' '}
                <a href={paths.submissionsPath(book)}>{t('submissions.title')}</a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Passphrase: Part = ({ page, me }) => {
  const { t } = page
  return (
    <section>
      <h2>{t('me.passphrase')}</h2>
      <form class="card" method="post" action={paths.passphrasePath}>
        <FormToken page={page} />
        <Input name="current" type="password" label={t('me.passphrase.current')} problem={null} required />
        <Input
          name="next"
          type="password"
          label={t('me.passphrase.next')}
          hint={t('join.passphrase.hint')}
          problem={null}
          required
        />
        {me.passkeys.length === 0 ? null : (
          <Tick
            name="without-passkeys"
            value="yes"
            label={t('me.passphrase.without-passkeys')}
            checked={false}
            isOptional
            problem={null}
          />
        )}
        <Means id="passphrase">{t('means.passphrase')}</Means>
        <Submit sign="lock" means="passphrase">
          {t('me.passphrase.do')}
        </Submit>
      </form>
    </section>
  )
}

const SignedIn: Part = ({ page, me }) => {
  const { t } = page
  return (
    <section>
      <h2>{t('me.sessions')}</h2>
      {me.sessions.some(({ isThis }) => !isThis) ? <Means id="end">{t('means.session.end')}</Means> : null}
      <ul class="leaves">
        {me.sessions.map(({ id, device, usedMinutes, isThis }) => (
          <li>
            <p>{isThis ? t('me.sessions.this') : t('me.sessions.used', { minutes: usedMinutes })}</p>
            <p class="soft">{isolatedText(device)}</p>
            {isThis ? null : (
              <form method="post" action={paths.endSessionPath}>
                <FormToken page={page} />
                <input type="hidden" name="session" value={id} />
                <Submit sign="lock" means="end">
                  {t('me.sessions.end')}
                </Submit>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
