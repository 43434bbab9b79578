/** A federation: its motions first, then who is in it, what its charter says and who is waiting for an answer. */
import type { Child, FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import { ActionLink, Actions, Answer, Crumbs, Facts } from '../web/components/blocks.tsx'
import { OutcomePill } from '../web/components/marks.tsx'
import { Figure } from '../web/components/picture.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { When, Words } from '../web/components/words.tsx'
import { populationText } from '../web/languages/figures.ts'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { Layout } from '../web/layout.tsx'
import { partOf } from '../web/list-parts.ts'
import { foldedMap } from '../web/map/folded-map.tsx'
import { LegendItem } from '../web/map/member-map.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { federationMap, standingMarks, standingOf, standingsIn } from './federation-map.tsx'
import { ListPager, MemberList } from './member-list.tsx'
import { Marks, placeText } from './member-table.tsx'
import { type ListsAsked, membersShown, nothingAsked } from './members-shown.ts'
import { RecordSection } from './record-section.tsx'
import { ruleText } from '../web/languages/rule-words.ts'
import type { FederationView, MemberFacts } from './views.ts'

type Part = FC<{ t: Translator; federation: FederationView }>

/** `asked`: what of its lists is shown. */
export const FederationPage: FC<{ page: PageContext; federation: FederationView; asked?: ListsAsked }> = ({
  page,
  federation,
  asked = nothingAsked,
}) => {
  const { t } = page
  const map = federationMap(t, federation.members, foldedMap)
  return (
    <Layout
      page={page}
      title={t.text(federation.name)}
      current="federations"
      demonstration={federation.demonstration}
      about={[federation.book, ...federation.members.map(({ body }) => body)]}
    >
      <Crumbs page={page} />
      <h1>
        <Words t={t} of={federation.name} />
      </h1>
      <Summary t={t} federation={federation} />
      <Actions>
        <ActionLink path={paths.treePath(federation.book)}>{t('tree.title')}</ActionLink>
        <ActionLink path={paths.membershipPath(federation.book)}>{t('membership.title')}</ActionLink>
        <ActionLink path={paths.recordPath(federation.book)}>{t('record.title')}</ActionLink>
      </Actions>
      <Motions page={page} federation={federation} />
      <Waiting t={t} federation={federation} asked={asked} />
      <div class={map === null ? undefined : 'two'}>
        {map === null ? null : (
          <section class="stay">
            <h2>{t('federation.map')}</h2>
            <Figure
              t={t}
              picture={map}
              path={paths.federationMapPath(federation.book)}
              table="#members"
              look="wide"
            />
          </section>
        )}
        <Members t={t} federation={federation} asked={asked} />
      </div>
      <RecordSection t={t} book={federation.book} record={federation.record} />
      <Charter t={t} federation={federation} />
    </Layout>
  )
}

const Summary: Part = ({ t, federation }) => {
  const { sections } = federation.charter
  return (
    <Answer tone="calm">
      <p>
        {t.rich('federation.lead', { members: federation.members.length, sections: sections.length })}{' '}
        {sections
          .map(({ id, name }) =>
            t('federation.section.count', {
              section: t.text(name),
              count: federation.members.filter(({ section }) => section === id).length,
            }),
          )
          .join(' · ')}
      </p>
      <p>{t('federations.explain')}</p>
    </Answer>
  )
}

const Motions: FC<{ page: PageContext; federation: FederationView }> = ({
  page: { t, person },
  federation,
}) => (
  <section>
    <h2>{t('federation.motions')}</h2>
    {federation.motions.length === 0 ? <p class="soft">{t('federation.motions.none')}</p> : null}
    <ul class="cards">
      {federation.motions.map((motion) => (
        <MotionCard t={t} motion={motion}>
          {t('federation.motion.put', { date: t.date(motion.at) })}{' '}
          {motion.outcome === null && person !== null ? (
            <a href={paths.delegatesVotePath(motion.ref)}>{t('federation.motion.vote')}</a>
          ) : null}
        </MotionCard>
      ))}
    </ul>
    <p>
      <a class="btn" href={paths.motionsPath(federation.book)}>
        {t('motions.all')}
      </a>
    </p>
  </section>
)

export interface MotionLine {
  readonly ref: { readonly book: string; readonly seq: number }
  readonly title: LocalizedText
  readonly outcome: FederationView['motions'][number]['outcome']
  readonly heard: number
  readonly entitled: number
}

/** A motion in a list: how it stands, and how many have answered. */
export const MotionCard: FC<{ t: Translator; motion: MotionLine; children?: Child }> = ({
  t,
  motion,
  children,
}) => (
  <li class="card">
    <h3>
      <a href={paths.motionPath(motion.ref)}>
        <Words t={t} of={motion.title} />
      </a>
    </h3>
    <p class="row">
      <OutcomePill t={t} outcome={motion.outcome} />
      <span>
        {motion.outcome === null
          ? t('federation.motion.not-referred')
          : t('federation.motion.heard', { heard: motion.heard, entitled: motion.entitled })}
      </span>
    </p>
    <p class="soft">{children}</p>
  </li>
)

type List = FC<{ t: Translator; federation: FederationView; asked: ListsAsked }>

const Waiting: List = ({ t, federation, asked }) =>
  federation.waiting.length === 0 ? null : (
    <section id="waiting">
      <h2>{t('federation.waiting')}</h2>
      <ul>
        {partOf(federation.waiting, asked.waiting).map(({ name, section, application }) => (
          <li>
            {t('federation.waiting.line', {
              name: t.text(name),
              section: sectionName(t, federation, section),
            })}{' '}
            <a href={paths.entryPath(application)}>
              {t('federation.waiting.proof', { seq: application.seq })}
            </a>
          </li>
        ))}
      </ul>
      <ListPager
        t={t}
        path={paths.federationPath(federation.book)}
        asked={asked}
        list="waiting"
        lines={federation.waiting}
      />
    </section>
  )

function sectionName(t: Translator, { charter }: FederationView, section: string): string {
  const found = charter.sections.find(({ id }) => id === section)
  return found === undefined ? section : t.text(found.name)
}

const Members: List = ({ t, federation, asked }) => {
  const { members, charter, circles } = federation
  const columns = [
    { title: t('federation.col.member') },
    { title: t('federation.col.population') },
    { title: t('federation.col.known') },
  ]
  const { sections } = charter
  const shown = membersShown(t, { members, sections }, asked, ({ standing }) => standingOf(standing))
  return (
    <section id="members">
      <h2>{t('federation.members')}</h2>
      {members.length === 0 ? <p class="soft">{t('federation.members.none')}</p> : null}
      <MemberList
        t={t}
        path={paths.federationPath(federation.book)}
        asked={asked}
        count={members.length}
        shown={shown}
        sections={sections}
        standings={standingsIn(members).map((id) => ({ id, word: t.word('standing', id) }))}
        csv={`${paths.federationMapPath(federation.book)}.csv`}
      >
        <Table caption={t('federation.members')} columns={columns}>
          {shown.groups.map((group) => (
            <TableGroup title={<Words t={t} of={group.section.name} />} columns={columns.length}>
              {group.members.map((member) => (
                <MemberRow
                  t={t}
                  member={member}
                  sectionName={group.section.name}
                  isInACircle={circles.includes(member.body)}
                />
              ))}
            </TableGroup>
          ))}
        </Table>
      </MemberList>
      <p class="soft">{t('federation.standing.explain')}</p>
    </section>
  )
}

interface MemberRowProps {
  readonly t: Translator
  readonly member: MemberFacts
  readonly sectionName: LocalizedText
  readonly isInACircle: boolean
}

const MemberRow: FC<MemberRowProps> = ({ t, member, sectionName, isInACircle }) => (
  <Row>
    <RowHead>
      <a href={paths.bodyPath(member.body)}>
        <Words t={t} of={member.name} />
      </a>
      <small>{placeText(t, member, sectionName)}</small>
      {isInACircle ? <Marks t={t} marks={[{ type: 'circle', proof: null }]} /> : null}
    </RowHead>
    <Cell label={t('federation.col.population')}>{populationText(t, member)}</Cell>
    <Cell>
      <LegendItem mark={standingMarks[standingOf(member.standing)]}>
        {t.word('standing', standingOf(member.standing))}
      </LegendItem>
    </Cell>
  </Row>
)

const Charter: Part = ({ t, federation }) => {
  const { charter } = federation
  const rules = charter.joint.map((rule) => ruleText(t, rule))
  return (
    <section>
      <h2>{t('federation.charter')}</h2>
      <Facts
        facts={[
          {
            term: t('federation.charter.decides'),
            value: t('board.rule', { number: rules.length, conditions: t.list(rules) }),
          },
          {
            term: t('federation.charter.sections'),
            value: t.list(charter.sections.map(({ name }) => t.text(name))),
          },
          {
            term: t('federation.charter.prevails'),
            value: `${t(`prevails.${charter.prevails}`)}${charter.paperBook === null ? '' : `: ${isolatedText(charter.paperBook)}`}`,
          },
          { term: t('federation.charter.kind'), value: t.word('kind', federation.kind) },
          { term: t('federation.charter.founded'), value: <When t={t} at={federation.foundedAt} /> },
          {
            term: t('federation.charter.book'),
            value: <a href={paths.bookPath(federation.book)}>{t('body.book')}</a>,
          },
        ]}
      />
      <p class="soft">{t('federation.charter.silence')}</p>
    </section>
  )
}
