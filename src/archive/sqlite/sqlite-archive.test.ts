import { randomUUID } from 'node:crypto'
import { describe } from 'vitest'
import { archiveContract } from '../contract-suite.ts'
import { openSqliteArchive } from './sqlite-archive.ts'

describe('SQLite archive', () => {
  archiveContract(async () => openSqliteArchive(':memory:', randomUUID()))
})
