/** What the operator's log holds: defects by place. Nothing a person wrote, no addresses of readers, no bodies. */
import pino from 'pino'

export const log = pino(
  { name: 'apachita', level: process.env['APACHITA_LOG'] ?? 'warn' },
  pino.destination(2),
)
