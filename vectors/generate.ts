/** `npx tsx vectors/generate.ts` writes the vectors beside this file. */
import { writeFileSync } from 'node:fs'
import { allFiles } from './all-files.ts'

for (const [name, text] of allFiles()) writeFileSync(new URL(name, import.meta.url), text)
