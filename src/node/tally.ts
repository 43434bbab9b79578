/** How often things happened, by what they were: figures only, never what was said. Begins anew with the process. */
export class Tally<Key extends readonly string[] = readonly [string]> {
  readonly #counts = new Map<string, number>()

  add(...key: Key): void {
    const name = JSON.stringify(key)
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  /** Each with how often it happened. */
  all(): (readonly [Key, number])[] {
    return [...this.#counts].map(([name, count]) => [JSON.parse(name) as Key, count])
  }
}

/** What a node counts: packs by how they came, and what was refused of them and of commands, by type. */
export class NodeCounts {
  readonly packs = new Tally()
  readonly refusedParts = new Tally()
  readonly refusedCommands = new Tally()
}
