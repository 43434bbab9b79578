/** Every sign with its word; and each main task as the signs that lead through it, for whoever reads little. */
import type { FC } from 'hono/jsx'
import { Sign, type SignName, signNames } from '../../web/components/sign.tsx'
import type { MessageKey } from '../../web/languages/catalogue.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import { GallerySection, type GalleryPart } from './gallery-sample.tsx'

/** What a sign means, by a word that pages say beside it. */
const signWords: Readonly<Record<SignName, MessageKey>> = {
  home: 'nav.home',
  federations: 'nav.federations',
  books: 'nav.books',
  carry: 'nav.carriage',
  sessions: 'part.sessions',
  call: 'session.call.do',
  attendance: 'evening.attendance',
  motions: 'part.motions',
  decide: 'evening.decisions',
  close: 'evening.close',
  print: 'evening.act',
  photo: 'evening.photo',
  offices: 'part.offices',
  people: 'part.people',
  charter: 'part.charter',
  documents: 'part.documents',
  submissions: 'body.submissions',
  search: 'search.do',
  person: 'who.sign-in',
  lock: 'who.lock',
  write: 'submissions.enter',
  voice: 'voice.start',
  listen: 'aloud.start',
  stop: 'aloud.stop',
  screen: 'wall.show',
  look: 'look.link',
  verify: 'body.check',
  download: 'carriage.out.do',
  yes: 'position.yes',
  no: 'position.no',
  abstain: 'position.abstain',
  back: 'look.back',
}

const SignWord: FC<{ t: Translator; sign: SignName; word: MessageKey }> = ({ t, sign, word }) => (
  <>
    <Sign of={sign} />
    {t(word)}
  </>
)

export const Signs: GalleryPart = ({ t }) => (
  <GallerySection t={t} id="signs" explain={t('gallery.signs.explain')}>
    <ul class="names">
      {signNames.map((sign) => (
        <li>
          <SignWord t={t} sign={sign} word={signWords[sign]} />
        </li>
      ))}
    </ul>
  </GallerySection>
)

export type SignStep = readonly [sign: SignName, word: MessageKey]

export interface SignPath {
  readonly task:
    'open' | 'attendance' | 'put' | 'decide' | 'close' | 'print' | 'photo' | 'carry' | 'member' | 'visitor'
  readonly steps: readonly SignStep[]
}

/** Links and buttons as pages have them, in the order in which they are pressed. Walked by a test in a browser. */
export const signPaths: readonly SignPath[] = [
  {
    task: 'open',
    steps: [
      ['person', 'who.sign-in'],
      ['person', 'signin.do'],
      ['home', 'nav.home'],
      ['sessions', 'task.begin.do'],
      ['sessions', 'session.open.do'],
    ],
  },
  {
    task: 'attendance',
    steps: [
      ['attendance', 'evening.next.attendance'],
      ['attendance', 'attendance.add.do'],
    ],
  },
  {
    task: 'put',
    steps: [
      ['motions', 'evening.next.motions'],
      ['motions', 'motion.put.do'],
    ],
  },
  {
    task: 'decide',
    steps: [
      ['decide', 'evening.next.decisions'],
      ['decide', 'gallery.sign.way'],
      ['decide', 'decide.submit'],
    ],
  },
  {
    task: 'close',
    steps: [
      ['close', 'evening.next.close'],
      ['close', 'session.close.do'],
    ],
  },
  { task: 'print', steps: [['print', 'evening.next.act']] },
  {
    task: 'photo',
    steps: [
      ['photo', 'session.act.photo'],
      ['documents', 'documents.attach.do'],
    ],
  },
  {
    task: 'carry',
    steps: [
      ['carry', 'evening.next.carry'],
      ['download', 'carriage.out.do'],
      ['home', 'evening.carried'],
    ],
  },
  {
    task: 'member',
    steps: [
      ['person', 'who.sign-in'],
      ['person', 'signin.do'],
      ['books', 'nav.books'],
      ['submissions', 'body.submissions'],
      ['motions', 'submissions.submit'],
      ['lock', 'who.lock'],
    ],
  },
  {
    task: 'visitor',
    steps: [
      ['search', 'search.do'],
      ['motions', 'part.motions'],
      ['books', 'part.book'],
    ],
  },
]

export const SignPaths: GalleryPart = ({ t }) => (
  <GallerySection t={t} id="paths" explain={t('gallery.paths.explain')}>
    <ul class="cards">
      {signPaths.map(({ task, steps }) => (
        <li class="card">
          <h3>{t(`gallery.path.${task}`)}</h3>
          <ol>
            {steps.map(([sign, word]) => (
              <li>
                <SignWord t={t} sign={sign} word={word} />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ul>
  </GallerySection>
)
