/** What holds of every page there is. */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { exampleMembers } from '../../src/federation/example-board.ts'
import { examplePages, htmlOf } from './example-pages.tsx'

const pages = examplePages({
  open: exampleMembers(56, (_, section) => (section === 'CL' ? null : 'yes')),
  carried: exampleMembers(56, (index) => (index % 9 === 0 ? 'abstain' : 'yes')),
  failed: exampleMembers(56, (_, section) => (section === 'CL' ? 'no' : 'yes')),
})

describe.each(Object.entries(pages))('the page %s', (_, render) => {
  const html = (['es', 'en', 'pt', 'ay'] as const).map((language) => htmlOf(render, language, true))

  it('needs no script but its islands, and carries no style of its own', () => {
    for (const page of html) {
      const withoutIslands = page.replaceAll(
        /<script type="module" src="\/assets\/(live|record|aloud)-[0-9a-f]{12}\.js"><\/script>/g,
        '',
      )
      expect(withoutIslands).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:/i)
      expect(page).not.toMatch(/undefined|\[object|NaN/)
    }
  })

  it('says of every passage in which language it is', () => {
    const aymara = html[3] ?? ''
    expect(aymara).not.toMatch(/[\uFDD0\uFDD1]/)
    expect(aymara).toContain('<html lang="ay">')

    expect(aymara).toMatch(/ lang="es">Federaciones</)
    expect(aymara).toMatch(/<a href="\/books"[^>]*><svg[^>]*>.{0,200}<\/svg>Pankanaka<\/a>/)
    expect(html[2]).toContain('<html lang="pt">')
  })

  it('has one heading of its own, and no level is skipped', () => {
    for (const page of html) {
      const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))
      expect(levels.filter((level) => level === 1)).toHaveLength(1)
      levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1))
    }
  })

  it('uses each id once', () => {
    for (const page of html) {
      const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  it('is light enough for 2G', () => {
    for (const page of html) expect(gzipSync(page).length).toBeLessThan(20_000)
  })
})

describe('with the members of a whole city', () => {
  const city = examplePages({
    open: exampleMembers(520, (_, section) => (section === 'CL' ? null : 'yes')),
    carried: exampleMembers(520, (index) => (index % 9 === 0 ? 'abstain' : 'yes')),
    failed: exampleMembers(520, (_, section) => (section === 'CL' ? 'no' : 'yes')),
  })

  it.each(['board', 'carried', 'failed', 'federation', 'tree'])(
    'the page %s still reaches a phone',
    (name) => {
      const render = city[name]
      if (render === undefined) throw new Error('no such page')
      for (const language of ['es', 'en', 'pt'] as const)
        expect(gzipSync(htmlOf(render, language, true)).length).toBeLessThan(50_000)
    },
  )
})
