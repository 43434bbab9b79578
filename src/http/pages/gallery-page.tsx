/** The design system in use: every component in every state, on invented facts. The same for everybody, with no form to send. */
import type { FC } from 'hono/jsx'
import { Answer, Crumbs } from '../../web/components/blocks.tsx'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import { Blocks } from './gallery-blocks.tsx'
import { Colours, Sizes } from './gallery-colours.tsx'
import { EveningParts } from './gallery-evening.tsx'
import { Forms } from './gallery-forms.tsx'
import { Notices } from './gallery-notices.tsx'
import { Pictures } from './gallery-pictures.tsx'
import { sectionIds } from './gallery-sample.tsx'
import { SignPaths, Signs } from './gallery-signs.tsx'
import { Marks, Tables } from './gallery-tables.tsx'

export const GalleryPage: FC<{ page: PageContext }> = ({ page }) => {
  const { t } = page
  const title = t('gallery.title')
  return (
    <Layout page={page} title={title} current={null} demonstration>
      <Crumbs page={page} crumbs={[{ label: title, path: null }]} />
      <h1>{title}</h1>
      <Answer tone="calm">
        <p>{t('gallery.lead')}</p>
        <p>{t('gallery.invented')}</p>
      </Answer>
      <nav aria-label={t('gallery.contents')}>
        <ul class="steps">
          {sectionIds.map((id) => (
            <li>
              <a class="pill" href={`#${id}`}>
                {t(`gallery.${id}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Colours t={t} />
      <Sizes t={t} />
      <Signs t={t} />
      <SignPaths t={t} />
      <Blocks page={page} />
      <Marks t={t} />
      <Tables t={t} />
      <Forms page={page} />
      <Notices t={t} />
      <EveningParts page={page} />
      <Pictures t={t} />
    </Layout>
  )
}
