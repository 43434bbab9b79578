/** Every member's position in a table; on a phone each is a card. A member with no news is shown as that, never as a no. */
import type { Child, FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import { PositionPill } from '../web/components/marks.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Words } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { bodyPath, delegatesPath, entryPath, motionPath } from '../web/paths.ts'
import { delegateName } from './delegate-name.ts'
import type { MembersShown } from './members-shown.ts'
import type { BoardMark, BoardMember, BoardView, DelegateVote } from './views.ts'

interface TableProps {
  readonly t: Translator
  readonly board: BoardView
  readonly groups: MembersShown<BoardMember>['groups']
}

export const MemberTable: FC<TableProps> = ({ t, board, groups }) => {
  const columns = [
    { title: t('board.col.member') },
    { title: t('board.col.position') },
    { title: t('board.col.session') },
    { title: t('board.col.arrival') },
    { title: t('board.col.proof') },
  ]
  return (
    <Table caption={t('board.members')} columns={columns}>
      {groups.map(({ section, members }) => (
        <TableGroup title={<Words t={t} of={section.name} />} columns={columns.length}>
          {members.map((member) => (
            <MemberRow
              t={t}
              member={member}
              sectionName={section.name}
              arrival={board.local.arrivals[member.body] ?? null}
            />
          ))}
        </TableGroup>
      ))}
    </Table>
  )
}

interface Placed {
  readonly country: string
  readonly region: string | null
}

/** `Chile · Arica y Parinacota`, without what the section's name has said already. */
export function placeText(
  t: Translator,
  { country, region }: Placed,
  sectionName: LocalizedText | null,
): string {
  const name = t.country(country)
  if (region === null) return name
  const shown = isolatedText(region)
  return sectionName !== null && t.text(sectionName) === name ? shown : `${name} · ${shown}`
}

type Arrival = BoardView['local']['arrivals'][string]

interface MemberRowProps {
  readonly t: Translator
  readonly member: BoardMember
  readonly sectionName: LocalizedText
  readonly arrival: Arrival | null
}

/** Two lines in a table, one on a card. */
const Arrived: FC<{ t: Translator; arrival: Arrival }> = ({ t, arrival: { via, at } }) => (
  <>
    {t.word('via', via)}
    <br /> <span class="soft line">{t.date(at, 'short-day')}</span>
  </>
)

const MemberRow: FC<MemberRowProps> = ({ t, member, sectionName, arrival }) => (
  <Row look={member.position === null ? 'quiet' : undefined}>
    <RowHead>
      <a href={bodyPath(member.body)}>
        <Words t={t} of={member.name} />
      </a>
      <small>{placeText(t, member, sectionName)}</small>
      <Marks t={t} marks={member.marks} />
    </RowHead>
    <Cell look="top">
      <PositionPill t={t} position={member.position} silence={member.silence} />
    </Cell>
    {member.position === null ? (
      <Unheard t={t} arrival={arrival} />
    ) : (
      <Heard t={t} member={member} arrival={arrival} />
    )}
  </Row>
)

const Unheard: FC<{ t: Translator; arrival: Arrival | null }> = ({ t, arrival }) => (
  <td role="cell" class="rest" colspan={3}>
    {arrival === null
      ? t('board.no-news')
      : t('board.last-news', { date: t.date(arrival.at, 'short-day'), via: t.word('via', arrival.via) })}
  </td>
)

/** Marks that say what is amiss; the others only tell. */
const amiss: ReadonlySet<BoardMark['type']> = new Set([
  'not-in-its-book',
  'against-mandate',
  'mandate-missing',
  'delegate-never-sent',
  'delegate-recalled',
  'membership-frozen',
  'membership-ended',
  'circle',
])

/** What a board says of a member besides its position, in words, each with the entry that shows it. */
export const Marks: FC<{ t: Translator; marks: readonly BoardMark[] }> = ({ t, marks }) => (
  <>
    {marks.map(({ type, proof }) => (
      <small>
        {amiss.has(type) ? (
          <span class="pill flagged">
            <span aria-hidden="true">▲</span> {t(`mark.${type}`)}
          </span>
        ) : (
          t(`mark.${type}`)
        )}{' '}
        <ProofLink t={t} proof={proof} />
      </small>
    ))}
  </>
)

const Heard: FC<Omit<MemberRowProps, 'sectionName'>> = ({ t, member, arrival }) => (
  <>
    <Cell>
      <How t={t} member={member} />
    </Cell>
    <Cell label={t('board.col.arrival')}>{arrival === null ? '' : <Arrived t={t} arrival={arrival} />}</Cell>
    <Cell look="line">
      <ProofLink t={t} proof={member.proof} />
    </Cell>
  </>
)

/** Hands in its session, its own members' decision, or the delegate who voted and what that one had been told. */
const How: FC<{ t: Translator; member: BoardMember }> = ({ t, member }) => {
  const { present, motion, delegate } = member
  if (delegate !== null) return <Delegate t={t} member={member} delegate={delegate} />
  if (motion !== null) return <a href={motionPath(motion)}>{t('board.by-its-members')}</a>
  return present === null ? null : <Session t={t} present={present} hands={handsText(t, member)} />
}

const Delegate: FC<{ t: Translator; member: BoardMember; delegate: DelegateVote }> = ({
  t,
  member,
  delegate,
}) => (
  <>
    <a href={delegatesPath(delegate.sent.book)}>{delegateName(t, delegate, member.name)}</a>
    <br />{' '}
    <span class="soft">
      {delegate.mandate === null
        ? t('board.mandate.none')
        : t('board.mandate', { option: t.word('position', delegate.mandate.option) })}
    </span>
  </>
)

/** Two lines in a table, one on a card. */
const Session: FC<{ t: Translator; present: number; hands: string }> = ({ t, present, hands }) => (
  <>
    {t('board.present', { present })}
    <br /> <span class="soft line">{hands}</span>
  </>
)

/** Hands raised; empty where none are on record. */
export function handsText(t: Translator, { yes, no, abstain }: BoardMember): string {
  return yes === null || no === null || abstain === null ? '' : t('tally.hands', { yes, no, abstain })
}

export const ProofLink: FC<{ t: Translator; proof: BoardMember['proof'] }> = ({ t, proof }): Child =>
  proof === null ? null : <a href={entryPath(proof)}>{t('board.leaf', { seq: proof.seq })}</a>
