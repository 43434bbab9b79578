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

export const islandNames = ['passkey', 'live', 'record', 'aloud'] as const
export type IslandName = (typeof islandNames)[number]

const read = new Map<IslandName, Island>()

/** Read when a page first needs it. */
export function island(name: IslandName): Island {
  const known = read.get(name)
  if (known !== undefined) return known
  const script = readFileSync(new URL(`./${name}.js`, import.meta.url), 'utf8')
  const hash = createHash('sha256').update(script).digest('hex').slice(0, 12)
  const made = { path: `/assets/${name}-${hash}.js`, script }
  read.set(name, made)
  return made
}
