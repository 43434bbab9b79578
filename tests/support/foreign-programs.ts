/**
 * Programs that nobody of this project wrote and that tests run. They are much to ask of a contributor's laptop: where
 * one is missing its tests are passed over, but never in CI, where it is a failure that says how to install it.
 */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Each by what must be there, as an absolute path or a name on the PATH, and the Debian packages that bring it. */
const programs = {
  python: { needs: ['python3'], packages: 'python3' },
  openssl: { needs: ['curl', 'openssl'], packages: 'curl openssl' },
  go: {
    needs: ['go', '/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog/tlog.go'],
    packages: 'golang-go golang-golang-x-mod-dev',
  },
  strace: { needs: ['strace'], packages: 'strace' },
} as const

type Environment = Readonly<Record<string, string | undefined>>

/** Whether tests of these programs are to be passed over. Throws in CI, saying what to install. */
export function areMissing(
  names: readonly (keyof typeof programs)[],
  env: Environment = process.env,
): boolean {
  const folders = (env['PATH'] ?? '').split(delimiter)
  const isThere = (need: string): boolean =>
    need.startsWith('/') ? existsSync(need) : folders.some((folder) => existsSync(join(folder, need)))
  const missing = names.filter((name) => !programs[name].needs.every(isThere))
  if (missing.length > 0 && env['CI'] === 'true') {
    const packages = missing.map((name) => programs[name].packages).join(' ')
    throw new Error(`Tests need what is not there. Install it: apt-get install ${packages}`)
  }
  return missing.length > 0
}
