/** What was said of a membership, in words: when, why, on what decision, with the entry that says it. */
import type { FC } from 'hono/jsx'
import { Words } from '../web/components/words.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import { ProofLink } from './member-table.tsx'
import type { MembershipChange } from './views.ts'

export const Said: FC<{ t: Translator; change: Omit<MembershipChange, 'word'> | null }> = ({ t, change }) =>
  change === null ? null : (
    <>
      {t('membership.said', { said: change.said, date: t.date(change.at) })}
      {change.reason === null ? null : (
        <>
          : <Words t={t} of={change.reason} />
        </>
      )}{' '}
      {change.motion === null ? null : (
        <>
          <a href={paths.motionPath(change.motion)}>
            {t('membership.by-motion', { motion: change.motion.seq })}
          </a>{' '}
        </>
      )}
      <ProofLink t={t} proof={change.proof} />
    </>
  )
