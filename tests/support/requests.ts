/** Requests as no browser would send them: any Host, any Origin, any path, byte for byte. */
import { request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

export interface RawRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Headers alone are sent, and the body never comes. */
  readonly isBodyHeld?: boolean
}

/** Sends `path` as it stands to a server on loopback. */
export function rawRequest(
  url: string,
  path: string,
  { method, headers, body, isBodyHeld }: RawRequest = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, path, method: method ?? 'GET', headers, agent: false },
      (came) => {
        const chunks: Buffer[] = []
        came.on('data', (chunk: Buffer) => chunks.push(chunk))
        came.on('error', reject)
        came.on('end', () => {
          if (isBodyHeld === true) asked.destroy()
          resolve({
            status: came.statusCode ?? 0,
            headers: came.headers,
            text: Buffer.concat(chunks).toString(),
          })
        })
      },
    )
    asked.on('error', reject)
    if (isBodyHeld === true) asked.flushHeaders()
    else asked.end(body)
  })
}
