/** The API for whoever writes programs: what is read, what is done, what each asks. The document for programs beside it. */
import type { FC } from 'hono/jsx'
import { commands } from '../../node/commands/all.ts'
import type { Command } from '../../node/commands/command.ts'
import { Answer } from '../../web/components/blocks.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../../web/components/table.tsx'
import { isMessageKey } from '../../web/languages/catalogue.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'
import { apiReads } from '../api-reads.ts'
import { commandWords, inputSchema } from '../openapi/document.ts'

type Part = FC<{ t: Translator }>

export const ApiPage: FC<{ page: PageContext }> = ({ page }) => {
  const { t } = page
  return (
    <Layout page={page} title={t('api.title')} current={null}>
      <h1>{t('api.title')}</h1>
      <Answer tone="calm">
        <p>{t('api.lead')}</p>
        <p>{t('api.how')}</p>
        <p>{t('api.once')}</p>
        <p>
          <a href={paths.apiDocumentPath}>{t('api.document')}</a>
        </p>
        <p>
          <a href={paths.galleryPath}>{t('gallery.link')}</a>
        </p>
      </Answer>
      <Reads t={t} />
      <Done t={t} by="person" />
      <Done t={t} by="operator" />
    </Layout>
  )
}

const Reads: Part = ({ t }) => (
  <section>
    <h2>{t('api.tag.read')}</h2>
    <Table caption={t('api.tag.read')} columns={[{ title: t('api.address') }, { title: t('api.what') }]}>
      <TableGroup>
        {apiReads.map(({ path, summary, isOfMembers }) => (
          <Row>
            <RowHead>
              <code>{`GET /api${path}`}</code>
            </RowHead>
            <Cell label={t('api.what')}>
              {t(summary)} {isOfMembers === true ? t('api.members-only') : null}
            </Cell>
          </Row>
        ))}
      </TableGroup>
    </Table>
  </section>
)

const Done: FC<{ t: Translator; by: Command['by'] }> = ({ t, by }) => {
  const title = t(`api.tag.${by}`)
  const columns = [t('api.address'), t('api.what'), t('api.fields')].map((column) => ({ title: column }))
  return (
    <section>
      <h2>{title}</h2>
      <Table caption={title} columns={columns}>
        <TableGroup>
          {commands
            .filter((command) => command.by === by)
            .map((command) => (
              <Row>
                <RowHead>
                  <code>{`POST /api/commands/${command.name}`}</code>
                </RowHead>
                <Cell label={t('api.what')}>{commandWords(t, command.name)}</Cell>
                <Cell label={t('api.fields')}>
                  <Fields t={t} command={command} />
                </Cell>
              </Row>
            ))}
        </TableGroup>
      </Table>
    </section>
  )
}

/** The data a command takes, by name, each with its word. */
const Fields: FC<{ t: Translator; command: Command }> = ({ t, command }) => {
  const { properties = {}, required = [] } = inputSchema(command) as {
    readonly properties?: Readonly<Record<string, unknown>>
    readonly required?: readonly string[]
  }
  return (
    <>
      {Object.keys(properties).map((name, at) => {
        const key = `field.${name}`
        const word = isMessageKey(key) ? t(key) : name
        return (
          <>
            {at === 0 ? null : ' · '}
            <code>{name}</code> {required.includes(name) ? word : t('api.field.optional', { field: word })}
          </>
        )
      })}
    </>
  )
}
