/** What a blob is, by its content. */
import { fileTypeFromBuffer } from 'file-type'

const known: Readonly<Record<string, string>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/webp': 'image/webp',
  'audio/mpeg': 'audio/mpeg',
  'audio/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'application/pdf': 'application/pdf',
}

/** Its media type, of those that are taken in; undefined for any other. */
export async function blobTypeOf(bytes: Uint8Array): Promise<string | undefined> {
  try {
    const found = await fileTypeFromBuffer(bytes)
    return found === undefined ? undefined : known[found.mime]
  } catch {
    return undefined
  }
}
