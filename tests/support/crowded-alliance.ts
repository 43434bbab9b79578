/**
 * An alliance of as many members as there are municipalities on both sides of three borders. Books of that many would take
 * minutes: one member does everything, and its rows in the views are copied for the others.
 */
import type { BookId } from '../../src/book/entry.ts'
import { exampleId } from '../../src/federation/example-board.ts'
import type { ApachitaNode } from '../../src/node/node.ts'
import type { ViewsDb } from '../../src/views/room.ts'
import { type Referred, type TestNode, decideYes, foundAlliance, joinAlliance, refer } from './test-node.ts'

const sections = ['BO', 'CL', 'PE'] as const

export interface CrowdedAlliance extends Referred {
  readonly members: readonly { readonly name: string; readonly section: string; readonly saidYes: boolean }[]
}

/** Of `count` members, of which every fourth said yes and the others nothing. */
export async function crowdedAlliance(host: TestNode, count: number): Promise<CrowdedAlliance> {
  const alliance = await foundAlliance(host)
  const body = await host.found(nameOf(0))
  await joinAlliance(host, alliance, [{ at: host, body }])
  const referred = await refer(host, alliance)
  await decideYes(host, body, referred)
  copyMember(host.node, body, count)
  const members = Array.from({ length: count }, (_, at) => ({
    name: nameOf(at),
    section: sectionOf(at),
    saidYes: saysYes(at),
  }))
  return { ...referred, members }
}

const nameOf = (at: number): string => `Municipio ${String(at).padStart(4, '0')} ${exampleId(at, 5)}`
const saysYes = (at: number): boolean => at % 4 === 0
const sectionOf = (at: number): string => sections[at % sections.length] ?? 'BO'

function copyMember({ views: { db } }: ApachitaNode, body: BookId, count: number): void {
  const copies = Array.from({ length: count - 1 }, (_, at) => at + 1)
  const copyRows = (table: string, column: string, changesOf: (at: number) => object): void => {
    const rows = rowsOf(db, table, column, body)
    for (const at of copies)
      for (const row of rows) insert(db, table, { ...row, [column]: exampleId(at + 9), ...changesOf(at) })
  }
  db.transaction(() => {
    copyRows('bodies', 'book', (at) => ({
      name: JSON.stringify({ es: nameOf(at) }),
      country: sectionOf(at),
      lon: -72 + (at % 83) / 8,
      lat: -24 + (at % 101) / 8,
      population: 300 + ((at * 7919) % 40_000),
    }))
    copyRows('members', 'body', (at) => ({ section: sectionOf(at), cited_book: exampleId(at + 9) }))
    copyRows('electors', 'body', (at) => ({ section: sectionOf(at), heard_in: exampleId(at + 9) }))
    for (const table of ['positions', 'votes'])
      for (const row of rowsOf(db, table, 'book', body))
        for (const at of copies.filter(saysYes)) insert(db, table, { ...row, book: exampleId(at + 9) })
  })()
}

type Cells = Readonly<Record<string, unknown>>

const rowsOf = (db: ViewsDb, table: string, column: string, value: string): Cells[] =>
  db.prepare<[string], Cells>(`SELECT * FROM ${table} WHERE ${column} = ?`).all(value)

function insert(db: ViewsDb, table: string, row: Cells): void {
  const columns = Object.keys(row)
  db.prepare(`INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`).run(
    ...Object.values(row),
  )
}
