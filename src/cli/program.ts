/** The program's commands, as a person types them: `apachita <thing> <verb>`. */
import { accountCommands } from './account-commands.ts'
import { personCommands } from './person-commands.ts'
import { Command } from 'commander'
import type { Translator } from '../web/languages/translator.tsx'
import { backupCommand, restoreCommand } from './backup-commands.ts'
import { bodyCommands } from './body-commands.ts'
import { charterCommands } from './charter-commands.ts'
import { carryCommands } from './carry-commands.ts'
import { delegateCommands } from './delegate-commands.ts'
import {
  membershipCommands,
  opinionCommands,
  recordCommands,
  sectionCommands,
} from './federation-commands.ts'
import { foundCommands } from './found-commands.ts'
import { slot, speak } from './help.ts'
import { contentCommands } from './content-commands.ts'
import { languageCommands } from './language-commands.ts'
import { motionCommands, positionCommand } from './motion-commands.ts'
import { officeCommands } from './office-commands.ts'
import { nodeCommands } from './node-commands.ts'
import { sessionCommands, voteCommands } from './session-commands.ts'
import { serveCommand } from './serve-command.ts'
import { successionCommands } from './succession-commands.ts'

/** The whole command line, in the translator's language. */
export function buildProgram(t: Translator): Command {
  const program = new Command('apachita')
    .description(t('help.program'))
    .option(
      `-f, --folder ${slot(t, 'folder')}`,
      t('help.option.folder'),
      process.env['APACHITA_FOLDER'] ?? 'apachita-node',
    )
    .option(`--as ${slot(t, 'name')}`, t('help.option.as'))
    .option('--json', t('help.option.json'))
    .option(`--lang ${slot(t, 'language')}`, t('help.option.lang'))
  program.addCommand(serveCommand(t))
  program.addCommand(accountCommands(t))
  program.addCommand(foundCommands(t))
  program.addCommand(bodyCommands(t))
  program.addCommand(charterCommands(t))
  program.addCommand(languageCommands(t))
  program.addCommand(personCommands(t))
  program.addCommand(officeCommands(t))
  program.addCommand(contentCommands(t))
  program.addCommand(nodeCommands(t))
  program.addCommand(motionCommands(t))
  program.addCommand(sessionCommands(t))
  program.addCommand(voteCommands(t))
  program.addCommand(positionCommand(t))
  program.addCommand(membershipCommands(t))
  program.addCommand(sectionCommands(t))
  program.addCommand(delegateCommands(t))
  program.addCommand(opinionCommands(t))
  program.addCommand(recordCommands(t))
  program.addCommand(backupCommand(t))
  program.addCommand(restoreCommand(t))
  for (const command of successionCommands(t)) program.addCommand(command)
  for (const command of carryCommands(t)) program.addCommand(command)
  return speak(program, t)
}
