import { create } from 'qrcode'
import { describe, expect, test } from 'vitest'
import { translatorFor } from '../web/languages/translator.tsx'
import { type ActView, actDocument } from './act-document.ts'
import type { SessionView, VotePurpose, VoteView } from './views.ts'

const t = translatorFor('es')
const book = 'a'.repeat(52)
const at = '2026-03-01T15:00:00-04:00'
const checkpoint = `apachita/${book}\n20\nAAAA=\n\n— apachita/${book} BBBB\n`
const { modules } = create(checkpoint, { errorCorrectionLevel: 'M' })

const vote: VoteView = {
  seq: 7,
  session: 6,
  at,
  on: { book, seq: 2 },
  title: { es: 'Toma de agua' },
  motion: { book, seq: 2 },
  form: 'raised-hands',
  rule: { id: 'assembly', facts: {} },
  present: 38,
  entitled: 52,
  quorum: 27,
  figures: { yes: 18, no: 18, abstain: 2, invalid: 0 },
  conditions: [
    {
      requirement: { of: 'all', fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'cast' },
      total: 38,
      needed: 20,
    },
  ],
  said: null,
  objections: null,
  subtotals: [],
  outcome: 'failed',
  isTie: true,
  attesters: 5,
  attested: 0,
  ballots: null,
  corrections: [{ seq: 12, at, text: { es: 'Fueron tres abstenciones.' }, figures: { abstain: 3 } }],
  purpose: null,
}

const session: SessionView = {
  seq: 6,
  at,
  place: 'Sede',
  closedAt: at,
  ended: 13,
  adjourned: null,
  call: null,
  resumes: null,
  agenda: [{ title: { es: 'Control de asistencia' } }],
  present: 38,
  entitled: 52,
  votes: [vote],
}

const act = (more: Partial<ActView> = {}): ActView => ({
  body: { book, name: { es: 'Cosapa' }, demonstration: false },
  session,
  quorum: 27,
  motions: new Map([
    [7, { text: { es: 'Que se arregle.' }, isAmendment: false, amendments: [{ es: 'En abril.' }] }],
  ]),
  posts: ['secretary'],
  prevails: 'paper',
  head: { size: 20, root: 'AAAA=', checkpoint },
  qr: { size: modules.size, data: modules.data },
  ...more,
})

/** All that is written on the act, in order. */
function wordsOf(content: unknown): string[] {
  if (typeof content === 'string') return [content]
  if (Array.isArray(content)) return content.flatMap(wordsOf)
  if (typeof content !== 'object' || content === null) return []
  const { text, stack, columns, ol, table } = content as Record<string, unknown>
  return [text, stack, columns, ol, (table as { body?: unknown } | undefined)?.body].flatMap(wordsOf)
}

const said = (view: ActView): string => wordsOf(actDocument(t, view).content).join('\n')

describe('what an act says', () => {
  test('attendance, agenda, every decision with its figures and what they are a part of', () => {
    const text = said(act())
    for (const words of [
      '38 presentes de 52 con derecho.',
      'Hay quórum: hacen falta 27, y hay 38.',
      'Control de asistencia',
      '1. Toma de agua',
      'Que se arregle.',
      'En abril.',
      'Más de la mitad de los votos emitidos (38): hacen falta 20 síes.',
      'Empate: no aprobada',
      'Fueron tres abstenciones. (abstención: 3) ',
      'Sin más que tratar, se cerró la sesión el 1 de marzo de 2026, a las 15:00.',
      'vale el papel',
    ])
      expect(text).toContain(words)
  })

  test.each<[VotePurpose['kind'], string, string]>([
    ['position', 'Posición: No', 'Es la posición de este cuerpo sobre esa moción de Alianza'],
    ['mandate', 'Mandato: No', 'Es el mandato de este cuerpo a su delegación en Alianza'],
    ['recall', 'Se revoca', 'el cuerpo revoca a quien había enviado a Alianza'],
  ])('of a vote that is a %s that it is one, and not that a motion was decided', (kind, result, sentence) => {
    for (const outcome of [null, 'failed'] as const) {
      const purpose = { kind, option: 'no', federation: { es: 'Alianza' } } as const
      const text = said(act({ session: { ...session, votes: [{ ...vote, outcome, purpose }] } }))
      for (const words of [result, sentence]) expect(text).toContain(words)
      expect(text).not.toContain('no aprobada')
    }
    const unknown = { ...vote, purpose: { kind, option: 'no', federation: null } as const }
    expect(said(act({ session: { ...session, votes: [unknown] } }))).toContain('una federación')
  })

  test('of an adjourned one why, of an open one that it is not finished', () => {
    const adjourned = { reason: 'no-quorum', until: 'en ocho días' } as const
    expect(said(act({ session: { ...session, adjourned } }))).toContain(
      'Se suspendió por falta de quórum. Sigue: en ocho días.',
    )
    expect(said(act({ session: { ...session, closedAt: null, ended: null } }))).toContain(
      t('session-act.still-open'),
    )
  })

  interface Part {
    readonly table?: { body: unknown[][] }
    readonly stack?: readonly Part[]
    readonly unbreakable?: boolean
  }
  const hasSignatures = ({ table, stack = [] }: Part): boolean =>
    table?.body[0]?.length === 3 || stack.some(hasSignatures)
  const signing = (view: ActView): Part => (actDocument(t, view).content as Part[]).find(hasSignatures) ?? {}

  test('there is room for whoever holds a post and for as many as attested', () => {
    const rows = signing(act()).stack?.find(hasSignatures)?.table?.body
    expect(rows).toHaveLength(1 + 1 + 5)
  })

  test('who signs and who stamps see one sheet, unless there are too many', () => {
    expect(signing(act())).toMatchObject({ unbreakable: true })
    const many = act({ posts: ['secretary', 'president', 'treasurer', 'authority', 'delegate', 'mayor'] })
    expect(signing(many)).not.toHaveProperty('unbreakable')
    expect(signing(many).table?.body).toHaveLength(1 + 6 + 5)
  })

  test('a decision stays on one sheet, unless it is long', () => {
    const decisionIn = (view: ActView) =>
      (actDocument(t, view).content as Part[]).find((part) => wordsOf(part)[0] === '1. Toma de agua')
    expect(decisionIn(act())).toMatchObject({ unbreakable: true })
    const text = { es: 'x'.repeat(4000) }
    const long = act({ motions: new Map([[7, { text, isAmendment: false, amendments: [] }]]) })
    expect(decisionIn(long)).toMatchObject({ unbreakable: false })
  })

  test('on every sheet its folio, and that facts are invented only where they are', () => {
    const header = (view: ActView): string => {
      const { header: made } = actDocument(t, view)
      return wordsOf((made as () => unknown)()).join(' ')
    }
    const invented = act({ body: { ...act().body, demonstration: true } })
    expect(header(act())).toContain('Folio')
    expect(header(act())).not.toContain(t('app.demonstration'))
    expect(header(invented)).toContain(t('app.demonstration'))
  })

  test('the QR has as many dark modules as the signed head makes, each once', () => {
    const drawn = JSON.stringify(actDocument(t, act()).content)
    const rects = [...drawn.matchAll(/"w":([\d.]+),"h":([\d.]+),"color":"#000"/g)]
    const area = rects.reduce((sum, [, w, h]) => sum + Number(w) * Number(h), 0)
    const module = (128 / modules.size) ** 2
    expect(Math.round(area / module)).toBe([...modules.data].filter(Boolean).length)
  })
})
