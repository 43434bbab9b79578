/** The frame of every page: banner, header, the page itself, and where the proof is. */
import type { Child, FC } from 'hono/jsx'
import { raw } from 'hono/html'
import { BodyBar } from './components/body-bar.tsx'
import { FormToken } from './components/form.tsx'
import { ForkNotice } from './components/fork-notice.tsx'
import { HatchDefinition } from './components/hatch.tsx'
import { Sign, type SignName } from './components/sign.tsx'
import { SupersededNotice } from './components/superseded-notice.tsx'
import { Code } from './components/words.tsx'
import { catalogueLanguages, isDraftLanguage, shippedMessages } from './languages/catalogue.ts'
import { isolatedText } from './languages/plain-text.ts'
import type { Translator } from './languages/translator.tsx'
import type { PageContext } from './page.ts'
import * as paths from './paths.ts'
import { island } from './islands/islands.ts'
import { contrastSheet, demonstrationSheets, largeSheet, mainSheet, wallSheet } from './styles.ts'

export type NavItem = 'home' | 'federations' | 'books' | 'carriage'

/** The book a page was drawn from, for the footer. `root` is base64. */
export interface PageProof {
  readonly name: string
  readonly book: string
  readonly size: number
  readonly root: string
  /** Nodes other than the one that writes it that countersigned it, and of how many countries. */
  readonly witnesses?: { readonly nodes: number; readonly countries: number }
}

export interface LayoutProps {
  readonly page: PageContext
  readonly title: string
  readonly current: NavItem | null
  /** Whether what the page shows is invented. */
  readonly demonstration?: boolean
  readonly proof?: PageProof | null
  /** Ids of the books that what is shown rests on; where absent, all of them. */
  readonly about?: readonly string[]
  /** Class of the body element, for pages that print differently. */
  readonly look?: 'act' | 'wall'
  readonly children?: Child
}

const navItems: readonly (readonly [NavItem, string, SignName])[] = [
  ['home', paths.homePath, 'home'],
  ['federations', paths.federationsPath, 'federations'],
  ['books', paths.booksPath, 'books'],
  ['carriage', paths.carriagePath, 'carry'],
]

