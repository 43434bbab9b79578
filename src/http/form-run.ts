/** What a person's form does: one command in the person's name, with what was typed in the language of the page. */
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Refusal, Result } from '../kernel/result.ts'
import { commands } from '../node/commands/all.ts'
import { runCommand } from '../node/commands/command.ts'
import { type Listener, sendProblem, translatorOn } from './page-context.tsx'
import { ownForm } from './person-routes.tsx'
import { writableBy } from './person-session.ts'
import { textIn } from './request-parts.ts'

/** What was filled in, trimmed; undefined where it is empty. */
export interface Filled {
  text(name: string): string | undefined
  /** A text by the language of the page. */
  words(name: string): Record<string, string> | undefined
  number(name: string): number | undefined
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Asked {
  readonly name: string
  readonly input: object
}

export const formLimit = (listener: Listener, maxBytes = 64 * 1024) =>
  bodyLimit({
    maxSize: maxBytes,
    onError: (c) => sendProblem(listener, c, 413, { type: 'input-too-large' }),
  })

/** The form of whoever is signed in; else the answer that says what is missing. */
export async function filledForm(listener: Listener, c: Context): Promise<Filled | Response> {
  const asked = await ownForm(listener, c)
  if (asked instanceof Response) return asked
  const { language } = translatorOn(listener.node, c)
  const text = (name: string): string | undefined => textIn(asked.form, name)?.trim() || undefined
  return {
    fields: asked.form,
    text,
    words: (name) => {
      const written = text(name)
      return written === undefined ? undefined : { [language]: written }
    },
    number: (name) => (/^\d{1,9}$/.test(text(name) ?? '') ? Number(text(name)) : undefined),
  }
}

/** Runs what a form asks for in the name of whoever sent it. */
export async function runAsked(
  listener: Listener,
  c: Context,
  { name, input }: Asked,
): Promise<Result<unknown, Refusal>> {
  const actor = c.get('session')?.unlocked
  const ran = await runCommand(commands, listener.node, name, input, actor === undefined ? {} : { actor })
  // What was done need not be typed again.
  if (ran.ok) c.set('form', undefined)
  return ran
}

/** Whether whoever looks may write entries of a type in a book here. */
export const mayWriteHere = ({ node }: Listener, c: Context, book: string, type: string): boolean =>
  writableBy(node, c.get('session'), type).has(book)
