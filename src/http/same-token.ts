/** Tokens compared so that how long it takes tells nothing, and those of forms, which follow from the start token. */
import { createHash, timingSafeEqual } from 'node:crypto'

const sha = (text: string): Buffer => createHash('sha256').update(text).digest()

export const isSameToken = (given: string | undefined, token: string): boolean =>
  given !== undefined && timingSafeEqual(sha(given), sha(token))

/** What forms carry: known only to pages that the token opened. */
export const formTokenOf = (token: string): string => sha(`form ${token}`).toString('base64url')
