/**
 * A body whose charter names witnesses, and whose pen was handed over; and another history of its book, signed with the
 * stolen old pen from before the handover. Both are real books in memory, the same up to `parted`.
 */
import { leafAt } from '../archive/contract.ts'
import { proveInclusion, rootAt } from '../archive/subtrees.ts'
import { unsignedCheckpoint } from '../book/checkpoint.ts'
import { cosign } from '../book/cosignature.ts'
import type { Signer } from '../book/ed25519.ts'
import type { BookId, JsonObject } from '../book/entry.ts'
import { type ForkProof, makeForkProof } from '../book/fork.ts'
import { nodeIdOf } from '../book/node-key.ts'
import { signatureLineToText } from '../book/note.ts'
import type { Vouching } from '../book/vouching.ts'
import type { Frame } from '../carriage/pack.ts'
import { base64 } from '../kernel/encoding.ts'
import { type Draft, charterOf, draft, founded } from './drafts.ts'
import { signerNamed } from './keys.ts'
import { emptyManifest, packOf, partFrames } from './packs.ts'
import { type Body, World, checkpointOf } from './world.ts'

export const requestKeyOf = (witness: string): Signer => signerNamed(`${witness} request`)
export const cosignKeyOf = (witness: string): Signer => signerNamed(`${witness} cosign`)
export const witnessId = (witness: string): string => nodeIdOf(requestKeyOf(witness).key)

export const admissionOf = (witness: string, cosignKey = cosignKeyOf(witness)): Draft =>
  draft('node.admitted', {
    node: witnessId(witness),
    name: witness,
    country: 'CL',
    request: requestKeyOf(witness).key,
    cosign: cosignKey.key,
  })

export interface Told {
  /** Who the charter names. */
  readonly named?: readonly string[]
  /** Whom the body has admitted: those named, where nothing is said. */
  readonly admitted?: readonly string[]
  readonly name?: string
}

const sessions = (from: number, count: number): Draft[] =>
  Array.from({ length: count }, (_, at) => [
    draft('session.opened', { place: 'Sede' }),
    draft('session.closed', { session: from + 2 * at }),
  ]).flat()

export class TwoHistories {
  readonly body: Body
  /** By whoever holds the pen. */
  readonly right: World
  /** With the stolen pen. */
  readonly other: World
  /** The first number at which they differ. */
  readonly parted: number

  private constructor(body: Body, right: World, other: World, parted: number) {
    this.body = body
    this.right = right
    this.other = other
    this.parted = parted
  }

  static async make({ named = ['Uno', 'Dos', 'Tres'], admitted = named, name = 'San Pedro' }: Told = {}) {
    const [right, other] = [new World('right'), new World('other')]
    const charter: JsonObject = { ...charterOf(), witnesses: named.map(witnessId) }
    const more: JsonObject = named.length === 0 ? {} : { charter }
    let body: Body | undefined
    for (const world of [right, other]) {
      body = await world.found(name, founded(name, more))
      if (admitted.length > 0) await world.wrote(body, ...admitted.map((one) => admissionOf(one)))
      await world.wrote(body, ...sessions(1 + admitted.length, 2))
    }
    if (body === undefined) throw new Error('not founded')
    const parted = await sizeIn(right, body.book)
    await right.wrote(body, ...sessions(parted, 1))
    await right.passPen(body, signerNamed(`${name} new pen`))
    await right.wrote(body, ...sessions(parted + 3, 2))
    await other.wrote(body, draft('session.opened', { place: 'Otra sede' }))
    await other.wrote(body, draft('session.closed', { session: parted }), ...sessions(parted + 2, 1))
    return new TwoHistories(body, right, other, parted)
  }

  get book(): BookId {
    return this.body.book
  }

  sizeOf(world: World): Promise<number> {
    return sizeIn(world, this.book)
  }

  /** A witness's cosignature of one history at a size: its end, where nothing is said. */
  async cosignature(world: World, witness: string, at?: number, key = cosignKeyOf(witness)) {
    const size = at ?? (await this.sizeOf(world))
    const head = { book: this.book, size, root: await rootAt(world.archive, this.book, size) }
    const line = signatureLineToText(
      cosign(unsignedCheckpoint(head), witnessId(witness), key, 1_700_000_000n),
    )
    return { witness: witnessId(witness), size, line }
  }

  /** A witness's word for one history, as it goes with a proof. */
  async word(world: World, witness: string, at?: number, key = cosignKeyOf(witness)): Promise<Vouching> {
    const cosignature = await this.cosignature(world, witness, at, key)
    const { size } = cosignature
    return {
      ...cosignature,
      root: base64(await rootAt(world.archive, this.book, size)),
      leaf: base64((await leafAt(world.archive, this.book, this.parted)) ?? new Uint8Array()),
      path: (await proveInclusion(world.archive, this.book, this.parted, size)).map(base64),
    }
  }

  /** By the first heads beyond where they part: whoever holds either history knows their pens. */
  async proof(): Promise<ForkProof> {
    const side = async (world: World) => {
      const note = world.signedOf(this.body).find(({ size }) => size > this.parted)?.note
      const checkpoint = checkpointOf(note ?? new Uint8Array())
      const leaf = (await leafAt(world.archive, this.book, this.parted)) ?? new Uint8Array()
      const path = await proveInclusion(world.archive, this.book, this.parted, checkpoint.size)
      return { checkpoint, leaf, path }
    }
    return makeForkProof(this.parted, await side(this.right), await side(this.other))
  }

  /** One history from its beginning, with words of witnesses on its end. */
  async whole(world: World, ...witnesses: readonly string[]): Promise<Uint8Array> {
    const part = await partFrames(world, this.body, 0, await this.sizeOf(world))
    return packOf([emptyManifest, ...part, ...(await this.#said(world, witnesses))])
  }

  /** Words of witnesses on the end of one history, and nothing else. */
  async words(world: World, ...witnesses: readonly string[]): Promise<Uint8Array> {
    const head: Frame = { kind: 'book', book: this.book, from: await this.sizeOf(world) }
    return packOf([emptyManifest, head, ...(await this.#said(world, witnesses))])
  }

  /** The proof, with what witnesses said of either history. */
  async proven(...vouchings: readonly Vouching[]): Promise<Uint8Array> {
    const head: Frame = { kind: 'book', book: this.book, from: this.parted }
    const fork = { proof: await this.proof(), vouchings }
    return packOf([emptyManifest, head, { kind: 'fork', fork }])
  }

  async #said(world: World, witnesses: readonly string[]): Promise<Frame[]> {
    const frames: Frame[] = []
    for (const witness of witnesses)
      frames.push({ kind: 'cosignature', cosignature: await this.cosignature(world, witness) })
    return frames
  }
}

const sizeIn = async ({ archive }: World, book: BookId): Promise<number> =>
  (await archive.book(book))?.size ?? 0
