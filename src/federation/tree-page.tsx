/** The tree of a federation: in a sentence, as a picture, and every body with a link, by what it is a member of. */
import type { FC } from 'hono/jsx'
import { Answer } from '../web/components/blocks.tsx'
import { Figure } from '../web/components/picture.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Code, Words } from '../web/components/words.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { FederationFrame } from './federation-frame.tsx'
import { placeText } from './member-table.tsx'
import { treePicture, treeText } from './tree-picture.tsx'
import { inOrder, nameOf } from './tree-rows.ts'
import type { FederationTree, TreeBody, TreeSection } from './views.ts'

export const TreePage: FC<{ page: PageContext; tree: FederationTree }> = ({ page, tree }) => {
  const { t } = page
  const { root, demonstration } = tree
  const path = paths.treePath(root.book)
  const federation = { book: root.book, name: root.facts?.name ?? {}, demonstration }
  return (
    <FederationFrame page={page} federation={federation} title={t('tree.title')} problem={null}>
      <Answer tone="calm">
        <p>{treeText(t, tree)}</p>
        {tree.notHere > 0 ? <p>{t('tree.not-here.explain', { count: tree.notHere })}</p> : null}
        {tree.hasCircle ? <p>{t('tree.circle.explain')}</p> : null}
      </Answer>
      {root.members === 0 ? (
        <p class="soft">{t('federation.members.none')}</p>
      ) : (
        <div class="two">
          <section>
            <h2>{t('tree.picture')}</h2>
            <Figure t={t} picture={treePicture(t, tree)} path={path} table="#bodies" />
          </section>
          <section id="bodies">
            <h2>{t('tree.table')}</h2>
            <Bodies t={t} root={root} />
          </section>
        </div>
      )}
    </FederationFrame>
  )
}

interface Group {
  readonly of: TreeBody
  readonly section: TreeSection
  readonly members: readonly TreeBody[]
}

/** Members of a section, and of those below, each after what it is a member of. */
const groupsOf = (t: Translator, of: TreeBody): Group[] =>
  of.sections.flatMap((section) => {
    const members = inOrder(t, section.members)
    return [{ of, section, members }, ...members.flatMap((member) => groupsOf(t, member))]
  })

/** So many bodies are named on the page, and of a section; all of them are on the pages of their federations, and in the file. */
const mostNamed = 600

function withinPage(groups: readonly Group[]): readonly Group[] {
  let left = mostNamed
  return groups.map((group) => {
    const members = group.members.slice(0, left)
    left -= members.length
    return { ...group, members }
  })
}

const Bodies: FC<{ t: Translator; root: TreeBody }> = ({ t, root }) => {
  const columns = (['body', 'kind', 'below'] as const).map((column) => ({ title: t(`tree.col.${column}`) }))
  return (
    <Table caption={t('tree.table')} columns={columns}>
      {withinPage(groupsOf(t, root)).map(({ of, section, members }) => (
        <TableGroup title={<GroupTitle t={t} of={of} section={section} />} columns={columns.length}>
          {members.map((member) => (
            <BodyRow t={t} body={member} />
          ))}
          {members.length < section.members.length ? (
            <Row>
              <RowHead>
                <a href={paths.federationPath(of.book)}>
                  {t('tree.more', { count: section.members.length - members.length })}
                </a>
              </RowHead>
            </Row>
          ) : null}
        </TableGroup>
      ))}
    </Table>
  )
}

const GroupTitle: FC<{ t: Translator; of: TreeBody; section: TreeSection }> = ({ t, of, section }) => (
  <>
    {of.facts === null ? <Code text={nameOf(t, of)} /> : <Words t={t} of={of.facts.name} />}
    {section.name === null ? null : (
      <>
        {' › '}
        <Words t={t} of={section.name} />
      </>
    )}{' '}
    ({t.number(section.members.length)})
  </>
)

const BodyRow: FC<{ t: Translator; body: TreeBody }> = ({ t, body }) => {
  const { book, facts, stands, members } = body
  return (
    <Row look={facts === null ? 'quiet' : undefined}>
      <RowHead>
        {facts === null ? (
          <Code text={nameOf(t, body)} />
        ) : (
          <a href={members > 0 ? paths.treePath(book) : paths.bodyPath(book)}>
            <Words t={t} of={facts.name} />
          </a>
        )}
        {facts === null ? null : <small>{placeText(t, facts, null)}</small>}
      </RowHead>
      <Cell>{facts === null ? '' : t.word('kind', facts.kind)}</Cell>
      <Cell>
        {[
          ...(members > 0 ? [t('tree.members', { count: members })] : []),
          ...(stands === 'whole' ? [] : [t(`tree.stands.${stands}`)]),
        ].join(' · ')}
      </Cell>
    </Row>
  )
}
