/** A charter as it is read: how decisions are taken, who does what, and the rest, each in words. */
import type { FC } from 'hono/jsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import type { Fact } from '../web/components/blocks.tsx'
import { Facts } from '../web/components/blocks.tsx'
import { firstUpper } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import {
  type NamedNode,
  holderText,
  otherSentences,
  postName,
  termText,
  waySentence,
  writesText,
} from './charter-words.ts'
import type { Charter } from './entries.ts'

type Part = FC<{ t: Translator; charter: Charter; nodes?: readonly NamedNode[] }>

export const CharterText: Part = ({ t, charter, nodes }) => (
  <>
    <section>
      <h2>{t('charter.ways')}</h2>
      <Facts facts={waysOf(t, charter)} />
    </section>
    <Posts t={t} charter={charter} />
    <section>
      <h2>{t('charter.rest')}</h2>
      <ul>
        {otherSentences(t, charter, nodes).map((sentence) => (
          <li>{firstUpper(sentence)}</li>
        ))}
      </ul>
    </section>
  </>
)

const waysOf = (t: Translator, { decisions }: Charter): Fact[] =>
  Object.entries(decisions).map(([id, rule]) => ({
    term: firstUpper(t.word('decision', id)),
    value: waySentence(t, rule),
  }))

const Posts: Part = ({ t, charter }) => {
  const titles = [t('charter.col.writes'), t('charter.col.holder'), t('charter.col.term')] as const
  return (
    <section>
      <h2>{t('charter.posts')}</h2>
      <Table
        caption={t('charter.posts')}
        columns={[{ title: t('charter.col.post') }, ...titles.map((title) => ({ title }))]}
      >
        <TableGroup>
          {charter.posts.map((post) => (
            <Row>
              <RowHead>{firstUpper(postName(t, post))}</RowHead>
              {[writesText(t, post), holderText(t, post), termText(t, post)].map((text, at) => (
                <Cell label={titles[at] ?? ''}>{text}</Cell>
              ))}
            </Row>
          ))}
        </TableGroup>
      </Table>
    </section>
  )
}
