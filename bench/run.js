/**
 * Measures Apachita beside its floor and its peers: `npm run bench [-- --quick]`; or only generates:
 * `node bench/run.js generate --preset hundred-thousand|million|many-books --folder <folder> [--seed <text>]`.
 * Peers are installed in bench/ alone, by the first run. The bundles are built with the root's esbuild.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundle } from '../scripts/bundle.js'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

// Peers never weigh on the install of the program: they come here, with the first measurement.
if (process.argv[2] !== 'generate' && !existsSync(here('node_modules/corestore'))) {
  const { status } = spawnSync('npm', ['ci', '--prefix', here('.')], { stdio: 'inherit' })
  if (status !== 0) throw new Error('the peers could not be installed: npm ci in bench/')
}
await bundle({ main: here('main.ts'), child: here('child.ts') }, here('dist'))
// NOTE: the program stands outside bench/, where it finds the root's packages and not those of a peer.
await bundle({ apachita: here('../src/cli/main.ts') }, here('../dist/bench'))
const { status } = spawnSync(process.execPath, [here('dist/main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
