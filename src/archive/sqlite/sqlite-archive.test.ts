import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe } from 'vitest'
import { asideContract } from '../aside-suite.ts'
import { contentsContract } from '../contents-suite.ts'
import { archiveContract } from '../contract-suite.ts'
import { openSqliteArchive } from './sqlite-archive.ts'

describe('SQLite archive', () => {
  archiveContract(async () => openSqliteArchive(':memory:', randomUUID()))
})

describe('what gives way, in SQLite', () => {
  asideContract(async () => openSqliteArchive(':memory:', randomUUID()))
})

describe('what lies beside books, in SQLite', () => {
  contentsContract(async (folder, epoch) => openSqliteArchive(join(folder, 'books.db'), epoch))
})
