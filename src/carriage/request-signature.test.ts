import { expect, test } from 'vitest'
import { nodeIdOf } from '../book/node-key.ts'
import { utf8 } from '../kernel/encoding.ts'
import { signerNamed } from '../testing/keys.ts'
import { type SignedRequest, requestSigner, signRequest } from './request-signature.ts'

const [here, elsewhere, mine] = [signerNamed('here'), signerNamed('elsewhere'), signerNamed('mine')]
const receiver = nodeIdOf(here.key)
const sender = nodeIdOf(mine.key)
const keysOf = (node: string) => (node === sender ? [mine.key] : [])
const body = utf8('{"wanted":[]}')
const challenge = 'a challenge'
const plain: SignedRequest = {
  method: 'POST',
  url: 'http://node.example/carriage/pack?since=12',
  headers: { 'content-type': 'application/json', host: 'node.example' },
}

const signed = async (request = plain, of = body, node = receiver, signer = mine) => ({
  ...request,
  headers: await signRequest(request, of, { node, challenge }, sender, signer),
})

const signerOf = async (request: SignedRequest, of = body, keys = keysOf) =>
  requestSigner(request, of, receiver, keys)

const withHeader = (request: SignedRequest, name: string, value: string): SignedRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
})

test('a signed request tells its signer and the challenge it answers', async () => {
  expect(await signerOf(await signed())).toEqual({ node: sender, challenge })
  const asked = { ...plain, method: 'GET', url: 'http://node.example/carriage/pack' }
  expect(await signerOf(await signed(asked, new Uint8Array()), new Uint8Array())).toEqual({
    node: sender,
    challenge,
  })
})

test('headers that were there stay, in lower case', async () => {
  expect((await signed()).headers).toMatchObject(plain.headers)
  const { headers } = await signed({ ...plain, headers: { Accept: 'text/html' } })
  expect(Object.keys(headers).toSorted()).toEqual([
    'accept',
    'apachita-to',
    'content-digest',
    'signature',
    'signature-input',
  ])
})

test.each([
  ['another method', { method: 'PUT' }],
  ['another path', { url: 'http://node.example/carriage/manifest?since=12' }],
  ['another query', { url: 'http://node.example/carriage/pack?since=13' }],
  ['no query', { url: 'http://node.example/carriage/pack' }],
  ['more of a query', { url: 'http://node.example/carriage/pack?since=12&since=0' }],
])('%s than was signed is signed by nobody', async (_, change) => {
  expect(await signerOf({ ...(await signed()), ...change })).toBeUndefined()
})

test('the name under which a node was reached is not signed: many names lead to one node', async () => {
  const request = { ...(await signed()), url: 'https://192.0.2.1:8080/carriage/pack?since=12' }
  expect(await signerOf(request)).toEqual({ node: sender, challenge })
})

test('another body than was signed is signed by nobody, also with its own digest', async () => {
  const other = utf8('{"wanted":["all"]}')
  const request = await signed()
  expect(await signerOf(request, other)).toBeUndefined()
  const { headers } = await signed(plain, other)
  const digest = headers['content-digest'] ?? ''
  expect(await signerOf(withHeader(request, 'content-digest', digest), other)).toBeUndefined()
})

test('a request to another node is none to this one, whatever it says', async () => {
  const request = await signed(plain, body, nodeIdOf(elsewhere.key))
  expect(await signerOf(request)).toBeUndefined()
  expect(await signerOf(withHeader(request, 'apachita-to', receiver))).toBeUndefined()
})

test('another key than those admitted for the node signs nothing', async () => {
  expect(await signerOf(await signed(plain, body, receiver, elsewhere))).toBeUndefined()
  expect(await signerOf(await signed(), body, () => [])).toBeUndefined()
  expect(await signerOf(await signed(), body, () => [elsewhere.key])).toBeUndefined()
  expect(await signerOf(await signed(), body, () => [elsewhere.key, mine.key])).toEqual({
    node: sender,
    challenge,
  })
})

const inputChanged = async (from: RegExp | string, to: string): Promise<SignedRequest> => {
  const request = await signed()
  const input = request.headers['signature-input'] ?? ''
  expect(input.replace(from, to)).not.toBe(input)
  return withHeader(request, 'signature-input', input.replace(from, to))
}

test.each([
  ['another challenge', /nonce="[^"]*"/, 'nonce="another"'],
  ['no challenge', /;nonce="[^"]*"/, ''],
  ['another key id', /keyid="[^"]*"/, `keyid="${nodeIdOf(elsewhere.key)}"`],
  ['no key id', /;keyid="[^"]*"/, ''],
  ['another time', /created=\d+/, 'created=1'],
  ['another algorithm', 'ed25519', 'rsa-v1_5-sha256'],
  ['a field fewer', '"@query" ', ''],
  ['the receiver left out', / "apachita-to"/, ''],
])('%s in the signature’s input: signed by nobody', async (_, from, to) => {
  expect(await signerOf(await inputChanged(from, to))).toBeUndefined()
})

test('a request without signature, or with one that is none, is signed by nobody', async () => {
  const request = await signed()
  const { signature: _, ...unsigned } = request.headers
  const { 'signature-input': __, ...withoutInput } = request.headers
  expect(await signerOf({ ...request, headers: unsigned })).toBeUndefined()
  expect(await signerOf({ ...request, headers: withoutInput })).toBeUndefined()
  expect(await signerOf(plain)).toBeUndefined()
  const none = ['', 'sig=::', 'sig=:AAAA:', '((', 'sig=:é:', 'x'.repeat(10_000)]
  for (const text of none) {
    expect(await signerOf(withHeader(request, 'signature', text)), text).toBeUndefined()
    expect(await signerOf(withHeader(request, 'signature-input', text)), text).toBeUndefined()
  }
})

test('a signature that covers too little does not hold beside one that would', async () => {
  const request = await signed()
  const less = request.headers['signature-input']?.replace('"@query" ', '') ?? ''
  const both = `less${less.slice(less.indexOf('='))}, ${request.headers['signature-input']}`
  const signatures = `less=:${Buffer.alloc(64).toString('base64')}:, ${request.headers['signature']}`
  const joined = withHeader(withHeader(request, 'signature-input', both), 'signature', signatures)
  expect(await signerOf({ ...joined, url: 'http://node.example/carriage/pack?since=0' })).toBeUndefined()
})
