/** Bundles the command line and the demonstration into dist/, so that a process starts in a fraction of a second. */
import { bundle } from './bundle.js'

await bundle({ apachita: 'src/cli/main.ts', demo: 'demo/main.ts' }, 'dist')
