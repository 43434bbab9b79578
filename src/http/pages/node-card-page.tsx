/** This node's card: what a body is given to admit the node, and what is read aloud when it does. */
import type { FC } from 'hono/jsx'
import { Actions, Answer } from '../../web/components/blocks.tsx'
import { Sign } from '../../web/components/sign.tsx'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'

export const NodeCardPage: FC<{ page: PageContext; card: string; fingerprint: string }> = ({
  page,
  card,
  fingerprint,
}) => {
  const { t } = page
  return (
    <Layout page={page} title={t('card.title')} current="carriage">
      <h1>{t('card.title')}</h1>
      <p class="lead">{t('card.explain')}</p>
      <pre translate="no">{card}</pre>
      <Actions>
        <a class="btn main" href={paths.nodeCardFilePath} download="apachita-card.txt">
          <Sign of="download" />
          {t('card.save')}
        </a>
      </Actions>
      <Answer tone="calm">
        <p>{t('card.fingerprint')}</p>
        <p class="number" translate="no">
          {fingerprint}
        </p>
        <p>{t('card.fingerprint.explain')}</p>
      </Answer>
    </Layout>
  )
}
