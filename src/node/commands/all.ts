/** Every command of a node. */
import { attachingCommands } from './attaching.ts'
import { delegatingCommands } from './delegating.ts'
import { enrollingCommands } from './enrolling.ts'
import { entitlingCommands } from './entitling.ts'
import { federatingCommands } from './federating.ts'
import { governingCommands } from './governing.ts'
import { invitingCommands } from './inviting.ts'
import { recordingCommands } from './recording.ts'
import { runningCommands } from './running.ts'
import { submittingCommands } from './submitting.ts'

export const commands = [
  ...governingCommands,
  ...federatingCommands,
  ...delegatingCommands,
  ...recordingCommands,
  ...enrollingCommands,
  ...entitlingCommands,
  ...invitingCommands,
  ...submittingCommands,
  ...attachingCommands,
  ...runningCommands,
]
