/**
 * Bad input: files of the wrong kind and size, sent to every form that takes one; which these are the pages say. Each is answered
 * on a page, in words, and nothing is kept.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FullWorld } from '../browser/full-world.ts'
import { secretary } from '../browser/live-nodes.ts'
import { es } from '../browser/visit.ts'

let world: FullWorld
let headers: Record<string, string>
let forms: readonly UploadForm[]

interface UploadForm {
  readonly action: string
  readonly file: string
  readonly fields: Readonly<Record<string, string>>
}

beforeAll(async () => {
  world = await FullWorld.open()
  const { operatorUrl, token } = world.node.listening
  const authorization = `Bearer ${token}`
  const entered = await fetch(`${operatorUrl}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { authorization, origin: operatorUrl },
    body: new URLSearchParams(secretary),
  })
  const pairs = entered.headers.getSetCookie().map((one) => one.split(';')[0] ?? '')
  const cookie = pairs.filter((pair) => !pair.endsWith('='))
  headers = { authorization, origin: operatorUrl, cookie: cookie.join('; ') }
  forms = await uploadForms()
})
afterAll(() => world.close())

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${world.node.listening.operatorUrl}${path}`, { ...init, headers })

/** Every form with a field for a file, of every page; what is to be written or ticked in it is. */
async function uploadForms(): Promise<UploadForm[]> {
  const found = new Map<string, UploadForm>()
  for (const path of Object.values(world.pages()).flat()) {
    const page = await (await ask(path)).text()
    for (const [form, action = ''] of page.matchAll(/<form[^>]*action="([^"]*)"[\s\S]*?<\/form>/g)) {
      const inputs = [...form.matchAll(/<input([^>]*)>/g)].map(([, text = '']) => ({
        name: /name="([^"]*)"/.exec(text)?.[1] ?? '',
        type: /type="([^"]*)"/.exec(text)?.[1] ?? 'text',
        value: /value="([^"]*)"/.exec(text)?.[1] ?? '',
      }))
      const file = inputs.find(({ type }) => type === 'file')?.name
      if (file === undefined) continue
      const others = inputs.filter(({ name, type }) => name !== '' && type !== 'file')
      const fields = Object.fromEntries(others.map(({ name, value }) => [name, value || 'Algo']))
      found.set(action, { action, file, fields })
    }
  }
  return [...found.values()]
}

const files: readonly (readonly [kind: string, name: string, bytes: () => BlobPart, type: string])[] = [
  ['none', '', () => '', 'application/octet-stream'],
  ['an empty one', 'acta.pdf', () => '', 'application/pdf'],
  ['a page that says it is a picture', 'acta.jpg', () => '<html><script>alert(1)</script>', 'image/jpeg'],
  ['a program', 'acta.exe', () => new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]), 'application/pdf'],
  [
    'half of a compressed file',
    'stick.apachita',
    () => new Uint8Array([0x1f, 0x8b, 8, 0, 0]),
    'application/gzip',
  ],
  [
    'one with a name that leads elsewhere',
    '../../<b id="injected">\u202e.pdf',
    () => 'nothing',
    'application/pdf',
  ],
  ['one of 9 MB', 'acta.jpg', () => new Uint8Array(9 * 2 ** 20).fill(0xff), 'image/jpeg'],
]

/** How a page says that something was not done. */
const told = ['class="answer failed"', 'class="problem"', es('refusal.input-too-large')]

test('given the pages, then these forms take a file', () => {
  const last = new Set(forms.map(({ action }) => action.replace(/^\/bodies\/[a-z2-7]{52}|\?.*$/g, '')))
  expect([...last].toSorted()).toEqual([
    '/carriage/in',
    '/documents',
    '/keeper/pass',
    '/keeper/sign',
    '/languages/ay',
    '/languages/qu',
    '/nodes/card',
    '/people/list',
  ])
})

describe.each(files)('bad input: given %s', (_, name, bytes, type) => {
  test('when it is sent, then every form says so on a page, and nothing is kept', async () => {
    const { node } = world.node
    const before = [await node.archive.change(), (await node.archive.blobs.sizes()).size]
    const faults: string[] = []
    for (const { action, file, fields } of forms) {
      const body = new FormData()
      for (const [field, value] of Object.entries(fields)) body.set(field, value)
      body.set(file, new File([bytes()], name, { type }))
      const answer = await ask(action, { method: 'POST', body })
      const page = await answer.text()
      const isTold = told.some((words) => page.includes(words))
      if (answer.status >= 500 || !isTold) faults.push(`${answer.status} ${action}: ${isTold ? '' : page}`)
      if (/<b id="injected"|<script>alert/.test(page)) faults.push(`${action}: not as text`)
    }
    expect(faults).toEqual([])
    expect([await node.archive.change(), (await node.archive.blobs.sizes()).size]).toEqual(before)
  })
})
