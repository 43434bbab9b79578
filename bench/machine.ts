/** The machine a run was taken on, and how busy others kept it. */
import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGb: number
  readonly kernel: string
  readonly node: string
  readonly sqlite: string
  /** By name: what the bench's package.json asks for. */
  readonly versions: Readonly<Record<string, string>>
  readonly date: string
  /** Average of one minute, before the run. */
  readonly load: number
  /** Share of the cores' time that others used in two seconds before the run. */
  readonly busyShare: number
}

export async function describeMachine(): Promise<Machine> {
  const [load = 0] = loadavg()
  const db = new Database(':memory:')
  const sqlite = String(db.prepare('SELECT sqlite_version()').pluck().get())
  db.close()
  const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>
  }
  return {
    processor: cpus()[0]?.model.trim() ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    kernel: release(),
    node: process.version,
    sqlite,
    versions: dependencies,
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    load,
    busyShare: await busyShare(),
  }
}

async function busyShare(): Promise<number> {
  const before = times()
  await sleep(2000)
  const after = times()
  return 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all)
}

function times(): { idle: number; all: number } {
  const each = cpus().map(({ times: t }) => ({ idle: t.idle, all: t.user + t.nice + t.sys + t.idle + t.irq }))
  return {
    idle: each.reduce((sum, { idle }) => sum + idle, 0),
    all: each.reduce((sum, { all }) => sum + all, 0),
  }
}
