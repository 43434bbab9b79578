/** The page of who keeps a body's book, and its forms: endorsing, proposing, and passing the pen by small files. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { bodyFacts, mayWriteIn } from '../bodies/queries.ts'
import type { BodiesState } from '../bodies/state.ts'
import type { Refusal, Result } from '../kernel/result.ts'
import { commands } from '../node/commands/all.ts'
import { runCommand } from '../node/commands/command.ts'
import { identityIn } from '../node/identity.ts'
import { type KeeperDone, KeeperPage, type KeeperRights } from '../succession/keeper-page.tsx'
import type { KeeperView } from '../succession/views.ts'
import * as paths from '../web/paths.ts'
import { keeperView } from './keeper-views.ts'
import { type Listener, pageContext, sendPage, sendProblem } from './page-context.tsx'
import { ownForm } from './person-routes.tsx'
import { booksOfSession } from './person-session.ts'
import { textIn } from './request-parts.ts'
import { statusOf } from './status.ts'

/** A card, a handover and a signature are a few kilobytes. */
const maxFormBytes = 256 * 1024

type Form = Readonly<Record<string, unknown>>

/** The command a form asks for; `done`: what is told afterwards; `file`: what is downloaded instead, and its field in the answer. */
interface Asked {
  readonly name: string
  readonly input: (form: Form, view: KeeperView) => object | Promise<object>
  readonly done?: KeeperDone
  readonly file?: readonly [field: string, name: string]
}

const fileIn = async (form: Form, name: string): Promise<string> => {
  const file = form[name]
  return file instanceof File ? file.text() : ''
}

const asked: Readonly<Record<string, Asked>> = {
  endorse: {
    name: 'successor.endorse',
    input: (form) => {
      const successor = textIn(form, 'successor') ?? ''
      const [body, confirm] = ['body', 'confirm'].map((name) =>
        textIn(form, `${name}-${successor.slice(0, 6)}`),
      )
      if (confirm !== 'yes') return { confirm }
      return { successor, ...(body === undefined ? {} : { body }) }
    },
    done: 'endorsed',
  },
  propose: {
    name: 'successor.propose',
    input: (form, { book }) => {
      const by = textIn(form, 'by') ?? ''
      const size = Number(textIn(form, 'size'))
      return { body: book, size, post: textIn(form, 'post'), ...(by === '' ? {} : { by }) }
    },
    done: 'proposed',
  },
  offer: {
    name: 'pen.offer',
    input: (_, { book }) => ({ body: book }),
    file: ['card', 'tarjeta'],
  },
  pass: {
    name: 'pen.pass',
    input: async (form, { book }) => ({ body: book, card: await fileIn(form, 'card') }),
    file: ['handover', 'entrega'],
  },
  sign: {
    name: 'pen.sign',
    input: async (form) => ({ handover: await fileIn(form, 'handover') }),
    file: ['signed', 'firma'],
  },
  complete: {
    name: 'pen.complete',
    input: async (form, { book }) => ({ body: book, signed: await fileIn(form, 'signed') }),
    done: 'passed',
  },
  keep: { name: 'pen.keep', input: (_, { book }) => ({ body: book }), done: 'kept' },
}

export function keeperRoutes(listener: Listener): Hono {
  const app = new Hono().basePath('/bodies/:book')
  const tooLarge = (c: Context) => sendProblem(listener, c, 413, { type: 'input-too-large' })
  const limit = bodyLimit({ maxSize: maxFormBytes, onError: tooLarge })
  app.get('/keeper', (c) => show(listener, c, {}))
  for (const [action, what] of Object.entries(asked))
    app.post(`/keeper/${action}`, limit, (c) => run(listener, c, what))
  return app
}

async function run(listener: Listener, c: Context, { name, input, done, file }: Asked): Promise<Response> {
  const own = await ownForm(listener, c)
  if (own instanceof Response) return own
  const view = await keeperView(listener.node, c.req.param('book') ?? '')
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const ran: Result<unknown, Refusal> = await runCommand(
    commands,
    listener.node,
    name,
    await input(own.form, view),
    { actor: own.session.unlocked },
  )
  if (!ran.ok) return show(listener, c, { problem: ran.error })
  if (file === undefined) return show(listener, c, done === undefined ? {} : { done })
  const [field, called] = file
  return c.body(String((ran.value as Record<string, unknown>)[field]), 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="apachita-${called}-${view.book.slice(0, 6)}.txt"`,
    'cache-control': 'no-store',
  })
}

async function show(
  listener: Listener,
  c: Context,
  { done, problem }: { done?: KeeperDone; problem?: Refusal },
): Promise<Response> {
  const view = await keeperView(listener.node, c.req.param('book') ?? '')
  if (view === undefined) return sendProblem(listener, c, 404, { type: 'book-unknown' })
  const page = { ...pageContext(listener, c), path: paths.keeperPath(view.body) }
  const rights = await rightsOf(listener, c, view)
  return sendPage(
    c,
    <KeeperPage page={page} view={view} rights={rights} done={done ?? null} problem={problem ?? null} />,
    problem === undefined ? 200 : statusOf(problem),
  )
}

async function rightsOf({ node }: Listener, c: Context, { book }: KeeperView): Promise<KeeperRights> {
  const session = c.get('session')
  if (session === undefined)
    return { bodies: [], person: null, mayPropose: false, posts: [], mayPass: false, mayOffer: false }
  const own = booksOfSession(node, session).filter(({ book: written }) => node.local.isHosted(written))
  const { charter } = (await node.views.catchUp(book)).states['bodies'] as BodiesState
  const writesAll = charter?.posts.filter(({ writes }) => writes.includes('*')) ?? []
  const mine = (type: string) => own.filter((one) => mayWriteIn(node.views.db, one.book, one.person, type))
  return {
    bodies: mine('successor.endorsed').map((one) => ({
      body: one.body,
      name: bodyFacts(node.views.db, one.book)?.name ?? {},
    })),
    person: (await identityIn(node, session.unlocked, book))?.person ?? null,
    mayPropose: node.accounts.mayFound(session.unlocked.account),
    posts: writesAll.map(({ id }) => id),
    mayPass: mine('pen.passed').some((one) => one.book === book),
    mayOffer: !node.local.isHosted(book),
  }
}
