/**
 * Makes src/http/openapi/answers.json, the schemas of what the API answers, from the types in answers.ts: `npm run api`.
 * Run it when a view has changed; a test says when that was forgotten.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { generateSchema, getProgramFromFiles } from 'typescript-json-schema'

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const file = here('src/http/openapi/answers.json')

const compilerOptions = {
  allowImportingTsExtensions: true,
  jsx: 'react-jsx',
  jsxImportSource: 'hono/jsx',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  noEmit: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  strict: true,
  target: 'es2022',
}

/** A type's own name, without the file it is in; undefined where it has none. */
const nameOf = (key: string): string | undefined =>
  /^(?:import\(.*\)\.)?((?!Partial$|Record$)[A-Z]\w*)$/.exec(key)?.[1]

/** A schema with the names of types where they have one, and what has none written out. */
function named(schema: unknown, definitions: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(schema)) return schema.map((part) => named(part, definitions))
  if (typeof schema !== 'object' || schema === null) return schema
  if ('$ref' in schema && typeof schema.$ref === 'string') {
    const key = decodeURIComponent(schema.$ref.slice('#/definitions/'.length))
    const name = nameOf(key)
    return name === undefined
      ? named(definitions[key], definitions)
      : { $ref: `#/components/schemas/${name}` }
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, named(value, definitions)]))
}

/** The file's text as it should be. */
export async function schemasText(): Promise<string> {
  const program = getProgramFromFiles([here('src/http/openapi/answers.ts')], compilerOptions, here('.'))
  const all = generateSchema(program, 'ApiAnswers', { required: true, ignoreErrors: true, aliasRef: true })
  if (all === null) throw new Error('no schemas: does answers.ts compile?')
  const { definitions = {}, properties = {} } = all
  const schemas: Record<string, unknown> = {}
  for (const key of Object.keys(definitions)) {
    const [name, schema] = [nameOf(key), named(definitions[key], definitions)]
    const isItself = JSON.stringify(schema) === JSON.stringify({ $ref: `#/components/schemas/${name}` })
    if (name === undefined || isItself) continue
    if (name in schemas && JSON.stringify(schemas[name]) !== JSON.stringify(schema))
      throw new Error(`two types of one name: ${name}`)
    schemas[name] = schema
  }
  const inOrder = Object.fromEntries(
    Object.keys(schemas)
      .toSorted()
      .map((name) => [name, schemas[name]]),
  )
  const text = JSON.stringify({ answers: named(properties, definitions), schemas: inOrder })
  return format(text, { ...(await resolveConfig(file)), parser: 'json' })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(file, await schemasText())
