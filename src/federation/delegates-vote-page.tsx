/**
 * A session of delegates votes on a motion: section by section who is there and what each says, so many at a time, then the
 * sum of it, and only then it is written. What was noted goes along in the form, so nothing is kept anywhere meanwhile.
 */
import type { FC } from 'hono/jsx'
import { groupedBy } from '../kernel/grouped.ts'
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

/** What is noted of a delegate who is there, and what of one who was asked about. */
const notesThere = ['present', 'yes', 'no', 'abstain'] as const
export const notes = [...notesThere, 'absent'] as const
export type Note = (typeof notes)[number]

/** By `<body> <person>`; those asked about already. */
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
  readonly noted: Noted
  readonly problem: NamedRefusal | null
}

export const DelegatesVotePage: FC<DelegatesVotePageProps> = (props) => {
  const { page, federation, motion, problem } = props
  const { t } = page
  const asked = nextAsked(props)
  const keys = fieldKeys(props.sendings)
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
        <Sum {...props} keys={keys} />
      ) : (
        <Section {...props} keys={keys} asked={asked} />
      )}
    </FederationFrame>
  )
}

/** Delegates of one section, in one form. */
interface Asked {
  readonly section: LocalizedText
  readonly lines: readonly SendingLine[]
  /** How many delegates of the section were asked about before, and how many it has. */
  readonly before: number
  readonly all: number
}

/** So many delegates are asked about at a time. */
const delegatesAStep = 50

/** Whoever was not asked about yet, section after section, whoever is sent or recalled meanwhile; undefined: nobody is left. */
function nextAsked({ federation, sendings, noted }: DelegatesVotePageProps): Asked | undefined {
  for (const { id, name } of federation.sections) {
    const all = sendings.filter(({ section }) => section === id)
    const left = all.filter((line) => !noted.has(sendingKey(line)))
    if (left.length > 0)
      return {
        section: name,
        lines: left.slice(0, delegatesAStep),
        before: all.length - left.length,
        all: all.length,
      }
  }
  return undefined
}

type Keyed = DelegatesVotePageProps & { readonly keys: FieldKeys }

/** What was noted before this page, sent along. */
const Carried: FC<Keyed> = ({ page, keys, noted }) => (
  <>
    <FormToken page={page} />
    <input type="hidden" name="noted" value={notedToText(keys, noted)} />
  </>
)

export type FieldKeys = ReadonlyMap<string, string>

/**
 * What stands for each delegate in the form, by `<body> <person>`: the beginnings of the ids, or the whole where others begin
 * alike. Of very many noted this is most of the page.
 */
export function fieldKeys(sendings: readonly SendingLine[]): FieldKeys {
  const beginning = ({ body, person }: SendingLine): string => `${body.slice(0, 10)}${person.slice(0, 4)}`
  return new Map(
    [...groupedBy(sendings, beginning)].flatMap(([short, alike]) =>
      alike.map((line) => [sendingKey(line), alike.length === 1 ? short : `${line.body}${line.person}`]),
    ),
  )
}

export function notedToText(keys: FieldKeys, noted: Noted): string {
  const words = [...keys].flatMap(([key, short]) => {
    const note = noted.get(key)
    return note === undefined ? [] : [`${short}${notes.indexOf(note)}`]
  })
  return words.join(' ')
}

export function textToNoted(keys: FieldKeys, text: string): Map<string, Note> {
  const byField = new Map([...keys].map(([key, short]) => [short, key]))
  return new Map(
    text.split(' ').flatMap((word) => {
      const [key, note] = [byField.get(word.slice(0, -1)), notes[Number(word.slice(-1))]]
      return key === undefined || note === undefined ? [] : [[key, note] as const]
    }),
  )
}

/** The name of the field in which the delegate of this key is noted. */
export const noteField = (fieldKey: string): string => `n-${fieldKey}`

const Section: FC<Keyed & { asked: Asked }> = (props) => {
  const { page, federation, motion, keys, asked } = props
  const { t } = page
  const { lines, before, all, section } = asked
  return (
    <form method="post" action={paths.delegatesVotePath({ book: federation.book, seq: motion.seq })}>
      <h2>
        {t('delegates.vote.part', {
          section: t.text(section),
          from: before + 1,
          to: before + lines.length,
          all,
        })}
      </h2>
      <Carried {...props} />
      {lines.map((line) => (
        <Delegate t={t} line={line} name={noteField(keys.get(sendingKey(line)) ?? '')} />
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

const Delegate: FC<{ t: Translator; line: SendingLine; name: string }> = ({ t, line, name }) => {
  const choices = [
    ['absent', null, t('delegates.vote.absent')],
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
            <input type="radio" name={name} value={value} checked={value === 'absent'} />
            {sign === null ? null : <Sign of={sign} />}
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const Sum: FC<Keyed> = (props) => {
  const { page, federation, motion, sendings, noted } = props
  const { t } = page
  const there = sendings.filter((line) => (noted.get(sendingKey(line)) ?? 'absent') !== 'absent')
  const unsent = federation.sections.filter(({ id }) => !sendings.some(({ section }) => section === id))
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
      {unsent.map(({ name }) => (
        <p class="soft">
          <b>
            <Words t={t} of={name} />
          </b>
          : {t('delegates.vote.nobody')}
        </p>
      ))}
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
        ...notesThere.map((note) => ({ title: noteText(t, note), numeric: true })),
      ]}
    >
      <TableGroup>
        {federation.sections.map(({ id, name }) => (
          <Row>
            <RowHead>
              <Words t={t} of={name} />
            </RowHead>
            {notesThere.map((note) => (
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
  note === 'present' || note === 'absent' ? t(`delegates.vote.${note}`) : t.word('position', note)

/** The catalogue's words for a rule of a ready-made charter; another one's own id. */
function ruleName(t: Translator, rule: string): string {
  const key = `decision.${rule}` as MessageKey
  return isMessageKey(key) ? t(key) : isolatedText(rule)
}
