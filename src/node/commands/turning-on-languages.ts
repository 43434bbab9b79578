/** Commands by which a body turns on a language of which this node has a draft, and off again. */
import { z } from 'zod'
import { languageTurnedOn } from '../../bodies/entries.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { isDraftLanguage } from '../../web/languages/catalogue.ts'
import { personCommand } from './command.ts'
import { at, book, writeOne } from './inputs.ts'

const language = z.string().max(10)
const unknown = (named: string): Refusal => ({ type: 'language-unknown', language: named })

/**
 * `catalogue`: the digest of what the reviewers read, where it was read in another moment; else of what this node says now.
 * Refused: `language-unknown`, `catalogue-changed`.
 */
const turnOn = personCommand({
  name: 'language.turn-on',
  input: languageTurnedOn.extend({
    language,
    catalogue: languageTurnedOn.shape.catalogue.optional(),
    body: book,
    at,
  }),
  run: async (node, { body, language: named, reviewers, catalogue, at: date }, { actor }) => {
    if (!isDraftLanguage(named)) return refuse(unknown(named))
    const digest = node.translations.digest(named)
    if (catalogue !== undefined && catalogue !== digest) return refuse({ type: 'catalogue-changed' })
    const data = { language: named, reviewers, catalogue: digest }
    return writeOne(node, actor, body, { type: 'language.turned-on', data, at: date })
  },
})

const turnOff = personCommand({
  name: 'language.turn-off',
  input: z.object({ body: book, language, at }),
  run: async (node, { body, language: named, at: date }, { actor }) =>
    /^[a-z]{2,3}$/.test(named)
      ? writeOne(node, actor, body, { type: 'language.turned-off', data: { language: named }, at: date })
      : refuse(unknown(named)),
})

export const languageCommands = [turnOn, turnOff]