export const Layout: FC<LayoutProps> = (props) => {
  const { page, title, current, demonstration, proof, about, look, children } = props
  const { t } = page
  const forks = page.forks.filter(({ book }) => about === undefined || about.includes(book))
  const superseded = page.superseded.filter(({ book }) => book === about?.[0])
  const isInvented = demonstration === true || page.demonstration
  const isLive = page.isRead && (about !== undefined || current !== null)
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={t.shown}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${title} · ${t('app.name')}`}</title>
          <link rel="icon" href={icon} />
          <Sheets page={page} isInvented={isInvented} isWall={look === 'wall'} />
        </head>
        <body class={look}>
          <a class="skip" href="#main">
            {t('app.skip')}
          </a>
          {isInvented ? (
            <aside class="demo" aria-label={t('app.demonstration')}>
              {t('app.demonstration')}
            </aside>
          ) : null}
          <Header page={page} current={current} />
          <main id="main" tabindex={-1} data-live={isLive ? paths.liveAt(about ?? []) : undefined}>
            <ForkNotice t={t} forks={forks} />
            <SupersededNotice t={t} books={superseded} />
            {children}
          </main>
          {isLive ? <News page={page} /> : null}
          <Footer page={page} proof={proof ?? null} />
          <HatchDefinition />
        </body>
      </html>
    </>
  )
}

const Sheets: FC<{ page: PageContext; isInvented: boolean; isWall: boolean }> = ({
  page: { t, look = 'plain' },
  isInvented,
  isWall,
}) => (
  <>
    <link rel="stylesheet" href={mainSheet.path} />
    <link
      rel="stylesheet"
      href={contrastSheet.path}
      media={look.startsWith('strong') ? undefined : '(prefers-contrast:more)'}
    />
    {isWall ? <link rel="stylesheet" href={wallSheet.path} /> : null}
    {look.endsWith('large') ? <link rel="stylesheet" href={largeSheet.path} /> : null}
    {isInvented ? (
      <link
        rel="stylesheet"
        href={demonstrationSheets[isDraftLanguage(t.shown) ? 'es' : t.shown].path}
        media="print"
      />
    ) : null}
  </>
)

/** A node's name with its country, unless the name says it already. */
export function nodeText(t: Translator, { name, country }: PageContext['node']): string {
  const [shown, where] = [isolatedText(name), t.country(country)]
  return shown.includes(where) ? shown : `${shown}, ${where}`
}

/** Shown where something is new and somebody is typing. */
const News: FC<{ page: PageContext }> = ({ page: { t, path } }) => (
  <>
    <aside id="news" class="demo" role="status" hidden>
      {t('live.news')} <a href={path}>{t('live.show')}</a>
    </aside>
    <script type="module" src={island('live').path} />
  </>
)

const Header: FC<{ page: PageContext; current: NavItem | null }> = ({ page, current }) => {
  const { t, node } = page
  return (
    <header>
      <div>
        <p class="brand">
          <a href={paths.homePath}>
            <Cairn />
            {t('app.name')}
          </a>{' '}
          <span>{nodeText(t, node)}</span>
        </p>
        <Languages page={page} />
        <nav class="tiles" aria-label={t('nav.label')}>
          {navItems.map(([item, path, sign]) => (
            <a href={path} aria-current={item === current ? 'page' : undefined}>
              <Sign of={sign} />
              {t(`nav.${item}`)}
            </a>
          ))}
        </nav>
      </div>
      <div>
        <Tools page={page} />
        <Find page={page} />
      </div>
      {page.place === null ? null : (
        <div>
          <BodyBar page={page} place={page.place} />
        </div>
      )}
    </header>
  )
}

/** What people look for, in their own words. On a phone it has a page of its own. */
const Find: FC<{ page: PageContext }> = ({ page: { t, path } }) => {
  const [at, query] = path.split('?')
  const isHere = at === paths.searchPath
  const asked = isHere ? new URLSearchParams(query).get('q') : null
  return (
    <form class={isHere ? 'find' : 'find desk'} role="search" action={paths.searchPath}>
      <input type="search" name="q" value={asked ?? ''} maxlength={200} aria-label={t('search.box')} />
      <button type="submit" class="btn">
        <Sign of="search" />
        {t('search.do')}
      </button>
    </form>
  )
}

/** To hear the page, where the browser reads aloud; to see it otherwise; who is signed in, and to lock by one press. */
const Tools: FC<{ page: PageContext }> = ({ page }) => {
  const { t, person } = page
  const tools = (
    <>
      <a class="narrow" href={paths.searchPath}>
        <Sign of="search" />
        {t('search.do')}
      </a>
      <button type="button" data-aloud hidden>
        <Sign of="listen" />
        {t('aloud.start')}
      </button>
      <button type="button" data-quiet hidden>
        <Sign of="stop" />
        {t('aloud.stop')}
      </button>
      <a href={paths.lookPath}>
        <Sign of="look" />
        {t('look.link')}
      </a>
      <a href={person === null ? paths.signInPath : paths.mePath}>
        <Sign of="person" />
        {person === null ? t('who.sign-in') : isolatedText(person.name)}
      </a>
      {person === null ? null : (
        <>
          <FormToken page={page} />
          <button type="submit">
            <Sign of="lock" />
            {t('who.lock')}
          </button>
        </>
      )}
      <script type="module" src={island('aloud').path} />
    </>
  )
  return person === null ? (
    <div class="tiles tools">{tools}</div>
  ) : (
    <form class="tiles tools" method="post" action={paths.lockPath}>
      {tools}
    </form>
  )
}

/** Centre and radii of the stones of a cairn, in a square of 24. */
const stones = [
  [12, 19.5, 10, 3.6],
  [12.6, 12.6, 6.8, 3],
  [11.6, 6.6, 4, 2.4],
] as const

/** A heap of stones on a pass. */
const Cairn: FC = () => (
  <svg class="cairn" viewBox="0 0 24 24" aria-hidden="true">
    {stones.map(([cx, cy, rx, ry]) => (
      <ellipse cx={cx} cy={cy} rx={rx} ry={ry} />
    ))}
  </svg>
)

/** The same as the page's icon, within the page: one request fewer. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="#0d5c63">${stones
    .map(([cx, cy, rx, ry]) => `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}"/>`)
    .join('')}</svg>`,
)}`

const Languages: FC<{ page: PageContext }> = ({ page }) => (
  <p class="langs">
    {(page.offered ?? catalogueLanguages)
      .filter((language) => language !== page.t.shown)
      .map((language) => (
        <a href={paths.inLanguagePath(page.path, language)} lang={language} hreflang={language}>
          {shippedMessages[language]['language.name']}
        </a>
      ))}
  </p>
)

const Footer: FC<{ page: PageContext; proof: PageProof | null }> = ({ page, proof }) => {
  const { t } = page
  if (proof === null)
    return (
      <footer>
        <p>
          {t('foot.any')} <a href={paths.booksPath}>{t('foot.books')}</a>{' '}
          <a href={paths.languagesPath}>{t('nav.languages')}</a>
        </p>
      </footer>
    )
  const { name, size, root, witnesses } = proof
  return (
    <footer>
      <p>
        {t.rich('foot.book', { name, size }, { root: () => <Code text={`${root.slice(0, 8)}…`} /> })}{' '}
        {witnesses === undefined ? null : `${t('foot.witnesses', { ...witnesses })} `}
        <a href={paths.checkpointPath(proof.book)}>{t('foot.checkpoint')}</a>{' '}
        <a href={paths.verifyPath(proof.book)}>{t('foot.verify')}</a>{' '}
        <a href={paths.languagesPath}>{t('nav.languages')}</a>
      </p>
    </footer>
  )
}
