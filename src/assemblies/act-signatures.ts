/** Room on an act for names, signatures, fingerprints and stamps. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { firstUpper } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { ActView } from './act-document.ts'

const rowHeightPt = 46
const stampHeightPt = 96

/** So many fit on one sheet with the stamps: who signs and who stamps see the same paper. */
const maxRowsOnASheet = 10

/** Those who hold posts, then as many as attested, and at least three. */
export function signatures(t: Translator, { posts, session }: ActView): Content[] {
  const attesters = Math.max(3, ...session.votes.map((vote) => vote.attesters))
  const rows = [
    ...posts.map((post) => t.word('post', post)),
    ...Array.from({ length: Math.min(attesters, 12) }, () => ''),
  ]
  const columns = (['name', 'signature', 'fingerprint'] as const).map((column): TableCell => ({
    text: t(`act.sign.${column}`),
    style: 'soft',
  }))
  const parts: Content[] = [
    { text: t('act.signatures'), style: 'h2' },
    { text: t('session-act.sign'), margin: [0, 0, 0, 6] },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        keepWithHeaderRows: 2,
        widths: ['*', '*', 90],
        heights: (row: number) => (row === 0 ? 14 : rowHeightPt),
        body: [columns, ...rows.map((post) => [{ text: firstUpper(post), style: 'soft' }, '', ''])],
      },
    },
    {
      unbreakable: true,
      margin: [0, 10, 0, 0],
      table: {
        widths: ['*', '*'],
        heights: [stampHeightPt],
        body: [['1', '2'].map((): TableCell => ({ text: t('act.sign.stamp'), style: 'soft' }))],
      },
    },
  ]
  return rows.length <= maxRowsOnASheet ? [{ unbreakable: true, stack: parts }] : parts
}
