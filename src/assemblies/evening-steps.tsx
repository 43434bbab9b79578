/** The steps of an evening as a bar, and the one that is next as the page's main button. */
import type { FC } from 'hono/jsx'
import { ActionLink, Actions } from '../web/components/blocks.tsx'
import { Sign, type SignName } from '../web/components/sign.tsx'
import { Words } from '../web/components/words.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { type Evening, type EveningStep, eveningSteps, stepPath } from './evening.ts'

/** The same on a step, on the button that leads to it, and among what waits. */
export const stepSigns: Readonly<Record<EveningStep, SignName>> = {
  open: 'sessions',
  attendance: 'attendance',
  motions: 'motions',
  decisions: 'decide',
  close: 'close',
  act: 'print',
  photo: 'photo',
  carry: 'carry',
}

type Part = FC<{ page: PageContext; evening: Evening }>

/** `here`: the step whose page this is, where it is not the next one. */
export const EveningSteps: FC<{ page: PageContext; evening: Evening; here?: EveningStep }> = ({
  page: { t },
  evening,
  here,
}) => {
  const reached = evening.current === null ? eveningSteps.length : eveningSteps.indexOf(evening.current)
  const shown = here ?? evening.current
  return (
    <nav aria-label={t('evening.label')}>
      <ol class="steps">
        {eveningSteps.map((step, at) => {
          const path = stepPath(evening, step)
          const isDone = at < reached && !(step === 'photo' && evening.current === 'act')
          const look = step === shown ? 'pill' : isDone ? 'pill yes' : 'pill none'
          const label = (
            <>
              <Sign of={isDone ? 'yes' : stepSigns[step]} />
              {t(`evening.${step}`)}
              {isDone ? <span class="hidden"> ({t('evening.done')})</span> : null}
            </>
          )
          return (
            <li>
              {path === undefined ? (
                <span class={look} aria-current={step === shown ? 'step' : undefined}>
                  {label}
                </span>
              ) : (
                <a class={look} href={path} aria-current={step === shown ? 'step' : undefined}>
                  {label}
                </a>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

/** The way on: one main button; beside printing the act, its photograph; at the end, home. */
export const NextStep: Part = ({ page: { t }, evening }) => {
  const { current, next } = evening
  return (
    <Actions>
      {current === null ? (
        <ActionLink path={paths.homePath} main sign="home">
          {t('evening.home')}
        </ActionLink>
      ) : (
        <ActionLink path={next.path} main sign={stepSigns[current]}>
          {t(`evening.next.${current}`)}
          {next.title === null ? null : (
            <>
              : <Words t={t} of={next.title} />
            </>
          )}
        </ActionLink>
      )}
      {current === 'act' ? (
        <ActionLink path={stepPath(evening, 'photo') ?? paths.homePath} sign="photo">
          {t('session.act.photo')}
        </ActionLink>
      ) : null}
    </Actions>
  )
}
