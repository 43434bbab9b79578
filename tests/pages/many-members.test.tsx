/** Pages of a federation of as many members as there are municipalities on both sides of three borders. */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { BoardPage } from '../../src/federation/board-page.tsx'
import { BoardWall } from '../../src/federation/board-wall.tsx'
import {
  DelegatesVotePage,
  type Note,
  type Noted,
  fieldKeys,
  noteField,
  notedToText,
  notes,
  sendingKey,
  textToNoted,
} from '../../src/federation/delegates-vote-page.tsx'
import {
  type ExampleMember,
  exampleId,
  exampleMembers,
  exampleSections,
} from '../../src/federation/example-board.ts'
import { FederationPage } from '../../src/federation/federation-page.tsx'
import {
  type ListsAsked,
  type MembersShown,
  membersShown,
  nothingAsked,
} from '../../src/federation/members-shown.ts'
import { MembershipPage } from '../../src/federation/membership-page.tsx'
import type { MembershipChange, SendingLine } from '../../src/federation/views.ts'
import { translatorFor } from '../../src/web/languages/translator.tsx'
import type { PageContext } from '../../src/web/page.ts'
import { examplePages, htmlOf, pageIn } from './example-pages.tsx'
import * as views from './example-views.ts'

const count = 4200
const positions = ['yes', 'no', 'abstain', null] as const
const members = exampleMembers(count, (index) => positions[index % 4] ?? null)
const board = views.board(members)
const federation = views.federation(board)

const idsIn = (html: string): string[] =>
  [
    ...(html.split('id="members"')[1] ?? '').matchAll(
      /<tr[^>]*><th[^>]*><a href="\/bodies\/([a-z2-7]{52})"/g,
    ),
  ].map(([, id = '']) => id)

const onBoard = (asked: Partial<ListsAsked>): string =>
  htmlOf((page) => <BoardPage page={page} board={board} asked={{ ...nothingAsked, ...asked }} />, 'es', true)

const inFederation = (asked: Partial<ListsAsked>): string =>
  htmlOf(
    (page) => <FederationPage page={page} federation={federation} asked={{ ...nothingAsked, ...asked }} />,
    'es',
    true,
  )

const expectLight = (...pages: readonly string[]): void => {
  for (const page of pages) {
    expect(gzipSync(page).length).toBeLessThan(50_000)
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  }
}

const linesOf = ({ groups }: MembersShown<ExampleMember>): ExampleMember[] =>
  groups.flatMap((group) => group.members)
const lineText = ({ section, name }: ExampleMember): string => `${section} ${name['es'] ?? ''}`

const line = (at: number) => ({ body: members[at]?.body ?? '', name: members[at]?.name ?? {}, section: 'BO' })
const proofOf = (at: number) => ({ book: members[at]?.body ?? '', seq: at })

