/** Every member's position in a table; on a phone each is a card. A member with no news is shown as that, never as a no. */
import type { Child, FC } from 'hono/jsx'
import { PositionPill } from '../web/components/marks.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Words } from '../web/components/words.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import { bodyPath, entryPath } from '../web/paths.ts'
import type { BoardMember, BoardView } from './views.ts'

interface TableProps {
  readonly t: Translator
  readonly board: BoardView
}

export const MemberTable: FC<TableProps> = ({ t, board }) => {
  const columns = [
    { title: t('board.col.member') },
    { title: t('board.col.position') },
    { title: t('board.col.present'), numeric: true },
    { title: t('board.col.hands') },
    { title: t('board.col.arrival') },
    { title: t('board.col.proof') },
  ]
  return (
    <Table caption={t('board.members')} columns={columns}>
      {board.sections.map(({ section, name }) => (
        <TableGroup title={<Words t={t} of={name} />} columns={columns.length}>
          {membersOf(t, board, section).map((member) => (
            <MemberRow t={t} member={member} arrival={board.local.arrivals[member.body] ?? null} />
          ))}
        </TableGroup>
      ))}
    </Table>
  )
}

/** A section's members by name, as the reader's language sorts. */
export function membersOf(t: Translator, board: BoardView, section: string): readonly BoardMember[] {
  return board.members
    .filter((member) => member.section === section)
    .toSorted((a, b) => t.text(a.name).localeCompare(t.text(b.name), t.shown))
}

/** `Chile · Arica y Parinacota`. */
export const placeText = (t: Translator, { country, region }: { country: string; region: string | null }): string =>
  region === null ? t.country(country) : `${t.country(country)} · ${region}`

type Arrival = BoardView['local']['arrivals'][string]

interface MemberRowProps {
  readonly t: Translator
  readonly member: BoardMember
  readonly arrival: Arrival | null
}

const arrivalText = (t: Translator, { via, at }: Arrival): string =>
  t('via.at', { via: t.word('via', via), date: t.date(at, 'short-day') })

const MemberRow: FC<MemberRowProps> = ({ t, member, arrival }) => (
  <Row look={member.position === null ? 'quiet' : undefined}>
    <RowHead>
      <a href={bodyPath(member.body)}>
        <Words t={t} of={member.name} />
      </a>
      <small>{placeText(t, member)}</small>
    </RowHead>
    <Cell look="top">
      <PositionPill t={t} position={member.position} />
    </Cell>
    {member.position === null ? (
      <Unheard t={t} arrival={arrival} />
    ) : (
      <Heard t={t} member={member} arrival={arrival} />
    )}
  </Row>
)

const Unheard: FC<{ t: Translator; arrival: Arrival | null }> = ({ t, arrival }) => (
  <td role="cell" colspan={4}>
    {arrival === null
      ? t('board.no-news')
      : t('board.last-news', { date: t.date(arrival.at, 'short-day'), via: t.word('via', arrival.via) })}
  </td>
)

const Heard: FC<MemberRowProps> = ({ t, member, arrival }) => (
  <>
    <Cell look="num" label={t('board.col.present')}>
      {member.present === null ? '' : t.number(member.present)}
    </Cell>
    <Cell label={t('board.col.hands')}>{handsText(t, member)}</Cell>
    <Cell label={t('board.col.arrival')}>{arrival === null ? '' : arrivalText(t, arrival)}</Cell>
    <Cell>
      <ProofLink t={t} proof={member.proof} />
    </Cell>
  </>
)

/** Hands raised; empty where none are on record. */
export function handsText(t: Translator, { yes, no, abstain }: BoardMember): string {
  return yes === null || no === null || abstain === null ? '' : t('tally.hands', { yes, no, abstain })
}

export const ProofLink: FC<{ t: Translator; proof: BoardMember['proof'] }> = ({ t, proof }): Child =>
  proof === null ? null : (
    <a class="whole" href={entryPath(proof)}>
      {t('board.leaf', { seq: proof.seq })}
    </a>
  )
