/** The state of carriage: what has been heard from whom, what waits, what was refused and why; and, here, how to carry. */
import type { FC } from 'hono/jsx'
import type { Evening } from '../../assemblies/evening.ts'
import { EveningSteps } from '../../assemblies/evening-steps.tsx'
import { ActionLink, Actions, Answer } from '../../web/components/blocks.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../../web/components/table.tsx'
import { Code, When } from '../../web/components/words.tsx'
import { type NamedRefusal, refusalText } from '../../web/languages/refusal-text.ts'
import { isolatedText } from '../../web/languages/plain-text.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import { Layout } from '../../web/layout.tsx'
import type { PageContext } from '../../web/page.ts'
import * as paths from '../../web/paths.ts'
import type { CarriageView } from '../views.ts'
import { AwaitedHeads } from './awaited-heads.tsx'
import { CarriageForms } from './carriage-forms.tsx'

/** What a form of this page has just done. */
export type CarriageDone =
  | {
      readonly type: 'synced' | 'carried-in'
      /** New here. */
      readonly entries: number
      readonly books: number
      /** How many parts were refused; each is in the view's `refusals`. */
      readonly refused: number
    }
  | { readonly type: 'refused'; readonly refusal: NamedRefusal }

export interface CarriagePageProps {
  readonly page: PageContext
  readonly carriage: CarriageView
  readonly done?: CarriageDone | null
  /** The session whose evening ends here, for whoever holds it. */
  readonly evening?: Evening | undefined
}

type Part = FC<{ t: Translator; carriage: CarriageView }>

export const CarriagePage: FC<CarriagePageProps> = ({ page, carriage, done, evening }) => {
  const { t } = page
  return (
    <Layout page={{ ...page, path: paths.carriagePath }} title={t('carriage.title')} current="carriage">
      <h1>{t('carriage.title')}</h1>
      {evening === undefined ? null : <EveningSteps page={page} evening={evening} here="carry" />}
      {done === undefined || done === null ? null : <Done t={t} done={done} carriage={carriage} />}
      <Answer tone={carriage.peers.some(isWaitedBy) ? 'open' : 'calm'}>
        <p>
          <b>{leadText(t, carriage)}</b>
        </p>
        <p>{t('carriage.explain')}</p>
      </Answer>
      <AwaitedHeads page={page} awaiting={carriage.awaiting} />
      {page.operator ? (
        <>
          <CarriageForms page={page} peers={carriage.peers} />
          <Actions>
            <ActionLink path={paths.nodeCardPath}>{t('card.title')}</ActionLink>
          </Actions>
        </>
      ) : (
        <p class="soft">{t('carriage.operator-only')}</p>
      )}
      {evening === undefined ? null : (
        <Actions>
          <ActionLink path={paths.homePath} sign="home">
            {t('evening.carried')}
          </ActionLink>
        </Actions>
      )}
      <Peers t={t} carriage={carriage} />
      <Refusals t={t} carriage={carriage} />
      <Shelf t={t} carriage={carriage} />
    </Layout>
  )
}

type Peer = CarriageView['peers'][number]

const isWaitedBy = ({ waitingEntries }: Peer): boolean => waitingEntries > 0

function leadText(t: Translator, { peers }: CarriageView): string {
  if (peers.length === 0) return t('carriage.lead.none')
  const waiting = peers.filter(isWaitedBy).length
  return waiting === 0 ? t('carriage.lead.clear') : t('carriage.lead.waiting', { peers: waiting })
}

const Done: FC<{ t: Translator; done: CarriageDone; carriage: CarriageView }> = ({ t, done, carriage }) => {
  const isBad = done.type === 'refused' || done.refused > 0
  return (
    <Answer tone={isBad ? 'failed' : 'carried'} live>
      <p>{done.type === 'refused' ? refusalText(t, done.refusal) : doneText(t, done)}</p>
      {done.type === 'refused' ? null : <Reasons t={t} of={carriage.refusals.slice(0, done.refused)} />}
    </Answer>
  )
}

