/**
 * A page read aloud, where this browser can: passage by passage, each in its own language, the one that is read marked. It
 * says what a page shows: headings, sentences, labels, what is chosen; not what is hidden, folded away, or for programs.
 *
 * Of a language for which there is no voice here (Aymara, Quechua, mostly) the page's other voice does what it can, for
 * these are written much as Spanish sounds. Nothing is sent anywhere by the page; some browsers speak by a service of theirs.
 */

const holding = 'h1,h2,h3,p,li,dt,dd,th,td,label,legend,summary,caption,figcaption,button,a,span.pill'
const unspoken = '[hidden],[aria-hidden=true],nav,code,pre,script,option,details:not([open])>:not(summary)'

/**
 * @typedef {object} Passage
 * @property {Element} holder what holds it on the page
 * @property {string} lang
 * @property {string} words
 */

/** Browsers stop amid what is long; a sentence is not. */
const sentences = (/** @type {string} */ text) => text.match(/[^.!?;:]+[.!?;:]*/g) ?? [text]

/** @type {Passage[]} */
let waiting = []
/** @type {Passage | undefined} */
let read

const button = (/** @type {string} */ name) =>
  /** @type {HTMLElement | null} */ (document.querySelector(`[data-${name}]`))

/** What the page says, in order: text that stands in one holder and one language is one passage. */
function passages() {
  const main = /** @type {HTMLElement} */ (document.getElementById('main'))
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  /** @type {Passage[]} */
  const found = []
  while (texts.nextNode()) {
    const { parentElement: parent, data } = /** @type {Text} */ (texts.currentNode)
    if (parent === null || parent.closest(unspoken) !== null || parent.getClientRects().length === 0) continue
    const words = data.replaceAll(/[\u2066-\u2069]/g, '')
    if (words.trim() === '') continue
    const holder = parent.closest(holding) ?? parent
    const lang = /** @type {HTMLElement | null} */ (parent.closest('[lang]'))?.lang ?? 'es'
    const last = found.at(-1)
    if (last?.holder === holder && last.lang === lang) last.words += words
    else found.push({ holder, lang, words })
  }
  return found
}

/** @param {string} language */
function voiceFor(language) {
  const voices = speechSynthesis.getVoices()
  const [primary = ''] = language.split('-')
  const found = [primary, 'es'].map((wanted) =>
    voices.find(({ lang }) => lang.toLowerCase().startsWith(wanted)),
  )
  return found.find((voice) => voice !== undefined) ?? null
}

/** @param {boolean} isReading */
function turn(isReading) {
  const [start, stop] = [button('aloud'), button('quiet')]
  if (start === null || stop === null) return
  start.hidden = isReading
  stop.hidden = !isReading
}

/** @param {Passage | undefined} passage */
function mark(passage) {
  read?.holder.removeAttribute('data-read')
  read = passage
  if (passage === undefined) return
  passage.holder.setAttribute('data-read', '')
  const { matches: isStill } = matchMedia('(prefers-reduced-motion:reduce)')
  passage.holder.scrollIntoView({ block: 'center', behavior: isStill ? 'auto' : 'smooth' })
}

function next() {
  const passage = waiting.shift()
  if (passage === undefined) return stop()
  mark(passage)
  const { lang, words } = passage
  const said = sentences(words)
  for (const [at, sentence] of said.entries()) {
    const utterance = new SpeechSynthesisUtterance(sentence.trim())
    utterance.lang = lang
    utterance.voice = voiceFor(lang)
    if (at === said.length - 1) utterance.addEventListener('end', () => passage === read && next())
    utterance.addEventListener('error', () => passage === read && stop())
    speechSynthesis.speak(utterance)
  }
}

function start() {
  waiting = passages()
  turn(true)
  button('quiet')?.focus()
  next()
}

function stop() {
  waiting = []
  mark(undefined)
  speechSynthesis.cancel()
  turn(false)
}

/** Voices are found a little after the page. */
const offer = () => {
  if (read === undefined && speechSynthesis.getVoices().length > 0) turn(false)
}

if ('speechSynthesis' in window) {
  speechSynthesis.cancel()
  offer()
  speechSynthesis.addEventListener('voiceschanged', offer)
  button('aloud')?.addEventListener('click', start)
  button('quiet')?.addEventListener('click', () => {
    stop()
    button('aloud')?.focus()
  })
  addEventListener('pagehide', stop)
}
