/** The command line: `apachita <thing> <verb>`. Everything it does is a command of node/commands, or reads a view. */
import { langIn, outputFor } from './output.ts'
import { buildProgram } from './program.ts'

process.exitCode = 0
const { t } = outputFor({ lang: langIn(process.argv.slice(2)) })
await buildProgram(t).parseAsync(process.argv)
