/**
 * Pictures and the tables that tell the same, as files to keep. Each is made of the view of its page, for whoever asks: what the
 * page does not show to somebody, no file does.
 */
import { type Context, Hono } from 'hono'
import { voteBars, voteSheet } from '../assemblies/vote-bars.tsx'
import { voteAt } from '../assemblies/vote-queries.ts'
import { bodyFacts } from '../bodies/queries.ts'
import { barsSheet, boardBars } from '../federation/board-bars.tsx'
import { boardMap } from '../federation/board-map.tsx'
import { federationMap } from '../federation/federation-map.tsx'
import { boardSheet, membersSheet } from '../federation/member-sheets.ts'
import { federationView } from '../federation/queries.ts'
import { treePicture, treeSheet } from '../federation/tree-picture.tsx'
import { curveSheet, turnsCurve } from '../offices/turns-curve.tsx'
import type { BoardView } from '../federation/views.ts'
import type { LocalizedText } from '../kernel/languages.ts'
import { orderSheet, wheelPicture } from '../offices/wheel.tsx'
import type { Picture } from '../web/components/picture.tsx'
import { isolatedText } from '../web/languages/plain-text.ts'
import type { Translator } from '../web/languages/translator.tsx'
import { type Sheet, csvOf } from '../web/pictures/csv.ts'
import { fileName } from '../web/pictures/file-name.ts'
import { standaloneSvg } from '../web/pictures/standalone.tsx'
import { askingPerson } from './office-routes.tsx'
import { officeView, officesView } from './office-views.ts'
import { type Listener, sendProblem, translatorOn } from './page-context.tsx'
import { boardView } from './node-views.ts'
import { motionIn } from './request-parts.ts'
import { treeView } from './tree-view.ts'

interface Drawn {
  /** Whose it is. */
  readonly name: LocalizedText
  readonly demonstration: boolean
  /** The motion it is about. */
  readonly about?: LocalizedText
  /** null where there is nothing to draw. */
  readonly picture: Picture | null
  readonly sheet: Sheet
}

interface Picturing {
  /** As the router writes it, without `.svg` and `.csv`. */
  readonly path: string
  /** What the file is called after the body. */
  readonly what: (c: Context) => string
  readonly draw: (
    listener: Listener,
    c: Context,
    t: Translator,
  ) => Drawn | undefined | Promise<Drawn | undefined>
}

const bookIn = (c: Context): string => c.req.param('book') ?? ''

const ofBoard = (
  path: string,
  what: string,
  picture: (t: Translator, board: BoardView) => Picture | null,
  sheet: (t: Translator, board: BoardView) => Sheet,
): Picturing => ({
  path: `/motions/:book/:seq{\\d{1,15}}/${path}`,
  what: (c) => `${what}-${motionIn(c).seq}`,
  draw: async ({ node }, c, t) => {
    const board = await boardView(node, motionIn(c))
    if (board === undefined) return undefined
    return {
      ...board.federation,
      about: board.motion.title,
      picture: picture(t, board),
      sheet: sheet(t, board),
    }
  },
})

const picturings: readonly Picturing[] = [
  ofBoard('map', 'map', boardMap, boardSheet),
  ofBoard('bars', 'bars', boardBars, barsSheet),
  {
    path: '/federations/:book/map',
    what: () => 'map',
    draw: ({ node }, c, t) => {
      const federation = federationView(node.views.db, bookIn(c), 0)
      if (federation === undefined) return undefined
      const { name, demonstration, members } = federation
      return { name, demonstration, picture: federationMap(t, members), sheet: membersSheet(t, federation) }
    },
  },
  {
    path: '/federations/:book/tree',
    what: () => 'tree',
    draw: ({ node }, c, t) => {
      const tree = treeView(node, bookIn(c))
      if (tree === undefined) return undefined
      const { root, demonstration } = tree
      return {
        name: root.facts?.name ?? {},
        demonstration,
        picture: treePicture(t, tree),
        sheet: treeSheet(t, tree),
      }
    },
  },
  {
    path: '/bodies/:book/votes/:seq{\\d{1,15}}/bars',
    what: (c) => `vote-${motionIn(c).seq}`,
    draw: ({ node }, c, t) => {
      const { book, seq } = motionIn(c)
      const body = bodyFacts(node.views.db, book)
      const vote = voteAt(node.views.db, book, seq)
      if (body === undefined || vote === undefined) return undefined
      return {
        ...body,
        ...(vote.title === null ? {} : { about: vote.title }),
        picture: voteBars(t, vote),
        sheet: voteSheet(t, vote),
      }
    },
  },
  {
    path: '/bodies/:book/turns',
    what: () => 'turns',
    draw: async (listener, c, t) => {
      const view = await officesView(listener.node, bookIn(c), await askingPerson(listener, c))
      if (view === undefined) return undefined
      const { body, concentration } = view
      return { ...body, picture: turnsCurve(t, concentration), sheet: curveSheet(t, concentration) }
    },
  },
  {
    path: '/bodies/:book/offices/:post/wheel',
    what: (c) => `wheel-${c.req.param('post')}`,
    draw: async (listener, c, t) => {
      const post = c.req.param('post') ?? ''
      const view = await officeView(listener.node, bookIn(c), post, await askingPerson(listener, c))
      if (view === undefined || view.office.takers.length === 0) return undefined
      const { body, office } = view
      return { ...body, picture: wheelPicture(t, office), sheet: orderSheet(t, office) }
    },
  },
]

export function pictureRoutes(listener: Listener): Hono {
  const app = new Hono()
  for (const picturing of picturings)
    for (const ending of ['svg', 'csv'] as const)
      app.get(`${picturing.path}.${ending}`, (c) => send(listener, c, picturing, ending))
  return app
}

const types = { svg: 'image/svg+xml', csv: 'text/csv' } as const

async function send(
  listener: Listener,
  c: Context,
  { what, draw }: Picturing,
  ending: 'svg' | 'csv',
): Promise<Response> {
  const t = translatorOn(listener.node, c).plain()
  const drawn = await draw(listener, c, t)
  const text =
    drawn === undefined ? undefined : ending === 'csv' ? csvFor(t, drawn) : svgFor(t, listener, drawn)
  if (drawn === undefined || text === undefined) return sendProblem(listener, c, 404, { type: 'not-found' })
  const name = fileName(t.text(drawn.name), what(c), ending)
  return c.body(text, 200, {
    'content-type': `${types[ending]}; charset=utf-8`,
    'content-disposition': `attachment; filename="${name}"`,
  })
}

function svgFor(t: Translator, { node }: Listener, drawn: Drawn): string | undefined {
  const { name, about, demonstration, picture } = drawn
  if (picture === null) return undefined
  return standaloneSvg({
    t,
    picture,
    called: t.text(name),
    about: about === undefined ? null : t.text(about),
    taken: t('picture.taken', { node: isolatedText(node.name), date: t.date(node.now()) }),
    demonstration,
  })
}

/** Invented facts say so in every row: rows are sorted, and copied. */
const csvFor = (t: Translator, { demonstration, sheet: { columns, rows } }: Drawn): string =>
  csvOf(
    demonstration
      ? {
          columns: [...columns, t('picture.col.note')],
          rows: rows.map((row) => [...row, t('app.demonstration')]),
        }
      : { columns, rows },
  )
