/** How everything here is bundled: one file a part, packages left outside, islands beside it. Also used by bench/run.js. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const islands = fileURLToPath(new URL('../src/web/islands', import.meta.url))

/** `entryPoints`: output name to source file. */
export async function bundle(entryPoints, outdir) {
  await build({
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
  await build({
    entryPoints: readdirSync(islands)
      .filter((name) => name.endsWith('.js'))
      .map((name) => `${islands}/${name}`),
    outdir,
    platform: 'browser',
    target: 'es2022',
    minify: true,
    logLevel: 'warning',
  })
}
