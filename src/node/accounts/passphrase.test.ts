import { describe, expect, test } from 'vitest'
import { hexOf } from '../../testing/keys.ts'
import { passphraseFault, stretch, usualStretching } from './passphrase.ts'

const fault = (passphrase: string, name = 'Ana Quispe') => passphraseFault(passphrase, name)?.type

/** `length` letters that nobody has listed. */
const letters = (length: number): string =>
  Array.from({ length }, (_, at) => 'mpqrstbcdf'[(at * 7 + (at >> 3)) % 10]).join('')

describe('given a passphrase of letters', () => {
  test('when it has 12 to 128, then it is one; when it has 11 or 129, then it is none', () => {
    expect([11, 12, 64, 128, 129].map((length) => fault(letters(length)))).toEqual([
      'passphrase-too-short',
      undefined,
      undefined,
      undefined,
      'passphrase-too-long',
    ])
    expect(passphraseFault('corta', '')).toEqual({ type: 'passphrase-too-short', needed: 12 })
    expect(passphraseFault(letters(129), '')).toEqual({ type: 'passphrase-too-long', most: 128 })
  })

  test('when spaces make it long, then many count as one, and those around it as none', () => {
    expect(fault(`una${' '.repeat(20)}frase`)).toBe('passphrase-too-short')
    expect(fault(`  ${letters(11)}  `)).toBe('passphrase-too-short')
  })

  test('when characters are of two code units, then each counts as one', () => {
    expect(fault('🦙🏔️🌽🥔🐑🪨🌄🌵🎺🐓')).toBe('passphrase-too-short')
    expect(fault('🦙🌽🥔🐑🪨🌄🌵🎺🐓🌧🔥🧉')).not.toBe('passphrase-too-short')
  })
})

describe('given a passphrase of any script', () => {
  test.each([
    'ñandúes cruzan el salar',
    'jach’a uru jutaskiway',
    'только своими словами',
    '山の上の 石を 四つ 数えます',
  ])('when it is %j, then it is one', (passphrase) => {
    expect(fault(passphrase)).toBeUndefined()
  })

  test('when it has only small letters, or only digits, then nothing else is asked of it', () => {
    expect(fault('el rio baja crecido hoy')).toBeUndefined()
    expect(fault('719264830517')).toBeUndefined()
  })
})

describe('given what everybody guesses', () => {
  test.each([
    'qwertyuiop12345',
    'QwertyUiop-123',
    'contraseña 2024',
    'Contrasena2024',
    'secretaria 2024',
    'apachita apa',
    'aaaaaaaaaaaaaa',
    'abababababab',
    'motherfucker',
    'Iloveyou 2024',
    '1qaz2wsx3edc4rfv',
    'supernatural',
    '4815162342lost',
  ])('when it is %j, then it is none', (passphrase) => {
    expect(fault(passphrase)).toBe('passphrase-common')
  })

  test('when it is the name itself, in other letters, then it is none', () => {
    expect(fault('JUANA  MAMANI QUISPE', 'Juana Mamani Quispé')).toBe('passphrase-common')
  })

  test('when it only begins with one of these, then it is one', () => {
    expect(fault('secretaria de la comunidad de arriba')).toBeUndefined()
  })
})

describe('given a passphrase to stretch', () => {
  const salt = new Uint8Array(16).fill(7)
  const quick = { memoryKib: 64, passes: 1 }
  const stretched = async (passphrase: string, by = quick, with_ = salt): Promise<string> =>
    hexOf(await stretch(passphrase, with_, by))

  test('then it is what the reference program makes of it: argon2id, version 19, one lane', async () => {
    expect(await stretched('cuatro piedras en el paso')).toBe(
      '2d83277668f44e528c0ce5c79a938c4d9990561d76d41c1d5bb48fc1b8889e2d',
    )
  })

  test('when one thing differs, letter, salt, memory or passes, then all of it does', async () => {
    const all = await Promise.all([
      stretched('cuatro piedras en el paso'),
      stretched('cuatro piedras en el pasO'),
      stretched('cuatro piedras en el paso', quick, new Uint8Array(16).fill(8)),
      stretched('cuatro piedras en el paso', { memoryKib: 128, passes: 1 }),
      stretched('cuatro piedras en el paso', { memoryKib: 64, passes: 2 }),
    ])
    expect(new Set(all).size).toBe(5)
  })

  test('when only its last of 128 letters differs, then all of it does: nothing is cut off', async () => {
    const long = letters(127)
    expect(await stretched(`${long}a`)).not.toBe(await stretched(`${long}b`))
  })

  test('then usually it costs what OWASP asks of argon2id', () => {
    expect(usualStretching).toEqual({ memoryKib: 19_456, passes: 2 })
  })
})
