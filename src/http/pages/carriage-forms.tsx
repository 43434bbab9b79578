/** The three things an operator does with carriage: over the link, out to a stick, in from a stick. */
import type { FC } from 'hono/jsx'
import { Input, MachineToken, Means, Select, Submit } from '../../web/components/form.tsx'
import { isolatedText } from '../../web/languages/plain-text.ts'
import type { PageContext } from '../../web/page.ts'
import type { CarriageView } from '../views.ts'

type Part = FC<{ page: PageContext; peers: CarriageView['peers'] }>

export const CarriageForms: Part = ({ page, peers }) => (
  <div class="cards">
    <OutForm page={page} peers={peers} />
    <InForm page={page} peers={peers} />
    {peers.length === 0 ? null : <SyncForm page={page} peers={peers} />}
  </div>
)

/** POST /carriage/out with `for`: a peer's address, or empty for all. Answers with the file. */
const OutForm: Part = ({ page, peers }) => {
  const { t } = page
  return (
    <form class="card" method="post" action="/carriage/out">
      <h2 class="small">{t('carriage.out')}</h2>
      <Means id="out">{t('carriage.out.explain')}</Means>
      <MachineToken page={page} />
      <Select
        name="for"
        label={t('carriage.out.for')}
        problem={null}
        choices={[
          { value: '', label: t('carriage.out.all') },
          ...peers.map(({ url, name }) => ({ value: url, label: isolatedText(name ?? url) })),
        ]}
      />
      <Submit sign="download" main means="out">
        {t('carriage.out.do')}
      </Submit>
    </form>
  )
}

/** POST /carriage/in, multipart, with `file`. */
const InForm: Part = ({ page }) => {
  const { t } = page
  return (
    <form class="card" method="post" action="/carriage/in" enctype="multipart/form-data">
      <h2 class="small">{t('carriage.in')}</h2>
      <p class="k">{t('carriage.in.explain')}</p>
      <MachineToken page={page} />
      <Input
        name="file"
        type="file"
        label={t('carriage.in.file')}
        problem={null}
        accept=".apachita,application/octet-stream"
        required
      />
      <Means id="in">{t('means.carry-in')}</Means>
      <Submit sign="carry" main means="in">
        {t('carriage.in.do')}
      </Submit>
    </form>
  )
}

/** POST /carriage/sync, no fields. */
const SyncForm: Part = ({ page }) => {
  const { t } = page
  return (
    <form class="card" method="post" action="/carriage/sync">
      <h2 class="small">{t('carriage.sync')}</h2>
      <Means id="sync">{t('carriage.sync.explain')}</Means>
      <MachineToken page={page} />
      <Submit sign="carry" means="sync">
        {t('carriage.sync.do')}
      </Submit>
    </form>
  )
}
