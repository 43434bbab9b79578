/**
 * A session of delegates votes on a motion: section by section who is there and what each says, so many at a time, then the
 * sum of it, and only then it is written. What was noted goes along in the form, so nothing is kept anywhere meanwhile.
 */
import type { FC } from 'hono/jsx'
import type { LocalizedText } from '../kernel/languages.ts'
import { Answer } from '../web/components/blocks.tsx'
import type { FramedBody } from '../web/components/body-frame.tsx'
import { FormToken, Input, Means, Select, Submit } from '../web/components/form.tsx'
import { Sign } from '../web/components/sign.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import { Words } from '../web/components/words.tsx'
import { type MessageKey, isMessageKey } from '../web/languages/catalogue.ts'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { NamedRefusal } from '../web/languages/refusal-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import * as paths from '../web/paths.ts'
import { delegateName } from './delegate-name.ts'
import { FederationFrame } from './federation-frame.tsx'
import type { SendingLine } from './views.ts'

/** What is noted of a delegate; nothing of one who is not there. */
export const notes = ['present', 'yes', 'no', 'abstain'] as const
export type Note = (typeof notes)[number]

/** By `<body> <person>`. */
export type Noted = ReadonlyMap<string, Note>
export const sendingKey = ({ body, person }: Pick<SendingLine, 'body' | 'person'>): string =>
  `${body} ${person}`

export interface DelegatesVotePageProps {
  readonly page: PageContext
  readonly federation: FramedBody & {
    readonly sections: readonly { readonly id: string; readonly name: LocalizedText }[]
    /** Rules of the charter whose votes are counted. */
    readonly rules: readonly string[]
  }
  readonly motion: { readonly seq: number; readonly title: LocalizedText }
  readonly sendings: readonly SendingLine[]
  /** Which of the steps this is, from 0; after the last of them: the end. */
  readonly step: number
  readonly noted: Noted
  readonly problem: NamedRefusal | null
}

export const DelegatesVotePage: FC<DelegatesVotePageProps> = (props) => {
  const { page, federation, motion, sendings, step, problem } = props
  const { t } = page
  const steps = stepsOf(federation.sections, sendings)
  const asked = steps[step]
  return (
    <FederationFrame
      page={page}
      federation={federation}
      title={t('delegates.vote.title')}
      motion={{ seq: motion.seq, title: <Words t={t} of={motion.title} /> }}
      problem={problem}
    >
      <p class="lead">
        <b>
          <Words t={t} of={motion.title} />
        </b>
      </p>
      {federation.rules.length === 0 ? (
        <p>{t('delegates.vote.norules')}</p>
      ) : asked === undefined ? (
        <Sum {...props} />
      ) : (
        <Section {...props} asked={asked} steps={steps.length} />
      )}
    </FederationFrame>
  )
}

interface Step {
  readonly section: LocalizedText
  readonly lines: readonly SendingLine[]
  /** How many delegates of the section were asked about before, and how many it has. */
  readonly before: number
  readonly all: number
}

/** So many delegates are asked about at a time. */
const delegatesAStep = 50

/** A section after the other, one with many delegates in several steps. */
function stepsOf(
  sections: DelegatesVotePageProps['federation']['sections'],
  sendings: readonly SendingLine[],
): Step[] {
  return sections.flatMap(({ id, name }) => {
    const all = sendings.filter(({ section }) => section === id)
    const count = Math.max(1, Math.ceil(all.length / delegatesAStep))
    return Array.from({ length: count }, (_, at) => {
      const before = at * delegatesAStep
      return { section: name, lines: all.slice(before, before + delegatesAStep), before, all: all.length }
    })
  })
}

/** What was noted before this page, sent along. */
const Carried: FC<DelegatesVotePageProps> = ({ page, sendings, noted, step }) => (
  <>
    <FormToken page={page} />
    <input type="hidden" name="step" value={step} />
    <input type="hidden" name="noted" value={notedToText(sendings, noted)} />
  </>
)

/** Digits by the order of the sendings would shift where one more is sent meanwhile: the ids stand in it, shortened. */
const shortKey = ({ body, person }: SendingLine): string => `${body.slice(0, 10)}${person.slice(0, 4)}`

export const notedToText = (sendings: readonly SendingLine[], noted: Noted): string =>
  sendings
    .flatMap((line) => {
      const note = noted.get(sendingKey(line))
      return note === undefined ? [] : [`${shortKey(line)}${notes.indexOf(note)}`]
    })
    .join(' ')

export function textToNoted(sendings: readonly SendingLine[], text: string): Map<string, Note> {
  const byShortKey = new Map(sendings.map((line) => [shortKey(line), sendingKey(line)]))
  return new Map(
    text.split(' ').flatMap((word) => {
      const [key, note] = [byShortKey.get(word.slice(0, -1)), notes[Number(word.slice(-1))]]
      return key === undefined || note === undefined ? [] : [[key, note] as const]
    }),
  )
}

/** The name of the field in which a delegate is noted. */
export const noteField = (line: SendingLine): string => `n-${shortKey(line)}`

