/** Every command of a node. */
import { governingCommands } from './governing.ts'
import { runningCommands } from './running.ts'

export const commands = [...governingCommands, ...runningCommands]
