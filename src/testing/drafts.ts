/** Entries of tests before they are in a book: what differs from a plain valid entry is said, the rest is filled in. */
import { type Citation, type Entry, type JsonObject, entryToBytes } from '../book/entry.ts'
import { personNamed, signerNamed } from './keys.ts'

/** When nothing is said of the date. */
export const plainDate = '2026-03-01T15:00:00-04:00'

/** `by` is a person's name in the test: the author where nothing is said is the body's secretary. */
export interface Draft {
  readonly type: string
  readonly data: JsonObject
  readonly cites?: readonly Citation[]
  readonly at?: string
  readonly by?: string
}

export const draft = (
  type: string,
  data: JsonObject = {},
  cites: readonly Citation[] = [],
  more: { readonly at?: string; readonly by?: string } = {},
): Draft => ({ type, data, cites, ...more })

/** The entry of a draft, `by` whoever it names or else `author`. */
export const draftToEntry = ({ type, data, cites, at, by }: Draft, author: string): Entry => ({
  type,
  at: at ?? plainDate,
  by: personNamed(by ?? author),
  cites: cites ?? [],
  data,
})

export const draftToBytes = (entry: Draft, author: string): Uint8Array =>
  entryToBytes(draftToEntry(entry, author))

/** Two thirds of those entitled, and a majority of each section. */
export const jointRequirements = [
  { of: 'all', fraction: { num: 2, den: 3 }, moreThan: false, denominator: 'entitled' },
  { of: 'each-section', fraction: { num: 1, den: 2 }, moreThan: true, denominator: 'entitled' },
] as const

export const charterOf = (sections: readonly string[] = []): JsonObject => ({
  rulesVersion: 1,
  posts: [
    { id: 'secretary', writes: ['*'] },
    { id: 'clerk', writes: ['session.opened', 'session.closed'] },
  ],
  decisions: {
    joint: {
      requirements: jointRequirements
        .filter(({ of }) => of === 'all' || sections.length > 0)
        .map((requirement) => ({ ...requirement })),
    },
  },
  prevails: 'paper',
  ...(sections.length > 0 ? { sections: sections.map((id) => ({ id, name: { es: id } })) } : {}),
})

/** The founding of a body: its pen is the key `<name> pen`, its officers `<name>` (secretary) and `<name> clerk`. */
export const founded = (name: string, more: JsonObject = {}): Draft =>
  draft('body.founded', {
    name: { es: name },
    kind: 'municipality',
    country: 'BO',
    charter: charterOf(),
    pen: signerNamed(`${name} pen`).key,
    officers: [
      { id: personNamed(name), key: signerNamed(name).key, post: 'secretary' },
      { id: personNamed(`${name} clerk`), key: signerNamed(`${name} clerk`).key, post: 'clerk' },
    ],
    demonstration: true,
    ...more,
  })

export const foundedAlliance = (name: string, sections: readonly string[], more: JsonObject = {}): Draft =>
  founded(name, { kind: 'alliance', charter: charterOf(sections), ...more })
