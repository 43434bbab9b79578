/** Addresses of the pages, written once. Ids are base32, yet whatever comes is escaped. */

interface EntryPlace {
  readonly book: string
  readonly seq: number
}

const id = encodeURIComponent

export const homePath = '/'
export const federationsPath = '/federations'
export const booksPath = '/books'
export const carriagePath = '/carriage'
/** The card by which bodies admit this node: on the operator's listener only. */
export const nodeCardPath = '/node'
export const nodeCardFilePath = '/node/card.txt'
export const searchPath = '/search'
export const signInPath = '/sign-in'
export const passkeyEnterPath = '/sign-in/passkey'
export const lockPath = '/lock'
export const forgetDevicePath = '/forget'
export const joinPath = '/join'
export const mePath = '/me'
export const foundPath = '/found'
export const passphrasePath = '/me/passphrase'
export const passkeysPath = '/me/passkeys'
export const removePasskeyPath = '/me/passkeys/remove'
/** Where open pages are told that books grew. */
export const livePath = '/live'

/** Of at most so many books; a page that rests on more is told of all. */
export const maxLiveBooks = 40

export const liveAt = (books: readonly string[]): string =>
  books.length === 0 || books.length > maxLiveBooks
    ? livePath
    : `${livePath}?${books.map((book) => `book=${book}`).join('&')}`

/** What programs are told of the API, for people and for programs. */
export const apiPath = '/api'
/** Every component in every state, for whoever designs or programs pages. */
export const galleryPath = '/gallery'
export const apiDocumentPath = '/api/openapi.json'
export const tokensPath = '/me/tokens'
export const removeTokenPath = '/me/tokens/remove'
export const endSessionPath = '/me/sessions/end'

/** What is said in each language; in one of them, as a catalogue. */
export const languagesPath = '/languages'
export const translationPath = (language: string): string => `${languagesPath}/${id(language)}`
export const catalogueFilePath = (language: string): string => `${translationPath(language)}/catalogue.json`

export const federationPath = (book: string): string => `/federations/${id(book)}`
/** Memberships of a federation over time; what it has on record. */
export const membershipPath = (book: string): string => `${federationPath(book)}/membership`
export const recordPath = (book: string): string => `${federationPath(book)}/record`
/** Who is a member of whom, from a federation down. */
export const treePath = (book: string): string => `${federationPath(book)}/tree`
/** Pictures, and the tables that tell the same: files at these addresses with `.svg` and `.csv`. */
export const federationMapPath = (book: string): string => `${federationPath(book)}/map`
export const boardMapPath = (motion: EntryPlace): string => `${motionPath(motion)}/map`
export const boardBarsPath = (motion: EntryPlace): string => `${motionPath(motion)}/bars`
export const voteBarsPath = ({ book, seq }: EntryPlace): string => `${bodyPath(book)}/votes/${seq}/bars`
export const wheelPath = (body: string, post: string): string => `${officePath(body, post)}/wheel`
export const turnsCurvePath = (body: string): string => `${bodyPath(body)}/turns`
export const bodyPath = (body: string): string => `/bodies/${id(body)}`
/** People of a body: seen by its people only. */
export const peoplePath = (body: string): string => `${bodyPath(body)}/people`
export const charterPath = (body: string): string => `${bodyPath(body)}/charter`
export const charterChangePath = (body: string): string => `${charterPath(body)}/change`
export const officesPath = (body: string): string => `${bodyPath(body)}/offices`
export const officePath = (body: string, post: string): string => `${officesPath(body)}/${id(post)}`
export const officesCalendarPath = (body: string): string => `${officesPath(body)}.ics`
export const submissionsPath = (body: string): string => `${bodyPath(body)}/submissions`
/** Who keeps the body's book, and what is proposed. */
export const keeperPath = (body: string): string => `${bodyPath(body)}/keeper`
export const documentsPath = (body: string): string => `${bodyPath(body)}/documents`
/** Nodes that may hold what is the body's own. */
export const nodesPath = (body: string): string => `${bodyPath(body)}/nodes`
/** What is sealed in an entry: seen by the people of the body only. */
export const sealedPath = (body: string, seq: number): string => `${bodyPath(body)}/sealed/${seq}`
/** Languages of which there is a draft, as far as the body turned them on. */
export const bodyLanguagesPath = (body: string): string => `${bodyPath(body)}/languages`
export const sessionsPath = (body: string): string => `${bodyPath(body)}/sessions`
/** Where an evening's paper minute is entered whole. */
export const paperMinutePath = (body: string): string => `${sessionsPath(body)}/enter`
/** A session, or the call of one that nobody has opened. */
export const sessionPath = ({ book, seq }: EntryPlace): string => `${sessionsPath(book)}/${seq}`
/** On the wall of an assembly. */
export const sessionWallPath = (session: EntryPlace): string => `${sessionPath(session)}/wall`
export const sessionActPath = (session: EntryPlace): string => `${sessionPath(session)}/act.pdf`
/** Where the copies of what a session decided are carried on, at the end of its evening. */
export const carryPath = ({ book, seq }: EntryPlace): string =>
  `${carriagePath}?session=${id(`${book}/${seq}`)}`
