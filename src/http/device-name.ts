/** What people call a browser by: `Chrome · Android`. */
import Bowser from 'bowser'

/** Of a user agent that is not known as much as fits in a line. */
export function deviceName(userAgent: string): string {
  if (userAgent === '') return ''
  const { browser, os } = Bowser.parse(userAgent)
  const known = [browser.name, os.name].filter((name) => name !== undefined && name !== '')
  return known.length === 0 ? userAgent.slice(0, 60) : known.join(' · ')
}
