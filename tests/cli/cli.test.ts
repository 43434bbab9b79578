/** The command line as a person and as a program use it: words, JSON, exit codes; on a folder and on a running node. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawRequest } from '../support/requests.ts'

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const home = mkdtempSync(join(tmpdir(), 'apachita-cli-'))
const folder = join(home, 'bo')
let running: ChildProcess | undefined

afterAll(async () => {
  await stop()
  rmSync(home, { recursive: true, force: true })
})

function run(...args: readonly string[]): Promise<Ran> {
  const env = {
    ...process.env,
    LC_ALL: '',
    LANG: 'es_BO.UTF-8',
    APACHITA_FOLDER: folder,
    APACHITA_ACCOUNT: 'Secretaría',
    APACHITA_PASSPHRASE: 'cuatro piedras en el paso',
    NO_COLOR: '1',
  }
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/apachita.js', ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err })
    })
  })
}

/** The one JSON value that a command prints. */
async function json<T>(...args: readonly string[]): Promise<T> {
  const { code, out, err } = await run('--json', ...args)
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as T
}

/** Serves the folder until `stop`; its addresses. */
async function serve(
  env: Record<string, string> = {},
): Promise<{ node: string; publicUrl: string; operatorUrl: string }> {
  const args = ['--json', '--folder', folder, 'serve', '--port', '0', '--sync-every', '0']
  const child = spawn(process.execPath, ['bin/apachita.js', ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, APACHITA_STOP_WITH_PARENT: '1', ...env },
  })
  running = child
  const said = await new Promise<string>((resolve) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(text)
    })
  })
  return JSON.parse(said) as { node: string; publicUrl: string; operatorUrl: string }
}

async function stop(): Promise<number | null> {
  const child = running
  running = undefined
  if (child === undefined) return null
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  return ended
}

interface Written {
  readonly book: string
  readonly size: number
}

let sajama = ''

beforeAll(async () => {
  expect((await run('account', 'open', 'Secretaría')).out).toContain('Secretaría')
  const found = ['found', 'municipality', '--name', 'Sajama', '--country', 'BO', '--demonstration']
  sajama = (await json<Written>(...found)).book
})

describe('words', () => {
  test('help is in Spanish or English, as the terminal or --lang says, and ends with 0', async () => {
    const [spanish, english] = await Promise.all([run('--help'), run('--lang', 'en', 'carry', '--help')])
    expect([spanish.code, english.code]).toEqual([0, 0])
    expect(spanish.out).toContain('Libros de actas')
    expect(english.out).toMatch(/memory stick/)
    expect(spanish.out + english.out).not.toMatch(/undefined|\{[a-z]+\}/)
  })

  test('wrong usage is said on standard error, and ends with 2', async () => {
    const [option, number] = await Promise.all([
      run('--lang', 'en', 'found', 'municipality', '--country', 'BO'),
      run('motion', 'show', sajama, 'tres'),
    ])
    expect([option.code, number.code]).toEqual([2, 2])
    expect(option.out + number.out).toBe('')
    expect(option.err).toContain('--name')
    expect(number.err).toContain('tres')
    expect(option.err + number.err).not.toMatch(/\n\s+at /)
  })

  test('a refusal is said in words on standard error, and ends with 1', async () => {
    const args = ['motion', 'put', 'a'.repeat(52), '--title', 'Ayni', '--text', 'Ayni']
    const [spanish, program] = [await run(...args), await run('--json', ...args)]
    expect([spanish.code, program.code]).toEqual([1, 1])
    expect(spanish.err).toBe('Ese libro no se escribe en este nodo: aquí solo hay una copia.\n')
    expect(JSON.parse(program.err)).toEqual({ refusal: { type: 'not-hosted' } })
    expect(spanish.out + program.out).toBe('')
  })
})

describe('a running node and its folder', () => {
  test('give the same, and what is written by either is there for the other', async () => {
    const reading = [['body', 'list'], ['verify']]
    const onFolder = []
    for (const args of reading) onFolder.push(await run('--json', ...args))
    const { publicUrl } = await serve()
    const throughNode = await Promise.all(reading.map((args) => run('--json', ...args)))
    expect(throughNode).toEqual(onFolder)
    expect(throughNode.map(({ code }) => code)).toEqual([0, 0])
    const put = ['motion', 'put', sajama, '--title', 'Ayni', '--text', 'Ayni']
    expect((await json<Written>(...put)).size).toBe(3)
    const served = (await (await fetch(`${publicUrl}/api/books`)).json()) as { size: number }[]
    expect(served.map(({ size }) => size)).toEqual([3])
    const second = await run('--folder', folder, 'serve', '--port', '0')
    expect([second.code, second.out]).toEqual([1, ''])
    expect(second.err).toContain('Otro programa está usando la carpeta')
    expect(await stop()).toBe(0)
    expect((await json<Written>(...put)).size).toBe(4)
  })
})

