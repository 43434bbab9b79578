/** Bundles the command line and the demonstration into dist/, so that a process starts in a fraction of a second. */
import { build } from 'esbuild'

await build({
  entryPoints: { apachita: 'src/cli/main.ts', demo: 'demo/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
})
