/**
 * What pure rooms may use of the machine: hashing and signing, and the encoders every JavaScript engine has.
 * They compile against this file in place of Node's types (tsconfig.pure.json), so anything else is an error.
 */
declare module 'node:crypto' {
  interface KeyObject {
    export(options: { format: 'jwk' }): { x?: string }
  }
  export function hash(algorithm: 'sha256', data: Uint8Array, output: 'binary'): string
  interface JsonWebKey {
    kty: 'OKP'
    crv: 'Ed25519'
    x: string
  }
  export function createPublicKey(options: { key: JsonWebKey; format: 'jwk' }): KeyObject
  export function createPrivateKey(pem: string): KeyObject
  export function createPublicKey(key: KeyObject): KeyObject
  export function sign(algorithm: null, data: Uint8Array, key: KeyObject): Uint8Array
  export function verify(algorithm: null, data: Uint8Array, key: KeyObject, signature: Uint8Array): boolean
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}

declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal: boolean; ignoreBOM: boolean })
  decode(bytes: Uint8Array): string
}