describe('with the members of three countries', () => {
  it('every page of a board and of the federation reaches a phone', () => {
    const pages = examplePages({ open: members, carried: members, failed: members })
    for (const name of ['board', 'federation', 'act', 'tree']) {
      const render = pages[name]
      if (render === undefined) throw new Error('no such page')
      expectLight(htmlOf(render, 'es', true))
    }
    expectLight(htmlOf((page) => <BoardWall page={page} board={board} />, 'es', false))
  })

  it('everybody is on some part, once, by section and name, a hundred at a time', () => {
    const t = translatorFor('es')
    const part = (page: number) =>
      membersShown(t, { members, sections: exampleSections }, { ...nothingAsked, page }, () => '')
    const parts = Array.from({ length: 42 }, (_, at) => part(at + 1))
    expect(parts.map(({ hasMore }) => hasMore)).toEqual(parts.map((_, at) => at < 41))
    const [lines, names] = [parts.map(linesOf), parts.map((shown) => linesOf(shown).map(lineText))]
    expect(lines.map(({ length }) => length)).toEqual(parts.map(() => 100))
    const order = new Intl.Collator('es')
    expect(names.flat()).toEqual(members.map(lineText).toSorted((a, b) => order.compare(a, b)))
    expect(part(43)).toEqual(part(42))
    for (const page of [1, 15, 42])
      for (const render of [onBoard, inFederation])
        expect(idsIn(render({ page }))).toEqual(lines[page - 1]?.map(({ body }) => body))
    expect(onBoard({ page: 42 })).not.toContain('rel="next"')
  })

  it('a board shows who is asked for, by section, position and name, and counts everybody', () => {
    const silentChile = members.filter(({ section, position }) => section === 'CL' && position === null)
    const html = onBoard({ section: 'CL', show: 'unheard' })
    expect(html).toContain(
      `Se muestran 1–${Math.min(100, silentChile.length)} de ${silentChile.length} miembros.`,
    )
    expect(html).toContain('Han respondido 3150 de 4200 miembros.')
    const [one] = members
    const named = onBoard({ q: (one?.name['es'] ?? '').toUpperCase() })
    expect(idsIn(named)).toEqual([one?.body])
    expect(onBoard({ q: '</script>' })).toContain('No hay aquí ningún miembro así.')
    expect(onBoard({ section: 'XX' })).toContain('No hay aquí ningún miembro así.')
  })

  it('what is asked for stays in the way on, which leads to the table', () => {
    expect(onBoard({ section: 'BO', show: 'yes', page: 2 })).toMatch(
      /href="\/motions\/[a-z2-7]+\/60\?section=BO&amp;show=yes&amp;page=3#members" rel="next"/,
    )
  })

  it('the map has several members to a mark, and says so', () => {
    const html = onBoard({})
    const map = html.split('<figure class="map">')[1]?.split('<figcaption>')[0] ?? ''
    const marks = map.match(/class="m /g) ?? []
    expect(marks.length).toBeGreaterThan(50)
    expect(marks.length).toBeLessThan(1000)
    expect(html).toContain(`Son muchos: 4200 miembros en ${marks.length} marcas`)
  })

  it('the other lists of a page are shown a part at a time', () => {
    const absent = members.map((_, at) => ({
      ...line(at),
      why: 'frozen' as const,
      proof: proofOf(at),
      marks: [],
    }))
    const uncounted = members.map((_, at) => ({
      ...line(at),
      position: 'no' as const,
      proof: proofOf(at),
      reason: 'late',
    }))
    const waiting = members.map((_, at) => ({ ...line(at), application: proofOf(at) }))
    const asked = { ...nothingAsked, absent: 2, waiting: 2 }
    const left = htmlOf(
      (page) => <BoardPage page={page} board={{ ...board, absent, uncounted }} asked={asked} />,
      'es',
      true,
    )
    const applied = htmlOf(
      (page) => <FederationPage page={page} federation={{ ...federation, waiting }} asked={asked} />,
      'es',
      true,
    )
    expectLight(left, applied)
    expect(left).toContain('?absent=3&amp;waiting=2#absent" rel="next"')
    expect(left).toContain('?absent=2&amp;uncounted=2&amp;waiting=2#uncounted" rel="next"')
    expect(applied).toContain('?absent=2&amp;waiting=3#waiting" rel="next"')
  })
})

describe('memberships of so many', () => {
  const change = (at: number): MembershipChange => ({
    said: 'frozen',
    word: 'member',
    reason: { es: `Motivo ${exampleId(at, 12)}` },
    motion: null,
    at: '2026-03-01T15:00:00-04:00',
    proof: proofOf(at),
  })
  const shown = (hasChanged: boolean, asked: Partial<ListsAsked>, page: Partial<PageContext> = {}): string =>
    htmlOf(
      (given) => (
        <MembershipPage
          page={{ ...given, ...page }}
          federation={{
            book: federation.book,
            name: federation.name,
            demonstration: true,
            sections: exampleSections,
            frozen: 'stay',
          }}
          view={{
            federation: federation.book,
            sections: [],
            members: members.map(({ body, name, section }, at) => ({
              body,
              name,
              section,
              own: hasChanged ? change(at) : null,
              byFederation: null,
              isUnnoted: hasChanged,
            })),
            ended: members.map((_, at) => ({ ...line(at), change: change(at) })),
          }}
          asked={{ ...nothingAsked, ...asked }}
          mayWrite
          done={null}
          problem={null}
        />
      ),
      'es',
      true,
    )

  it('reach a phone, count everybody, and let one be looked for by name to write of', () => {
    for (const hasChanged of [true, false]) {
      const last = members.at(-1)
      const [plain, named] = [shown(hasChanged, {}), shown(hasChanged, { q: last?.name['es'] ?? '' })]
      expectLight(plain, named)
      expect(named).toContain(`<option value="${last?.body}"`)
      expect(named.match(/<option value="[a-z2-7]{52}"/g)).toHaveLength(1)
      expect(plain.match(/\sid="f-q"/g)).toHaveLength(1)
    }
    expect(shown(true, {})).toContain('4200 membresías congeladas')
    expect(shown(true, {})).toMatch(/y 4180 más/)
  })

  it('keep who was chosen where the form is shown again', () => {
    const body = members.at(-1)?.body ?? ''
    const path = `/federations/${federation.book}/membership/member`
    expect(shown(true, {}, { typed: { path, fields: { member: body } } })).toContain(
      `<option value="${body}" selected`,
    )
  })
})

describe('a session of delegates of so many', () => {
  const sendings = members.map(({ body, name, section }, at): SendingLine => ({
    body,
    name,
    section,
    person: exampleId(at + 9000, 26),
    book: body,
    seq: 3,
    leaf: 'x',
    mandate: null,
  }))
  const noteOf = (at: number): Note => notes[at % notes.length] as Note
  const noted = new Map(sendings.map((one, at) => [sendingKey(one), noteOf(at)]))
  const pageOf = (all: readonly SendingLine[], before: Noted): string =>
    String(
      <DelegatesVotePage
        page={pageIn('es', true)}
        federation={{
          book: federation.book,
          name: federation.name,
          demonstration: true,
          sections: exampleSections,
          rules: ['joint'],
        }}
        motion={{ seq: 60, title: { es: 'Turismo' } }}
        sendings={all}
        noted={before}
        problem={null}
      />,
    )

  /** Fills in form after form until none is left; `meanwhile`: who is sent while the form after that many is on the screen. */
  function fillIn(meanwhile: (forms: number) => readonly SendingLine[]) {
    const [asked, pages] = [[] as string[], [] as string[]]
    let before = new Map<string, Note>()
    for (let forms = 0; ; forms += 1) {
      const all = meanwhile(forms)
      const html = pageOf(all, before)
      pages.push(html)
      const names = [...html.matchAll(/name="(n-[a-z2-7]+)" value="absent"/g)].map(([, name = '']) => name)
      if (names.length === 0) return { asked, pages }
      const keys = new Map([...fieldKeys(all)].map(([key, short]) => [noteField(short), key]))
      before = textToNoted(fieldKeys(all), /name="noted" value="([^"]*)"/.exec(html)?.[1] ?? '')
      for (const name of names) {
        asked.push(keys.get(name) ?? name)
        before.set(keys.get(name) ?? name, noteOf(asked.length - 1))
      }
    }
  }

  it('asks about each once, in forms that reach a phone', () => {
    const { asked, pages } = fillIn(() => sendings)
    expect(asked.toSorted()).toEqual(sendings.map(sendingKey).toSorted())
    expectLight(...pages.slice(-2))
    expect(pages.at(-1)).toContain('840 sí, 840 no, 840 abstenciones')
  })

  it('asks about whoever is sent meanwhile, and passes nobody over where somebody is recalled', () => {
    const few = sendings.slice(0, 400)
    const [recalled, late] = [few[0] as SendingLine, sendings[401] as SendingLine]
    const { asked } = fillIn((forms) => (forms === 0 ? few : [late, ...few.slice(1)]))
    expect(asked.toSorted()).toEqual([...few, late].map(sendingKey).toSorted())
    expect(asked).toContain(sendingKey(recalled))
  })

  it('notes nobody for another, however alike their numbers begin', () => {
    const [one] = sendings as [SendingLine]
    const twin = { ...one, person: `${one.person.slice(0, 4)}${'a'.repeat(22)}` }
    const all = [...sendings, twin]
    const both = new Map([...noted, [sendingKey(twin), 'yes' as const]])
    const short = fieldKeys(all)
    expect(textToNoted(short, notedToText(short, both))).toEqual(both)
    expect(new Set(short.values()).size).toBe(all.length)
  })
})
