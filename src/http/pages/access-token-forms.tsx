/** One's own access tokens: for programs that do what one may do oneself. */
import type { FC } from 'hono/jsx'
import type { AccessToken } from '../../node/accounts/access-tokens.ts'
import { Answer } from '../../web/components/blocks.tsx'
import { FormToken, Input, Means, PassphraseAgain, Submit } from '../../web/components/form.tsx'
import { Code } from '../../web/components/words.tsx'
import { isolatedText } from '../../web/languages/plain-text.ts'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'

/** The token itself, which nobody can show again. */
export const MadeToken: FC<{ page: PageContext; token: string }> = ({ page: { t }, token }) => (
  <Answer tone="open" live>
    <p>{t('token.made')}</p>
    <p>
      <Code text={token} />
    </p>
  </Answer>
)

export const AccessTokens: FC<{ page: PageContext; tokens: readonly AccessToken[] }> = ({ page, tokens }) => {
  const { t } = page
  return (
    <section>
      <details>
        <summary>{t('token.own')}</summary>
        <p class="lead">
          {t('token.explain')} <a href={paths.apiPath}>{t('api.title')}</a>
        </p>
        {tokens.length === 0 ? null : <Means id="token-remove">{t('means.token.remove')}</Means>}
        <ul class="leaves">
          {tokens.map(({ id, name, madeAt }) => (
            <li>
              <p>{isolatedText(name)}</p>
              <p class="soft">{t('token.made-on', { date: t.date(madeAt) })}</p>
              <form method="post" action={paths.removeTokenPath}>
                <FormToken page={page} />
                <input type="hidden" name="id" value={id} />
                <Submit sign="no" means="token-remove">
                  {t('token.remove')}
                </Submit>
              </form>
            </li>
          ))}
        </ul>
        <form class="card" method="post" action={paths.tokensPath}>
          <h3>{t('token.add')}</h3>
          <FormToken page={page} />
          <Input
            name="program"
            type="text"
            label={t('token.program')}
            hint={t('token.program.hint')}
            problem={null}
            maxlength={80}
            required
          />
          <PassphraseAgain t={t} name="token-passphrase" />
          <Means id="token-add">{t('means.token.add')}</Means>
          <Submit sign="yes" means="token-add">
            {t('token.add.do')}
          </Submit>
        </form>
      </details>
    </section>
  )
}
