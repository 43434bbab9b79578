/** The steps of a session and its votes, in the gallery. */
import type { FC } from 'hono/jsx'
import { EveningSteps, NextStep } from '../../assemblies/evening-steps.tsx'
import { VoteCard } from '../../assemblies/vote-card.tsx'
import type { PageContext } from '../../web/page.ts'
import { GallerySection, Sample } from './gallery-sample.tsx'
import { sampleBook, sampleEvenings, sampleVotes } from './gallery-samples.ts'

export const EveningParts: FC<{ page: PageContext }> = ({ page }) => (
  <GallerySection t={page.t} id="evening">
    <Sample t={page.t} of={['EveningSteps', 'NextStep']} says="gallery.of.steps">
      {sampleEvenings.map((evening) => (
        <>
          <EveningSteps page={page} evening={evening} />
          <NextStep page={page} evening={evening} />
        </>
      ))}
    </Sample>
    <Sample t={page.t} of={['VoteCard']} says="gallery.of.vote">
      <ul class="cards">
        {sampleVotes.map((vote) => (
          <VoteCard t={page.t} book={sampleBook} vote={vote} />
        ))}
      </ul>
    </Sample>
  </GallerySection>
)
