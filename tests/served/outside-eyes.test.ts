/**
 * Served books before eyes that are not ours: docs/verify-a-book.md, its commands and snippets run as they stand there,
 * and the program of its third step, whose verdict is that of golang.org/x/mod/sumdb. One wrong byte is refused.
 */
import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringBookWithHandovers } from '../support/book-with-handovers.ts'
import { areMissing } from '../support/foreign-programs.ts'
import { Nodes, type TestNode } from '../support/test-node.ts'
import { type Relay, type WrongByte, relayTo } from '../support/wrong-byte.ts'

const page = readFileSync('docs/verify-a-book.md', 'utf8')
const program = 'docs/verify-a-book/verify-book.go'
const folder = mkdtempSync(join(tmpdir(), 'apachita-eyes-'))
const nodes = new Nodes()
const books = new Map<string, string>()
let node: TestNode
let relay: Relay

const bookOf = (name: string): string => books.get(name) ?? ''

beforeAll(async () => {
  node = await nodes.listening('Nodo de Bolivia')
  for (const size of [2, 256, 257, 600]) {
    const book = await node.found(`Municipio ${size}`)
    await node.growTo(book, size)
    books.set(`${size} entries`, book)
  }
  books.set('two handovers', await bringBookWithHandovers(node))
  const renewed = await node.found('Putina')
  await node.did('pen.renew', { body: renewed })
  books.set('a head that is a handover', renewed)
  books.set('a head that others countersigned', await foundCosigned())
  relay = await relayTo(node.url)
})
afterAll(async () => {
  await relay.close()
  await nodes.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A book that another node follows, has taken in and countersigned. */
async function foundCosigned(): Promise<string> {
  const book = await node.found('Colchane')
  const witness = await nodes.listening('Nodo de Chile', 'CL')
  await node.did('book.follow', { book: await witness.found('Pica') })
  await witness.did('book.follow', { book })
  await witness.did('peer.add', { url: node.url })
  await node.did('peer.add', { url: witness.url })
  for (const at of [witness, node, witness]) await at.synced()
  expect(await (await node.get(`/books/${book}/checkpoint`)).text()).toContain('— apachita-node/')
  return book
}

interface Ran {
  readonly exitCode: number
  readonly said: string
}

const run = (file: string, args: readonly string[], options: object = {}): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(file, [...args], options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ exitCode, said: `${stdout}${stderr}` })
    })
  })

const sizesServed = ['2 entries', '256 entries', '257 entries', '600 entries']
const allBooks = [
  ...sizesServed,
  'two handovers',
  'a head that is a handover',
  'a head that others countersigned',
]

/** One wrong byte in each kind of resource that there is. */
const wrongBytes: readonly (readonly [string, string, WrongByte])[] = [
  ['the origin of the checkpoint', '257 entries', { path: '/checkpoint', at: 12 }],
  ['the root of the checkpoint', '600 entries', { path: '/checkpoint', at: 70 }],
  ['the signature of the checkpoint', '2 entries', { path: '/checkpoint', at: -12 }],
  ['entry 0', '2 entries', { path: '/tile/entries/000.p/2', at: 40 }],
  ['an entry in a full tile', '600 entries', { path: '/tile/entries/001', at: 5000 }],
  ['an entry in a partial tile', '257 entries', { path: '/tile/entries/001.p/1', at: -1 }],
  ['a length in a tile of entries', '256 entries', { path: '/tile/entries/000', at: 1 }],
  ['the head of a handover', 'two handovers', { path: '/handovers', at: 100 }],
  ['a signature of a handover', 'two handovers', { path: '/handovers', at: -20 }],
  [
    'a signature of a handover that is the head',
    'a head that is a handover',
    { path: '/handovers', at: -20 },
  ],
]

/** Tiles of hashes are not needed by who has the entries; whoever looks into them must see it, too. */
const wrongHashes: readonly (readonly [string, string, WrongByte])[] = [
  ['a full tile of leaves', '600 entries', { path: '/tile/0/000', at: 3000 }],
  ['a partial tile of leaves', '600 entries', { path: '/tile/0/002.p/88', at: 7 }],
  ['a tile of level 1', '600 entries', { path: '/tile/1/000.p/2', at: 63 }],
]

