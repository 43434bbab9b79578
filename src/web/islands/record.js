/**
 * A voice, recorded on the form that keeps documents: where this browser has a microphone and may ask for it, buttons show, and
 * what was said stands in the form as a file that was chosen would. Nothing leaves the page before the form is sent.
 *
 * Small files: speech is understood at 24 kilobits a second, some 180 kB a minute; a recording ends by itself before it is too
 * large to be kept.
 */

const bitsPerSecond = 24_000
const mostMs = 20 * 60_000
const beatMs = 1000

/** @type {{ recorder: MediaRecorder, startedMs: number, timer: number } | undefined} */
let running

const part = (/** @type {string} */ name) =>
  /** @type {HTMLElement | null} */ (document.querySelector(`[data-record] [data-${name}]`))

function show() {
  const holder = /** @type {HTMLElement | null} */ (document.querySelector('[data-record]'))
  if (holder !== null) holder.hidden = false
}

const clock = (/** @type {number} */ ms) => {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** @param {string} text */
function tell(text) {
  const said = part('said')
  if (said !== null) said.textContent = text
}

/** @param {boolean} isRunning */
function turn(isRunning) {
  const [start, stop] = [part('start'), part('stop')]
  if (start !== null) start.hidden = isRunning
  if (stop !== null) stop.hidden = !isRunning
  ;(isRunning ? stop : start)?.querySelector('button')?.focus()
}

/** @param {Blob} blob */
function keep(blob) {
  const input = /** @type {HTMLInputElement | null} */ (document.querySelector('#f-file'))
  const heard = /** @type {HTMLAudioElement | null} */ (document.querySelector('[data-record] audio'))
  if (input === null || heard === null) return
  const chosen = new DataTransfer()
  chosen.items.add(new File([blob], 'voz', { type: blob.type.replace(/;.*/, '') }))
  input.files = chosen.files
  heard.src = URL.createObjectURL(blob)
  heard.hidden = false
  tell(part('said')?.dataset['done'] ?? '')
}

async function start() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => undefined)
  if (stream === undefined) return tell(part('said')?.dataset['denied'] ?? '')
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: bitsPerSecond })
  /** @type {Blob[]} */
  const pieces = []
  recorder.addEventListener('dataavailable', ({ data }) => void pieces.push(data))
  recorder.addEventListener('stop', () => {
    for (const track of stream.getTracks()) track.stop()
    keep(new Blob(pieces, { type: recorder.mimeType }))
  })
  recorder.start()
  const startedMs = performance.now()
  const timer = setInterval(() => {
    tell(clock(performance.now() - startedMs))
    if (performance.now() - startedMs > mostMs) stop()
  }, beatMs)
  running = { recorder, startedMs, timer }
  // What is being said is not to be lost: see live.js.
  document.querySelector('#f-file')?.dispatchEvent(new Event('input', { bubbles: true }))
  tell(clock(0))
  turn(true)
}

function stop() {
  if (running === undefined) return
  clearInterval(running.timer)
  running.recorder.stop()
  running = undefined
  turn(false)
}

if (navigator.mediaDevices !== undefined && 'MediaRecorder' in window) {
  show()
  document.addEventListener('shown', show)
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return
    if (target.closest('[data-start]') !== null) void start()
    if (target.closest('[data-stop]') !== null) stop()
  })
}
