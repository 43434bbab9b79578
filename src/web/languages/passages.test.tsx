import { describe, expect, it } from 'vitest'
import { passage, withPassages, withoutPassages } from './passages.ts'
import { firstUpper, plainText } from './plain-text.ts'
import { translatorFor } from './translator.tsx'

const es = (text: string): string => passage('es', text)
const ay = (text: string): string => passage('ay', text)

describe('a passage in another language than the page', () => {
  it('has its language on the element that holds nothing else', () => {
    expect(withPassages(`<p class="lead">${es('Sin noticia')}</p>`, 'ay')).toBe(
      '<p class="lead" lang="es">Sin noticia</p>',
    )
    expect(withPassages(`<option value="x">${es('Sí')}</option>`, 'ay')).toBe(
      '<option value="x" lang="es">Sí</option>',
    )
  })

  it('has an element of its own within other text', () => {
    expect(withPassages(`<p>${ay('Jisa')} · ${es('Abstención')}</p>`, 'ay')).toBe(
      '<p>Jisa · <span lang="es">Abstención</span></p>',
    )
  })

  it('may hold one in the language of the page', () => {
    expect(withPassages(`<p>x ${es(`Moción: ${ay('panka')}.`)}</p>`, 'ay')).toBe(
      '<p>x <span lang="es">Moción: <span lang="ay">panka</span>.</span></p>',
    )
  })

  it('needs nothing where it is in the language of the page', () => {
    expect(withPassages(`<h1>${ay('Pankanaka')}</h1>`, 'ay')).toBe('<h1>Pankanaka</h1>')
  })

  it('leaves the language that an element says itself', () => {
    expect(withPassages(`<a lang="qu">${es('Inicio')}</a>`, 'ay')).toBe(
      '<a lang="qu"><span lang="es">Inicio</span></a>',
    )
  })

  it('is plain text in attributes and where no element may stand', () => {
    expect(withPassages(`<nav aria-label="${es('Principal')}"><title>a ${es('b')}</title></nav>`, 'ay')).toBe(
      '<nav aria-label="Principal"><title>a b</title></nav>',
    )
  })

  it.each([
    '<p>\uFDD0esno end</p>',
    '<p>no beginning\uFDD1</p>',
    '<p>\uFDD0xx\uFDD1\uFDD1\uFDD0</p>',
    '<p>\uFDD0es<b>across</b>\uFDD1</p>',
    '<input value="\uFDD0es">',
  ])('that somebody else marked does nothing: %j', (html) => {
    const sent = withPassages(html, 'ay')
    expect(sent).not.toMatch(/[\uFDD0\uFDD1]/)
    expect(sent.match(/<span/g)?.length ?? 0).toBe(sent.match(/<\/span/g)?.length ?? 0)
    expect(plainText(html)).not.toMatch(/[\uFDD0\uFDD1]/)
  })

  it('begins with a capital behind its mark', () => {
    expect(withoutPassages(firstUpper(es('moción')))).toBe('Moción')
    expect(firstUpper('moción')).toBe('Moción')
  })

  it('comes of a message that a draft lacks, and of none where it is no page', () => {
    const t = translatorFor('ay', { isMarked: true })
    expect(withPassages(`<p>${t('nav.federations')}</p>`, 'ay')).toBe('<p lang="es">Federaciones</p>')
    expect(withPassages(`<p>${t('nav.books')}</p>`, 'ay')).toBe('<p>Pankanaka</p>')
    expect(withPassages(String(<p>{t.rich('tally.for', { yes: 1, entitled: 2 })}</p>), 'ay')).toBe(
      '<p><span lang="es"><b>1</b> de 2 a favor</span></p>',
    )
    expect(t.plain()('nav.federations')).toBe('Federaciones')
  })
})
