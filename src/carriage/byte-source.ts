/** Bytes from a stream, in the numbers one asks for. */
import { equalBytes } from '../kernel/encoding.ts'
import type { Refusal } from '../kernel/result.ts'

/** Why a pack could not be read on. */
export interface PackRefusal extends Refusal {
  readonly type: 'not-a-pack' | 'unknown-pack-version' | 'pack-cut-short' | 'pack-damaged' | 'pack-too-large'
}

/** Takes exact numbers of bytes from chunks of any size. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>
  #held: Uint8Array[] = []
  #heldBytes = 0
  /** Why `take` gave nothing: the stream ended, or broke (a gzip stream breaks where a byte was flipped). */
  fault: PackRefusal = { type: 'pack-cut-short' }
  isBroken = false

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  async take(count: number): Promise<Uint8Array | undefined> {
    while (this.#heldBytes < count) {
      const chunk = await this.#next()
      if (chunk === undefined) return undefined
      this.#held.push(chunk)
      this.#heldBytes += chunk.length
    }
    const whole = this.#held.length === 1 && this.#held[0] ? this.#held[0] : Buffer.concat(this.#held)
    this.#held = [whole.subarray(count)]
    this.#heldBytes = whole.length - count
    return whole.subarray(0, count)
  }

  /** What was not taken yet, to the end. */
  async *rest(): AsyncIterable<Uint8Array> {
    yield* this.#held
    this.#held = []
    for (let next = await this.#chunks.next(); next.done !== true; next = await this.#chunks.next())
      yield next.value
  }

  /** Whether what there was, if anything, is how `whole` begins. */
  isStartOf(whole: Uint8Array): boolean {
    const held = Buffer.concat(this.#held)
    return held.length > 0 && equalBytes(held, whole.subarray(0, held.length))
  }

  /** Tells the source that nothing more will be taken. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  async #next(): Promise<Uint8Array | undefined> {
    try {
      const next = await this.#chunks.next()
      return next.done === true ? undefined : next.value
    } catch (error) {
      const {
        code: own,
        cause,
        message,
      } = error as { code?: string; cause?: { code?: string }; message?: string }
      const code = own ?? cause?.code
      const isShort = code === 'Z_BUF_ERROR' || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET'
      const isOther = message === 'incorrect header check'
      this.fault = { type: isShort ? 'pack-cut-short' : isOther ? 'not-a-pack' : 'pack-damaged' }
      this.isBroken = true
      return undefined
    }
  }
}
