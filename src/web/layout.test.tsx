import { describe, expect, it } from 'vitest'
import { translatorFor } from './languages/translator.tsx'
import { Layout } from './layout.tsx'
import type { PageContext } from './page.ts'
import { entryPath, entryTilePath, inLanguagePath } from './paths.ts'
import { demonstrationSheets, mainSheet } from './styles.ts'

const page: PageContext = {
  t: translatorFor('es'),
  path: '/books/abc?before=7',
  node: { name: '<Colchane>', country: 'CL' },
  operator: false,
  demonstration: false,
  forks: [],
  superseded: [],
  place: null,
  person: null,
  formToken: null,
  once: 'once',
  typed: null,
  isRead: true,
  machineToken: null,
}

describe('the frame of a page', () => {
  it('says that facts are invented where they are, on the screen and on every sheet', () => {
    const plain = String(<Layout page={page} title="Uno" current="home" />)
    expect(plain).not.toContain('Demostración')
    for (const html of [
      String(<Layout page={page} title="Uno" current="home" demonstration />),
      String(<Layout page={{ ...page, demonstration: true }} title="Uno" current="home" />),
    ]) {
      expect(html).toContain('Demostración: con hechos inventados')
      expect(html).toContain(`href="${demonstrationSheets.es.path}"`)
    }
    expect(demonstrationSheets.es.styles).toContain(
      '@page{@top-center{content:"Demostración: con hechos inventados"',
    )
  })

  it('begins as a document, marks where one is, and keeps the address in the other language', () => {
    const html = String(<Layout page={page} title="Uno" current="books" />)
    expect(html).toMatch(/^<!doctype html><html lang="es">/)
    expect(html).toContain('<a href="/books" aria-current="page">')
    expect(html).toContain('href="/books/abc?before=7&amp;lang=en"')
    expect(html).toContain('&lt;Colchane&gt;')
    expect(html).toContain(`href="${mainSheet.path}"`)
  })
})

describe('addresses', () => {
  it('lead to one entry however long the book grows', () => {
    expect(entryPath({ book: 'abc', seq: 7 })).toBe('/books/abc?before=8#e7')
    expect(inLanguagePath('/a?lang=es', 'en')).toBe('/a?lang=en')
  })

  it('name tiles of entries as tlog-tiles does', () => {
    expect(entryTilePath('abc', 3, 10)).toBe('/books/abc/tile/entries/000.p/10')
    expect(entryTilePath('abc', 255, 300)).toBe('/books/abc/tile/entries/000')
    expect(entryTilePath('abc', 1234067 * 256, 1234068 * 256)).toBe('/books/abc/tile/entries/x001/x234/067')
  })
})

describe('the style sheet', () => {
  it('is small', () => {
    expect(Buffer.byteLength(mainSheet.styles)).toBeLessThan(12_000)
  })
})
