/** Notices about a book, in the gallery: two histories, and books that go on in others. */
import { ForkNotice } from '../../web/components/fork-notice.tsx'
import { Histories } from '../../web/components/histories.tsx'
import { SupersededNotice } from '../../web/components/superseded-notice.tsx'
import { GallerySection, type GalleryPart, Sample } from './gallery-sample.tsx'
import { sampleBook, sampleName } from './gallery-samples.ts'

const fork = { book: sampleBook, name: sampleName, seq: 12 }

/** Settled by witnesses, not settled yet, and where the charter names no witness; then one that is only counted. */
const forks = [
  { seq: 6, count: 2, named: 3, isSettled: true },
  { seq: 9, count: 1, named: 3, isSettled: false },
  { seq: 12, count: 0, named: 0, isSettled: false },
  { seq: 15, count: 2, named: 3, isSettled: true },
]

export const Notices: GalleryPart = ({ t }) => (
  <GallerySection t={t} id="notices">
    <Sample t={t} of={['ForkNotice']} says="gallery.of.fork">
      <ForkNotice t={t} forks={[fork]} />
      <ForkNotice t={t} forks={[fork, fork, fork, fork, fork]} />
    </Sample>
    <Sample t={t} of={['SupersededNotice']} says="gallery.of.superseded">
      <SupersededNotice
        t={t}
        books={[9, 0].map((size) => ({ book: sampleBook, name: sampleName, size, by: sampleBook }))}
      />
    </Sample>
    <Sample t={t} of={['Histories']} says="gallery.of.histories">
      <Histories
        t={t}
        book={sampleBook}
        isHosted
        histories={{ forks, setAside: [{ place: 0, from: 6, size: 8 }] }}
      />
    </Sample>
  </GallerySection>
)
