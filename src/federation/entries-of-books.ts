/**
 * Fields by which an entry says whose book it cites, where that is a later book of a body (docs/decisions/0024): the fold of
 * one book knows bodies by the book they first came with, and no successors. Whether it is so is joined when read.
 */
import { z } from 'zod'

const book = z.string().regex(/^[a-z2-7]{52}$/)

/** In a member's book: the federation's book that this body applied to, where what is cited stands in a later one of it. */
export const appliedTo = book.optional()

/** In a federation's book: the earlier book of the same body that what is closed was referred in. */
export const referredIn = book.optional()

/** In a federation's book: by a cited book that is a later one of a member, the book which that member was accepted by. */
export const bodies = z.record(book, book).optional()
