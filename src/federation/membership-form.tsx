/** The parts that forms about memberships share: what is done, and why. */
import type { FC } from 'hono/jsx'
import { Means, Select, Submit, TextArea } from '../web/components/form.tsx'
import type { Translator } from '../web/languages/translator.tsx'

export type MembershipVerb = 'freeze' | 'resume' | 'end'

/** `id` keeps the fields of several forms on a page apart. */
export const WhatAndWhy: FC<{ t: Translator; id: string; verbs: readonly MembershipVerb[] }> = ({
  t,
  id,
  verbs,
}) => (
  <>
    <Select
      name={`do-${id}`}
      label={t('membership.do')}
      problem={null}
      choices={verbs.map((verb) => ({ value: verb, label: t(`membership.do.${verb}`) }))}
    />
    <TextArea
      name={`reason-${id}`}
      label={t('membership.reason')}
      hint={t('membership.reason.hint')}
      problem={null}
    />
    <Means id={id}>{t('means.membership')}</Means>
    <Submit sign="write" means={id}>
      {t('membership.submit')}
    </Submit>
  </>
)
