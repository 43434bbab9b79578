/** Small secrets under a key (AES-256-GCM), bound to what they are for. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Nonce, ciphertext and tag. */
export function sealUnder(key: Uint8Array, purpose: string, secret: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
}

/** The secret, or undefined where the key is another or a byte was changed. */
export function openUnder(key: Uint8Array, purpose: string, sealed: Uint8Array): Uint8Array | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-16))
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
  } catch {
    return undefined
  }
}
