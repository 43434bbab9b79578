/** The bar of a body's parts, on all its pages: the one that is shown is marked. */
import type { FC } from 'hono/jsx'
import { type BodyPart, type PageContext, type PagePlace, bodyParts } from '../page.ts'
import * as paths from '../paths.ts'
import { Sign, type SignName } from './sign.tsx'

const partPaths: Readonly<Record<Exclude<BodyPart, 'federation'>, (body: string) => string>> = {
  sessions: paths.sessionsPath,
  motions: paths.motionsPath,
  offices: paths.officesPath,
  people: paths.peoplePath,
  charter: paths.charterPath,
  documents: paths.documentsPath,
  book: paths.bookPath,
}

const partSigns: Readonly<Record<BodyPart, SignName>> = {
  sessions: 'sessions',
  motions: 'motions',
  offices: 'offices',
  people: 'people',
  charter: 'charter',
  documents: 'documents',
  federation: 'federations',
  book: 'books',
}

/** Where a part of a body begins. */
export function partPath({ book, isFederation }: PagePlace, part: BodyPart): string {
  if (part !== 'federation') return partPaths[part](book)
  return isFederation ? paths.federationPath(book) : paths.membershipsPath(book)
}

export const BodyBar: FC<{ page: PageContext; place: PagePlace }> = ({ page, place }) => {
  const { t } = page
  const [path] = page.path.split('?')
  const shown = bodyParts.filter((part) => part !== 'people' || place.isOfBody)
  return (
    <nav class="tiles" aria-label={t('nav.body', { name: t.text(place.name) })}>
      {shown.map((part) => (
        <a href={partPath(place, part)} aria-current={currentOf(place, part, path)}>
          <Sign of={partSigns[part]} />
          {t(`part.${part}`)}
        </a>
      ))}
    </nav>
  )
}

const currentOf = (place: PagePlace, part: BodyPart, path: string | undefined) =>
  part !== place.part ? undefined : path === partPath(place, part) ? 'page' : 'true'
