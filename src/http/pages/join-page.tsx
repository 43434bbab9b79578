/** Accepting an invitation: the code of the slip, a name, a passphrase. */
import type { FC } from 'hono/jsx'
import { Answer } from '../../web/components/blocks.tsx'
import { Refused } from '../../web/components/body-frame.tsx'
import { FormToken, Input, Submit } from '../../web/components/form.tsx'
import { isolatedText } from '../../web/languages/plain-text.ts'
import { type NamedRefusal, refusalText } from '../../web/languages/refusal-text.ts'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'

export interface JoinPageProps {
  readonly page: PageContext
  readonly code: string
  readonly name: string
  readonly problem: NamedRefusal | null
}

/** The field that a refusal is about. */
function fieldOf(type: string): string | null {
  if (type.startsWith('invitation-')) return 'code'
  if (type.startsWith('account-name-')) return 'name'
  return type.startsWith('passphrase-') ? 'passphrase' : null
}

export const JoinPage: FC<JoinPageProps> = ({ page, code, name, problem }) => {
  const { t, person } = page
  const field = problem === null ? null : fieldOf(problem.type)
  const problemOf = (asked: string): string | null =>
    problem !== null && field === asked ? refusalText(t, problem) : null
  return (
    <Layout page={page} title={t('join.title')} current={null}>
      <h1>{t('join.title')}</h1>
      <Answer tone="calm">
        <p>{t('join.explain')}</p>
      </Answer>
      <Refused page={page} problem={problem} field={field} />
      <form class="card" method="post" action={paths.joinPath}>
        <FormToken page={page} />
        <Input
          name="code"
          type="text"
          label={t('join.code')}
          hint={t('join.code.hint')}
          value={code}
          problem={problemOf('code')}
          maxlength={40}
          required
        />
        {person === null ? (
          <>
            <Input
              name="name"
              type="text"
              label={t('join.name')}
              hint={t('join.name.hint')}
              value={name}
              problem={problemOf('name')}
            />
            <Input
              name="passphrase"
              type="password"
              label={t('join.passphrase')}
              hint={t('join.passphrase.hint')}
              problem={problemOf('passphrase')}
              required
            />
            <Input
              name="again"
              type="password"
              label={t('join.again')}
              problem={problemOf('again')}
              required
            />
          </>
        ) : (
          <p>{t('join.as', { name: isolatedText(person.name) })}</p>
        )}
        <Submit sign="person" main>
          {t('join.do')}
        </Submit>
      </form>
    </Layout>
  )
}
