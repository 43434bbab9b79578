/** A body: who it is, where its paper book is and which prevails, and what other rooms know of it. */
import type { Child, FC } from 'hono/jsx'
import { ActionLink, Actions, Crumbs, type Fact, Facts } from '../web/components/blocks.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Code, When, Words } from '../web/components/words.tsx'
import { placeOnEarthText, populationText } from '../web/languages/figures.ts'
import { firstUpper, isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { Layout } from '../web/layout.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import type { BodyView } from './views.ts'

export interface BodyPageProps {
  readonly page: PageContext
  readonly body: BodyView
  /** Whether something waits here for whoever looks: that is the main thing then. */
  readonly isBusy?: boolean
  /** What waits for whoever looks, before all else. */
  readonly first?: Child
  /** Parts of other rooms, such as its sessions. */
  readonly children?: Child
}

export const BodyPage: FC<BodyPageProps> = ({ page, body, isBusy, first, children }) => {
  const { t } = page
  return (
    <Layout
      page={page}
      title={t.text(body.name)}
      current="books"
      demonstration={body.demonstration}
      about={[body.book]}
    >
      <Crumbs page={page} />
      <h1>
        <Words t={t} of={body.name} />
      </h1>
      <p class="lead">{leadText(t, body)}</p>
      {first}
      <Actions>
        <ActionLink path={paths.verifyPath(body.book)} main={isBusy !== true} sign="verify">
          {t('body.check')}
        </ActionLink>
        <ActionLink path={paths.submissionsPath(body.book)} sign="submissions">
          {t('body.submissions')}
        </ActionLink>
        <ActionLink path={paths.bodyLanguagesPath(body.book)}>{t('spoken.short')}</ActionLink>
        <ActionLink path={paths.delegatesPath(body.book)} sign="people">
          {t('delegates.title')}
        </ActionLink>
        <ActionLink path={paths.keeperPath(body.book)}>{t('keeper.title')}</ActionLink>
        <ActionLink path={paths.nodesPath(body.book)}>{t('nodes.short')}</ActionLink>
      </Actions>
      {children}
      <section>
        <h2>{t('body.facts')}</h2>
        <Facts facts={factsOf(t, body)} />
      </section>
      <Officers t={t} body={body} />
    </Layout>
  )
}

const leadText = (t: Translator, { kind, country, size }: BodyView): string =>
  t('body.lead', { kind: firstUpper(t.word('kind', kind)), country: t.country(country), size })

/** Facts the founding entry says; what it does not say is left out, but for the place of the paper book. */
function factsOf(t: Translator, body: BodyView): readonly Fact[] {
  const facts: readonly (Fact | null)[] = [
    { term: t('body.country'), value: t.country(body.country) },
    body.region === null ? null : { term: t('body.region'), value: isolatedText(body.region) },
    { term: t('body.population'), value: populationText(t, body) },
    body.lon === null || body.lat === null
      ? null
      : { term: t('body.place'), value: placeOnEarthText(t, body.lon, body.lat) },
    body.standing === null ? null : { term: t('body.standing'), value: t.word('standing', body.standing) },
    body.sources === null ? null : { term: t('body.sources'), value: isolatedText(body.sources) },
    { term: t('body.founded'), value: <When t={t} at={body.foundedAt} /> },
    {
      term: t('body.paper'),
      value: body.paperBook === null ? t('body.paper.unknown') : isolatedText(body.paperBook),
    },
    { term: t('body.prevails'), value: t(`prevails.${body.prevails}`) },
  ]
  return facts.filter((fact) => fact !== null)
}

const Officers: FC<{ t: Translator; body: BodyView }> = ({ t, body }) =>
  body.officers.length === 0 ? null : (
    <section>
      <h2>{t('body.officers')}</h2>
      <p class="soft">{t('body.officers.explain')}</p>
      <Table
        caption={t('body.officers')}
        columns={[{ title: t('body.col.post') }, { title: t('body.col.person') }]}
      >
        <TableGroup>
          {body.officers.map(({ id, post, name }) => (
            <Row>
              <RowHead>{firstUpper(t.word('post', post))}</RowHead>
              <Cell label={t('body.col.person')}>
                {name === null ? null : <>{isolatedText(name)} </>}
                <Code text={id} />
              </Cell>
            </Row>
          ))}
        </TableGroup>
      </Table>
    </section>
  )
