/** Forms in plain words: every field says what it wants, and its problem stands beside it. */
import type { Child, FC } from 'hono/jsx'
import { createContext, useContext } from 'hono/jsx'
import { type PositionOption, positionOptions } from '../../kernel/vote.ts'
import type { Translator } from '../languages/translator.tsx'
import type { PageContext } from '../page.ts'
import { Sign, type SignName } from './sign.tsx'

/** What every form of whoever is signed in sends back. */
export const FormToken: FC<{ page: PageContext }> = ({ page }) =>
  page.formToken === null ? null : (
    <>
      <input type="hidden" name="token" value={page.formToken} />
      <input type="hidden" name="once" value={page.once} />
    </>
  )

type Fields = Readonly<Record<string, string>>

/** What was typed in the form that is shown again; null: it is shown for the first time. */
const Typed = createContext<Fields | null>(null)

/** Another form of the same page may be sent to the same address: what is hidden in them tells them apart. */
function typedFor({ typed }: PageContext, action: string, hidden: Partial<Fields>): Fields | null {
  if (typed === null || typed.path !== action) return null
  const isSame = Object.entries(hidden).every(([name, value]) => typed.fields[name] === value)
  return isSame ? typed.fields : null
}

/** Whether a form is shown again because it was refused: it stands open then. */
export const isShownAgain = (page: PageContext, action: string, hidden: Partial<Fields> = {}): boolean =>
  typedFor(page, action, hidden) !== null

/**
 * A form of whoever is signed in. Where it was refused, what was typed in its fields stands in them again, but for a file.
 * `enctype`: where it has one.
 */
export const Form: FC<{
  page: PageContext
  action: string
  hidden?: Partial<Fields>
  enctype?: 'multipart/form-data'
  children?: Child
}> = ({ page, action, hidden = {}, enctype, children }) => (
  <form class="card" method="post" action={action} enctype={enctype}>
    <FormToken page={page} />
    {Object.entries(hidden).map(([name, value]) =>
      value === undefined ? null : <input type="hidden" name={name} value={value} />,
    )}
    <Typed.Provider value={typedFor(page, action, hidden)}>{children}</Typed.Provider>
  </form>
)

/** What every form by which the machine is run sends back. */
export const MachineToken: FC<{ page: PageContext }> = ({ page }) =>
  page.machineToken === null ? null : <input type="hidden" name="token" value={page.machineToken} />

export interface FieldProps {
  readonly name: string
  readonly label: string
  /** Beside the label, where it has one elsewhere too. */
  readonly sign?: SignName
  readonly hint?: string
  /** The problem in words; null where there is none. */
  readonly problem: string | null
}

export interface InputProps extends FieldProps {
  readonly type: 'text' | 'number' | 'date' | 'file' | 'password'
  readonly value?: string
  readonly required?: boolean
  readonly min?: number
  readonly max?: number
  readonly accept?: string
  readonly maxlength?: number
}

export const fieldId = (name: string): string => `f-${name}`

const describedBy = ({ name, hint, problem }: FieldProps): string | undefined => {
  const ids = [hint === undefined ? null : `h-${name}`, problem === null ? null : `p-${name}`]
  return ids.filter((id) => id !== null).join(' ') || undefined
}

const Around: FC<FieldProps & { children?: Child }> = ({ name, label, sign, hint, problem, children }) => (
  <div class={problem === null ? 'field' : 'field wrong'}>
    <label for={fieldId(name)}>
      {sign === undefined ? null : <Sign of={sign} />}
      {label}
    </label>
    <Notes name={name} label={label} hint={hint} problem={problem} />
    {children}
  </div>
)

/** What a field wants, and what is wrong with what is in it. */
const Notes: FC<FieldProps> = ({ name, hint, problem }) => (
  <>
    {hint === undefined ? null : (
      <p class="hint" id={`h-${name}`}>
        {hint}
      </p>
    )}
    {problem === null ? null : (
      <p class="problem" id={`p-${name}`}>
        {problem}
      </p>
    )}
  </>
)

export const Input: FC<InputProps> = ({ type, value, required, min, max, accept, maxlength, ...field }) => (
  <Around {...field}>
    <input
      id={fieldId(field.name)}
      name={field.name}
      type={type}
      value={type === 'password' || type === 'file' ? value : (useContext(Typed)?.[field.name] ?? value)}
      required={required}
      min={min}
      max={max}
      accept={accept}
      maxlength={maxlength}
      inputmode={type === 'number' ? 'numeric' : undefined}
      autocomplete="off"
      aria-describedby={describedBy(field)}
      aria-invalid={field.problem === null ? undefined : 'true'}
    />
  </Around>
)

