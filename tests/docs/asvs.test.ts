/** docs/asvs.md says no more than is there: every item once, and every test that it names. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const document = readFileSync('docs/asvs.md', 'utf8')

/** How many items of levels 1 and 2 each section of ASVS 4.0.3 has, in order of their numbers, from 1. */
const sections: Readonly<Record<string, number>> = {
  '2.1': 12,
  '2.2': 3,
  '2.3': 3,
  '2.4': 5,
  '2.5': 7,
  '2.6': 3,
  '2.7': 6,
  '2.8': 7,
  '2.9': 3,
  '2.10': 4,
  '3.1': 1,
  '3.2': 4,
  '3.3': 4,
  '3.4': 5,
  '3.5': 3,
  '3.7': 1,
  '4.1': 5,
  '4.2': 2,
  '4.3': 3,
}

const deleted = '4.1.4'

interface Item {
  readonly item: string
  readonly stands: string
  readonly why: string
  readonly tests: readonly { readonly file: string; readonly title: string | undefined }[]
}

function itemOf(line: string): Item {
  const [, item = '', , , stands = '', why = '', proof = ''] = line.split('|').map((cell) => cell.trim())
  const named = proof === '' ? [] : proof.split('<br>')
  const tests = named.map((one) => {
    const [, file = one, title] = /^`([^`]+)`(?:: (.+))?$/.exec(one) ?? []
    return { file, title }
  })
  return { item, stands, why, tests }
}

const items = document
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map(itemOf)

/** A title stands between quotes in its file, as a word for word. */
const hasTest = (file: string, title: string): boolean => {
  const text = readFileSync(file, 'utf8')
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`))
}

test('given the standard, then every item of levels 1 and 2 is there once, in order', () => {
  const all = Object.entries(sections).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, at) => `${section}.${at + 1}`),
  )
  expect(items.map(({ item }) => item)).toEqual(all.filter((item) => item !== deleted))
})

test('given the sum at the head, then it is that of the rows', () => {
  const count = (stands: string): number => items.filter((one) => one.stands === stands).length
  expect(document).toContain(
    `Of ${items.length} items ${count('met')} are met, ${count('not met')} are not, ${count('does not apply')} do not apply.`,
  )
  expect(count('met') + count('not met') + count('does not apply')).toBe(items.length)
})

describe.each(items)('given $item', ({ stands, why, tests }) => {
  test('then it is met and shown by a test, or it is said why not', () => {
    if (stands === 'met') expect(tests).not.toEqual([])
    else expect(why).not.toBe('')
  })

  test('then every test that it names is there', () => {
    for (const { file, title } of tests) {
      expect(existsSync(file), file).toBe(true)
      expect(title, file).toBeDefined()
      if (title !== undefined) expect(hasTest(file, title), `${file}: ${title}`).toBe(true)
    }
  })
})
