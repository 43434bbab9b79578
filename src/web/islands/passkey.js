/**
 * Passkeys on a page: shows what is hidden where this browser can do it, and on the way of a form asks the authenticator.
 * What that computes goes into the form's request and never into the page.
 *
 * A form says what is asked in `data-passkey`: JSON of `PasskeyAsked` (http/pages/passkey-forms.tsx). Whatever goes wrong
 * is sent by its name, and the node says it in words.
 */

/** @typedef {{ origin: string, host: string, node: string, challenge: string, salt: string }} Asked */
/** @typedef {Asked & { account?: { id: string, name: string, known: { id: string, transports: AuthenticatorTransport[] }[] } }} PasskeyAsked */

const toBytes = (/** @type {string} */ text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

const toText = (/** @type {ArrayBuffer | null} */ bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? [])))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const utf8 = (/** @type {string} */ text) => new TextEncoder().encode(text)

const secretOf = (/** @type {PublicKeyCredential} */ credential) => {
  const first = credential.getClientExtensionResults().prf?.results?.first
  return first === undefined ? undefined : toText(/** @type {ArrayBuffer} */ (first))
}

/** @param {PasskeyAsked} asked @param {PublicKeyCredentialDescriptor[]} allowCredentials */
async function show({ host, challenge, salt }, allowCredentials = []) {
  const publicKey = {
    challenge: toBytes(challenge),
    rpId: host,
    allowCredentials,
    userVerification: /** @type {const} */ ('required'),
    extensions: { prf: { eval: { first: utf8(salt) } } },
  }
  return /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey }))
}

/** Some authenticators compute only when they sign, not when the passkey is made: they are asked a second time. @param {PasskeyAsked} asked */
async function add(asked) {
  const { host, node, challenge, salt, account = { id: '', name: '', known: [] } } = asked
  const made = /** @type {PublicKeyCredential} */ (
    await navigator.credentials.create({
      publicKey: {
        challenge: toBytes(challenge),
        rp: { id: host, name: node },
        user: { id: utf8(account.id), name: account.name, displayName: account.name },
        pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: account.known.map(({ id, transports }) => ({
          type: 'public-key',
          id: toBytes(id),
          transports,
        })),
        authenticatorSelection: {
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'required',
        },
        attestation: 'none',
        extensions: { prf: { eval: { first: utf8(salt) } } },
      },
    })
  )
  const response = /** @type {AuthenticatorAttestationResponse} */ (made.response)
  let secret = secretOf(made)
  if (secret === undefined && made.getClientExtensionResults().prf?.enabled === true)
    secret = secretOf(await show(asked, [{ type: 'public-key', id: made.rawId }]))
  const said = {
    id: made.id,
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  }
  return { said, secret }
}

/** @param {PasskeyAsked} asked */
async function enter(asked) {
  const shown = await show(asked)
  const response = /** @type {AuthenticatorAssertionResponse} */ (shown.response)
  const said = {
    id: shown.id,
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    userHandle: toText(response.userHandle),
  }
  return { said, secret: secretOf(shown) }
}

/** @param {PasskeyAsked} asked @returns {Promise<Record<string, string>>} */
async function answerOf(asked) {
  try {
    const { said, secret } = await (asked.account === undefined ? enter(asked) : add(asked))
    return { passkey: JSON.stringify(said), ...(secret === undefined ? {} : { secret }) }
  } catch (error) {
    return { failed: error instanceof Error ? error.name : '' }
  }
}

/** @param {HTMLFormElement} form @param {PasskeyAsked} asked */
function take(form, asked) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const buttons = form.querySelectorAll('button')
    for (const button of buttons) button.disabled = true
    const answer = await answerOf(asked)
    const fill = (/** @type {FormDataEvent} */ { formData }) => {
      for (const [name, value] of Object.entries(answer)) formData.set(name, value)
    }
    form.addEventListener('formdata', fill, { once: true })
    form.submit()
    for (const button of buttons) button.disabled = false
  })
}

for (const part of document.querySelectorAll('[data-passkey]')) {
  const form = part.querySelector('form')
  if (!(part instanceof HTMLElement) || form === null) continue
  const asked = /** @type {PasskeyAsked} */ (JSON.parse(part.dataset['passkey'] ?? ''))
  if (!isSecureContext || !('PublicKeyCredential' in globalThis) || asked.origin !== location.origin) continue
  take(form, asked)
  part.hidden = false
  part.closest('section')?.removeAttribute('hidden')
}
