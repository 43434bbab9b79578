/**
 * A node's card: the small text by which a body admits a node, so that nobody types keys. It is printed where the node is
 * and pasted or uploaded where the book is written; nothing in it is secret. Somebody may have changed it on the way: the
 * fingerprint is compared by voice before anything is admitted.
 *
 *   apachita node card v1
 *   name Nodo de Putre
 *   country CL
 *   node <id>
 *   request <base64>
 *   cosign <base64>
 *   age age1…
 *
 * Invariants
 * 1. Reading is lenient about what mail and chats do to a text (blanks, empty lines, `>` before a line, what stands around
 *    the card), never about a value: what is admitted is what the fingerprint was computed of.
 * 2. The fingerprint is over every field: whoever changes one changes it.
 */
import canonicalize from 'canonicalize'
import type { z } from 'zod'
import { nodeIdOf } from '../book/node-key.ts'
import { sha256 } from '../book/hash.ts'
import { utf8 } from '../kernel/encoding.ts'
import { type Refusal, type Result, accept, refuse } from '../kernel/result.ts'
import { nodeAdmitted } from './entries.ts'

/** What a node says of itself: `data` of `node.admitted`. */
export type NodeCard = z.infer<typeof nodeAdmitted>

/** No card is longer, whatever stands around it. */
export const maxCardChars = 4000

const firstLine = 'apachita node card v1'
const fields = ['name', 'country', 'node', 'request', 'cosign', 'age'] as const

export function cardToText(card: NodeCard): string {
  const lines = fields.flatMap((field) => (card[field] === undefined ? [] : [`${field} ${card[field]}`]))
  return `${[firstLine, ...lines].join('\n')}\n`
}

/** Refused: `card-unreadable`, where it is no card or something is missing or twice; `card-altered`, where keys and id differ. */
export function textToCard(text: string): Result<NodeCard, Refusal> {
  if (text.length > maxCardChars) return refuse({ type: 'card-unreadable' })
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace(/^[>\s]+/, '').trimEnd())
  const start = lines.indexOf(firstLine)
  if (start === -1) return refuse({ type: 'card-unreadable' })
  const said = new Map<string, string>()
  for (const line of lines.slice(start + 1)) {
    const [, field = '', value = ''] = /^([a-z]+) +(.+)$/s.exec(line) ?? []
    if (!isField(field)) continue
    if (said.has(field)) return refuse({ type: 'card-unreadable' })
    said.set(field, value)
  }
  const card = nodeAdmitted.safeParse(Object.fromEntries(said))
  if (!card.success) return refuse({ type: 'card-unreadable' })
  return nodeIdOf(card.data.request) === card.data.node ? accept(card.data) : refuse({ type: 'card-altered' })
}

const isField = (text: string): boolean => (fields as readonly string[]).includes(text)

/**
 * Six groups of five digits, to be read aloud in any language: 30 digits of a SHA-256, as Signal's fingerprint of one
 * party (5 bytes modulo 100,000 a group). Some 99 bits: nobody makes a second card with the same.
 */
export function cardFingerprint(card: NodeCard): string {
  const known = Object.fromEntries(fields.map((field) => [field, card[field] ?? null]))
  const hash = sha256(utf8(`apachita/node-card/v1\n${canonicalize(known) ?? ''}`))
  return Array.from({ length: 6 }, (_, group) => {
    const bytes = hash.subarray(group * 5, group * 5 + 5)
    const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
    return String(number % 100_000).padStart(5, '0')
  }).join(' ')
}

/** Whether somebody was told these digits, however they wrote them. */
export const isFingerprintOf = (card: NodeCard, told: string): boolean =>
  told.replaceAll(/\D/g, '') === cardFingerprint(card).replaceAll(' ', '')
