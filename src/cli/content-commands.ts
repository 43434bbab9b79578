/** `apachita content`: what is sealed in one entry, and erasing it, in the name of whoever may (`--as`). */
import { Command } from 'commander'
import type { SealedView } from '../bodies/sealed-page.tsx'
import { reachTexts } from '../bodies/erasure-reach.ts'
import type { Written } from '../node/write.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { argument, atOption } from './help.ts'
import type { Output } from './output.ts'
import { readAndPrint, runAndPrint, tellWritten, wholeNumber } from './run.ts'

export function contentCommands(t: Translator): Command {
  const content = new Command('content').description(t('help.command.content'))
  content
    .command('show')
    .description(t('help.command.content.show'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'leaf'), wholeNumber(t))
    .action((body: string, seq: number, _: object, command: Command) =>
      readAndPrint(command, `/api/bodies/${body}/sealed/${seq}`, tellContent),
    )
  content
    .command('erase')
    .description(t('help.command.content.erase'))
    .argument(...argument(t, 'body'))
    .argument(...argument(t, 'leaf'), wholeNumber(t))
    .option(...atOption(t))
    .action(async (body: string, seq: number, options: object, command: Command) => {
      await runAndPrint<Written>(command, 'content.erase', { body, seq, ...options }, (output, written) => [
        ...tellWritten(output, written),
        output.t('sealed.done'),
      ])
    })
  return content
}

const tellContent = ({ t }: Output, view: SealedView): string[] => {
  const { inside, erasedAt } = view
  if (erasedAt !== null) return [t('sealed.erased'), t('sealed.erased.by', { seq: erasedAt })]
  if (inside === null) return [t('sealed.not-here')]
  return [
    ...inside.texts,
    '',
    ...reachTexts(t, view).flatMap(({ title, texts }) => [title, ...texts.map((text) => `- ${text}`)]),
  ]
}
