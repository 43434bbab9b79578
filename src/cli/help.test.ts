import type { Command } from 'commander'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { catalogue, catalogueLanguages } from '../web/languages/catalogue.ts'
import { translatorFor } from '../web/languages/translator.tsx'
import { langIn, outputFor } from './output.ts'
import { buildProgram } from './program.ts'

const program = {
  es: buildProgram(translatorFor('es')),
  en: buildProgram(translatorFor('en')),
  pt: buildProgram(translatorFor('pt')),
}
type Shown = keyof typeof program

const withAllUnder = (command: Command): Command[] => [command, ...command.commands.flatMap(withAllUnder)]

/** Every line of help of a command: what it is about and the words, in the same order in every language. */
function linesOf(command: Command): { about: string; text: string }[] {
  const help = command.createHelp()
  return [
    { about: command.name(), text: command.description() },
    ...help.visibleOptions(command).map(({ long, description }) => ({
      about: `${command.name()} ${long ?? ''}`,
      text: description,
    })),
    ...command.registeredArguments.map(({ description }, place) => ({
      about: `${command.name()}, argument ${place + 1}`,
      text: description,
    })),
    ...help.visibleCommands(command).map((under) => ({
      about: `${command.name()}: ${under.name()}`,
      text: under.description(),
    })),
  ]
}

const lines = (language: Shown) => withAllUnder(program[language]).flatMap(linesOf)

/** Names of values, as they stand in `<…>` and `[…]`. */
const slotsOf = (language: Shown): string[] =>
  withAllUnder(program[language]).flatMap((command) =>
    [command.createHelp().commandUsage(command), ...command.options.map(({ flags }) => flags)].flatMap(
      (text) => [...text.matchAll(/[<[]([^>\]]+?)(?:\.\.\.)?[>\]]/g)].map(([, name = '']) => name),
    ),
  )

class Exited extends Error {
  constructor(readonly code: unknown) {
    super(`exit ${String(code)}`)
  }
}

/** Runs a command line that ends by itself, and tells what it wrote where. */
async function run(language: Shown, line: string): Promise<{ out: string; err: string; code: unknown }> {
  let [out, err] = ['', '']
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Exited(code)
  })
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (out += String(text)) !== '')
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => (err += String(text)) !== '')
  vi.spyOn(console, 'error').mockImplementation((text) => (err += `${String(text)}\n`))
  const words = line === '' ? [] : line.split(' ')
  const code = await buildProgram(translatorFor(language))
    .parseAsync(words, { from: 'user' })
    .then(
      () => 'did not exit',
      (error: unknown) => {
        if (error instanceof Exited) return error.code
        throw error
      },
    )
  vi.restoreAllMocks()
  return { out, err, code }
}

const commandersWords =
  /Usage:|Arguments:|Options:|Commands:|\[options]|\[command]|display help|default:|error:/

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

describe('help', () => {
  it.each(catalogueLanguages)(
    'of every command, option and argument is in the catalogue, in %s',
    (language) => {
      const known = new Set(Object.values(catalogue[language]))
      const missing = lines(language).filter(({ text }) => !known.has(text))
      expect(missing).toEqual([])
      expect(lines(language).length).toBeGreaterThan(100)
    },
  )

  it.each(catalogueLanguages)('names every value by a word of the catalogue, in %s', (language) => {
    const values = Object.entries(catalogue[language]).filter(([key]) => key.startsWith('help.value.'))
    const used = new Set(slotsOf(language))
    expect([...used].filter((name) => !values.some(([, word]) => word === name))).toEqual([])
    expect(values.filter(([, word]) => !used.has(word))).toEqual([])
  })

  it('is not the same in both languages', () => {
    const english = lines('en').map(({ text }) => text)
    expect(lines('es').filter(({ text }, place) => text === english[place])).toEqual([])
  })

  it('of the catalogue is all shown somewhere', () => {
    const shown = new Set(lines('es').map(({ text }) => text))
    const unused = Object.entries(catalogue.es).filter(
      ([key, text]) => /^help\.(program$|command\.|option\.|argument\.)/.test(key) && !shown.has(text),
    )
    expect(unused).toEqual([])
  })

  it.each(withAllUnder(program.es).map((command) => [command.name(), command] as const))(
    'of %s has none of the library’s own words',
    (_, command) => {
      expect(command.helpInformation()).toContain('Cómo se escribe: apachita')
      expect(command.helpInformation()).not.toMatch(commandersWords)
    },
  )

  it('says what holds where an option is not given', () => {
    const help = (language: Shown): string | undefined =>
      program[language].commands
        .find((command) => command.name() === 'serve')
        ?.helpInformation()
        .replaceAll(/\s+/g, ' ')
    expect(help('es')).toContain('(si no se pone: 7878)')
    expect(help('en')).toContain('(if not given: 7878)')
  })

  it.each(['--help', '-h', 'help', 'help body', 'body --help', 'body show --help', 'body show -h'])(
    'is given for `%s`, and is not an error',
    async (line) => {
      const { out, err, code } = await run('es', line)
      expect({ err, code }).toEqual({ err: '', code: 0 })
      expect(out).toContain('Muestra esta ayuda')
    },
  )

  it.each(['', 'body', 'motion', 'carry'])('is given for `%s`, which lacks a command', async (line) => {
    const { out, err, code } = await run('es', line)
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toContain('Órdenes:')
    expect(err).not.toContain('mal escrita')
  })
})

