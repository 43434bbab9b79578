/** What the gallery owes: every component, every colour and every sign are in it, and nothing of it leads away. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { colourUses, groundNames, leastContrast } from '../../src/http/pages/gallery-colours.tsx'
import { GalleryPage } from '../../src/http/pages/gallery-page.tsx'
import { signNames } from '../../src/web/components/sign.tsx'
import { colourNames, contrastOf, schemes, tokenValue } from '../../src/web/design-tokens.ts'
import { catalogueLanguages } from '../../src/web/languages/catalogue.ts'
import { galleryPath } from '../../src/web/paths.ts'
import { htmlOf } from './example-pages.tsx'

const components = 'src/web/components'
const pages = 'src/http/pages'

/** Components that cannot be shown as a part of a page, and why. */
const notShown: Readonly<Record<string, string>> = {
  BodyFrame: 'it is a whole page',
  FormToken: 'nothing of it is seen',
  MachineToken: 'nothing of it is seen',
  HatchDefinition: 'the layout of every page has it, once',
  HatchPattern: 'it is within that definition; what it draws is in the bars, the wheel and the tree',
}

const exported = readdirSync(components)
  .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
  .flatMap((file) =>
    [...readFileSync(join(components, file), 'utf8').matchAll(/^export const ([A-Z]\w*)\b/gm)].map(
      ([, name = '']) => name,
    ),
  )

const gallery = readdirSync(pages)
  .filter((file) => /^gallery-.*\.tsx$/.test(file))
  .map((file) => readFileSync(join(pages, file), 'utf8'))
  .join('\n')

const shown = new Set([...gallery.matchAll(/<([A-Z]\w*)[\s/>]/g)].map(([, name = '']) => name))

describe('components', () => {
  test('are found in their folder', () => {
    expect(exported).toEqual(expect.arrayContaining(['Answer', 'PositionChoice', 'TallyParts', 'Cell']))
    expect(exported.length).toBeGreaterThan(40)
  })

  test('are all in the gallery, or a list says why not', () => {
    expect(exported.filter((name) => !shown.has(name) && !(name in notShown))).toEqual([])
  })

  test('are on that list only where they are there and not shown', () => {
    expect(Object.keys(notShown).filter((name) => shown.has(name) || !exported.includes(name))).toEqual([])
  })
})

const html = (language: (typeof catalogueLanguages)[number], operator = true): string =>
  htmlOf((page) => <GalleryPage page={page} />, language, operator)

const mainOf = (page: string): string => /<main[^]*<\/main>/.exec(page)?.[0] ?? ''

describe('signs', () => {
  test.each(catalogueLanguages)('are all there in %s, each with its word beside it', (language) => {
    const section = /<section id="signs">[^]*?<\/section>/.exec(html(language))?.[0] ?? ''
    const words = new Map(
      [...section.matchAll(/<li><svg [^>]*data-sign="(\w+)">.*?<\/svg>([^<]+)<\/li>/g)].map(
        ([, sign = '', word = '']) => [sign, word.trim()],
      ),
    )
    expect([...words.keys()].toSorted()).toEqual([...signNames].toSorted())
    expect([...words.values()].filter((word) => word.length < 2)).toEqual([])
    expect(new Set(words.values()).size).toBe(words.size)
  })
})

describe('colours', () => {
  test('are all there, alone or as a ground', () => {
    const named = new Set<string>([...colourUses.map(({ name }) => name), ...groundNames])
    expect([...named].toSorted()).toEqual([...colourNames].toSorted())
  })

  const told = colourUses.flatMap(({ name, ground, as }) =>
    as === null ? [] : schemes.map((scheme) => ({ name, ground, as, scheme })),
  )

  test.each(told)('$name can be told from $ground, $scheme', ({ name, ground, as, scheme }) => {
    const ratio = contrastOf(tokenValue(`--${name}`, scheme), tokenValue(`--${ground}`, scheme))
    expect(ratio).toBeGreaterThanOrEqual(leastContrast[as])
  })

  const grounds = ['paper', 'card', 'open', 'good', 'bad', 'calm'] as const

  test.each(grounds)('text of every kind can be read on %s in every scheme', (ground) => {
    for (const scheme of schemes)
      for (const name of ['ink', 'ink2', 'accent'] as const)
        expect(
          contrastOf(tokenValue(`--${name}`, scheme), tokenValue(`--${ground}`, scheme)),
        ).toBeGreaterThanOrEqual(leastContrast.text)
  })
})

describe('what is shown', () => {
  test.each([true, false])('sends nothing and leads nowhere else (operator: %s)', (operator) => {
    const main = mainOf(html('es', operator))
    expect(main).not.toMatch(/<form|action=|type="hidden"/)
    const away = [...main.matchAll(/ href="([^"]*)"/g)].map(([, path = '']) => path)
    expect(away.length).toBeGreaterThan(40)
    expect(
      away.filter(
        (path) => path !== '/' && path !== galleryPath && !/^(\/gallery)?#[\w-]+(\.\w+)?$/.test(path),
      ),
    ).toEqual([])
  })

  test('is within its own page: what links point to is there', () => {
    const main = mainOf(html('es'))
    for (const [, id = ''] of main.matchAll(/ href="#([\w-]+)"/g)) expect(main).toContain(` id="${id}"`)
  })

  test('says that it is invented', () => {
    const page = htmlOf((context) => <GalleryPage page={{ ...context, demonstration: false }} />, 'es', false)
    expect(page).toMatch(/<aside class="demo"/)
  })
})
