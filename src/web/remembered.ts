/** What is made of a name is made once: so many are kept, and all are forgotten where there are more. `make` is of its name alone. */
export function remembered<Made>(most: number): (name: string, make: () => Made) => Made {
  const known = new Map<string, Made>()
  return (name, make) => {
    const kept = known.get(name)
    if (kept !== undefined) return kept
    const made = make()
    if (known.size >= most) known.clear()
    known.set(name, made)
    return made
  }
}