describe('the built program', () => {
  test('has the script for passkeys beside it, for the address that a proxy with TLS makes public', async () => {
    const { publicUrl } = await serve({ APACHITA_PUBLIC_ADDRESS: 'https://nodo.example:8443' })
    const page = await rawRequest(publicUrl, '/sign-in', { headers: { host: 'nodo.example:8443' } })
    expect(page.text).toContain('https://nodo.example:8443')
    const [, path = '/'] = /<script type="module" src="(\/assets\/passkey-[^"]*)"/.exec(page.text) ?? []
    const script = await rawRequest(publicUrl, path)
    expect([script.status, script.text.includes('navigator.credentials')]).toEqual([200, true])
    expect(await stop()).toBe(0)
  })
})

describe('what the machine does not allow', () => {
  test('a port in use is said in words', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const served = await run('--folder', join(home, 'cl'), 'serve', '--port', String(port))
    await new Promise((resolve) => server.close(resolve))
    expect([served.code, /\n\s+at /.test(served.err)]).toEqual([1, false])
  })

  test('a folder that cannot be is said in words', async () => {
    const shown = await run('--folder', '/dev/null/node', 'node')
    expect([shown.code, /\n\s+at /.test(shown.err)]).toEqual([1, false])
  })
})

describe('a file on a stick', () => {
  const other = join(home, 'pe')
  const stick = join(home, 'stick.apachita')

  test('is written, taken in, and refused by name where it is damaged', async () => {
    expect((await run('carry', 'out', stick)).out).toContain('1 libro, ')
    await run('--folder', other, 'peer', 'follow', sajama)
    const taken = await run('--folder', other, 'carry', 'in', stick)
    expect([taken.code, taken.out]).toEqual([0, expect.stringContaining('1 libro creció')])
    const bytes = readFileSync(stick)
    const spoilt = join(home, 'spoilt.apachita')
    writeFileSync(spoilt, bytes.subarray(0, bytes.length - 30))
    const damaged = await run('--folder', other, 'carry', 'in', spoilt)
    expect([damaged.code, damaged.out]).toEqual([3, expect.stringContaining('llegó incompleto')])
  })
})

describe('who may hold what is sealed', () => {
  const other = join(home, 'pe')
  const file = join(home, 'card.txt')

  test('a node’s card goes to a file, its numbers apart; with them it is admitted, and revoked', async () => {
    const printed = await run('--folder', other, 'node', 'card')
    expect([printed.code, printed.out.split('\n')[0]]).toEqual([0, 'apachita node card v1'])
    const numbers = /(\d{5} ?){6}/.exec(printed.err)?.[0] ?? ''
    expect(printed.out).not.toContain(numbers)
    writeFileSync(file, printed.out)
    const wrong = await run('node', 'admit', sajama, file, '--fingerprint', '1'.repeat(30))
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringMatching(/^Los números que le leyeron/)])
    const unread = await run('node', 'admit', sajama, join(home, 'operator.txt'), '--fingerprint', numbers)
    expect([unread.code, unread.err]).toEqual([1, expect.stringMatching(/^Ese archivo no está/)])
    expect((await run('node', 'admit', sajama, file, '--fingerprint', numbers)).code).toBe(0)
    const { nodes } = await json<{ nodes: { node: string; revokedAt: number | null }[] }>(
      'node',
      'list',
      sajama,
    )
    expect(nodes.map(({ revokedAt }) => revokedAt)).toEqual([null, null])
    expect((await run('node', 'revoke', sajama, nodes[1]?.node ?? '')).code).toBe(0)
    expect((await run('node', 'list', sajama)).out).toMatch(
      /admitido desde la hoja 1\n.*retirado desde la hoja/,
    )
  })

  test('what is sealed is shown with what erasing cannot reach, and erased', async () => {
    expect((await run('person', 'enrol', sajama, 'Juana Mamani')).code).toBe(0)
    const seq = String((await json<{ body: { size: number } }>('body', 'show', sajama)).body.size - 1)
    const shown = await run('content', 'show', sajama, seq)
    expect(shown.out).toMatch(/Juana Mamani[^]*Lo que no se puede alcanzar\n- /)
    expect((await run('content', 'erase', sajama, seq)).out).toContain('Borrado aquí')
    expect((await run('content', 'show', sajama, seq)).out).toMatch(/^Lo que había aquí se borró/)
    const again = await run('content', 'erase', sajama, seq)
    expect([again.code, again.err]).toEqual([1, expect.stringMatching(/^Eso ya se mandó borrar/)])
  })

  test('an office that the charter makes public is given with a name, another is not', async () => {
    type Shown = { body: { officers: { id: string; post: string; name: string | null }[] } }
    const officer = (await json<Shown>('body', 'show', sajama)).body.officers[0]?.id ?? ''
    const assign = ['body', 'assign', sajama, officer, '--name', 'Justina Quispe', '--post']
    const refused = await run(...assign, 'member')
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/^La carta no hace público/)])
    expect((await run(...assign, 'mayor')).code).toBe(0)
    const { body } = await json<Shown>('body', 'show', sajama)
    expect(body.officers.map(({ post, name }) => [post, name])).toEqual([
      ['secretary', null],
      ['mayor', 'Justina Quispe'],
    ])
  })
})

