/**
 * The act of a session as it is printed, signed, stamped and kept on paper (for pdfmake): folio and numbered pages, agenda,
 * attendance, every decision with what it is a part of, room for hands, and of which book and how many leaves it was drawn.
 * Names of those present are sealed, and are not in it.
 */
import type {
  Content,
  ContentTable,
  CustomTableLayout,
  TDocumentDefinitions,
  TableCell,
} from 'pdfmake/interfaces'
import type { LocalizedText } from '../kernel/languages.ts'
import { firstUpper, plainText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { figureBar } from './act-bar.ts'
import { signatures } from './act-signatures.ts'
import { heldText } from './held-text.ts'
import type { SessionView, VoteView } from './views.ts'
import {
  conditionText,
  correctedText,
  countedText,
  purposeText,
  quorumText,
  resultText,
  wayOf,
} from './vote-words.ts'

export interface ActView {
  readonly body: { readonly book: string; readonly name: LocalizedText; readonly demonstration: boolean }
  readonly session: SessionView
  readonly quorum: number | null
  /** Text of each motion voted on, by the number of the vote, with the amendments that were carried. */
  readonly motions: ReadonlyMap<
    number,
    {
      readonly text: LocalizedText
      readonly isAmendment: boolean
      readonly amendments: readonly LocalizedText[]
    }
  >
  /** Posts held now. */
  readonly posts: readonly string[]
  readonly prevails: 'paper' | 'book'
  /** The head of the book when the act is drawn: `checkpoint` as a signed note, `root` in base64. */
  readonly head: { readonly size: number; readonly root: string; readonly checkpoint: string }
  /** The checkpoint as a QR code, dark modules row by row. */
  readonly qr: { readonly size: number; readonly data: ArrayLike<number> }
}

const ink = '#1b2430'
const soft = '#4a5565'
export const accent = '#0d5c63'

/** Width of what is printed on A4, in points. */
export const printedWidthPt = 595 - 2 * 50

type Part = (t: Translator, act: ActView) => Content[]

export const actDocument = (t: Translator, act: ActView): TDocumentDefinitions => ({
  pageSize: 'A4',
  pageMargins: [50, 86, 50, 64],
  info: {
    title: `${t('session-act.title')}. ${t.text(act.body.name)}`,
    creationDate: new Date(act.session.closedAt ?? act.session.at),
  },
  defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.25, color: ink },
  styles: {
    title: { fontSize: 20, bold: true, color: accent },
    h2: { fontSize: 13, bold: true, margin: [0, 14, 0, 5], color: accent },
    h3: { fontSize: 11.5, bold: true },
    soft: { fontSize: 9, color: soft },
    code: { fontSize: 8, color: ink },
  },
  header: () => header(t, act),
  footer: (page, pages) => footer(t, act, page, pages),
  content: [
    ...opening(t, act),
    ...agenda(t, act),
    ...decisions(t, act),
    ...ending(t, act),
    ...signatures(t, act),
    ...proof(t, act),
  ],
})

/** On every sheet: whose act it is, its place in the paper book, and that facts are invented where they are. */
function header(t: Translator, { body }: ActView): Content {
  const banner: Content[] = body.demonstration
    ? [{ text: t('app.demonstration'), alignment: 'center', bold: true, fontSize: 9, margin: [0, 0, 0, 5] }]
    : []
  return {
    margin: [50, 24, 50, 0],
    stack: [
      ...banner,
      {
        columns: [
          { text: t.text(body.name), bold: true, fontSize: 11 },
          { text: t('session-act.folio'), alignment: 'right', fontSize: 9.5 },
        ],
      },
      rule(5),
    ],
  }
}

const rule = (marginTop: number): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: printedWidthPt, y2: 0, lineWidth: 1, lineColor: accent }],
  margin: [0, marginTop, 0, 0],
})

const footer = (t: Translator, { session, head }: ActView, page: number, pages: number): Content => ({
  margin: [50, 16, 50, 0],
  columns: [
    {
      text: t('session-act.footer', { session: session.seq, size: head.size, root: head.root.slice(0, 12) }),
      style: 'soft',
    },
    { text: t('session-act.page', { page, pages }), style: 'soft', alignment: 'right', width: 90 },
  ],
})

