/** Starts a process on a folder, hears what it tells, and kills it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { build } from 'esbuild'
import type { Chance } from './chance.ts'
import type { Doing, Orders, Told } from './messages.ts'

/** When a process is killed: some time after it begins something for the nth time, or as an acknowledgement arrives. */
export interface Plan {
  readonly at: Doing | 'acknowledgement'
  readonly nth: number
  /** From then on; 0: in the same turn. */
  readonly delayMs: number
}

/** How long what is killed in the middle may take on a busy machine. */
const longestMs: Readonly<Record<Doing, number>> = { open: 40, append: 6, handover: 6, import: 12, fold: 12 }

export const doings: readonly Doing[] = ['open', 'append', 'handover', 'import', 'fold']

/** The plan of the nth kill: everything a process does has its turn. */
export function planOf(chance: Chance, n: number): Plan {
  if (chance.isOneIn(5)) return { at: 'acknowledgement', nth: chance.between(1, 12), delayMs: 0 }
  const at = doings[n % doings.length] ?? 'open'
  const nth = at === 'open' ? 1 : chance.between(1, 6)
  return { at, nth, delayMs: chance.isOneIn(6) ? 0 : chance.fraction() * longestMs[at] }
}

/** A folder for a run, with the child bundled in it as `child.js`. */
export async function makeRunFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'apachita-crash-'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  await build({
    entryPoints: { child: 'tests/crash/child.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  })
  return folder
}

export interface Death {
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
  readonly stderr: string
}

/** Runs the child to its end. What it told is heard before this returns, even what it told after the kill was sent. */
export async function runChild(
  runFolder: string,
  orders: Orders,
  hear: (told: Told) => void,
  plan?: Plan,
): Promise<Death> {
  const child = spawn(process.execPath, [join(runFolder, 'child.mjs'), JSON.stringify(orders)], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()))
  const heard = new Promise<void>((done) => {
    const lines = createInterface({ input: child.stdio[3] as Readable })
    const kill = plan === undefined ? () => undefined : killerOf(child, plan)
    lines.on('line', (line) => {
      const told = toldIn(line)
      if (told === undefined) return
      kill(told)
      hear(told)
    })
    lines.on('close', done)
  })
  const death = new Promise<Death>((done) => {
    child.on('close', (code, signal) => done({ code, signal, stderr }))
  })
  await heard
  return death
}

/** A line that the kill cut short was not told. */
function toldIn(line: string): Told | undefined {
  try {
    return JSON.parse(line) as Told
  } catch {
    return undefined
  }
}

function killerOf(child: ChildProcess, { at, nth, delayMs }: Plan): (told: Told) => void {
  let count = 0
  return (told) => {
    const isCounted = at === 'acknowledgement' ? told.kind === 'done' : 'doing' in told && told.doing === at
    if (!isCounted || ++count !== nth) return
    if (delayMs >= 2) setTimeout(() => child.kill('SIGKILL'), delayMs)
    else {
      const from = performance.now()
      while (performance.now() - from < delayMs);
      child.kill('SIGKILL')
    }
  }
}