function doneText(t: Translator, done: Exclude<CarriageDone, { type: 'refused' }>): string {
  const { type, entries, books, refused } = done
  const isAllRefused = entries === 0 && refused > 0
  const taken = isAllRefused ? t('carriage.done.nothing') : t(`carriage.done.${type}`, { entries, books })
  return `${taken} ${t('carriage.done.refused', { count: refused })}`
}

/** Why, each reason once; which book it was is in the list below. */
const Reasons: FC<{ t: Translator; of: CarriageView['refusals'] }> = ({ t, of }) =>
  [...new Set(of.map((refusal) => refusalText(t, refusal)))].map((reason) => <p>{reason}</p>)

const Peers: Part = ({ t, carriage }) =>
  carriage.peers.length === 0 ? null : (
    <section>
      <h2>{t('carriage.peers')}</h2>
      <Table
        caption={t('carriage.peers')}
        columns={(['peer', 'heard', 'link', 'waiting'] as const).map((column) => ({
          title: t(`carriage.col.${column}`),
        }))}
      >
        <TableGroup>
          {carriage.peers.map((peer) => (
            <PeerRow t={t} peer={peer} />
          ))}
        </TableGroup>
      </Table>
    </section>
  )

const PeerRow: FC<{ t: Translator; peer: Peer }> = ({ t, peer }) => (
  <Row>
    <RowHead>
      {isolatedText(peer.name ?? peer.url)}
      {peer.name === null || !peer.url.includes('//') ? null : <small>{isolatedText(peer.url)}</small>}
    </RowHead>
    <Cell label={t('carriage.col.heard')}>{heardText(t, peer)}</Cell>
    <Cell label={t('carriage.col.link')}>
      {peer.lastFailure === null ? t('carriage.link.ok') : refusalText(t, { type: peer.lastFailure })}
    </Cell>
    <Cell label={t('carriage.col.waiting')}>
      {t('carriage.waiting', { entries: peer.waitingEntries, books: peer.waitingBooks })}
    </Cell>
  </Row>
)

function heardText(t: Translator, { lastHeardAt, lastVia }: Peer): string {
  if (lastHeardAt === null) return t('carriage.never')
  const date = t.date(lastHeardAt, 'minute')
  return lastVia === null ? date : t('via.at', { via: t.word('via', lastVia), date })
}

const Refusals: Part = ({ t, carriage }) => (
  <section>
    <h2>{t('carriage.refusals')}</h2>
    <p class="soft">
      {t(carriage.refusals.length === 0 ? 'carriage.refusals.none' : 'carriage.refusals.explain')}
    </p>
    <ol class="leaves">
      {carriage.refusals.map((refusal) => (
        <Refused t={t} refusal={refusal} />
      ))}
    </ol>
  </section>
)

const Refused: FC<{ t: Translator; refusal: CarriageView['refusals'][number] }> = ({ t, refusal }) => (
  <li>
    <p>{refusalText(t, refusal)}</p>
    <p class="soft">
      <When t={t} at={refusal.at} style="minute" /> ·{' '}
      {t('carriage.refusals.from', { from: isolatedText(refusal.from) })}
      {refusal.book === null ? null : (
        <>
          {' '}
          · <a href={paths.bookPath(refusal.book)}>{t('carriage.refusals.book')}</a>
        </>
      )}
    </p>
    <details>
      <summary>{t('carriage.refusals.detail')}</summary>
      <p>
        <Code text={`${refusal.type} ${refusal.detail}`} />
      </p>
    </details>
  </li>
)

const Shelf: Part = ({ t, carriage }) =>
  carriage.waitingBooks.length === 0 ? null : (
    <section>
      <h2>{t('carriage.shelf')}</h2>
      <p class="soft">{t('carriage.shelf.explain')}</p>
      <ul class="leaves">
        {carriage.waitingBooks.map(({ book, reason }) => (
          <li>
            <Code text={book} />
            <p>{refusalText(t, { type: reason })}</p>
          </li>
        ))}
      </ul>
    </section>
  )