describe('backup and restore', () => {
  const restored = join(home, 'restored')
  const file = join(home, 'node.backup')

  test('say whether the pens are in it, and show the code once', async () => {
    expect((await run('backup', file)).out).toMatch(/1 libro, .*\nSin las plumas/)
    const { code } = await json<{ code: string }>('backup', file, '--with-keys')
    const refused = await run(
      '--folder',
      restored,
      'restore',
      file,
      '--code',
      'aaaaa-aaaaa-aaaaa-aaaaa-aaaaa',
    )
    expect([refused.code, refused.out, refused.err]).toEqual([
      1,
      '',
      expect.stringMatching(/^Ese código no abre/),
    ])
    const done = await run('--folder', restored, 'restore', file, '--code', code)
    expect([done.code, done.err]).toEqual([0, ''])
    expect(done.out).toMatch(
      /Se restauraron y comprobaron 1 libro, .*\n.*no se sabe de ningún nodo que los guarde/,
    )
    expect((await run('--folder', restored, 'verify')).code).toBe(0)
  })

  test('the restored node writes after a declaration that names what it may cost', async () => {
    const put = ['--folder', restored, 'motion', 'put', sajama, '--title', 'Agua', '--text', 'Que haya agua.']
    const early = await run(...put)
    expect([early.code, early.err]).toEqual([
      1,
      expect.stringMatching(/^Este libro viene de una copia de seguridad/),
    ])
    expect((await run('--folder', restored, 'body', 'declare-head', sajama)).out).toMatch(
      /se verán dos historias/,
    )
    expect((await run(...put)).code).toBe(0)
  })

  test('a backup is no stick and a stick is no backup: both are said', async () => {
    const asStick = await run('carry', 'in', file)
    expect([asStick.code, asStick.out]).toEqual([3, expect.stringMatching(/no es de Apachita/)])
    const stick = join(home, 'again.apachita')
    await run('carry', 'out', stick)
    const other = await run('--folder', join(home, 'none'), 'restore', stick)
    expect([other.code, other.err]).toEqual([1, expect.stringMatching(/no es una copia de seguridad/)])
  })
})

describe('verify', () => {
  test('finds a byte changed in books.db: exit code 3, the book and the reason', async () => {
    expect(await run('verify')).toMatchObject({ code: 0, err: '' })
    const db = new Database(join(folder, 'books.db'))
    const row = db.prepare<[], { bytes: Buffer }>('SELECT bytes FROM tail WHERE seq = 1').get()
    const bytes = Buffer.from(row?.bytes ?? [])
    bytes[bytes.length - 4] = (bytes.at(-4) ?? 0) ^ 1
    db.prepare('UPDATE tail SET bytes = ? WHERE seq = 1').run(bytes)
    db.close()
    const [english, program] = [await run('--lang', 'en', 'verify', sajama), await run('--json', 'verify')]
    expect([english.code, program.code]).toEqual([3, 3])
    expect(english.out).toMatch(new RegExp(`Refused ${sajama}: `))
    expect(JSON.parse(program.out)).toMatchObject({
      verified: 0,
      damaged: [{ book: sajama, refusal: { type: expect.stringMatching(/^(entries|tiles)-damaged$/) } }],
    })
  })
})

describe('offices', () => {
  test('a term is started, shown, and ended with what is handed over', async () => {
    const { body } = await json<{ body: { officers: { id: string }[] } }>('body', 'show', sajama)
    const person = body.officers[0]?.id ?? ''
    const office = [
      'office',
      'start',
      sajama,
      '--post',
      'mayor',
      '--persons',
      person,
      '--at',
      '2026-03-01T15:00:00-04:00',
    ]
    const { refs } = await json<{ refs: { seq: number }[] }>(...office)
    const term = String(refs[0]?.seq)
    const listed = await run('office', 'list', sajama)
    expect(listed.out).toContain('(mayor): un período corre; ningún puesto vacante')
    expect(listed.out).toContain(`${term}  `)
    expect(listed.out).toContain('2031-03-01')
    expect((await run('office', 'next', sajama)).out).toBe('')
    const wrong = await run('office', 'end', sajama, term, '--thing', 'dos llaves')
    expect([wrong.code, wrong.err.includes('cantidad; cosa; estado')]).toEqual([2, true])
    const excuse = await run('office', 'excuse', sajama, '--post', 'mayor', '--reason', 'away')
    expect([excuse.code, excuse.err]).toEqual([1, expect.stringContaining('No hay a quien le toque')])
    const ending = [
      'office',
      'end',
      sajama,
      term,
      '--thing',
      '2; Llaves; good',
      '--thing',
      '1,5; Cable; worn',
    ]
    expect((await run(...ending)).code).toBe(0)
    const after = await run('office', 'list', sajama)
    expect(after.out).toContain('(mayor): vacante; un puesto vacante')
    const again = await run('office', 'end', sajama, term)
    expect([again.code, again.err]).toEqual([1, 'Ese período no está corriendo.\n'])
  })
})
