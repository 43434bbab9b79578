/** Leaves out what is not said: an entry has no undefined, and a schema takes a field left out for its default. */
export function onlySaid<Named extends object>(
  named: Named,
): { [Name in keyof Named]?: Exclude<Named[Name], undefined> } {
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as never
}