describe.skipIf(areMissing(['go']))('the program of the Go project', () => {
  const built = join(folder, 'verify-book')

  beforeAll(() => {
    const env = {
      ...process.env,
      GO111MODULE: 'off',
      GOPATH: '/usr/share/gocode',
      GOCACHE: join(folder, 'go'),
    }
    execFileSync('go', ['build', '-o', built, program], { env })
  })

  const verify = (name: string): Promise<Ran> => run(built, [relay.url, bookOf(name)])

  test.each(allBooks)('verifies a served book of %s: signatures, entries, every tile', async (name) => {
    relay.wrong = undefined
    relay.asked.clear()
    const book = bookOf(name)
    const { exitCode, said } = await verify(name)
    const size = await node.sizeOf(book)
    expect([exitCode, said.split(', ')[0]]).toEqual([0, `verified: ${size} entries`])
    const penAsServed = (await (await node.get(`/books/${book}/pen`)).text()).trim()
    expect(said).toContain(`signed by ${penAsServed.split('+').slice(0, 2).join('+')}`)
  })

  test('reads every tile there is', async () => {
    relay.wrong = undefined
    relay.asked.clear()
    await verify('600 entries')
    const hashTiles = [...relay.asked].filter((path) => /^\/tile\/\d/.test(path)).toSorted()
    expect(hashTiles).toEqual(['/tile/0/000', '/tile/0/001', '/tile/0/002.p/88', '/tile/1/000.p/2'])
  })

  test.each([...wrongBytes, ...wrongHashes])('refuses one wrong byte in %s', async (_, name, wrong) => {
    relay.wrong = wrong
    relay.asked.clear()
    const { exitCode, said } = await verify(name)
    expect(relay.asked).toContain(wrong.path)
    expect([exitCode, said.slice(0, 9)]).toEqual([1, 'refused: '])
  })

  test('refuses a book under the id of another', async () => {
    relay.wrong = undefined
    const { exitCode, said } = await run(built, [
      `${relay.url}/books/${bookOf('2 entries')}#`,
      bookOf('600 entries'),
    ])
    expect([exitCode, said.trim()]).toEqual([1, 'refused: the checkpoint is not of this book'])
  })
})

describe.skipIf(areMissing(['python', 'openssl', 'go']))('docs/verify-a-book.md', () => {
  /** The fenced blocks of the page of one language, in order. */
  const blocks = (language: string): string[] =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(
      ([, block]) => block ?? '',
    )

  let emptyFolders = 0

  /** What a citizen does who follows the page from the top: a folder, its files, its commands one after the other. */
  async function follow(name: string): Promise<Ran> {
    const cwd = join(folder, `citizen-${emptyFolders++}`)
    mkdirSync(cwd)
    writeFileSync(join(cwd, 'verify-book.py'), blocks('python').join('\n'))
    copyFileSync(program, join(cwd, 'verify-book.go'))
    const env = { ...process.env, NODE: relay.url, BOOK: bookOf(name), GOCACHE: join(folder, 'go') }
    return run('bash', ['-e', '-c', blocks('sh').join('\n')], { cwd, env })
  }

  test('has its script and the commands of three steps', () => {
    expect([blocks('python').length, blocks('sh').length]).toEqual([1, 4])
  })

  test.each(allBooks)('verifies a served book of %s', async (name) => {
    relay.wrong = undefined
    const { exitCode, said } = await follow(name)
    const size = await node.sizeOf(bookOf(name))
    const handovers = (await node.json<unknown[]>(`/books/${bookOf(name)}/handovers`)).length
    expect(said).toContain(`${size} entries agree with the head\n`)
    expect(said.match(/Signature Verified Successfully/g)).toHaveLength(1 + 2 * handovers)
    expect(said).toContain(`verified: ${size} entries`)
    expect(exitCode).toBe(0)
  })

  test.each(wrongBytes)('its first two steps refuse one wrong byte in %s', async (_, name, wrong) => {
    relay.wrong = wrong
    const { exitCode, said } = await follow(name)
    expect(exitCode).not.toBe(0)
    expect(said).toMatch(/Error|Failure/)
    expect(said).not.toContain('refused: ')
  })
})
