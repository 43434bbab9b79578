import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allFiles } from '../../vectors/all-files.ts'

const folder = new URL('../../vectors/', import.meta.url)
const howTo = 'If the change is meant, and recorded as a decision: npx tsx vectors/generate.ts'

describe('the vectors committed', () => {
  const files = allFiles()

  test.each([...files])('%s is what the product makes', (name, text) => {
    const isSame = readFileSync(new URL(name, folder), 'utf8') === text
    expect(isSame, `vectors/${name} differs from what the code makes. ${howTo}`).toBe(true)
  })

  test('there are no others, and none is large', () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
    expect(names.toSorted()).toEqual([...files.keys()].toSorted())
    expect([...files.values()].reduce((sum, text) => sum + text.length, 0)).toBeLessThan(320_000)
  })

  test('are the same on every run', () => {
    expect([...allFiles()]).toEqual([...files])
  })

  test('names of cases tell them apart', () => {
    for (const [name, text] of files) {
      const names = (JSON.parse(text) as { vectors: { name: string }[] }).vectors.map((vector) => vector.name)
      expect(new Set(names).size, name).toBe(names.length)
    }
  })
})
