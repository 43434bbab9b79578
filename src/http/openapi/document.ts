/**
 * The API's document (OpenAPI 3.1.1): addresses from the table of reads, commands from their own schemas, answers from the
 * types of the views. Nothing of it is written by hand but what each is for, which is in the catalogue.
 */
import { z } from 'zod'
import { commands } from '../../node/commands/all.ts'
import type { Command } from '../../node/commands/command.ts'
import { isMessageKey } from '../../web/languages/catalogue.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import { type Read, apiReads, parameterPatterns, queryTypes } from '../api-reads.ts'
import made from './answers.json' with { type: 'json' }

type Json = Readonly<Record<string, unknown>>

/** What a command is for: as the command line's help says it, else in words of its own. */
export function commandWords(t: Translator, name: string): string {
  const key = [`help.command.${name}`, `api.command.${name}`].find(isMessageKey)
  return key === undefined ? name : t(key)
}

const jsonOf = (schema: Json): Json => ({ 'application/json': { schema } })

const problem: Json = {
  $ref: '#/components/responses/Problem',
}

const parameterOf = (name: string): Json => ({
  name,
  in: 'path',
  required: true,
  schema: { type: name === 'seq' || name === 'place' ? 'integer' : 'string', ...patternOf(name) },
})

const patternOf = (name: string): Json =>
  name === 'seq' || name === 'place' ? { minimum: 0 } : { pattern: `^${parameterPatterns[name]}$` }

function readOperation(t: Translator, { path, answer, summary, query, missing, isOfMembers }: Read): Json {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => parameterOf(name))
  const asked = (query ?? []).map((name) => ({
    name,
    in: 'query',
    schema: queryTypes[name] === 'integer' ? { type: 'integer', minimum: 0 } : { type: 'string' },
  }))
  return {
    operationId: `read${answer}`,
    summary: t(summary),
    tags: ['read'],
    parameters: [...parameters, ...asked],
    ...(isOfMembers === true ? { security: signedIn } : {}),
    responses: {
      200: { description: t(summary), content: jsonOf({ $ref: `#/components/schemas/Answer${answer}` }) },
      ...(missing === undefined ? {} : { 404: problem }),
      default: problem,
    },
  }
}

const signedIn = [{ accessToken: [] }, { session: [] }]

const inputSchemas = new WeakMap<Command, Json>()

/** A command's input as JSON Schema: made once, for it is the program's own. */
export function inputSchema(command: Command): Json {
  const known = inputSchemas.get(command)
  if (known !== undefined) return known
  const { $schema: _, ...schema } = z.toJSONSchema(command.input, { io: 'input', unrepresentable: 'any' })
  inputSchemas.set(command, schema)
  return schema
}

const operationIdOf = (name: string): string =>
  name.replaceAll(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase())

function commandOperation(t: Translator, command: Command): Json {
  const { name } = command
  return {
    operationId: operationIdOf(name),
    summary: commandWords(t, name),
    tags: [command.by === 'person' ? 'person' : 'operator'],
    parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }],
    requestBody: { required: true, content: jsonOf(inputSchema(command)) },
    ...(command.by === 'person' ? { security: signedIn } : { security: [{ operator: [] }] }),
    responses: { 200: { description: t('api.done'), content: jsonOf({}) }, default: problem },
  }
}

const securitySchemes = (t: Translator): Json => ({
  accessToken: { type: 'http', scheme: 'bearer', description: t('api.security.token') },
  session: { type: 'apiKey', in: 'header', name: 'apachita-session', description: t('api.security.session') },
  operator: { type: 'http', scheme: 'bearer', description: t('api.security.operator') },
})

const sessionPaths = (t: Translator): Json => {
  const text = { type: 'string' }
  const said = {
    type: 'object',
    properties: { name: text, passphrase: text },
    required: ['name', 'passphrase'],
  }
  const given = { type: 'object', properties: { token: text }, required: ['token'] }
  return {
    '/api/sessions': {
      post: {
        operationId: 'signIn',
        summary: t('api.sign-in'),
        tags: ['person'],
        requestBody: { required: true, content: jsonOf(said) },
        responses: { 200: { description: t('api.sign-in'), content: jsonOf(given) }, default: problem },
      },
      delete: {
        operationId: 'signOut',
        summary: t('api.sign-out'),
        tags: ['person'],
        security: [{ session: [] }],
        responses: { 204: { description: t('api.sign-out') } },
      },
    },
  }
}

const components = (t: Translator): Json => ({
  schemas: {
    ...made.schemas,
    ...Object.fromEntries(Object.entries(made.answers).map(([name, schema]) => [`Answer${name}`, schema])),
  },
  responses: {
    Problem: {
      description: t('api.problem'),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/AnswerProblem' } } },
    },
  },
  parameters: {
    IdempotencyKey: {
      name: 'idempotency-key',
      in: 'header',
      description: t('api.once'),
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  },
  securitySchemes: securitySchemes(t),
})

/** The document, with its words in the language of `t`. */
export function documentOf(t: Translator): Json {
  const reads = apiReads.map((read) => [`/api${read.path}`, { get: readOperation(t, read) }] as const)
  const asked = commands.map(
    (command) => [`/api/commands/${command.name}`, { post: commandOperation(t, command) }] as const,
  )
  return {
    openapi: '3.1.1',
    info: {
      title: t('app.name'),
      version: '1',
      description: t('api.lead'),
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    tags: (['read', 'person', 'operator'] as const).map((name) => ({
      name,
      description: t(`api.tag.${name}`),
    })),
    paths: { ...Object.fromEntries(reads), ...sessionPaths(t), ...Object.fromEntries(asked) },
    components: components(t),
  }
}
