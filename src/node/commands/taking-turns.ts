/** Commands about who takes turns, and in which order: named by id, or as people call them. */
import { z } from 'zod'
import { type BodiesState, mayWrite } from '../../bodies/state.ts'
import type { BookId, JsonObject } from '../../book/entry.ts'
import { foldName } from '../../kernel/names.ts'
import { type Refusal, type Result, accept, refuse } from '../../kernel/result.ts'
import {
  type TakerKind,
  namedKinds,
  takerKinds,
  takerLeft,
  takerMoved,
  takersAPage,
  takerSplit,
} from '../../offices/entries.ts'
import { takersIn } from '../../offices/queries.ts'
import { type OfficesState, turnKind } from '../../offices/state.ts'
import type { Actor } from '../actor.ts'
import { enrolledIn, takerCalled } from '../holders.ts'
import { newId } from '../new-id.ts'
import type { ApachitaNode } from '../node.ts'
import { type Draft, type Writing, writeEntries } from '../write.ts'
import { personCommand } from './command.ts'
import { at, book, person, seq, writeOne } from './inputs.ts'

const who = z.union([z.object({ taker: person }), z.object({ called: z.string().trim().min(1).max(200) })])

type Who = z.infer<typeof who>

interface Named {
  readonly takers: string[]
  /** Of those who take no turns yet. */
  readonly registering: Draft[]
}

/** Who is meant, and the entries by which those not registered yet are. Ayllus and sections are named in the open. */
function nameTakers(
  node: ApachitaNode,
  { states }: Writing,
  asked: { readonly body: BookId; readonly kind: TakerKind; readonly at: string | undefined },
  named: readonly Who[],
): Result<Named, Refusal> {
  const { body, kind } = asked
  const { takers: known } = states['offices'] as OfficesState
  const enrolled = enrolledIn(node.views.db, body)
  const open = takersIn(node.views.db, body).filter((row) => row.kind === kind && !row.isGone)
  const takers: string[] = []
  const registering: Draft[] = []
  for (const one of named) {
    const name = 'called' in one ? one.called : undefined
    const called = name === undefined ? accept((one as { taker: string }).taker) : findCalled(name)
    if (!called.ok) return called
    const taker = called.value ?? newId()
    if (!Object.hasOwn(known, taker) && !takers.includes(taker)) {
      const isNamed = namedKinds.has(kind) && name !== undefined
      const away = enrolled.get(taker)?.away === true
      const data = { taker, by: kind, ...(isNamed ? { name: { es: name } } : {}), ...(away ? { away } : {}) }
      registering.push({ type: 'taker.registered', data: data as JsonObject, at: asked.at })
    }
    takers.push(taker)
  }
  return accept({ takers, registering })

  /** Undefined: somebody new, who is named in the open. */
  function findCalled(name: string): Result<string | undefined, Refusal> {
    if (!namedKinds.has(kind)) return takerCalled(enrolled, kind, name)
    const folded = foldName(name)
    return accept(
      open.find((row) => Object.values(row.name ?? {}).some((text) => foldName(text) === folded))?.taker,
    )
  }
}

/** Whether the actor may write entries of a type: asked before names are looked up, which are sealed. */
function isEntitled({ states }: Writing, actor: Actor, body: BookId, type: string): boolean {
  const author = actor.identityIn(body)?.person ?? ''
  return mayWrite(states['bodies'] as BodiesState, author, type)
}

const adopt = personCommand({
  name: 'office.adopt',
  input: z.object({
    body: book,
    post: z.string().min(1).max(64),
    motion: seq,
    order: z.array(who).min(1).max(4000),
    exempt: z.array(who).max(4000).default([]),
    at,
  }),
  run: (node, { body, post, motion, order, exempt, at: date }, { actor }) =>
    writeEntries(node, actor, body, (writing) => {
      const entryType = 'turn.adopted'
      if (!isEntitled(writing, actor, body, entryType))
        return refuse({ type: 'author-not-entitled', entryType })
      const { charter } = writing.states['bodies'] as BodiesState
      const held = charter?.posts.find(({ id }) => id === post)
      if (held === undefined) return refuse({ type: 'post-unknown', post })
      const kind = turnKind(held)
      if (kind === undefined) return refuse({ type: 'post-has-no-turn', post })
      const named = nameTakers(node, writing, { body, kind, at: date }, [...order, ...exempt])
      if (!named.ok) return named
      const { takers, registering } = named.value
      const [first, ...others] = pagesOf(takers.slice(0, order.length), takers.slice(order.length))
      const draft = (type: string, data: object): Draft => ({ type, data: data as JsonObject, at: date })
      return accept([
        ...registering,
        draft(entryType, { ...first, post, motion }),
        ...others.map((page) => draft('turn.continued', { ...page, post })),
      ])
    }),
})

/** All pages but the last say that more follow. */
function pagesOf(order: readonly string[], exempt: readonly string[]) {
  const count = Math.max(1, Math.ceil(order.length / takersAPage), Math.ceil(exempt.length / takersAPage))
  return Array.from({ length: count }, (_, page) => {
    const of = (takers: readonly string[]) => takers.slice(page * takersAPage, (page + 1) * takersAPage)
    const excused = of(exempt)
    return {
      order: of(order),
      ...(excused.length === 0 ? {} : { exempt: excused }),
      ...(page === count - 1 ? {} : { more: true }),
    }
  })
}

/** Those who come later: they join the turns of their kind at the end of the round. */
const register = personCommand({
  name: 'taker.register',
  input: z.object({ body: book, by: z.enum(takerKinds), who: z.array(who).min(1).max(1000), at }),
  run: (node, { body, by, who: named, at: date }, { actor }) =>
    writeEntries(node, actor, body, (writing) => {
      const entryType = 'taker.registered'
      if (!isEntitled(writing, actor, body, entryType))
        return refuse({ type: 'author-not-entitled', entryType })
      const found = nameTakers(node, writing, { body, kind: by, at: date }, named)
      if (!found.ok) return found
      return found.value.registering.length === 0
        ? refuse({ type: 'taker-already-registered' })
        : accept(found.value.registering)
    }),
})

const change = (name: string, type: string, schema: z.ZodObject) =>
  personCommand({
    name,
    input: schema.extend({ body: book, at }),
    run: (node, input, { actor }) => {
      const { body, at: date, ...data } = input as { body: string; at?: string }
      return writeOne(node, actor, body, { type, data: data as JsonObject, at: date })
    },
  })

export const turnTakingCommands = [
  adopt,
  register,
  change('taker.leave', 'taker.left', takerLeft),
  change('taker.move', 'taker.moved', takerMoved),
  change('taker.split', 'taker.split', takerSplit),
]
