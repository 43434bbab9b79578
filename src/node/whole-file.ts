/** Files that are whole when they have their name: written beside, flushed, renamed. */
import { createWriteStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'

/** Writes `bytes`, compressed. Refused: `file-unwritable`. */
export async function writeWholeFile(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  mode = 0o666,
): Promise<Result<null, Refusal>> {
  const partial = `${path}.part`
  try {
    await pipeline(Readable.from(bytes), createGzip(), createWriteStream(partial, { mode }))
    await flushToDisk(partial)
    await rename(partial, path)
    return accept(null)
  } catch (error) {
    const { syscall } = error as { syscall?: string }
    if (syscall === undefined) throw error
    return refuse({ type: 'file-unwritable', path })
  }
}

async function flushToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
