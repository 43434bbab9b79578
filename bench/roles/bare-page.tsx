/**
 * The floor of the pages: a small page with a table of a few rows, drawn on the server by Hono's JSX and sent by the server
 * that the product uses. No database, no compression, nothing of src/.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'

const rows = ['Camino vecinal', 'Acequia mayor', 'Sede social', 'Puente sobre el río', 'Posta de salud']

const page = () => (
  <html lang="es">
    <head>
      <title>Obras</title>
    </head>
    <body>
      <h1>Obras</h1>
      <table>
        <tr>
          <th>Obra</th>
          <th>Jornadas</th>
        </tr>
        {rows.map((work, at) => (
          <tr>
            <td>{work}</td>
            <td>{at + 1}</td>
          </tr>
        ))}
      </table>
    </body>
  </html>
)

export type BarePage = {
  start(parameters: object): Promise<{ readonly port: number }>
}

export const barePage = (): BarePage => ({
  start: () =>
    new Promise((resolve) => {
      const app = new Hono().get('/', (c) => c.html(page()))
      const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () =>
        resolve({ port: (server.address() as AddressInfo).port }),
      )
    }),
})
