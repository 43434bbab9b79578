import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Language } from '../kernel/languages.ts'
import type { PositionOption } from '../kernel/vote.ts'
import { translatorFor } from '../web/languages/translator.tsx'
import type { PageContext } from '../web/page.ts'
import { ActPage } from './act-page.tsx'
import { BoardPage } from './board-page.tsx'
import { exampleBoard, exampleMembers, exampleSections } from './example-board.ts'
import type { BoardView } from './views.ts'

const pageIn = (language: Language, operator = false): PageContext => ({
  t: translatorFor(language),
  path: '/motions/abc/60',
  node: { name: 'Nodo', country: 'CL' },
  operator,
  demonstration: true,
  forks: [],
  superseded: [],
  place: null,
  person: null,
  formToken: null,
  once: 'once',
  typed: null,
  isRead: true,
  machineToken: null,
})

type PositionOf = (index: number, section: string) => PositionOption | null

const boardOf = (count: number, positionOf: PositionOf): BoardView =>
  exampleBoard({ members: exampleMembers(count, positionOf), sections: exampleSections })

const html = (board: BoardView, language: Language = 'es', operator = false): string =>
  String(<BoardPage page={pageIn(language, operator)} board={board} />)

const textOf = (page: string): string =>
  page
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')

/** Sixteen members, two of them in Chile. */
const silentChile: PositionOf = (_, section) => (section === 'CL' ? null : 'yes')
const open = boardOf(16, silentChile)
const carried = boardOf(16, (index) => (index === 0 ? null : 'yes'))
const failed = boardOf(16, (_, section) => (section === 'CL' ? 'no' : 'yes'))

describe('the answer of a board', () => {
  it('is open while a section is silent, and says that silence is no no and what would decide it', () => {
    expect(open.outcome).toBe('open')
    const es = textOf(html(open))
    expect(es).toContain('Abierta Han respondido 14 de 16 miembros. Sin noticia no es no.')
    expect(es).toContain('Para aprobarse hacen falta 11 síes de 16 y la mayoría de cada sección.')
    expect(es).toContain('Falta Chile: 2 síes más de los 2 que no se han oído la deciden.')
    const en = textOf(html(open, 'en'))
    expect(en).toContain('Open 14 of 16 members have answered. Silence is not a no.')
    expect(en).toContain('Chile is missing: 2 more yeses from the 2 not heard from decide it.')
  })

  it('is carried when nothing unheard can change it', () => {
    expect(carried.outcome).toBe('carried')
    expect(textOf(html(carried))).toContain('Aprobada Han respondido 15 de 16 miembros.')
    expect(textOf(html(carried))).toContain('Lo que falta por oír no puede cambiarla.')
    expect(textOf(html(carried, 'en'))).toContain('Carried 15 of 16 members have answered.')
    expect(textOf(html(carried, 'en'))).toContain('What has not been heard cannot change it.')
  })

  it('is failed with the section that cannot reach it, and what was needed', () => {
    expect(failed.outcome).toBe('failed')
    expect(textOf(html(failed))).toContain('No aprobada Han respondido los 16 miembros.')
    expect(textOf(html(failed))).toContain(
      'En Chile no hay ningún sí y hacían falta 2. Ya no falta nadie por responder.',
    )
    expect(textOf(html(failed, 'en'))).toContain('Not carried All 16 members have answered.')
    expect(textOf(html(failed, 'en'))).toContain('Chile has no yes and 2 were needed.')
  })

  it('lists each section and what the whole needs besides when more than one thing is missing', () => {
    const none = textOf(html(boardOf(16, () => null)))
    expect(none).toContain('Todavía no ha respondido ninguno de los 16 miembros.')
    expect(none).toMatch(
      /Falta Bolivia: .*Falta Chile: .*Falta Perú: .*Con eso se alcanza también el conjunto/,
    )
    const bare = { BO: 9, PE: 7, CL: 0 }
    const board = boardOf(32, (_, section) => ((bare[section as 'BO'] -= 1) >= 0 ? 'yes' : null))
    expect(textOf(html(board))).toMatch(/Hay \d+\. ?Falta Chile: .*Además, \d+ síes más de cualquier sección/)
  })

  it('shows the majority needed, not the yeses reached, once a section has it', () => {
    expect(textOf(html(carried))).toMatch(/Bolivia7 de 8 a favor hacen falta 5/)
  })
})

describe('not heard from', () => {
  it('is hatched and named, never shown as a no', () => {
    const page = html(open)
    const bars = page.split('<svg class="bar"').slice(1)
    expect(bars).toHaveLength(4)
    const chile = bars.find(
      (bar) => textOf(`<svg class="bar"${bar}`).includes('sin noticia') && bar.includes('2 sin'),
    )
    expect(chile).toContain('class="part unheard"')
    expect(page).not.toContain('part no')
    expect(page).not.toContain('pill no')
    const map = page.split('<figcaption>')[0] ?? ''
    expect(map).not.toContain('"m no"')
    expect(map.match(/class="m unheard"[^>]*fill="url\(#hatch\)"/g)).toHaveLength(2)
    expect(page.match(/class="pill unheard"/g)).toHaveLength(2)
    expect(page.match(/id="hatch"/g)).toHaveLength(1)
  })
})

describe('what others wrote', () => {
  it('is escaped and cannot turn the page around', () => {
    const hostile = '</title><script>alert("x")</script>\u202e d\'Oro & "Co"'
    const [first, ...rest] = exampleMembers(3, () => 'yes')
    if (first === undefined) throw new Error('no member')
    const board = exampleBoard({
      members: [{ ...first, name: { es: hostile }, region: hostile }, ...rest],
      sections: exampleSections.map((section) => ({ ...section, name: { es: hostile } })),
      title: { es: hostile },
      text: { es: hostile },
    })
    const named = { ...board, federation: { ...board.federation, name: { es: hostile } } }
    for (const page of [html(named), String(<ActPage page={pageIn('es')} board={named} />)]) {
      expect(page).not.toContain('<script>')
      expect(page).toContain('&lt;script&gt;')
      expect(page).not.toContain('\u202e')
      expect(page.match(/<\/title>/g)?.length).toBe((page.match(/<title>/g) ?? []).length)
    }
  })

  it('is marked with its own language where it is not the page’s', () => {
    expect(html(open, 'en')).toContain('<bdi lang="es">Miembro de prueba')
    expect(html(open, 'es')).not.toContain('<bdi lang=')
  })
})

describe('what may be done', () => {
  it('offers to record a position only to whoever may decide for a body here that has not', () => {
    const waiting = { ...open, local: { ...open.local, canDecide: [{ body: 'abc', name: { es: 'Uno' } }] } }
    expect(html(waiting, 'es', true)).toContain(`/motions/${open.motion.ref.book}/60/decide`)
    expect(html(open, 'es', true)).not.toContain('/decide')
  })

  it('says why positions on record do not count', () => {
    const ref = { book: 'abc', seq: 3 }
    const uncounted = [
      { body: 'abc', name: null, position: 'no', proof: ref, reason: 'not-an-elector' } as const,
    ]
    expect(textOf(html({ ...open, uncounted }))).toContain('No era miembro con derecho a decidir')
  })
})

describe('the weight of a board', () => {
  it('of 56 members is far below 50 kB compressed', () => {
    const board = boardOf(56, (index) => (['yes', 'yes', 'no', 'abstain', null] as const)[index % 5] ?? null)
    for (const language of ['es', 'en'] as const)
      expect(gzipSync(html(board, language, true)).length).toBeLessThan(20_000)
  })
})
