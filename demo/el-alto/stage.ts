/** Where the city is told: three nodes, as processes or in one, touched by ordinary commands and read as anyone reads them. */

import type { Written } from '../steps.ts'

export interface Host {
  readonly name: string
  /** A command that must not be refused. */
  did<Given = Written>(command: string, input: object): Promise<Given>
  /** A view of the public listener. */
  get<View>(path: string): Promise<View>
}

export interface Stage {
  /** The federation's seat, and two others. */
  readonly hosts: readonly [Host, Host, Host]
  /** Every node exchanges with every other. */
  exchange(): Promise<void>
  /** All that `to` lacks travels in a file. */
  carry(from: Host, to: Host): Promise<void>
  /** A node's memory is copied; the copy writes, as the node itself does, until `during` is over. */
  withCopyOf(host: 0 | 1 | 2, during: (copy: Host) => Promise<void>): Promise<void>
}
