/** A slip of paper to cut out and hand over: the code, where to type it, and the same as a picture for a phone. */
import type { FC } from 'hono/jsx'
import { raw } from 'hono/html'
import type { LocalizedText } from '../../kernel/languages.ts'
import { ActionLink, Actions, Answer } from '../../web/components/blocks.tsx'
import { Code, Words } from '../../web/components/words.tsx'
import { isolatedText } from '../../web/languages/plain-text.ts'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'

export interface SlipView {
  readonly body: { readonly book: string; readonly name: LocalizedText }
  readonly kind: 'member' | 'recovery'
  /** Whom it is for; empty where no name is known. */
  readonly name: string
  readonly post: string | null
  readonly code: string
  /** Where to type it. */
  readonly address: string
  /** SVG of a QR code of the address. */
  readonly qr: string
}

export const SlipPage: FC<{ page: PageContext; slip: SlipView }> = ({ page, slip }) => {
  const { t } = page
  const { body, kind, name, post, code, address, qr } = slip
  return (
    <Layout page={page} title={t('slip.title')} current={null} about={[body.book]}>
      <div class="screen">
        <h1>{t('slip.title')}</h1>
        <Answer tone="open">
          <p>
            <b>{t('slip.once')}</b>
          </p>
          <p>{t(kind === 'recovery' ? 'slip.then.recovery' : 'slip.then')}</p>
        </Answer>
      </div>
      <article class="sheet">
        <p class="folio">
          <Words t={t} of={body.name} />
        </p>
        <h2>{isolatedText(name) || t('slip.for-somebody')}</h2>
        <p>
          {kind === 'recovery'
            ? t('slip.recovery')
            : t('slip.invited', { post: t.word('post', post ?? 'member') })}
        </p>
        <div class="cards">
          <div>{raw(qr)}</div>
          <div>
            <p>{t('slip.open')}</p>
            <p>
              <Code text={address} />
            </p>
            <p>{t('slip.type')}</p>
            <p class="code">{code}</p>
            <p class="soft">{t(kind === 'recovery' ? 'slip.life.day' : 'slip.life.week')}</p>
          </div>
        </div>
      </article>
      <Actions>
        <ActionLink path={paths.peoplePath(body.book)} sign="back" main>
          {t('slip.back')}
        </ActionLink>
      </Actions>
    </Layout>
  )
}