/** The form of a vote on a motion of this or another book, in the session. */
export const votePath = (session: EntryPlace, motion: EntryPlace, rule?: string): string =>
  `${sessionPath(session)}/vote?motion=${id(`${motion.book}/${motion.seq}`)}${rule === undefined ? '' : `&rule=${id(rule)}`}`
/** The page of documents with the entry that a new one is to stand beside. */
export const attachPath = ({ book, seq }: EntryPlace): string => `${bodyPath(book)}/documents?on=${seq}`
export const motionsPath = (body: string): string => `${bodyPath(body)}/motions`
/** How a body's delegates voted, and what they were told; its memberships in federations. */
export const delegatesPath = (body: string): string => `${bodyPath(body)}/delegates`
export const membershipsPath = (body: string): string => `${bodyPath(body)}/memberships`
/** A blob that an entry of the body cites; its hash in base64url. */
export const blobPath = (body: string, hash: string): string =>
  `${bodyPath(body)}/blobs/${id(hash.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''))}`
export const bookPath = (book: string): string => `/books/${id(book)}`
export const checkpointPath = (book: string): string => `/books/${id(book)}/checkpoint`
export const verifyPath = (book: string): string => `${bookPath(book)}#verify`

/** Entries before `before`, newest first. */
export const bookBeforePath = (book: string, before: number): string => `${bookPath(book)}?before=${before}`

/** One entry on the page of its book: the page begins with it, so that it is there however long the book grew. */
export const entryPath = ({ book, seq }: EntryPlace): string => `${bookBeforePath(book, seq + 1)}#e${seq}`

/** What gave way of a book on this node, from its beginning or from an entry on. */
export const asidePath = (book: string, place: number): string => `${bookPath(book)}/set-aside/${place}`
export const asideFromPath = (book: string, place: number, from: number): string =>
  `${asidePath(book, place)}?from=${from}`

export const motionPath = ({ book, seq }: EntryPlace): string => `/motions/${id(book)}/${seq}`
export const boardWallPath = (motion: EntryPlace): string => `${motionPath(motion)}/wall`
export const actPath = (motion: EntryPlace): string => `${motionPath(motion)}/act`
export const closePath = (motion: EntryPlace): string => `${motionPath(motion)}/close`
/** A session of delegates votes on a motion; a federation's position in another, by its own members. */
export const delegatesVotePath = (motion: EntryPlace): string => `${motionPath(motion)}/delegates`
export const confirmPath = (motion: EntryPlace): string => `${motionPath(motion)}/confirm`
/** Where the charter that a carried motion proposed is put into force. */
export const charterInForcePath = (motion: EntryPlace): string => `${motionPath(motion)}/charter`
export const decidePath = (motion: EntryPlace): string => `${motionPath(motion)}/decide`

/** An address with what of a list is asked for; what is null is left out. */
export function askedPath(path: string, asked: Readonly<Record<string, string | number | null>>): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)]],
  )
  const query = new URLSearchParams(given).toString()
  return query === '' ? path : `${path}?${query}`
}

/** The same page in another language; `path` may carry a query. */
/** The page on which one chooses how pages look. */
export const lookPath = '/look'

/** The same in another look; `back` is where one came from. */
export const inLookPath = (look: string, back: string): string =>
  `${lookPath}?look=${id(look)}&back=${id(back)}`

export function inLanguagePath(path: string, language: string): string {
  const [before = '/', query = ''] = path.split('?')
  const asked = new URLSearchParams(query)
  asked.set('lang', language)
  return `${before}?${asked.toString()}`
}

const tileWidth = 256

/** Number of a tile as tlog-tiles writes it: groups of three digits, all but the last marked `x` (`x001/234`). */
function tileNumber(tile: number): string {
  const digits = String(tile).padStart(Math.ceil(String(tile).length / 3) * 3, '0')
  const groups = digits.match(/\d{3}/g) ?? []
  return groups.map((group, index) => (index < groups.length - 1 ? `x${group}` : group)).join('/')
}

/** The tile of entries that holds `seq`, of a book of `size` entries (C2SP tlog-tiles; a partial tile names its width). */
export function entryTilePath(book: string, seq: number, size: number): string {
  const tile = Math.floor(seq / tileWidth)
  const width = Math.min(size - tile * tileWidth, tileWidth)
  const partial = width < tileWidth ? `.p/${width}` : ''
  return `/books/${id(book)}/tile/entries/${tileNumber(tile)}${partial}`
}
