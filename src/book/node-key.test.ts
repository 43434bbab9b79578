import { expect, test } from 'vitest'
import { base64 } from '../kernel/encoding.ts'
import { signerNamed } from '../testing/keys.ts'
import { nodeIdOf, nodeKeysFault } from './node-key.ts'

const pen = signerNamed('pen').key
const [request, cosign] = [signerNamed('request').key, signerNamed('cosign').key]
const good = { node: nodeIdOf(request), name: 'Nodo de Sajama', country: 'BO', request, cosign }

test('N1: a node is named by 32 characters of its request key', () => {
  expect(nodeIdOf(request)).toMatch(/^[a-z2-7]{32}$/)
  expect(nodeIdOf(request)).not.toBe(nodeIdOf(cosign))
})

test('N2: keys of its own are admitted, with an age recipient or without', () => {
  expect(nodeKeysFault(good, pen)).toBeUndefined()
  expect(nodeKeysFault({ ...good, age: `age1${'q'.repeat(58)}` }, pen)).toBeUndefined()
  expect(nodeKeysFault({ ...good, name: 'ñ'.repeat(200) }, pen)).toBeUndefined()
  expect(nodeKeysFault({ ...good, name: '\u{1f600}'.repeat(200) }, pen)).toBeUndefined()
})

test.each([
  ['entry-malformed', { name: '' }],
  ['entry-malformed', { name: 'ñ'.repeat(201) }],
  ['entry-malformed', { name: 7 }],
  ['entry-malformed', { country: 'bo' }],
  ['entry-malformed', { country: 'BOL' }],
  ['entry-malformed', { country: null }],
  ['entry-malformed', { age: 'age1' }],
  ['entry-malformed', { age: null }],
  ['entry-malformed', { request: 'AAAA' }],
  ['entry-malformed', { cosign: 7 }],
  ['key-invalid', { request: base64(new Uint8Array(32)) }],
  ['key-invalid', { cosign: base64(new Uint8Array([1, ...new Uint8Array(31)])) }],
  ['key-reused', { cosign: request }],
  ['key-reused', { cosign: pen }],
  ['key-reused', { request: pen, node: nodeIdOf(pen) }],
  ['node-id-mismatch', { node: nodeIdOf(cosign) }],
  ['node-id-mismatch', { node: '' }],
])('N2: %s where %j', (fault, fields) => {
  expect(nodeKeysFault({ ...good, ...fields }, pen)).toBe(fault)
})
