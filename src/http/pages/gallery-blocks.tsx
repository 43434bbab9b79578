/** Blocks of the gallery: what pages are made of before tables, forms and pictures. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Answer, Crumbs, Facts } from '../../web/components/blocks.tsx'
import { BodyBar } from '../../web/components/body-bar.tsx'
import { Refused } from '../../web/components/body-frame.tsx'
import { Code, When, Words } from '../../web/components/words.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'
import { GallerySection, Sample } from './gallery-sample.tsx'
import { sampleAt, sampleBook, sampleMotion, sampleName, samplePlace } from './gallery-samples.ts'

type Part = FC<{ page: PageContext }>

export const Blocks: Part = ({ page }) => (
  <GallerySection t={page.t} id="blocks">
    <WaySamples page={page} />
    <AnswerSamples page={page} />
    <WordSamples page={page} />
  </GallerySection>
)

const WaySamples: Part = ({ page }) => {
  const { t } = page
  const within = { ...page, place: samplePlace, path: paths.motionsPath(sampleBook) }
  const deeper = { ...within, path: paths.motionPath({ book: sampleBook, seq: 2 }) }
  return (
    <>
      <Sample t={t} of={['Crumbs']} says="gallery.of.crumbs">
        <Crumbs page={within} />
        <Crumbs page={deeper} crumbs={[{ label: <Words t={t} of={sampleMotion} />, path: null }]} />
      </Sample>
      <Sample t={t} of={['BodyBar']} says="gallery.of.body-bar">
        <div class="card">
          <BodyBar page={within} place={samplePlace} />
          <BodyBar page={deeper} place={{ ...samplePlace, isFederation: true, isOfBody: false }} />
        </div>
      </Sample>
      <Sample t={t} of={['ActionLink', 'Actions']} says="gallery.of.actions">
        <Actions>
          <ActionLink path={paths.homePath} main sign="decide">
            {t('session.vote')}
          </ActionLink>
          <ActionLink path={paths.homePath} sign="screen">
            {t('wall.show')}
          </ActionLink>
          <ActionLink path={paths.homePath}>{t('sessions.all')}</ActionLink>
        </Actions>
      </Sample>
    </>
  )
}

const AnswerSamples: Part = ({ page }) => {
  const { t } = page
  return (
    <>
      <Sample t={t} of={['Answer']} says="gallery.of.answer">
        <Answer tone="calm">
          <p>{t('gallery.colour.calm')}</p>
        </Answer>
        <Answer tone="open">
          <p>{t('gallery.colour.open')}</p>
        </Answer>
        <Answer tone="carried" live>
          <p>{t('gallery.colour.good')}</p>
        </Answer>
        <Answer tone="failed">
          <p>
            <strong>{t('gallery.colour.bad')}</strong> <a href={paths.homePath}>{t('nav.home')}</a>
          </p>
        </Answer>
      </Sample>
      <Sample t={t} of={['Refused']} says="gallery.of.refused">
        <Refused page={page} problem={{ type: 'book-unknown' }} />
        <Refused page={page} problem={{ type: 'input-invalid', field: 'date' }} field="date-problem" />
      </Sample>
    </>
  )
}

const WordSamples: Part = ({ page: { t } }) => (
  <Sample t={t} of={['Facts', 'Words', 'When', 'Code']} says="gallery.of.words">
    <Facts
      facts={[
        { term: t('nav.books'), value: <Words t={t} of={sampleName} /> },
        { term: t('part.sessions'), value: <When t={t} at={sampleAt} /> },
        { term: t('evening.attendance'), value: <When t={t} at={sampleAt} style="minute" /> },
        { term: t('gallery.size.code'), value: <Code text={sampleBook} /> },
      ]}
    />
  </Sample>
)
