/**
 * Measures Apachita beside its floor and its peers: `node bench/run.js [--quick]`; or only generates:
 * `node bench/run.js generate --preset hundred-thousand|million|many-books --folder <folder> [--seed <text>]`.
 * Peers are installed here alone: `npm ci` in bench/. The bundles are built with the root's esbuild.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundle } from '../scripts/bundle.js'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

if (process.argv[2] !== 'generate' && !existsSync(here('node_modules/corestore'))) {
  throw new Error('the peers are not installed: npm ci in bench/')
}
await bundle({ main: here('main.ts'), child: here('child.ts') }, here('dist'))
// NOTE: the program stands outside bench/, where it finds the root's packages and not those of a peer.
await bundle({ apachita: here('../src/cli/main.ts') }, here('../dist/bench'))
const { status } = spawnSync(process.execPath, [here('dist/main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