const opening: Part = (t, { body, session, quorum }) => {
  const { place, call, present, entitled } = session
  const notice = call?.notice ?? null
  const sentences = [
    t('session-act.opening', { body: t.text(body.name), date: t.date(session.at), hour: hourOf(session.at) }),
    place === null ? '' : t('session-act.place', { place: plainText(place) }),
    call === null ? '' : t('session.called', { when: heldText(t, call.when) }),
    notice === null ? '' : t('session.notice', { notice: plainText(notice) }),
    session.resumes === null ? '' : t('session-act.resumes', { session: session.resumes }),
  ]
  return [
    { text: t('session-act.title'), style: 'title', margin: [0, 0, 0, 6] },
    { text: sentences.filter((sentence) => sentence !== '').join(' ') },
    ...(present === null
      ? []
      : [
          { text: t('session.attendance.title'), style: 'h2' },
          { text: attendanceText(t, present, entitled), margin: [0, 0, 0, 3] } as Content,
          ...(entitled === null ? [] : [figureBar([['yes', present]], entitled, quorum)]),
          ...(quorum === null
            ? []
            : [
                {
                  text: t(present >= quorum ? 'session.quorum.there' : 'session.quorum.missing', {
                    quorum,
                    present,
                  }),
                  style: 'soft',
                } as Content,
              ]),
        ]),
  ]
}

/** On the author's own clock. */
const hourOf = (at: string): string => at.slice(11, 16)

const attendanceText = (t: Translator, present: number, entitled: number | null): string =>
  `${t.number(present)} ${entitled === null ? t('session.present.only') : t('session.present.of', { entitled })}.`

const agenda: Part = (t, { session }) =>
  session.agenda.length === 0
    ? []
    : [{ text: t('session.agenda'), style: 'h2' }, { ol: session.agenda.map(({ title }) => t.text(title)) }]

const decisions: Part = (t, act) => [
  { text: t('session.decisions'), style: 'h2' },
  ...(act.session.votes.length === 0
    ? [{ text: t('session-act.nothing') } as Content]
    : act.session.votes.map((vote, index) => decision(t, act, vote, index + 1))),
]

/** A decision of fewer letters stays on one sheet; a longer one may go on on the next. */
const maxUnbrokenLetters = 2000

function lengthOf(t: Translator, { motions }: ActView, vote: VoteView): number {
  const motion = motions.get(vote.seq)
  const texts = motion === undefined ? [] : [motion.text, ...motion.amendments]
  const corrections = vote.corrections.map(({ text }) => text)
  const letters = [...texts, ...corrections].reduce((sum, text) => sum + t.text(text).length, 0)
  return letters + vote.subtotals.length * 80
}

function decision(t: Translator, act: ActView, vote: VoteView, number: number): Content {
  const motion = act.motions.get(vote.seq)
  const untitled = vote.purpose?.kind === 'recall' ? t('vote.recall') : t('sessions.on')
  const named = vote.title === null ? untitled : t.text(vote.title)
  const text = motion === undefined ? undefined : t.text(motion.text)
  const title = motion?.isAmendment === true ? t('session-act.amendment', { title: named }) : named
  return {
    margin: [0, 0, 0, 12],
    unbreakable: lengthOf(t, act, vote) <= maxUnbrokenLetters,
    stack: [
      { text: `${number}. ${title}`, style: 'h3' },
      ...(vote.purpose === null
        ? []
        : [{ text: purposeText(t, vote), italics: true, margin: [0, 2, 0, 0] } as Content]),
      ...(text === undefined || text === named ? [] : [{ text, margin: [0, 2, 0, 4] } as Content]),
      ...(motion?.amendments ?? []).map((text): Content => ({
        text: [{ text: `${t('session-act.amended')} `, bold: true }, t.text(text)],
        margin: [0, 0, 0, 4],
      })),
      {
        unbreakable: true,
        stack: [
          figuresTable(t, vote),
          ...bars(vote),
          ...notes(t, vote).map((text): Content => ({ text: firstUpper(text), style: 'soft' })),
        ],
      },
      ...vote.corrections.map((correction): Content => ({
        text: [
          { text: `${t('correction.title')} `, bold: true },
          `${t.text(correction.text)} ${correctedText(t, correction)} `,
          `(${t('board.leaf', { seq: correction.seq })})`,
        ],
        margin: [0, 4, 0, 0],
      })),
    ],
  }
}

/** The result without the mark that pages put before it: the words are enough on paper. */
function plainResult(t: Translator, vote: VoteView): string {
  const { outcome, purpose } = vote
  if (purpose?.kind === 'recall' && outcome !== 'no-quorum') return t('session-act.recall')
  if (purpose !== null && purpose.kind !== 'recall' && outcome !== 'no-quorum')
    return t(`session-act.${purpose.kind}`, { position: t.word('position', purpose.option) })
  return outcome === null ? '–' : resultText(t, vote).replace(/^[●■○] /, '')
}

/** One thin line below the names of the columns. */
const thinLines: CustomTableLayout = {
  hLineWidth: (at) => (at === 1 ? 0.7 : 0),
  vLineWidth: () => 0,
  hLineColor: () => soft,
  paddingLeft: (at) => (at === 0 ? 0 : 4),
  paddingRight: () => 4,
}

