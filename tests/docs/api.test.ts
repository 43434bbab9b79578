/** The schemas of what the API answers are those of the views' types, and what they say is what is answered. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { schemasText } from '../../scripts/api-schemas.ts'

test('the schemas of answers are made of the views as they are now: npm run api', async () => {
  expect(readFileSync('src/http/openapi/answers.json', 'utf8') === (await schemasText())).toBe(true)
}, 120_000)
