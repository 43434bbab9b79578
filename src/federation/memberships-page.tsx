/** A body's own memberships: what it and its federations said of them, and the form by which it freezes, resumes or ends one. */
import type { FC } from 'hono/jsx'
import { Answer, Facts } from '../web/components/blocks.tsx'
import { BodyFrame, type FramedBody } from '../web/components/body-frame.tsx'
import { Form } from '../web/components/form.tsx'
import { Words } from '../web/components/words.tsx'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { WhatAndWhy } from './membership-form.tsx'
import { Said } from './membership-words.tsx'
import type { MembershipView } from './views.ts'

export interface MembershipsPageProps {
  readonly page: PageContext
  readonly body: FramedBody
  /** The federations: `body` of each line is the federation. */
  readonly memberships: MembershipView['members']
  readonly mayWrite: boolean
  readonly isDone: boolean
  readonly problem: NamedRefusal | null
}

export const MembershipsPage: FC<MembershipsPageProps> = (props) => {
  const { page, body, memberships, isDone, problem } = props
  const { t } = page
  return (
    <BodyFrame
      page={page}
      body={body}
      title={t('memberships.title')}
      done={isDone ? t('membership.done.said') : null}
      problem={problem}
    >
      <Answer tone="calm">
        <p>{t('memberships.lead')}</p>
        <p>{t('memberships.explain')}</p>
      </Answer>
      {memberships.length === 0 ? <p class="soft">{t('memberships.none')}</p> : null}
      {memberships.map((membership) => (
        <Membership {...props} membership={membership} />
      ))}
    </BodyFrame>
  )
}

const Membership: FC<MembershipsPageProps & { membership: MembershipView['members'][number] }> = ({
  page,
  body,
  mayWrite,
  membership,
}) => {
  const { t } = page
  const { own, byFederation, isUnnoted } = membership
  const hasEnded = own?.said === 'ended'
  const facts = [
    { term: t('membership.own'), value: <Said t={t} change={own} />, isThere: own !== null },
    {
      term: t('membership.federations'),
      value: <Said t={t} change={byFederation} />,
      isThere: byFederation !== null,
    },
  ].filter(({ isThere }) => isThere)
  return (
    <section>
      <h2>
        <a href={paths.federationPath(membership.body)}>
          <Words t={t} of={membership.name} />
        </a>
      </h2>
      {facts.length === 0 ? <p>{t('memberships.nothing')}</p> : <Facts facts={facts} />}
      {isUnnoted ? <p class="soft">{t('memberships.unnoted')}</p> : null}
      {mayWrite && !hasEnded ? (
        <Form page={page} action={paths.membershipsPath(body.book)} hidden={{ federation: membership.body }}>
          <WhatAndWhy
            t={t}
            id={membership.body.slice(0, 8)}
            verbs={own?.said === 'frozen' ? ['resume', 'end'] : ['freeze', 'end']}
          />
        </Form>
      ) : null}
    </section>
  )
}
