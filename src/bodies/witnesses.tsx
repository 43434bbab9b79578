/** Who keeps a copy of a book by their own signed word: how many nodes of how many countries, up to where, since when. */
import type { FC } from 'hono/jsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { When } from '../web/components/words.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { WitnessLine } from './views.ts'

export interface WitnessesProps {
  readonly t: Translator
  readonly size: number
  readonly witnesses: readonly WitnessLine[]
}

export const countWitnesses = (
  witnesses: readonly Pick<WitnessLine, 'country'>[],
): { nodes: number; countries: number } => ({
  nodes: witnesses.length,
  countries: new Set(witnesses.map(({ country }) => country)).size,
})

export const Witnesses: FC<WitnessesProps> = ({ t, size, witnesses }) => (
  <section id="witnesses">
    <h2>{t('book.witnesses')}</h2>
    <p class="lead">{t.rich('book.witnesses.lead', { ...countWitnesses(witnesses) })}</p>
    <p class="soft">{t('book.witnesses.explain')}</p>
    {witnesses.length === 0 ? null : (
      <Table
        caption={t('book.witnesses')}
        columns={(['node', 'country', 'holds', 'since'] as const).map((column) => ({
          title: t(`book.witnesses.${column}`),
        }))}
      >
        <TableGroup>
          {witnesses.map((witness) => (
            <WitnessRow t={t} size={size} witness={witness} />
          ))}
        </TableGroup>
      </Table>
    )}
  </section>
)

const WitnessRow: FC<{ t: Translator; size: number; witness: WitnessLine }> = ({ t, size, witness }) => (
  <Row>
    <RowHead>{isolatedText(witness.name)}</RowHead>
    <Cell label={t('book.witnesses.country')}>{t.country(witness.country)}</Cell>
    <Cell label={t('book.witnesses.holds')}>
      {witness.size >= size
        ? t('book.witnesses.whole')
        : t('book.witnesses.part', { held: witness.size, size })}
    </Cell>
    <Cell label={t('book.witnesses.since')}>
      <When t={t} at={witness.at} style="minute" />
    </Cell>
  </Row>
)
