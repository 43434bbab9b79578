/** A language turned on and off from the command line. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { credentials, Nodes, type TestNode } from '../../tests/support/test-node.ts'
import { translatorFor } from '../web/languages/translator.tsx'
import { buildProgram } from './program.ts'

const nodes = new Nodes()
let node: TestNode
let sajama = ''

beforeAll(async () => {
  node = await nodes.open('Nodo de Bolivia')
  await node.signUp()
  sajama = await node.found('Sajama')
  await node.close()
  vi.stubEnv('APACHITA_PASSPHRASE', credentials.passphrase)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  process.exitCode = 0
  await node.reopen()
  await nodes.close()
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function told(language: 'es' | 'pt', ...args: readonly string[]): Promise<string> {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  const globals = ['--folder', node.folder, '--as', credentials.name, '--lang', language]
  await buildProgram(translatorFor(language)).parseAsync([...globals, ...args], { from: 'user' })
  return lines.join('\n')
}

const turnOn = (...args: readonly string[]) => ['language', 'turn-on', sajama, ...args]

test('a language is turned on with who reviewed it, told, and turned off', async () => {
  const written = await told('es', ...turnOn('ay', '--reviewer', 'Teófilo Quispe', 'Saturnina Choque'))
  expect(written).toContain('Escrito en el libro')
  expect(await told('pt', 'language', 'list', sajama)).toBe(
    'ay: Revisaram: Teófilo Quispe e Saturnina Choque.',
  )
  expect(await told('pt', 'language', 'turn-off', sajama, 'ay')).toContain('Escrito no livro')
  expect(await told('pt', 'language', 'list', sajama)).toBe('')
})

test('one of which there is no draft is refused, and so is what is not on', async () => {
  expect(await told('pt', ...turnOn('gn', '--reviewer', 'Juana'))).toContain('não há nenhum rascunho')
  expect(await told('es', 'language', 'turn-off', sajama, 'qu')).toContain('no está activado')
  expect(await told('es', 'language', 'turn-off', sajama, 'x'.repeat(30))).toContain('dato mal escrito')
})
