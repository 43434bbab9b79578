/** A random id: of a person, a household, an account, an archive's making. base32 of 16 bytes, 26 characters. */
import { randomBytes } from 'node:crypto'
import { base32 } from '../kernel/encoding.ts'

export const newId = (): string => base32(randomBytes(16))
