/** The browser of all tests of pages: Debian's chromium. Where there is none, they fail and say how to install it. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const usualPath = '/usr/bin/chromium'

/** Where chromium is: `APACHITA_CHROMIUM`, or where Debian puts it. Throws, saying what to do, where it is not. */
export function chromiumPath(
  env: Readonly<Record<string, string | undefined>> = process.env,
  usual: string = usualPath,
): string {
  const path = env['APACHITA_CHROMIUM'] || usual
  if (existsSync(path)) return path
  throw new Error(
    `There is no chromium at ${path}, and the tests of pages need one. Install it (apt-get install chromium), ` +
      'or set APACHITA_CHROMIUM to its path.',
  )
}

/** `more`: arguments of the browser's own. */
export const launch = (...more: readonly string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', ...more],
  })
