/** Pictures of the gallery: a plain one with all that a picture has, and those of the rooms. */
import type { FC } from 'hono/jsx'
import { voteBars } from '../../assemblies/vote-bars.tsx'
import { boardBars } from '../../federation/board-bars.tsx'
import { federationMap } from '../../federation/federation-map.tsx'
import { treePicture } from '../../federation/tree-picture.tsx'
import { turnsCurve } from '../../offices/turns-curve.tsx'
import { wheelPicture } from '../../offices/wheel.tsx'
import { hatchFill } from '../../web/components/hatch.tsx'
import { Figure, Key, type Picture, PictureFiles } from '../../web/components/picture.tsx'
import { TallyParts } from '../../web/components/tally-bar.tsx'
import type { MessageKey } from '../../web/languages/catalogue.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import * as paths from '../../web/paths.ts'
import { GallerySection, type GalleryPart, Sample } from './gallery-sample.tsx'
import {
  sampleBoard,
  sampleConcentration,
  sampleMembers,
  sampleOffice,
  sampleTree,
  sampleVote,
} from './gallery-samples.ts'

const width = 300

const plainPicture = (t: Translator): Picture => ({
  name: t('board.bars'),
  says: t('gallery.of.tally-bar'),
  width,
  height: 40,
  drawing: (
    <g transform="translate(0 8)">
      <TallyParts
        entitled={20}
        yes={12}
        no={3}
        abstain={2}
        unheard={3}
        needed={14}
        place={(share) => String(Math.round(share * width))}
      />
    </g>
  ),
  legend: [{ mark: <rect class="part yes" x="1" y="3" width="16" height="12" />, word: t('position.yes') }],
  note: t('board.bars.needed'),
})

/** A component that draws a picture of a room. */
const Drawn: FC<{ t: Translator; of: string; says: MessageKey; picture: Picture | null; look?: 'wide' }> = ({
  t,
  of,
  says,
  picture,
  look,
}) =>
  picture === null ? null : (
    <Sample t={t} of={[of]} says={says}>
      <Figure t={t} picture={picture} path={paths.galleryPath} {...(look === undefined ? {} : { look })} />
    </Sample>
  )

export const Pictures: GalleryPart = ({ t }) => {
  const plain = plainPicture(t)
  return (
    <GallerySection t={t} id="pictures">
      <Sample t={t} of={['Figure', 'TallyParts', 'Key']} says="gallery.of.figure">
        <Figure t={t} picture={plain} path={paths.galleryPath} table="#tables">
          <Key mark={<rect class="part unheard" x="1" y="3" width="16" height="12" fill={hatchFill} />}>
            {t('position.unheard')}
          </Key>
        </Figure>
      </Sample>
      <Sample t={t} of={['PictureFiles']} says="gallery.of.files">
        <PictureFiles t={t} name={plain.name} path={paths.galleryPath} />
      </Sample>
      <Drawn t={t} of="wheelPicture" says="gallery.of.wheel" picture={wheelPicture(t, sampleOffice)} />
      <Drawn t={t} of="turnsCurve" says="gallery.of.curve" picture={turnsCurve(t, sampleConcentration)} />
      <Drawn t={t} of="treePicture" says="gallery.of.tree" picture={treePicture(t, sampleTree())} />
      <Drawn
        t={t}
        of="federationMap"
        says="gallery.of.map"
        look="wide"
        picture={federationMap(t, sampleMembers)}
      />
      <Drawn t={t} of="voteBars" says="gallery.of.vote-bars" picture={voteBars(t, sampleVote(7))} />
      <Drawn t={t} of="boardBars" says="gallery.of.bars" picture={boardBars(t, sampleBoard())} />
    </GallerySection>
  )
}
