/** The nodes that may hold what is a body's own: who is admitted and who was revoked, and how one is admitted from its card. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions, Answer } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { FormToken, Input, Means, Submit, TextArea, Tick } from '../web/components/form.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import { type NamedRefusal, refusalText } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { NodeLine } from './views.ts'

export interface NodesView {
  readonly body: FramedBody
  readonly nodes: readonly NodeLine[]
  /** The node whose page this is. */
  readonly thisNode: string
  /** Whether whoever looks may admit and revoke here. */
  readonly mayAdmit: boolean
}

export interface NodesPageProps {
  readonly page: PageContext
  readonly view: NodesView
  readonly done: 'admitted' | 'revoked' | null
  readonly problem: NamedRefusal | null
}

export const NodesPage: FC<NodesPageProps> = ({ page, view, done, problem }) => {
  const { t } = page
  return (
    <BodyFrame
      page={page}
      body={view.body}
      title={t('nodes.title')}
      done={done === null ? null : t(`nodes.done.${done}`)}
      problem={problem}
    >
      <Answer tone="calm">
        <p>{t('nodes.lead', { nodes: view.nodes.filter(({ revokedAt }) => revokedAt === null).length })}</p>
        <p>{t('nodes.explain')}</p>
      </Answer>
      <NodesTable page={page} view={view} />
      {view.mayAdmit ? <CardForm page={page} view={view} /> : null}
    </BodyFrame>
  )
}

type Part = FC<{ page: PageContext; view: NodesView }>

const NodesTable: Part = ({ page, view }) => {
  const { t } = page
  return view.nodes.length === 0 ? null : (
    <Table
      caption={t('nodes.title')}
      columns={(['node', 'standing'] as const).map((column) => ({ title: t(`nodes.col.${column}`) }))}
    >
      <TableGroup>
        {view.nodes.map((line) => (
          <NodeRow page={page} view={view} line={line} />
        ))}
      </TableGroup>
    </Table>
  )
}

const NodeRow: FC<{ page: PageContext; view: NodesView; line: NodeLine }> = ({ page, view, line }) => {
  const { t } = page
  const book = view.body.book
  const { name, country, admittedAt, revokedAt, canOpenSealed } = line
  const isAdmitted = revokedAt === null
  const isThis = line.node === view.thisNode
  return (
    <Row>
      <RowHead>
        {isolatedText(name)}
        <small>
          {t.country(country)}
          {isThis ? ` · ${t('nodes.this')}` : null}
        </small>
      </RowHead>
      <Cell look="rest">
        <p>
          <span class={`pill ${isAdmitted ? 'in-force' : 'void'}`}>
            {t(isAdmitted ? 'nodes.admitted' : 'nodes.revoked')}
          </span>{' '}
          <a href={paths.entryPath({ book, seq: revokedAt ?? admittedAt })}>
            {t('nodes.since', { seq: revokedAt ?? admittedAt })}
          </a>
        </p>
        {isAdmitted && !canOpenSealed ? <p class="soft">{t('nodes.no-recipient')}</p> : null}
        {isAdmitted && view.mayAdmit && !isThis ? <Revoke page={page} book={book} line={line} /> : null}
      </Cell>
    </Row>
  )
}

/** Behind a fold, so that one press too many revokes nothing. */
const Revoke: FC<{ page: PageContext; book: string; line: NodeLine }> = ({ page, book, line }) => {
  const { t } = page
  return (
    <details>
      <summary>
        {t('nodes.revoke')} <span class="hidden">{isolatedText(line.name)}</span>
      </summary>
      <form method="post" action={`${paths.nodesPath(book)}/revoke`}>
        <Means id={line.node.slice(0, 8)}>
          {t('nodes.revoke.explain')} {t('means.node.revoke')}
        </Means>
        <FormToken page={page} />
        <input type="hidden" name="node" value={line.node} />
        <Submit sign="no" means={line.node.slice(0, 8)}>
          {t('nodes.revoke.do', { name: isolatedText(line.name) })}
        </Submit>
      </form>
    </details>
  )
}

const CardForm: Part = ({ page, view }) => {
  const { t } = page
  return (
    <form
      class="card"
      method="post"
      action={`${paths.nodesPath(view.body.book)}/card`}
      enctype="multipart/form-data"
    >
      <h2 class="small">{t('nodes.card')}</h2>
      <p class="k">{t('nodes.card.explain')}</p>
      <FormToken page={page} />
      <Input name="file" type="file" label={t('nodes.card.file')} problem={null} accept=".txt,text/plain" />
      <TextArea name="card" label={t('nodes.card.text')} problem={null} />
      <Submit sign="documents" main>
        {t('nodes.card.do')}
      </Submit>
    </form>
  )
}

/** A card that was read: what it says, and what is to be compared before it is admitted. */
export interface ReadCard {
  readonly text: string
  readonly name: string
  readonly country: string
  readonly fingerprint: string
  readonly isAdmitted: boolean
}

export interface AdmitPageProps {
  readonly page: PageContext
  readonly body: FramedBody
  readonly card: ReadCard
  readonly problem: NamedRefusal | null
}

export const AdmitPage: FC<AdmitPageProps> = ({ page, body, card, problem }) => {
  const { t } = page
  const isUnticked = problem?.['field'] === 'voice'
  return (
    <BodyFrame
      page={page}
      body={body}
      title={t('nodes.admit', { name: isolatedText(card.name) })}
      done={null}
      problem={problem}
    >
      <Answer tone="open">
        <p>{t('nodes.compare', { country: t.country(card.country) })}</p>
        <p class="number" translate="no">
          {card.fingerprint}
        </p>
        <p>{t('nodes.compare.other')}</p>
      </Answer>
      {card.isAdmitted ? <p>{t('nodes.again')}</p> : null}
      <p class="lead">{t('nodes.admit.means')}</p>
      <form method="post" action={`${paths.nodesPath(body.book)}/admit`}>
        <FormToken page={page} />
        <input type="hidden" name="card" value={card.text} />
        <Tick
          name="voice"
          value="yes"
          checked={false}
          label={t('nodes.compared')}
          problem={isUnticked ? refusalText(t, problem) : null}
        />
        <Means id="admit">{t('means.node.admit')}</Means>
        <Submit sign="yes" main means="admit">
          {t('nodes.admit.do')}
        </Submit>
      </form>
      <Actions>
        <ActionLink path={paths.nodesPath(body.book)} sign="back">
          {t('nodes.admit.not')}
        </ActionLink>
      </Actions>
    </BodyFrame>
  )
}
