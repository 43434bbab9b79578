/** What is badly written is named in the person's words, whatever command it was for: told by the commands' own schemas. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { catalogueLanguages } from '../../web/languages/catalogue.ts'
import { refusalText } from '../../web/languages/refusal-text.ts'
import { translatorFor } from '../../web/languages/translator.tsx'
import { commands } from './all.ts'

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly additionalProperties?: Schema | boolean
}

/** Every datum a schema has, as refusals name it: `place.lon`, `agenda.0.title`. */
function pathsIn({ properties = {}, items, anyOf = [] }: Schema, at: readonly string[] = []): string[] {
  return [
    ...Object.entries(properties).flatMap(([name, schema]) => [
      [...at, name].join('.'),
      ...pathsIn(schema, [...at, name]),
    ]),
    ...(items === undefined ? [] : pathsIn(items, [...at, '0'])),
    ...anyOf.flatMap((schema) => pathsIn(schema, at)),
  ]
}

const toSchema = (input: unknown): Schema =>
  z.toJSONSchema(input as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema

const ofCommands = commands.map(({ name, input }) => [name, pathsIn(toSchema(input))] as const)

describe.each(catalogueLanguages)('a datum that is badly written, in %s', (language) => {
  const t = translatorFor(language)
  const told = (field: string): string => refusalText(t, { type: 'input-invalid', field })

  test.each(ofCommands)('of %s has a word of its own', (_, paths) => {
    const unnamed = paths.filter((path) => told(path).includes(t('datum.unnamed', { field: path })))
    expect(unnamed).toEqual([])
    expect(paths.filter((path) => told(path) === told(''))).toEqual([])
  })

  test('of what stands within another is named by what is nearest to it', () => {
    expect(told('place.lon')).toContain(t('field.lon'))
    expect(told('name.es')).toContain(t('field.name'))
    expect(told('agenda.0.title.es')).toContain(t('field.title'))
    expect(told('charter.decisions.joint.requirements.0.fraction.num')).toContain(t('field.charter'))
  })

  test('that nobody knows is called as it calls itself; none at all is told without', () => {
    expect(told('colour')).toContain(t('datum.unnamed', { field: 'colour' }))
    expect(told('')).not.toMatch(/unknown|[«“]/)
  })
})

test('the schemas are read: countries, texts, places and votes are among what they ask', () => {
  const all = new Set(ofCommands.flatMap(([, paths]) => paths))
  for (const path of ['country', 'name', 'place.lon', 'motion.seq', 'agenda.0.title', 'votes.0.option'])
    expect(all).toContain(path)
})