/** The passphrase once more, for what an account left open on a shared device must not give away. */
export const PassphraseAgain: FC<{ t: Translator; name: string }> = ({ t, name }) => (
  <Input
    name={name}
    type="password"
    label={t('me.passphrase.current')}
    hint={t('passkey.passphrase.hint')}
    problem={null}
    required
  />
)

export const TextArea: FC<FieldProps & { value?: string; required?: boolean }> = ({
  value,
  required,
  ...field
}) => (
  <Around {...field}>
    <textarea
      id={fieldId(field.name)}
      name={field.name}
      maxlength={10_000}
      required={required}
      aria-describedby={describedBy(field)}
      aria-invalid={field.problem === null ? undefined : 'true'}
    >
      {useContext(Typed)?.[field.name] ?? value ?? ''}
    </textarea>
  </Around>
)

/**
 * What an act comes to, told before it is done: what happens, who sees it, and how it is put right. The buttons that do it name
 * its `id`; several may name the same.
 */
export const Means: FC<{ id: string; children?: Child }> = ({ id, children }) => (
  <p class="hint wide" id={`m-${id}`}>
    {children}
  </p>
)

interface SubmitProps {
  readonly sign: SignName
  readonly main?: boolean
  /** Which `Means` on the page says what the press comes to. */
  readonly means?: string
  readonly name?: string
  readonly value?: string
  readonly children?: Child
}

/** Sends the form it is in. One a page is the `main` one. */
export const Submit: FC<SubmitProps> = ({ sign, main, means, name, value, children }) => (
  <button
    class={main === true ? 'btn main' : 'btn'}
    type="submit"
    name={name}
    value={value}
    aria-describedby={means === undefined ? undefined : `m-${means}`}
  >
    <Sign of={sign} />
    {children}
  </button>
)

export interface Choice {
  readonly value: string
  readonly label: string
}

export const Select: FC<FieldProps & { value?: string; choices: readonly Choice[] }> = ({
  value,
  choices,
  ...field
}) => (
  <Around {...field}>
    <select
      id={fieldId(field.name)}
      name={field.name}
      aria-describedby={describedBy(field)}
      aria-invalid={field.problem === null ? undefined : 'true'}
    >
      {choices.map((choice) => (
        <option value={choice.value} selected={choice.value === (useContext(Typed)?.[field.name] ?? value)}>
          {choice.label}
        </option>
      ))}
    </select>
  </Around>
)

/** One of three, to be pressed: each has its sign and its colour. None is chosen beforehand, for what is sent may bind. */
export const PositionChoice: FC<
  FieldProps & { value?: string; labelOf: (option: PositionOption) => string }
> = ({ value, labelOf, ...field }) => (
  <fieldset
    id={fieldId(field.name)}
    class={field.problem === null ? 'field' : 'field wrong'}
    aria-describedby={describedBy(field)}
  >
    <legend>{field.label}</legend>
    <Notes {...field} />
    <div class="steps">
      {positionOptions.map((option) => (
        <label class={`pill ${option}`}>
          <input
            type="radio"
            name={field.name}
            value={option}
            checked={option === (useContext(Typed)?.[field.name] ?? value)}
            required
          />
          <Sign of={option} />
          {labelOf(option)}
        </label>
      ))}
    </div>
  </fieldset>
)

/** A box that was not ticked is not sent. */
const isTicked = (typed: Fields | null, name: string, checked: boolean): boolean =>
  typed === null ? checked : name in typed

/** A box to tick; its label is the sentence agreed to. It must be, unless it is optional. */
export const Tick: FC<FieldProps & { value: string; checked: boolean; isOptional?: boolean }> = ({
  value,
  checked,
  isOptional,
  ...field
}) => (
  <div class={field.problem === null ? 'field tick' : 'field tick wrong'}>
    {field.problem === null ? null : (
      <p class="problem" id={`p-${field.name}`}>
        {field.problem}
      </p>
    )}
    <input
      id={fieldId(field.name)}
      name={field.name}
      type="checkbox"
      value={value}
      checked={isTicked(useContext(Typed), field.name, checked)}
      required={isOptional !== true}
      aria-describedby={describedBy(field)}
      aria-invalid={field.problem === null ? undefined : 'true'}
    />
    <label for={fieldId(field.name)}>{field.label}</label>
  </div>
)

export interface Problem {
  /** Field it belongs to; null: to the whole form. */
  readonly field: string | null
  readonly text: string
}

/** All problems at the head of a form, each a link to its field. */
export const Problems: FC<{ title: string; problems: readonly Problem[] }> = ({ title, problems }) =>
  problems.length === 0 ? null : (
    <div class="answer failed" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      <ul>
        {problems.map(({ field, text }) => (
          <li>{field === null ? text : <a href={`#${fieldId(field)}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  )
