/**
 * What an authenticator says, checked (WebAuthn level 3): that it was asked here and now, that its owner unlocked it, and
 * that it signed.
 *
 * Deliberately absent: who made an authenticator. A statement that comes with certificates is refused, for to check them
 * the library may ask addresses that are written in them.
 */

/** Where a page is, as its browser sees it. */
export interface SecureOrigin {
  /** Such as `https://nodo.example` or `http://localhost:7878`. */
  readonly origin: string
  /** The host in it, for which passkeys are made: WebAuthn's RP ID. */
  readonly host: string
}

/** What a browser sends of a passkey just made; all text is base64url. */
export interface MadePasskey {
  readonly id: string
  readonly clientDataJSON: string
  readonly attestationObject: string
  readonly transports: readonly string[]
}

/** What a browser sends of a passkey that is shown; all text is base64url. */
export interface ShownPasskey {
  readonly id: string
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
  /** The account, as it was told when the passkey was made. */
  readonly userHandle: string
}

/** What is kept to check the next time. */
export interface Verifier {
  readonly publicKey: Uint8Array
  /** How often it signed; 0 for ever where an authenticator does not count. */
  readonly counter: number
}

/** EdDSA, ES256 and RS256, by their COSE numbers. */
export const algorithms = [-8, -7, -257]

type IsAsked = (challenge: string) => boolean

/** Checks a new passkey; undefined where anything does not hold. */
export async function verifyMade(
  { id, clientDataJSON, attestationObject }: MadePasskey,
  { origin, host }: SecureOrigin,
  isAsked: IsAsked,
): Promise<Verifier | undefined> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  return unlessThrown(async () => {
    if (await bringsCertificates(attestationObject)) return undefined
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON, attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge: isAsked,
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    const made = verified ? registrationInfo.credential : undefined
    return made?.id === id ? { publicKey: made.publicKey, counter: made.counter } : undefined
  })
}

async function bringsCertificates(attestationObject: string): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await import('@simplewebauthn/server/helpers')
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject))
  const isPlain = ['none', 'packed'].includes(attestation.get('fmt'))
  return !isPlain || attestation.get('attStmt').get('x5c') !== undefined
}

/** Checks a passkey that is shown; how often it signed by now, or undefined where anything does not hold. */
export async function verifyShown(
  { id, ...said }: ShownPasskey,
  { publicKey, counter }: Verifier,
  { origin, host }: SecureOrigin,
  isAsked: IsAsked,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  return unlessThrown(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', response: said, clientExtensionResults: {} },
      expectedChallenge: isAsked,
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
      credential: { id, publicKey: new Uint8Array(publicKey), counter },
    })
    return verified ? authenticationInfo.newCounter : undefined
  })
}

/** The library throws at whatever does not hold, and at what it cannot read. */
async function unlessThrown<T>(check: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await check()
  } catch {
    return undefined
  }
}