function figuresTable(t: Translator, vote: VoteView): ContentTable {
  const { figures, present, entitled, conditions } = vote
  const needed = conditions.find((condition) => condition.needed !== null)?.needed ?? null
  const counted: readonly (readonly [string, number | null])[] =
    figures === null
      ? []
      : [
          [t('position.yes'), figures.yes],
          [t('position.no'), figures.no],
          [t('position.abstain'), figures.abstain],
          [t('vote.invalid'), figures.invalid],
          [t('act.col.needed'), needed],
        ]
  const columns: readonly (readonly [string, number | string | null])[] = [
    ...counted,
    ...(figures === null ? [[t('session-act.came-to'), countedText(t, vote)] as const] : []),
    [t('session-act.present'), present],
    [t('act.col.entitled'), entitled],
  ]
  const cell = (text: string, more: object = {}): TableCell => ({ text, alignment: 'center', ...more })
  const valueText = (value: number | string | null): string =>
    value === null ? '–' : typeof value === 'number' ? t.number(value) : value
  return {
    layout: thinLines,
    margin: [0, 2, 0, 4],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [...columns.map(() => (figures === null ? 'auto' : '*')), figures === null ? '*' : 'auto'],
      body: [
        [
          ...columns.map(([name]) => cell(name, { style: 'soft' })),
          cell(t('act.col.result'), { style: 'soft', alignment: 'right' }),
        ],
        [
          ...columns.map(([, value]) => cell(valueText(value))),
          cell(plainResult(t, vote), { bold: true, alignment: 'right', noWrap: true }),
        ],
      ],
    },
  }
}

/** One bar a condition: the whole is what the fraction is of. */
const bars = ({ figures, conditions }: VoteView): Content[] =>
  figures === null
    ? []
    : conditions.flatMap(({ requirement, total, needed }) =>
        total === null || total === 0
          ? []
          : [
              figureBar(
                [
                  ['yes', figures.yes],
                  ['no', figures.no],
                  ['abstain', requirement.denominator === 'yes+no' ? 0 : figures.abstain],
                ],
                total,
                needed,
              ),
            ],
      )

const notes = (t: Translator, vote: VoteView): string[] => [
  ...vote.conditions.map((condition) => `${conditionText(t, condition)}.`),
  [
    ...wayOf(t, vote),
    quorumText(t, vote),
    t('sessions.attesters', { count: vote.attesters }),
    ...(vote.attested === 0 ? [] : [t('vote.attested', { count: vote.attested })]),
    t('board.leaf', { seq: vote.seq }),
  ].join(' · '),
  ...vote.subtotals.map(
    ({ place, yes, no, abstain }) => `${plainText(place)}: ${t('tally.hands', { yes, no, abstain })}`,
  ),
]

const ending: Part = (t, { session }) => {
  const { closedAt, adjourned } = session
  if (closedAt === null) return [{ text: t('session-act.still-open'), bold: true }]
  const closing = { date: t.date(closedAt), hour: hourOf(closedAt) }
  if (adjourned === null) return [{ text: t('session-act.closed', closing) }]
  const { reason, words, until } = adjourned
  const said = [
    t(`session.adjourned.${reason}`),
    words === undefined ? '' : t.text(words),
    until === undefined ? '' : t('session.adjourned.until', { until: heldText(t, until) }),
  ]
  return [{ text: [t('session-act.adjourned', closing), ...said].filter((text) => text !== '').join(' ') }]
}

/** In groups of four, so that two people can read it to each other. */
const inFours = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ')

const qrWidthPt = 128

const proof: Part = (t, { body, head, qr, prevails }) => [
  {
    unbreakable: true,
    stack: [
      { text: t('act.proof'), style: 'h2' },
      {
        columns: [
          { width: qrWidthPt + 14, canvas: qrModules(qr, qrWidthPt) },
          {
            stack: [
              { text: t('session-act.proof', { size: head.size }), style: 'soft', margin: [0, 0, 0, 6] },
              { text: t('act.book'), style: 'soft' },
              { text: inFours(body.book), style: 'code', margin: [0, 0, 0, 4] },
              { text: t('act.root'), style: 'soft' },
              { text: inFours(head.root), style: 'code', margin: [0, 0, 0, 6] },
              { text: t(`session-act.prevails.${prevails}`), style: 'soft' },
            ],
          },
        ],
      },
    ],
  },
]

/** Dark modules as rectangles, a run of them in a row as one. */
function qrModules({ size, data }: ActView['qr'], widthPt: number) {
  const module = widthPt / size
  const runs: { type: 'rect'; x: number; y: number; w: number; h: number; color: string }[] = []
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!data[row * size + column]) continue
      const start = column
      while (column + 1 < size && data[row * size + column + 1]) column += 1
      runs.push({
        type: 'rect',
        x: start * module,
        y: row * module,
        w: (column - start + 1) * module,
        h: module,
        color: '#000',
      })
    }
  }
  return runs
}
