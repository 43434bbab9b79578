/** Node ids (N1) and the data of node.admitted (N2). */
import type { JsonObject } from '../src/book/entry.ts'
import { nodeIdOf } from '../src/book/node-key.ts'
import { base64 } from '../src/kernel/encoding.ts'
import type { NodeKeyInput, VectorFile } from './format.ts'
import { collect, filled, signer } from './samples.ts'

const [pen, request, cosign] = [signer(1).key, signer(6).key, signer(7).key]
const node = nodeIdOf(request)
/** The recipient in the README of age. */
const age = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'
const identity = base64(new Uint8Array(32).with(0, 1))
const data: JsonObject = { node, name: 'Radio San Gabriel', country: 'BO', request, cosign }

/** The cases of node-key.json. */
export function makeNodeKey(): VectorFile<'node-key'> {
  const { vectors, stands, breaks } = collect<'node-key'>()
  for (const number of [6, 7, 8]) {
    const { key } = signer(number)
    stands('N1', `The id of the node of request key ${number}`, { request: key }, { node: nodeIdOf(key) })
  }
  const inputOf = (fields: JsonObject, admitted: readonly string[] = [signer(8).key]): NodeKeyInput => ({
    data: JSON.stringify({ ...data, ...fields }),
    pen,
    admitted,
  })
  const admits = (name: string, fields: JsonObject): void => stands('N2', name, inputOf(fields), { node })
  const refuses = (name: string, fields: JsonObject, rule = 'N2'): void => breaks(rule, name, inputOf(fields))
  admits('A node of two keys', {})
  admits('With an age recipient', { age })
  admits('Fields unknown here', { note: 1 })
  admits('A name of 200 characters', { name: 'ñ'.repeat(200) })
  admits('A name of 200 characters outside the basic plane', { name: '😀'.repeat(200) })
  refuses('A name of no characters', { name: '' })
  refuses('A name of 201 characters', { name: 'ñ'.repeat(201) })
  refuses('A name that is null', { name: null })
  for (const country of ['bo', 'BOL', 'B', '', 'B1', 'BO\n', null])
    refuses(`The country ${JSON.stringify(country)}`, { country })
  refuses('An age recipient cut short', { age: age.slice(0, -1) })
  refuses('An age recipient in upper case', { age: age.toUpperCase() })
  refuses('An age that is null', { age: null })
  refuses('The node id of another key', { node: nodeIdOf(cosign) }, 'N1')
  refuses('No node id', { node: null }, 'N1')
  refuses('One key for both', { cosign: request })
  refuses('The pen as cosign key', { cosign: pen })
  refuses('The pen as request key', { request: pen, node: nodeIdOf(pen) })
  refuses('A cosign key admitted before', { cosign: signer(8).key })
  breaks('N2', 'A request key admitted before', inputOf({}, [request]))
  refuses('A cosign key of 31 bytes', { cosign: base64(filled(1, 31)) })
  refuses('A cosign key without padding', { cosign: cosign.replace('=', '') })
  refuses('A cosign key that is the identity', { cosign: identity }, 'K1')
  refuses('A request key that is the identity', { request: identity, node: nodeIdOf(identity) }, 'K1')
  return { format: 'node-key', rules: 'docs/formats.md section 6', vectors }
}
