/** An authenticator made of node:crypto: it makes passkeys and shows them, or lies in one way that a test names. */
import { type KeyObject, createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { PasskeyAsked } from '../../src/http/pages/passkey-forms.tsx'

export interface Lie {
  readonly origin?: string
  readonly host?: string
  readonly challenge?: string
  readonly isUnverified?: boolean
  readonly counter?: number
  /** Whose it says it is. */
  readonly account?: string
  /** Another secret than its own, or none. */
  readonly secret?: string | null
  /** With its maker's certificate, which nobody asked for. */
  readonly isCertified?: boolean
}

/** Fields of the form, as the island fills them in. */
export type Answer = Readonly<Record<string, string>>

type Cbor = number | string | Uint8Array | readonly Cbor[] | ReadonlyMap<Cbor, Cbor>

/** RFC 8949, as far as an authenticator needs it. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  if (value instanceof Map)
    return Buffer.concat([
      head(5, value.size),
      ...[...value].flatMap(([key, held]) => [cbor(key), cbor(held)]),
    ])
  const items = value as readonly Cbor[]
  return Buffer.concat([head(4, items.length), ...items.map((item) => cbor(item))])
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count])
  return count < 256
    ? Buffer.from([(major << 5) | 24, count])
    : Buffer.from([(major << 5) | 25, count >> 8, count & 255])
}

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const bytesOf = (encoded: string | undefined): Buffer => Buffer.from(encoded ?? '', 'base64url')

const flags = { present: 1, verified: 4, attested: 64 }

/** A maker's certificate, of whom a library that is told nothing thinks well, and its key. For tests only. */
const certificate =
  'MIIBpTCCAUugAwIBAgIBATAKBggqhkjOPQQDAjBSMQswCQYDVQQGEwJCTzEOMAwGA1UEChMFTmFkaWUxIjAgBgNVBAsTGUF1' +
  'dGhlbnRpY2F0b3IgQXR0ZXN0YXRpb24xDzANBgNVBAMTBlBydWViYTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAw' +
  'MFowUjELMAkGA1UEBhMCQk8xDjAMBgNVBAoTBU5hZGllMSIwIAYDVQQLExlBdXRoZW50aWNhdG9yIEF0dGVzdGF0aW9uMQ8w' +
  'DQYDVQQDEwZQcnVlYmEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATVteDOTqq3ZgxaC2kN1GU9SuIZ5ZV9oOrm3A93nRZT' +
  '79dNPvbL4oepJWkdQyY5D4ji1CaOICJ2LrlS9CI6gGKLoxAwDjAMBgNVHRMBAf8EAjAAMAoGCCqGSM49BAMCA0gAMEUCIQCP' +
  'rPB9d67Ida42vCSky8MqKABnwU302HZT2zpNI9sCHAIgX+22jt+x0RBu0duDQTo11Czt5qdY5PkxY4iv/bGURKg='
const makersKey =
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQguKiU+yo8oe4/ashWe/JYpEgNtmCw2w7BCJqzeMpVJtGhRANC' +
  'AATVteDOTqq3ZgxaC2kN1GU9SuIZ5ZV9oOrm3A93nRZT79dNPvbL4oepJWkdQyY5D4ji1CaOICJ2LrlS9CI6gGKL'

export class Authenticator {
  readonly id = text(randomBytes(32))
  readonly #kind: 'ES256' | 'EdDSA'
  readonly #key: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
  readonly #seed = randomBytes(32)
  /** 0 for ever: one that does not count, as most in phones. */
  counter: number
  #account = ''

  constructor(kind: 'ES256' | 'EdDSA' = 'ES256', counter = 0) {
    this.#kind = kind
    this.#key =
      kind === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')
    this.counter = counter
  }

  /** WebAuthn's PRF: of the salt and of what only this authenticator holds. */
  secretFor(salt: string): string {
    const hashed = sha256(Buffer.concat([Buffer.from('WebAuthn PRF\0'), Buffer.from(salt)]))
    return text(createHmac('sha256', this.#seed).update(hashed).digest())
  }

  make(asked: PasskeyAsked, lie: Lie = {}): Answer {
    this.#account = asked.account?.id ?? ''
    const id = bytesOf(this.id)
    const length = Buffer.from([id.length >> 8, id.length & 255])
    const attested = Buffer.concat([Buffer.alloc(16), length, id, cbor(this.#coseKey())])
    const authData = Buffer.concat([this.#said(asked, lie, flags.attested), attested])
    const clientDataJSON = clientData('webauthn.create', asked, lie)
    const statement =
      lie.isCertified === true ? certified(signedOf(authData, clientDataJSON)) : new Map<Cbor, Cbor>()
    const attestation = new Map<Cbor, Cbor>([
      ['fmt', statement.size === 0 ? 'none' : 'packed'],
      ['attStmt', statement],
      ['authData', authData],
    ])
    const said = {
      id: this.id,
      clientDataJSON: text(clientDataJSON),
      attestationObject: text(cbor(attestation)),
      transports: ['internal'],
    }
    return this.#answer(said, asked, lie)
  }

  show(asked: PasskeyAsked, lie: Lie = {}): Answer {
    if (this.counter > 0) this.counter += 1
    const authData = this.#said(asked, lie, 0)
    const clientDataJSON = clientData('webauthn.get', asked, lie)
    const said = {
      id: this.id,
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authData),
      signature: text(this.#sign(authData, clientDataJSON)),
      userHandle: text(Buffer.from(lie.account ?? this.#account)),
    }
    return this.#answer(said, asked, lie)
  }

  #answer(said: object, { salt }: PasskeyAsked, { secret = this.secretFor(salt) }: Lie): Answer {
    return { passkey: JSON.stringify(said), ...(secret === null ? {} : { secret }) }
  }

  #said({ host }: PasskeyAsked, lie: Lie, more: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(lie.counter ?? this.counter)
    const set = flags.present | (lie.isUnverified === true ? 0 : flags.verified) | more
    return Buffer.concat([sha256(lie.host ?? host), Buffer.from([set]), counter])
  }

  #sign(authData: Uint8Array, clientDataJSON: Uint8Array): Buffer {
    const algorithm = this.#kind === 'ES256' ? 'sha256' : null
    return sign(algorithm, signedOf(authData, clientDataJSON), this.#key.privateKey)
  }

  /** COSE (RFC 9053): -1 the curve, -2 and -3 the point. */
  #coseKey(): Map<Cbor, Cbor> {
    const { x, y } = this.#key.publicKey.export({ format: 'jwk' })
    return this.#kind === 'ES256'
      ? new Map<Cbor, Cbor>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, bytesOf(x)],
          [-3, bytesOf(y)],
        ])
      : new Map<Cbor, Cbor>([
          [1, 1],
          [3, -8],
          [-1, 6],
          [-2, bytesOf(x)],
        ])
  }
}

const signedOf = (authData: Uint8Array, clientDataJSON: Uint8Array): Buffer =>
  Buffer.concat([authData, sha256(clientDataJSON)])

const certified = (signed: Uint8Array): Map<Cbor, Cbor> =>
  new Map<Cbor, Cbor>([
    ['alg', -7],
    [
      'sig',
      sign('sha256', signed, {
        key: Buffer.from(makersKey, 'base64'),
        format: 'der',
        type: 'pkcs8',
      }),
    ],
    ['x5c', [Buffer.from(certificate, 'base64')]],
  ])

const clientData = (type: string, asked: PasskeyAsked, lie: Lie): Buffer =>
  Buffer.from(
    JSON.stringify({
      type,
      challenge: lie.challenge ?? asked.challenge,
      origin: lie.origin ?? asked.origin,
      crossOrigin: false,
    }),
  )
