/** The folder that processes are killed on. */
import { secretary } from '../../src/testing/actors.ts'
import { unwrap } from '../../src/kernel/result.ts'
import { ApachitaNode } from '../../src/node/node.ts'
import { foundBook } from '../../src/node/write.ts'
import { foundingOf } from './drafts.ts'
import { Ledger } from './ledger.ts'

const now = (): string => '2026-03-01T15:00:00-04:00'

/** A node with two books of its own, that follows another, and a ledger of what it acknowledged. */
export async function newNode(folder: string, followed: string): Promise<Ledger> {
  const node = unwrap(await ApachitaNode.open({ folder, name: 'Sajama', country: 'BO', now }))
  const ledger = new Ledger()
  for (const name of ['Sajama', 'Curahuara']) {
    const { book, refs } = unwrap(await foundBook(node, secretary, foundingOf(name), 'secretary'))
    ledger.hear({ kind: 'done', id: 0, written: { book, seq: 0, leaves: refs.map(({ leaf }) => leaf) } })
  }
  node.local.follow(followed)
  await node.close()
  return ledger
}

/** What a node finds in a folder: a fresh start of the program, then its end. */
export async function visit<T>(folder: string, look: (node: ApachitaNode) => T | Promise<T>): Promise<T> {
  const node = unwrap(await ApachitaNode.open({ folder, now }))
  try {
    return await look(node)
  } finally {
    await node.close()
  }
}
