/**
 * A page that follows: when a book it rests on grows, it shows itself anew, and what somebody is typing, or has opened, or
 * hears, stays. `main` says in `data-live` where it is told; what is typed in waits behind a notice.
 *
 * A hidden page is told nothing, for a browser has few connections; it looks once when it is shown again. Whoever saves data
 * is left alone.
 */

const main = () => /** @type {HTMLElement} */ (document.getElementById('main'))
const notice = document.getElementById('news')

let isTouched = false
document.addEventListener('input', () => {
  isTouched = true
})

/** Whether something would be lost that is typed, chosen, heard, or about to be pressed. */
const isBusy = () =>
  isTouched ||
  document.querySelector('#main :is(input, select, textarea, button):focus') !== null ||
  document.querySelector('#main [data-read]') !== null ||
  [...document.querySelectorAll('audio')].some(({ paused }) => !paused)

const unsaid = (/** @type {Element} */ shown) =>
  shown.innerHTML.replaceAll(/ name="(once|token)" value="[^"]*"/g, '')

async function newest() {
  const response = await fetch(location.href, { headers: { 'apachita-live': '1' } })
  if (!response.ok || response.redirected) return undefined
  const shown = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('main')
  return shown === null || unsaid(shown) === unsaid(main()) ? undefined : shown
}

async function follow() {
  const next = await newest()
  if (next === undefined) return
  if (isBusy()) {
    if (notice !== null) notice.hidden = false
    return
  }
  const open = [...document.querySelectorAll('#main details')].map(
    (one) => /** @type {HTMLDetailsElement} */ (one).open,
  )
  main().replaceWith(document.importNode(next, true))
  for (const [at, one] of document.querySelectorAll('#main details').entries())
    if (open[at] === true) /** @type {HTMLDetailsElement} */ (one).open = true
  document.dispatchEvent(new Event('shown'))
}

/** @type {EventSource | undefined} */
let source

function listen() {
  const { live } = main().dataset
  if (live === undefined || document.hidden) return
  source = new EventSource(live)
  source.addEventListener('grown', () => void follow())
}

const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator)
if (connection?.saveData !== true) {
  listen()
  document.addEventListener('visibilitychange', () => {
    source?.close()
    listen()
    if (!document.hidden) void follow()
  })
}
