/** What erasing can reach and what it cannot, in plain words: the same on the page and on the command line. */
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { SealedView } from './sealed-page.tsx'

/** Said before and after, so that nobody thinks that more is gone than is. */
export function reachTexts(
  t: Translator,
  { seq, inside, otherNodes }: SealedView,
): readonly { readonly title: string; readonly texts: readonly string[] }[] {
  const nodes = t.list(otherNodes.map((name) => isolatedText(name)))
  return [
    {
      title: t('sealed.reached'),
      texts: [
        t('sealed.reached.here', { attachments: inside?.attachments ?? 0 }),
        t('sealed.reached.nodes', { count: otherNodes.length, nodes }),
      ],
    },
    {
      title: t('sealed.unreached'),
      texts: [t('sealed.unreached.offline'), t('sealed.unreached.carried'), t('sealed.unreached.paper')],
    },
    { title: t('sealed.stays'), texts: [t('sealed.stays.text', { seq })] },
  ]
}
