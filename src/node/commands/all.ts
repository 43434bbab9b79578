/** Every command of a node. */
import { assemblingCommands } from './assembling.ts'
import { attachingCommands } from './attaching.ts'
import { charteringCommands } from './chartering.ts'
import { delegatingCommands } from './delegating.ts'
import { enrollingCommands } from './enrolling.ts'
import { entitlingCommands } from './entitling.ts'
import { federatingCommands } from './federating.ts'
import { governingCommands } from './governing.ts'
import { holdingCommands } from './holding.ts'
import { invitingCommands } from './inviting.ts'
import { languageCommands } from './turning-on-languages.ts'
import { passingCommands } from './passing.ts'
import { recordingCommands } from './recording.ts'
import { runningCommands } from './running.ts'
import { submittingCommands } from './submitting.ts'
import { sessionEnteringCommands } from './whole-session.ts'
import { turnTakingCommands } from './taking-turns.ts'
import { succeedingCommands } from './succeeding.ts'

export const commands = [
  ...governingCommands,
  ...assemblingCommands,
  ...sessionEnteringCommands,
  ...federatingCommands,
  ...charteringCommands,
  ...delegatingCommands,
  ...recordingCommands,
  ...enrollingCommands,
  ...entitlingCommands,
  ...languageCommands,
  ...invitingCommands,
  ...submittingCommands,
  ...succeedingCommands,
  ...passingCommands,
  ...attachingCommands,
  ...holdingCommands,
  ...turnTakingCommands,
  ...runningCommands,
]
