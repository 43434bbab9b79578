import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeIdOf } from '../book/node-key.ts'
import { accept, refuse, unwrap } from '../kernel/result.ts'
import { signerNamed } from '../testing/keys.ts'
import { type NodeCard, cardFingerprint, cardToText, isFingerprintOf, textToCard } from './node-card.ts'

const request = signerNamed('node request').key
const card: NodeCard = {
  node: nodeIdOf(request),
  name: 'Nodo de Putre',
  country: 'CL',
  request,
  cosign: signerNamed('node cosign').key,
  age: `age1${'q'.repeat(58)}`,
}
const text = cardToText(card)

describe('a card', () => {
  test('reads as it was written, whatever the name', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((value) => value.trim() === value && !/[\r\n]/.test(value))
    fc.assert(
      fc.property(name, (said) => {
        const named = { ...card, name: said }
        expect(textToCard(cardToText(named))).toEqual(accept(named))
      }),
    )
  })

  test('reads without a key to encrypt to', () => {
    const { age: _age, ...without } = card
    expect(textToCard(cardToText(without))).toEqual(accept(without))
  })

  test('reads as mail and chats bring it', () => {
    const mailed = `Hola, aquí va:\r\n\r\n${text
      .split('\n')
      .map((line) => `> ${line}  `)
      .join('\r\n\r\n')}\r\nSaludos\r\n`
    expect(textToCard(mailed)).toEqual(accept(card))
  })

  test.each([
    ['nothing', ''],
    ['something else', 'Querida Juana:\nmañana voy.'],
    ['only keys', text.split('\n').slice(1).join('\n')],
    ['of a later version', text.replace('v1', 'v2')],
    ['cut short', text.slice(0, 90)],
    ['with a key twice', `${text}request ${signerNamed('other').key}`],
    ['too long', `${text}${' '.repeat(4000)}`],
  ])('bad input: %s is no card', (_, given) => {
    expect(textToCard(given)).toEqual(refuse({ type: 'card-unreadable' }))
  })

  test('bad input: with another key under the same id it was changed', () => {
    expect(textToCard(text.replace(request, signerNamed('other').key))).toEqual(
      refuse({ type: 'card-altered' }),
    )
  })
})

describe('its fingerprint', () => {
  test('is six groups of five digits, the same each time', () => {
    expect(cardFingerprint(card)).toMatch(/^\d{5}( \d{5}){5}$/)
    expect(cardFingerprint(unwrap(textToCard(text)))).toBe(cardFingerprint(card))
  })

  test('is another where any field is', () => {
    const others: Partial<NodeCard>[] = [
      { name: 'Nodo de Putre.' },
      { country: 'BO' },
      { node: nodeIdOf(signerNamed('x').key) },
      { request: signerNamed('x').key },
      { cosign: signerNamed('x').key },
      { age: `age1${'p'.repeat(58)}` },
      { age: undefined },
    ]
    const all = others.map((other) => cardFingerprint({ ...card, ...other } as NodeCard))
    expect(new Set([...all, cardFingerprint(card)]).size).toBe(others.length + 1)
  })

  test('is recognised however it was written down', () => {
    const said = cardFingerprint(card)
    expect(isFingerprintOf(card, said.replaceAll(' ', '-'))).toBe(true)
    expect(isFingerprintOf(card, said.replaceAll(' ', ''))).toBe(true)
    expect(isFingerprintOf(card, said.slice(0, -1))).toBe(false)
    expect(isFingerprintOf(card, '')).toBe(false)
  })
})
