/** The act of a session as PDF. What draws it is heavy, and loaded when the first act is asked for. */
import type { Context } from 'hono'
import type { TCreatedPdf, TDocumentDefinitions, TFontDictionary } from 'pdfmake/interfaces'
import { actDocument, type ActView } from '../assemblies/act-document.ts'
import { motionView } from '../assemblies/motion-queries.ts'
import { sessionOf } from '../assemblies/queries.ts'
import { bodyFacts, postsHeld } from '../bodies/queries.ts'
import { base64, utf8ToText } from '../kernel/encoding.ts'
import { isDraftLanguage } from '../web/languages/catalogue.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { type Looking, quorumIn } from './assembly-views.ts'

/** undefined where the session is not there. */
async function actView({ node, body, state }: Looking, seq: number): Promise<ActView | undefined> {
  const { db } = node.views
  const session = sessionOf(db, body.book, seq)
  const record = await node.archive.book(body.book)
  const facts = bodyFacts(db, body.book)
  if (session === undefined || record === undefined || facts === undefined) return undefined
  const checkpoint = utf8ToText(record.checkpoint) ?? ''
  const { create } = await import('qrcode')
  const { modules } = create(checkpoint, { errorCorrectionLevel: 'M' })
  return {
    body,
    session,
    quorum: session.entitled === null ? null : quorumIn(state.bodies, session.entitled),
    motions: motionTexts(db, session),
    posts: [...new Set(postsHeld(db, body.book).map(({ post }) => post))].filter((post) => post !== 'member'),
    prevails: facts.prevails,
    head: { size: record.size, root: base64(record.root), checkpoint },
    qr: { size: modules.size, data: modules.data },
  }
}

/** What was voted on, with the amendments that were carried before. */
function motionTexts(db: Looking['node']['views']['db'], { votes }: ActView['session']): ActView['motions'] {
  const found = votes.flatMap(({ seq, motion }) => {
    const view = motion === null ? undefined : motionView(db, motion.book, motion.seq)
    if (view === undefined) return []
    const carried = view.amendments.filter(({ standing }) => standing === 'carried')
    const amendments = carried.map(({ text }) => text)
    return [[seq, { text: view.text, isAmendment: view.amends !== null, amendments }] as const]
  })
  return new Map(found)
}

/** What of pdfmake is used; its published types leave the policies out. */
interface Printer {
  setFonts(fonts: TFontDictionary): void
  setUrlAccessPolicy(isAllowed: (url: string) => boolean): void
  setLocalAccessPolicy(isAllowed: (path: string) => boolean): void
  createPdf(document: TDocumentDefinitions): TCreatedPdf
}

/** With its own fonts, and no way to any other file or address. */
async function openPrinter(): Promise<Printer> {
  const { default: printer } = (await import('pdfmake')) as unknown as { default: Printer }
  const { default: fonts } = await import('pdfmake/fonts/Roboto.js')
  const own = new Set<string>(Object.values(fonts.Roboto))
  printer.setFonts(fonts)
  printer.setUrlAccessPolicy(() => false)
  printer.setLocalAccessPolicy((path) => own.has(path))
  return printer
}

let printer: Promise<Printer> | undefined

/** The act as it is sent, in the reader's language; undefined where the session is not there. */
export async function sendAct(
  c: Context,
  looking: Looking,
  seq: number,
  t: Translator,
): Promise<Response | undefined> {
  const act = await actView(looking, seq)
  if (act === undefined) return undefined
  printer ??= openPrinter()
  const pdf = await (await printer).createPdf(actDocument(t, act)).getBuffer()
  return c.body(new Uint8Array(pdf), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${t('session-act.file')}-${seq}.pdf"`,
    'content-language': isDraftLanguage(t.shown) ? `${t.shown}, es` : t.shown,
  })
}
