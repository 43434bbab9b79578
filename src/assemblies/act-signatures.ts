/** Room on an act for names, signatures, fingerprints and stamps. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import type { Translator } from '../web/languages/translator.tsx'
import type { ActView } from './act-document.ts'

const rowHeightPt = 46
const stampHeightPt = 96

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
  return [
    { text: t('act.signatures'), style: 'h2', headlineLevel: 1 },
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
}

const firstUpper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
