/**
 * Islands: the scripts there are, one ES module each, for what a browser does only when a script asks. A page works without
 * them; what needs one is hidden until it runs. They are plain JavaScript, read as they stand; the build lays them beside
 * the program, made small.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export interface Island {
  /** Changes with the script, so that browsers keep it for good. */
  readonly path: string
  readonly script: string
}

let passkey: Island | undefined

/** Read when a page first needs it. */
export function passkeyIsland(): Island {
  if (passkey !== undefined) return passkey
  const script = readFileSync(new URL('./passkey.js', import.meta.url), 'utf8')
  const hash = createHash('sha256').update(script).digest('hex').slice(0, 12)
  passkey = { path: `/assets/passkey-${hash}.js`, script }
  return passkey
}
