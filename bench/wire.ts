/** Counts what passes the server sockets of this process, whoever opened them. */
import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import type { Wire } from './engine.ts'

/** From now on; the answer tells what passed since. */
export function countWire(): () => Wire {
  const sockets: Socket[] = []
  let requests = 0
  subscribe('net.server.socket', (message) => {
    sockets.push((message as { socket: Socket }).socket)
  })
  subscribe('http.server.request.start', () => {
    requests += 1
  })
  return () => ({
    bytes: sockets.reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0),
    requests,
  })
}
