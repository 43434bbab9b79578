import { expect, test } from 'vitest'
import { translatorFor } from '../web/languages/translator.tsx'
import { delegateName } from './delegate-name.ts'

const putre = { es: 'Putre' }
const person = 'a2b3c4d5e6f7a2b3c4d5e6f7a2'

test.each([
  [{ name: 'Juana Mamani', post: 'president' }, 'Juana Mamani'],
  [{ name: null, post: 'secretary' }, 'Quien tiene el cargo de secretaría'],
  [{ name: null, post: null }, 'Persona de Putre (a2b3c4…)'],
  [undefined, 'Persona de Putre (a2b3c4…)'],
])('of whom the open book tells %j, a delegate is %j', (called, expected) => {
  const delegate = called === undefined ? { person } : { person, called }
  expect(delegateName(translatorFor('es'), delegate, putre)).toBe(expected)
})
