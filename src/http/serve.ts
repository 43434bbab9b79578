/** A node's two listeners: the public one for reading and carriage, the operator's on 127.0.0.1 for writing. */
import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { ApachitaNode } from '../node/node.ts'
import { RequestTally } from './metrics.ts'
import { operatorApp } from './operator-app.tsx'
import { publicApp } from './public-app.ts'

export interface ListenOptions {
  /** Address of the public listener. */
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  readonly operatorPort: number
  /** The https origin at which a proxy in front makes the public listener reachable. */
  readonly publicAddress?: string | undefined
}

export interface Listening {
  readonly publicUrl: string
  readonly operatorUrl: string
  /** What the operator types once in the browser; the command line reads it from the folder. */
  readonly token: string
  close(): Promise<void>
}

/** Where the command line finds the running node of a folder. Readable by its owner only. */
export const operatorFile = (folder: string): string => join(folder, 'operator.json')

export async function listen(node: ApachitaNode, options: ListenOptions): Promise<Listening> {
  const token = randomBytes(18).toString('base64url')
  const { publicAddress } = options
  let readersUrl: string | undefined = publicAddress
  const reachableAt = (): string | undefined => readersUrl
  const requests = new RequestTally()
  const app = publicApp(node, reachableAt, publicAddress, requests)
  const readers = await start(app, options.host, options.port)
  readersUrl ??= urlOf(readers, isEverywhere(options.host) ? (localAddress() ?? '127.0.0.1') : options.host)
  const operator = await start(
    operatorApp(node, token, reachableAt, requests),
    '127.0.0.1',
    options.operatorPort,
  ).catch(async (error) => {
    await stop(readers)
    throw error
  })
  const [publicUrl, operatorUrl] = [urlOf(readers, options.host), urlOf(operator, '127.0.0.1')]
  rmSync(operatorFile(node.folder), { force: true })
  writeFileSync(
    operatorFile(node.folder),
    JSON.stringify({ url: operatorUrl, publicUrl, token, pid: process.pid }),
    {
      mode: 0o600,
      flag: 'wx',
    },
  )
  return {
    publicUrl,
    operatorUrl,
    token,
    close: async () => {
      rmSync(operatorFile(node.folder), { force: true })
      await Promise.all([stop(readers), stop(operator)])
    },
  }
}

const isEverywhere = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** This machine's own address in the local network, if it is in one. */
const localAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address

/** What somebody looks for stands in the address: 10,000 characters of whatever language are answered, too. */
const maxHeaderBytes = 128 * 1024

function start(app: Hono, hostname: string, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const serverOptions = { maxHeaderSize: maxHeaderBytes }
    const server = serve({ fetch: app.fetch, hostname, port, serverOptions }, () => resolve(server))
    server.on('error', reject)
  })
}

function urlOf(server: ServerType, host: string): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
