/** What every engine measured here does, in two processes: one gives, one receives. */

/** Where a receiver finds its giver. */
export interface Address {
  readonly port: number
  /** What else it must know: keys of logs, by the giver's choice. */
  readonly logs: readonly { readonly id: string; readonly length: number }[]
}

export interface GiverSetup {
  /** A folder with a generated dataset. */
  readonly dataset: string
  /** An empty folder of the giver's own. */
  readonly folder: string
}

/** What passed a giver's sockets since it started: bytes above TCP both ways, connections, HTTP requests. */
export interface Wire {
  readonly bytes: number
  readonly requests: number
}

export interface Copied {
  /** From the receiver's first request to everything stored by the engine's own standard. */
  readonly durableMs: number
  /** Until it can be asked for; the same where storing is all there is. */
  readonly queryableMs: number
}

// A type, not an interface: parts are indexed by name.
export type Giver = {
  /** Puts the dataset in the engine and opens it on loopback; tells how long that took. */
  start(setup: GiverSetup): Promise<{ readonly ms: number }>
  /** Adds 100 entries of `round`, spread over the logs. */
  add(parameters: { readonly round: number }): Promise<null>
  /** As it is now. */
  address(parameters: object): Promise<Address>
  wire(parameters: object): Promise<Wire>
}

export type Receiver = {
  /** Opens an empty store. */
  open(parameters: { readonly folder: string; readonly address: Address }): Promise<null>
  copy(parameters: { readonly entries: number }): Promise<Copied>
  /** A round when nothing is new. */
  nothingNew(parameters: object): Promise<{ readonly ms: number }>
  /** A round after the giver added; `address` is what it said. */
  catchUp(parameters: { readonly address: Address }): Promise<{ readonly ms: number }>
  /** Closes the store; peak memory of this process in MB (10^6 bytes). */
  close(parameters: object): Promise<{ readonly peakMb: number }>
}

export const peakMb = (): number => (process.resourceUsage().maxRSS * 1024) / 1e6

/** Milliseconds that `task` takes. */
export async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await task()
  return performance.now() - start
}
