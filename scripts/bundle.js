/** How everything here is bundled: one file a part, packages left outside. Also used by bench/run.js. */
import { build } from 'esbuild'

/** `entryPoints`: output name to source file. */
export const bundle = (entryPoints, outdir) =>
  build({
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  })
