/**
 * What kind of file these bytes are, of the few kinds that may hang on a person or an entry: pictures, voices, papers.
 *
 * Invariants
 * 1. The content decides: no name, no type that a browser sent along.
 * 2. The first bytes are those of the type; what is put behind a mark, a tag or a page of text is not looked for.
 * 3. A container is audio only if its own list of tracks has a voice and no picture.
 *
 * Deliberately absent: whether the file can be played or shown to its end, whether it is safe for the program that
 * opens it (serve it with `nosniff`), and its size (the caller's to hold).
 */
import { isAudioOnlyMp4, isAudioOnlyOgg, isAudioOnlyWebm, isMpegAudio } from './blob-type-audio.ts'

export const blobTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'audio/mpeg',
  'audio/ogg',
  'audio/mp4',
  'audio/webm',
  'application/pdf',
] as const

export type BlobType = (typeof blobTypes)[number]

/** Our types by those the detection knows; an animated PNG is a PNG to all who do not know better. */
const typeByDetected = new Map<string, BlobType>([
  ['image/jpeg', 'image/jpeg'],
  ['image/png', 'image/png'],
  ['image/apng', 'image/png'],
  ['image/webp', 'image/webp'],
  ['audio/mpeg', 'audio/mpeg'],
  ['audio/ogg', 'audio/ogg'],
  ['audio/ogg; codecs=opus', 'audio/ogg'],
  ['audio/mp4', 'audio/mp4'],
  ['audio/x-m4a', 'audio/mp4'],
  ['video/mp4', 'audio/mp4'],
  ['video/webm', 'audio/webm'],
  ['application/pdf', 'application/pdf'],
])

/** The detection looks behind byte order marks and ID3 tags for other types; these make sure it did not. */
const isWhatItSeems: Record<BlobType, (bytes: Uint8Array) => boolean> = {
  'image/jpeg': (bytes) => startsWith(bytes, '\xFF\xD8\xFF'),
  'image/png': (bytes) => startsWith(bytes, '\x89PNG\r\n\x1A\n'),
  'image/webp': (bytes) => startsWith(bytes, 'RIFF') && startsWith(bytes.subarray(8), 'WEBP'),
  'audio/mpeg': isMpegAudio,
  'audio/ogg': isAudioOnlyOgg,
  'audio/mp4': isAudioOnlyMp4,
  'audio/webm': isAudioOnlyWebm,
  'application/pdf': (bytes) => startsWith(bytes, '%PDF-'),
}

/** The type of these bytes, or undefined if it is none of ours. No bytes make it throw. */
export async function blobTypeOf(bytes: Uint8Array): Promise<BlobType | undefined> {
  const type = typeByDetected.get((await detected(bytes)) ?? '')
  return type !== undefined && isWhatItSeems[type](bytes) ? type : undefined
}

async function detected(bytes: Uint8Array): Promise<string | undefined> {
  try {
    // Loaded when the first blob comes: most nodes start without.
    const { fileTypeFromBuffer } = await import('file-type')
    return (await fileTypeFromBuffer(bytes))?.mime
  } catch {
    return undefined
  }
}

const startsWith = (bytes: Uint8Array, start: string): boolean =>
  bytes.length >= start.length &&
  Array.from(start).every((character, at) => bytes[at] === character.charCodeAt(0))
