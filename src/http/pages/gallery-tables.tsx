/** Marks, bars and tables of the gallery. */
import type { FC } from 'hono/jsx'
import { Counts } from '../../web/components/counts.tsx'
import { OutcomeMark, OutcomePill, PositionPill } from '../../web/components/marks.tsx'
import { Filter, Pager } from '../../web/components/pager.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../../web/components/table.tsx'
import { TallyBar } from '../../web/components/tally-bar.tsx'
import { Words } from '../../web/components/words.tsx'
import type { Translator } from '../../web/languages/translator.tsx'
import * as paths from '../../web/paths.ts'
import { GallerySection, type GalleryPart, Sample } from './gallery-sample.tsx'
import { sampleMembers } from './gallery-samples.ts'

const outcomes = ['open', 'carried', 'failed'] as const

export const Marks: GalleryPart = ({ t }) => (
  <GallerySection t={t} id="marks">
    <Sample t={t} of={['PositionPill']} says="gallery.of.position">
      <p class="row">
        {(['yes', 'no', 'abstain', null] as const).map((position) => (
          <PositionPill t={t} position={position} />
        ))}
        {(['absent', 'not-voting'] as const).map((silence) => (
          <PositionPill t={t} position={null} silence={silence} />
        ))}
      </p>
    </Sample>
    <Sample t={t} of={['OutcomePill', 'OutcomeMark']} says="gallery.of.outcome">
      <p class="row">
        {[...outcomes, null].map((outcome) => (
          <OutcomePill t={t} outcome={outcome} />
        ))}
        {outcomes.map((outcome) => (
          <OutcomeMark t={t} outcome={outcome} />
        ))}
      </p>
    </Sample>
    <Sample t={t} of={['TallyBar']} says="gallery.of.tally-bar">
      <Bar t={t} yes={12} no={3} abstain={2} unheard={3} needed={14} />
      <Bar t={t} yes={9} no={8} abstain={3} unheard={0} needed={null} />
      <Bar t={t} yes={0} no={0} abstain={0} unheard={20} needed={14} />
    </Sample>
    <Sample t={t} of={['Counts']} says="gallery.of.counts">
      <Counts
        t={t}
        counts={[
          { of: 'there', word: t('wall.present'), count: 38 },
          ...(['yes', 'no', 'abstain', 'unheard'] as const).map((of, at) => ({
            of,
            word: t.word('position', of),
            count: [24, 9, 5, 0][at] ?? 0,
          })),
        ]}
      />
    </Sample>
  </GallerySection>
)

interface BarProps {
  readonly t: Translator
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly unheard: number
  readonly needed: number | null
}

/** A bar with the words that it needs beside it. */
const Bar: FC<BarProps> = ({ t, ...counts }) => (
  <div>
    <TallyBar entitled={20} {...counts} />
    <p class="soft">
      {(['yes', 'no', 'abstain', 'unheard'] as const)
        .map((of) => `${t.word('position', of)}: ${t.number(counts[of])}`)
        .join(' · ')}
      {counts.needed === null ? '' : ` · ${t('tally.needed', { needed: counts.needed })}`}
    </p>
  </div>
)

export const Tables: GalleryPart = ({ t }) => (
  <GallerySection t={t} id="tables">
    <TableSamples t={t} />
    <Sample t={t} of={['Pager']} says="gallery.of.pager">
      <Pager t={t} first={null} next={paths.homePath} />
      <Pager t={t} first={paths.homePath} next={paths.homePath} />
      <Pager t={t} first={paths.homePath} next={null} />
    </Sample>
    <Sample t={t} of={['Filter']} says="gallery.of.filter">
      <Filter
        label={t('gallery.of.filter')}
        choices={outcomes.map((outcome) => ({
          label: t.word('outcome', outcome),
          path: paths.homePath,
          isChosen: outcome === 'open',
        }))}
      />
    </Sample>
  </GallerySection>
)

const TableSamples: GalleryPart = ({ t }) => (
  <>
    <Sample t={t} of={['Table', 'TableGroup', 'Row', 'RowHead', 'Cell']} says="gallery.of.table">
      <Members t={t} caption={t('gallery.of.table')} groups={[undefined]} />
    </Sample>
    <Sample t={t} of={['TableGroup']} says="gallery.of.grouped">
      <Members t={t} caption={t('gallery.of.grouped')} groups={['BO', 'PE']} />
    </Sample>
    <Sample t={t} of={['Table']} says="gallery.of.empty">
      <p class="soft">{t('home.motions.none')}</p>
    </Sample>
  </>
)

interface MembersProps {
  readonly t: Translator
  readonly caption: string
  /** Countries; undefined: all in one group without a title. */
  readonly groups: readonly (string | undefined)[]
}

const Members: FC<MembersProps> = ({ t, caption, groups }) => {
  const [who, what, size] = [t('board.col.member'), t('board.col.position'), t('gallery.input.number')]
  return (
    <Table caption={caption} columns={[{ title: who }, { title: what }, { title: size, numeric: true }]}>
      {groups.map((country) => (
        <TableGroup columns={3} {...(country === undefined ? {} : { title: t.country(country) })}>
          {sampleMembers
            .filter((member) => country === undefined || member.country === country)
            .slice(0, 3)
            .map(({ name, population }, at) => (
              <Row>
                <RowHead>
                  <Words t={t} of={name} />
                </RowHead>
                <Cell look="top">
                  <PositionPill t={t} position={(['yes', 'no', null] as const)[at] ?? null} />
                </Cell>
                <Cell label={size} look="num rest">
                  {t.number(population ?? 0)}
                </Cell>
              </Row>
            ))}
        </TableGroup>
      ))}
    </Table>
  )
}