const Section: FC<DelegatesVotePageProps & { asked: Step; steps: number }> = (props) => {
  const { page, federation, motion, step, noted, asked, steps } = props
  const { t } = page
  const { lines, before, all } = asked
  const place = { step: step + 1, of: steps, section: t.text(asked.section) }
  return (
    <form method="post" action={paths.delegatesVotePath({ book: federation.book, seq: motion.seq })}>
      <h2>
        {all > lines.length
          ? t('delegates.vote.part', { ...place, from: before + 1, to: before + lines.length, all })
          : t('delegates.vote.step', place)}
      </h2>
      <Carried {...props} />
      {lines.length === 0 ? <p class="soft">{t('delegates.vote.nobody')}</p> : null}
      {lines.map((line) => (
        <Delegate t={t} line={line} note={noted.get(sendingKey(line)) ?? null} />
      ))}
      <Means id="step">{t('delegates.vote.lead')}</Means>
      <div class="acts">
        <Submit sign="attendance" main means="step">
          {t('delegates.vote.next')}
        </Submit>
      </div>
    </form>
  )
}

const Delegate: FC<{ t: Translator; line: SendingLine; note: Note | null }> = ({ t, line, note }) => {
  const name = noteField(line)
  const choices = [
    ['', null, t('delegates.vote.absent')],
    ['present', 'attendance', t('delegates.vote.present')],
    ['yes', 'yes', t('position.yes')],
    ['no', 'no', t('position.no')],
    ['abstain', 'abstain', t('position.abstain')],
  ] as const
  return (
    <fieldset class="card">
      <legend>
        <Words t={t} of={line.name} />
      </legend>
      <p class="k">
        {delegateName(t, line, line.name)}
        {line.mandate === null
          ? null
          : ` · ${t('delegates.vote.told', { option: t.word('position', line.mandate) })}`}
      </p>
      <div class="field steps">
        {choices.map(([value, sign, label]) => (
          <label class={`pill ${value}`}>
            <input type="radio" name={name} value={value} checked={(note ?? '') === value} />
            {sign === null ? null : <Sign of={sign} />}
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const Sum: FC<DelegatesVotePageProps> = (props) => {
  const { page, federation, motion, sendings, noted } = props
  const { t } = page
  const there = sendings.filter((line) => noted.has(sendingKey(line)))
  const count = (note: Note): number => there.filter((line) => noted.get(sendingKey(line)) === note).length
  const path = paths.delegatesVotePath({ book: federation.book, seq: motion.seq })
  return (
    <>
      <Answer tone="open">
        <p>
          {t('delegates.vote.sum', {
            present: new Set(there.map(({ body }) => body)).size,
            yes: count('yes'),
            no: count('no'),
            abstain: count('abstain'),
          })}
        </p>
      </Answer>
      {there.length > mostNamed ? (
        <SumOfSections {...props} there={there} />
      ) : (
        <Each {...props} there={there} />
      )}
      <form method="post" action={path}>
        <Carried {...props} />
        <Select
          name="rule"
          label={t('delegates.vote.rule')}
          problem={null}
          choices={federation.rules.map((rule) => ({ value: rule, label: ruleName(t, rule) }))}
        />
        <Input name="place" type="text" label={t('delegates.vote.place')} problem={null} maxlength={200} />
        <div class="answer open">
          <p>
            <strong>{t('decide.final.title')}</strong>
          </p>
          <p id="m-final">{t('decide.final')}</p>
        </div>
        <div class="acts">
          <Submit sign="decide" main means="final">
            {t('delegates.vote.submit')}
          </Submit>
          <a class="btn" href={path}>
            <Sign of="back" />
            {t('delegates.vote.again')}
          </a>
        </div>
      </form>
    </>
  )
}

/** So many are read out one by one; more by section. */
const mostNamed = 100

type There = FC<DelegatesVotePageProps & { there: readonly SendingLine[] }>

const Each: There = ({ page: { t }, noted, there }) => (
  <Table
    caption={t('delegates.vote.title')}
    columns={[{ title: t('membership.member') }, { title: t('delegates.col.vote') }]}
  >
    <TableGroup>
      {there.map((line) => (
        <Row>
          <RowHead>
            <Words t={t} of={line.name} />
            <small>{delegateName(t, line, line.name)}</small>
          </RowHead>
          <Cell>{noteText(t, noted.get(sendingKey(line)) ?? 'present')}</Cell>
        </Row>
      ))}
    </TableGroup>
  </Table>
)

const SumOfSections: There = ({ page: { t }, federation, noted, there }) => {
  const count = (section: string, note: Note): number =>
    there.filter((line) => line.section === section && noted.get(sendingKey(line)) === note).length
  return (
    <Table
      caption={t('delegates.vote.title')}
      columns={[
        { title: t('membership.section') },
        ...notes.map((note) => ({ title: noteText(t, note), numeric: true })),
      ]}
    >
      <TableGroup>
        {federation.sections.map(({ id, name }) => (
          <Row>
            <RowHead>
              <Words t={t} of={name} />
            </RowHead>
            {notes.map((note) => (
              <Cell label={noteText(t, note)} look="num">
                {t.number(count(id, note))}
              </Cell>
            ))}
          </Row>
        ))}
      </TableGroup>
    </Table>
  )
}

const noteText = (t: Translator, note: Note): string =>
  note === 'present' ? t('delegates.vote.present') : t.word('position', note)

/** The catalogue's words for a rule of a ready-made charter; another one's own id. */
function ruleName(t: Translator, rule: string): string {
  const key = `decision.${rule}` as MessageKey
  return isMessageKey(key) ? t(key) : isolatedText(rule)
}