const wrong: readonly (readonly [line: string, es: string, en: string, see: string])[] = [
  [
    'bod',
    'No existe la orden «bod». ¿Quiso decir body?',
    'There is no command “bod”. Did you mean body?',
    '',
  ],
  ['body qqqqqq', 'No existe la orden «qqqqqq».', 'There is no command “qqqqqq”.', ' body'],
  ['--qqqqqq', 'No existe la opción «--qqqqqq».', 'There is no option “--qqqqqq”.', ''],
  [
    'sync --wit x',
    'No existe la opción «--wit». ¿Quiso decir --with?',
    'There is no option “--wit”. Did you mean --with?',
    ' sync',
  ],
  ["sync --o'q", "No existe la opción «--o'q».", "There is no option “--o'q”.", ' sync'],
  ['body show', 'Falta un dato: libro.', 'Something is missing: book.', ' body show'],
  [
    'sync --with',
    'Falta escribir el dato después de la opción: --with <dirección>.',
    'The option lacks its value: --with <address>.',
    ' sync',
  ],
  [
    'found municipality --name Juli',
    'Falta una opción que hay que poner: --country <código>.',
    'An option that must be given is missing: --country <code>.',
    ' found municipality',
  ],
  [
    'motion list all',
    'Sobran palabras después de «apachita motion list». Si un texto tiene espacios, escríbalo entre comillas.',
    'There are too many words after “apachita motion list”. If a text has spaces, write it between quotation marks.',
    ' motion list',
  ],
  [
    "serve --port o'clock",
    "«o'clock» no sirve en --port <número>. Tiene que ser un número entero, de 0 a 999 999 999.",
    "“o'clock” will not do for --port <number>. It must be a whole number, from 0 to 999,999,999.",
    ' serve',
  ],
  ...['http://nodo.example', 'nodo.example', 'https://nodo.example/libros', 'https://a@nodo.example'].map(
    (address): (typeof wrong)[number] => [
      `serve --public-address ${address}`,
      `«${address}» no sirve en --public-address <dirección>. Tiene que empezar con https:// y terminar con el nombre o el puerto, como https://nodo.example.`,
      `“${address}” will not do for --public-address <address>. It must begin with https:// and end with the name or the port, such as https://node.example.`,
      ' serve',
    ],
  ),
  [
    'motion refer x -1',
    '«-1» no sirve en moción. Tiene que ser un número entero, de 0 a 999 999 999.',
    '“-1” will not do for motion. It must be a whole number, from 0 to 999,999,999.',
    ' motion refer',
  ],
  [
    'motion refer x 1.5',
    '«1.5» no sirve en moción. Tiene que ser un número entero, de 0 a 999 999 999.',
    '“1.5” will not do for motion. It must be a whole number, from 0 to 999,999,999.',
    ' motion refer',
  ],
]

describe('wrong usage', () => {
  it.each(wrong)('`%s` is told in the person’s language', async (line, es, en, see) => {
    expect(await run('es', line)).toEqual({
      out: '',
      err: `${es}\nPara ver cómo se escribe: apachita${see} --help\n`,
      code: 2,
    })
    expect(await run('en', line)).toEqual({
      out: '',
      err: `${en}\nTo see how it is written: apachita${see} --help\n`,
      code: 2,
    })
  })
})

describe('wrong words in the environment', () => {
  it('are told as those of an option', async () => {
    vi.stubEnv('APACHITA_PUBLIC_ADDRESS', 'http://nodo.example')
    const { err, code } = await run('en', 'serve')
    expect(err).toContain('“http://nodo.example” will not do for --public-address <address>. It must begin')
    expect(code).toBe(2)
  })
})

describe('the language', () => {
  it.each([
    [['--lang', 'en', 'node'], 'en'],
    [['body', 'show', '--lang', 'en'], 'en'],
    [['node', '--lang=en'], 'en'],
    [['--lang', 'es', 'node', '--lang', 'en'], 'en'],
    [['node'], undefined],
    [['node', '--lang'], undefined],
    [['node', '--', '--lang', 'en'], undefined],
  ])('asked for by %j is %s', (args, language) => {
    expect(langIn(args)).toBe(language)
  })

  it.each([
    ['en_US.UTF-8', undefined, 'en'],
    ['es_BO.UTF-8', undefined, 'es'],
    ['C.UTF-8', undefined, 'es'],
    ['', undefined, 'es'],
    ['en_US.UTF-8', 'es', 'es'],
    ['es_BO.UTF-8', 'en', 'en'],
    ['pt_BR.UTF-8', undefined, 'pt'],
    ['ay_PE.UTF-8', undefined, 'es'],
  ])('of the terminal %j with --lang %s is %s', (terminal, lang, language) => {
    vi.stubEnv('LC_ALL', terminal)
    expect(outputFor({ lang }).t.shown).toBe(language)
  })
})
