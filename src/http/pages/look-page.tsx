/** How pages look: for the sun, for weak eyes, on a projector. Each choice is a link, remembered by this browser alone. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Crumbs } from '../../web/components/blocks.tsx'
import { Sign } from '../../web/components/sign.tsx'
import { Layout } from '../../web/layout.tsx'
import { type PageContext, looks } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'

/** `back`: the path of the page to go back to. */
export const LookPage: FC<{ page: PageContext; back: string }> = ({ page, back }) => {
  const { t, look = 'plain' } = page
  return (
    <Layout page={page} title={t('look.title')} current={null}>
      <Crumbs page={page} crumbs={[{ label: t('look.title'), path: null }]} />
      <h1>{t('look.title')}</h1>
      <p class="lead">{t('look.lead')}</p>
      <ul class="cards">
        {looks.map((one) => (
          <li class={one === look ? 'card main' : 'card'}>
            <h2>{t(`look.${one}`)}</h2>
            <p>{t(`look.${one}.for`)}</p>
            <p>
              {one === look ? (
                <span class="pill yes">✓ {t('look.chosen')}</span>
              ) : (
                <a class="btn" href={paths.inLookPath(one, back)}>
                  <Sign of="look" />
                  {t('look.choose')} <span class="hidden">{t(`look.${one}`)}</span>
                </a>
              )}
            </p>
          </li>
        ))}
      </ul>
      <Actions>
        <ActionLink path={back} main sign="back">
          {t('look.back')}
        </ActionLink>
      </Actions>
    </Layout>
  )
}
