/** The command line: `apachita <thing> <verb>`. Everything it does is a command of node/commands, or reads a view. */
import { buildProgram } from './program.ts'

process.exitCode = 0
await buildProgram().parseAsync(process.argv)
