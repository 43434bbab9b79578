/** Lists for tests: as text in several encodings, as workbooks of a real writer, and as workbooks nobody should write. */
import { deflateRawSync } from 'node:zlib'
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import { utf8 } from '../kernel/encoding.ts'
import { type Refusal, unwrap } from '../kernel/result.ts'
import { type PeopleList, readPeopleList } from './read-list.ts'
import { zipStored } from './read-list-zip.ts'

export const read = async (bytes: Uint8Array): Promise<PeopleList> => unwrap(await readPeopleList(bytes))

/** Lines of a list in UTF-8. */
export const listOf = (...lines: string[]): Uint8Array => utf8(lines.join('\n'))

export const readLines = (...lines: string[]): Promise<PeopleList> => read(listOf(...lines))

export async function refusalOf(bytes: Uint8Array): Promise<Refusal> {
  const result = await readPeopleList(bytes)
  if (result.ok) throw new Error(`not refused: ${JSON.stringify(result.value).slice(0, 200)}`)
  return result.error
}

export type CellValue = string | number | boolean | Date | null

/** A workbook as a program writes it. */
export async function workbookOf(...rows: CellValue[][]): Promise<Uint8Array> {
  const data: SheetData = rows.map((row) => row.map((value) => (value === null ? null : cellOf(value))))
  return new Uint8Array(await writeXlsxFile(data).toBuffer())
}

function cellOf(value: string | number | boolean | Date) {
  if (typeof value === 'string') return { type: String, value }
  if (typeof value === 'number') return { type: Number, value }
  if (typeof value === 'boolean') return { type: Boolean, value }
  return { type: Date, value, format: 'yyyy-mm-dd' }
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of the smallest workbook around this content of `sheetData`, and whatever else is given. */
export const partsOf = (sheetData: string, others: Record<string, string> = {}): Map<string, Uint8Array> =>
  new Map(
    Object.entries({
      'xl/workbook.xml': `<workbook xmlns:r="${relations}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
      ...others,
    }).map(([name, text]): [string, Uint8Array] => [name, utf8(text)]),
  )

export const handmade = (sheetData: string, others: Record<string, string> = {}): Uint8Array =>
  new Uint8Array(zipStored(partsOf(sheetData, others)))

/** A cell of text at this place. */
export const cellAt = (at: string, text: string): string =>
  `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

/** A zip of deflated parts; its directory says they are of `declared` bytes each, or how many they are. */
export function zipDeflated(parts: ReadonlyMap<string, Uint8Array>, declared?: number): Uint8Array {
  const packed = [...parts].map(([name, part]): [string, Buffer] => [name, deflateRawSync(part)])
  const zip = zipStored(new Map(packed))
  let entry = zip.readUInt32LE(zip.length - 6)
  for (const [name, part] of parts) {
    zip.writeUInt16LE(8, entry + 10)
    zip.writeUInt32LE(declared ?? part.length, entry + 24)
    entry += 46 + Buffer.byteLength(name)
  }
  return new Uint8Array(zip)
}

/** A zip of one part of `size` zeros that says it is of `declared` bytes. */
export const bombOf = (size: number, declared: number): Uint8Array =>
  zipDeflated(new Map([['xl/workbook.xml', new Uint8Array(size)]]), declared)
