/**
 * Makes dist/api.d.ts, the types of the API as its own document tells them, for the client that browser tests use: run by
 * `tsx`, before the types are checked. A document that is no OpenAPI fails here.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { documentOf } from '../src/http/openapi/document.ts'
import { translatorFor } from '../src/web/languages/translator.tsx'

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

mkdirSync(here('dist'), { recursive: true })
writeFileSync(here('dist/api.d.ts'), astToString(await openapiTS(documentOf(translatorFor('en')))))
