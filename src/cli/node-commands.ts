/** `apachita node`: this node and its card; and the nodes that a body admits, in the name of whoever may (`--as`). */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command } from 'commander'
import type { NodesView } from '../bodies/nodes-page.tsx'
import { refuse } from '../kernel/result.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption, slot } from './help.ts'
import { type Output, outputFor, print } from './output.ts'
import { globalsOf, readAndPrint, runAndPrint, tellWritten } from './run.ts'

export function nodeCommands(t: Translator): Command {
  const node = new Command('node')
    .description(t('help.command.node'))
    .action(async (_: object, command: Command) => {
      await runAndPrint<{ id: string; name: string }>(command, 'node.show', {}, (_output, { id, name }) => [
        `${id}  ${name}`,
      ])
    })
  addCard(node, t)
  addAdmitting(node, t)
  return node
}

/** The card alone on standard output, so that it can be sent to a file; what is read aloud is no part of it. */
function addCard(node: Command, t: Translator): void {
  node
    .command('card')
    .description(t('help.command.node.card'))
    .action(async (_: object, command: Command) => {
      type Card = { text: string; fingerprint: string }
      await runAndPrint<Card>(command, 'node.card', {}, (output, { text, fingerprint }) => {
        console.error(output.t('cli.fingerprint', { fingerprint }))
        return [text.trimEnd()]
      })
    })
}

function addAdmitting(node: Command, t: Translator): void {
  node
    .command('list')
    .description(t('help.command.node.list'))
    .argument(...argument(t, 'body'))
    .action((body: string, _: object, command: Command) =>
      readAndPrint(command, `/api/bodies/${body}/nodes`, tellNodes),
    )
  node
    .command('admit')
    .description(t('help.command.node.admit'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'card'))
    .requiredOption(`--fingerprint ${slot(t, 'numbers')}`, t('help.option.fingerprint'))
    .option(...atOption(t))
    .action(async (body: string, file: string, options: object, command: Command) => {
      const path = resolve(file)
      const card = await readFile(path, 'utf8').catch(() => undefined)
      if (card === undefined)
        return print(outputFor(globalsOf(command)), refuse({ type: 'file-missing', path }), () => [])
      await runAndPrint(command, 'node.admit', { body, card, ...options }, tellWritten)
    })
  node
    .command('revoke')
    .description(t('help.command.node.revoke'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'node'))
    .option(...atOption(t))
    .action(async (body: string, revoked: string, options: object, command: Command) => {
      await runAndPrint(command, 'node.revoke', { body, node: revoked, ...options }, tellWritten)
    })
}

const tellNodes = ({ t }: Output, { nodes }: NodesView): string[] =>
  nodes.map(({ node, name, country, admittedAt, revokedAt }) => {
    const standing = revokedAt === null ? 'admitted' : 'revoked'
    return `${node}  ${country}  ${name}  ${t('cli.node', { standing, seq: revokedAt ?? admittedAt })}`
  })
